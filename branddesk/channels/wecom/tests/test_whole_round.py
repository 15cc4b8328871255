"""The whole round over HTTP: the desk calls WeCom, WeCom calls the desk."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.urls import reverse

from branddesk.channels.wecom.sandbox.company import Media
from branddesk.channels.wecom.sandbox.server import confirm, state, write, write_file
from branddesk.channels.wecom.services import binding
from branddesk.channels.wecom.services.sending import send_card
from branddesk.evidence.tests.factories import png_bytes


@pytest.mark.django_db(transaction=True)
def test_from_binding_to_an_answer_with_a_picture(live_server, company, app, case, alice):
    company.callback = live_server.url + reverse("wecom:callback", args=[app.key])

    assert confirm(company) == 200
    assert write(company, "lin.xiaowen", text=binding.offer_code(actor=alice)) == 200
    send_card(
        actor=alice,
        case=case,
        wecom_user="lin.xiaowen",
        name="林晓雯",
        text="**请看**",
        exhibits=[],
        form_key=uuid4(),
    )
    assert write(company, "lin.xiaowen", text="已经处理") == 200
    picture = Media("微信图片.png", "image/png", png_bytes(), time.time())
    assert write_file(company, "lin.xiaowen", "file", picture) == 200

    said = list(case.messages.exclude(kind="contact").order_by("pk"))
    assert [message.body for message in said] == ["已经处理", "微信图片"]
    assert said[1].exhibits.get().file_name == "微信图片.png"
    assert len(state(company)["sent"]) == 4
