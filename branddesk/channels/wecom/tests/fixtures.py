"""A sandbox on loopback, an app connected to it, and a member who writes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Organisation, User
from branddesk.channels.wecom.models import Binding, WeComApp
from branddesk.channels.wecom.sandbox.company import Company, Media
from branddesk.core.encryption import encrypt


def make_app(company: Company, organisation: Organisation, **fields: Any) -> WeComApp:
    """The sandbox's company, connected by this organisation."""
    fields.setdefault("corp_id", company.corp_id)
    fields.setdefault("agent_id", company.agent_id)
    fields.setdefault("secret", encrypt(company.secret))
    fields.setdefault("token", encrypt(company.token))
    fields.setdefault("aes_key", encrypt(company.aes_key))
    return WeComApp.objects.create(organisation=organisation, **fields)


def make_binding(app: WeComApp, person: User, wecom_user: str = "lin.xiaowen") -> Binding:
    return Binding.objects.create(app=app, person=person, wecom_user=wecom_user)


def call(app: WeComApp, signed: dict[str, str], body: bytes) -> int:
    """Call the desk as WeCom does; gives the status."""
    address = f"{reverse('wecom:callback', args=[app.key])}?{urlencode(signed)}"
    return int(Client().post(address, body, content_type="text/xml").status_code)


def write(app: WeComApp, company: Company, text: str, *, user: str = "lin.xiaowen", **fields: str) -> int:
    return call(app, *company.envelope(user, "text", Content=text, **fields))


def send_file(app: WeComApp, company: Company, media: Media, *, kind: str = "image", user: str = "lin.xiaowen") -> int:
    media_id = company.lay_down(media)["media_id"]
    return call(app, *company.envelope(user, kind, MediaId=media_id))


def answers(company: Company, user: str = "lin.xiaowen") -> list[str]:
    """The texts that the member received, in order."""
    return [str(each.content.get("content", "")) for each in company.sent if each.user == user]
