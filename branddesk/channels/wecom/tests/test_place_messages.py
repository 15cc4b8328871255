"""Where a message from WeCom goes: into a case its writer may write in, or nowhere until they say which."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.wecom.models import Card, Received, WeComApp
from branddesk.channels.wecom.sandbox.company import Media
from branddesk.channels.wecom.services.sending import say
from branddesk.channels.wecom.tests.fixtures import answers, call, make_binding, send_file, write
from branddesk.core import clock
from branddesk.core.enums import Route, Side, Status, Via
from branddesk.evidence.tests.factories import png_bytes
from branddesk.foundation.delivery.models import Outbound
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bound(app, alice):
    return make_binding(app, alice)


def make_card(app: WeComApp, case, user="lin.xiaowen", **fields):
    outbound = say(app=app, wecom_user=user, text=f"Card of {case.number}", key=f"card-{case.number}")
    return Card.objects.create(app=app, wecom_user=user, case=case, outbound=outbound, **fields)


def test_a_message_with_the_number_stands_in_that_case_once(company, app, case, alice):
    write(app, company, f"{case.number} 卖家又上架了", MsgId="1")
    write(app, company, f"{case.number} 卖家又上架了", MsgId="1")

    message = case.messages.get()
    assert (message.author, message.side, message.via) == (alice, Side.BRAND, Via.WECOM)
    assert message.body == f"{case.number} 卖家又上架了"
    assert message.language == "zh-hans"
    assert len(answers(company)) == 1
    assert case.number in answers(company)[0]


def test_an_answer_to_the_last_card_stands_in_its_case(company, app, case):
    other = make_case(created_by=case.assignee, brand=case.brand, marketplace=case.marketplace, status="review")
    make_card(app, other)
    make_card(app, case)

    write(app, company, "好的，谢谢")

    assert case.messages.get().body == "好的，谢谢"
    assert not other.messages.exists()


def test_a_card_of_yesterday_is_no_longer_meant(company, app, case):
    make_card(app, case)
    Card.objects.update(created_at=clock.now() - timedelta(hours=25))

    write(app, company, "好的")

    assert not case.messages.exists()
    assert Received.objects.get().state == Received.State.ASKED


def test_a_card_that_never_arrived_is_not_answered(company, app, case):
    make_card(app, case)
    Outbound.objects.update(state=Outbound.State.DEAD)

    write(app, company, "好的")

    assert not case.messages.exists()


def test_whoever_names_no_case_is_asked_and_chooses_by_number_or_place(company, app, case):
    write(app, company, "请尽快处理")
    write(app, company, "还有一点")
    assert not Message.objects.exists()
    assert f"1. {case.number}" in answers(company)[0]
    assert len(answers(company)) == 1

    write(app, company, "1")

    assert [message.body for message in case.messages.order_by("pk")] == ["请尽快处理", "还有一点"]
    assert Received.objects.filter(state=Received.State.CHOICE).count() == 1


def test_the_number_alone_chooses_too(company, app, case):
    write(app, company, "请尽快处理")

    write(app, company, f" {case.number.lower()} ")

    assert case.messages.get().body == "请尽快处理"


def test_nobody_writes_into_a_case_they_may_not_see(company, app, cast):
    theirs = make_case(created_by=cast.mallory, status=Status.IN_REVIEW)

    write(app, company, f"{theirs.number} hello")
    write(app, company, "请尽快处理")
    write(app, company, theirs.number)

    assert not Message.objects.exists()
    assert not any(theirs.subject in text for text in answers(company))


def test_a_case_that_is_hidden_reads_as_one_that_does_not_exist(company, app, cast):
    theirs = make_case(created_by=cast.mallory, status=Status.IN_REVIEW)

    write(app, company, f"{theirs.number} hello")
    write(app, company, "BD-424242 hello")

    first, second = answers(company)
    assert first.replace(theirs.number, "BD-424242") == second


def test_a_card_of_a_case_one_may_no_longer_see_is_not_answered(company, app, cast):
    theirs = make_case(created_by=cast.mallory, status=Status.IN_REVIEW)
    make_card(app, theirs)

    write(app, company, "好的")

    assert not Message.objects.exists()


def test_in_a_case_of_the_cabinet_it_is_a_note_for_colleagues(company, app, alice):
    case = make_case(
        assignee=alice,
        brand=make_brand(members=[alice]),
        marketplace=make_marketplace(route=Route.CABINET),
        status=Status.SUBMITTED,
    )

    write(app, company, f"{case.number} 已电话确认")

    assert case.messages.get().kind == Message.Kind.NOTE


def test_a_viewer_is_told_why_nothing_is_written(company, app, case, cast):
    make_binding(app, cast.viewer, "he.jing")

    write(app, company, f"{case.number} hello", user="he.jing")

    assert not Message.objects.exists()
    assert Received.objects.get().state == Received.State.REFUSED


def test_a_picture_comes_into_the_vault_and_the_case(company, app, case):
    make_card(app, case)

    send_file(app, company, Media("photo.png", "image/png", png_bytes(), clock.now().timestamp()))

    message = case.messages.get()
    exhibit = message.exhibits.get()
    assert exhibit.blob.content_type == "image/png"
    assert message.via == Via.WECOM


def test_a_file_without_a_case_waits_and_goes_with_the_choice(company, app, case):
    send_file(app, company, Media("合同.png", "image/png", png_bytes(), clock.now().timestamp()), kind="file")
    assert not Message.objects.exists()

    write(app, company, case.number)

    assert case.messages.get().exhibits.count() == 1


def test_a_file_that_wecom_does_not_give_is_told(company, app, case):
    make_card(app, case)
    company.faults["media/get"].append(40007)

    send_file(app, company, Media("photo.png", "image/png", png_bytes(), clock.now().timestamp()))

    assert not Message.objects.exists()
    assert Received.objects.get().state == Received.State.REFUSED
    assert "40007" in answers(company)[-1]


def test_a_program_is_not_taken(company, app, case):
    make_card(app, case)

    send_file(
        app,
        company,
        Media("x.exe", "application/octet-stream", b"MZ" + bytes(200), clock.now().timestamp()),
        kind="file",
    )

    assert not Message.objects.exists()
    assert Received.objects.get().state == Received.State.REFUSED


def test_a_link_is_text(company, app, case):
    make_card(app, case)

    call(app, *company.envelope("lin.xiaowen", "link", Title="假货", Url="https://shop.example.com/1", Description=""))

    assert case.messages.get().body == "假货\nhttps://shop.example.com/1"


def test_an_event_says_nothing(company, app):
    call(app, *company.envelope("lin.xiaowen", "event", Event="enter_agent"))

    assert Received.objects.get().state == Received.State.EVENT
    assert not company.sent


def test_script_from_wecom_is_text_on_every_page(company, app, case, alice, client):
    write(app, company, "<script>alert(1)</script> <img src=x onerror=alert(1)> [click](javascript:alert(1))")
    client.force_login(alice)
    waiting = client.get(reverse("wecom:me")).content.decode()

    write(app, company, case.number)

    for page in (waiting, client.get(reverse("cases:detail", args=[case.number])).content.decode()):
        shown = page.split("<main", 1)[1].lower()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript:' not in shown
