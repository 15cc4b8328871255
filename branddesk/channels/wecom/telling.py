"""Telling people by WeCom what the bell shows: one card for all that is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.channels.wecom.models import Binding
from branddesk.channels.wecom.services.sending import tell_person
from branddesk.notices.models import Notice
from branddesk.notices.ways import Way


def addresses(people: Collection[User]) -> Mapping[int, str]:
    return dict(Binding.objects.filter(person__in=people).values_list("person", "wecom_user"))


def owe(person: User, address: str, key: str, notices: Sequence[Notice]) -> None:
    """One notice opens its place; several open the list."""
    url = reverse("notices:open", args=[notices[0].pk]) if len(notices) == 1 else reverse("notices:list")
    tell_person(person=person, text="\n".join(notice.sentence for notice in notices), url=url, key=key)


WAY = Way(
    key="wecom",
    label=_("By WeCom"),
    icon="brand-wechat",
    addresses=addresses,
    owe=owe,
    how_to_join=_("Bind my WeCom"),
    join_url_name="wecom:me",
)
