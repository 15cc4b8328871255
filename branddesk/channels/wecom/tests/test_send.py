"""What leaves by WeCom: cards, files, notices; what became of them; and what is never sent."""

from __future__ import annotations

from uuid import uuid4

import pytest

from branddesk.cases.models import Message
from branddesk.channels.wecom.cards import prepared_card
from branddesk.channels.wecom.models import Card, WeComApp
from branddesk.channels.wecom.services.sending import LONGEST_BYTES, fit, send_card, tell_person
from branddesk.channels.wecom.tests.fixtures import answers, make_binding
from branddesk.core.enums import Via
from branddesk.core.errors import DomainError
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox

pytestmark = pytest.mark.django_db


def send(actor, case, **fields):
    fields.setdefault("form_key", uuid4())
    fields.setdefault("exhibits", [])
    fields.setdefault("text", "**请看**")
    fields.setdefault("wecom_user", "liang.siyuan")
    return send_card(actor=actor, case=case, name="梁思远", **fields)


def test_a_card_arrives_and_the_case_says_so(company, app, case, alice):
    message = send(alice, case)

    message.refresh_from_db()
    assert (message.kind, message.via) == (Message.Kind.CONTACT, Via.WECOM)
    assert message.delivery == Message.Delivery.SENT
    assert "liang.siyuan" in message.delivered_to
    assert answers(company, "liang.siyuan")[0].startswith("**请看**")
    assert f"#message-{message.pk}" in answers(company, "liang.siyuan")[0]


def test_a_form_sent_twice_sends_one_card(company, app, case, alice):
    key = uuid4()
    send(alice, case, form_key=key)
    send(alice, case, form_key=key)

    assert len(company.sent) == 1
    assert case.messages.count() == 1


def test_a_file_goes_with_the_card(company, app, case, alice):
    exhibit = make_exhibit(brand=case.brand, sealed_by=alice, file_name="证据.png")

    message = send(alice, case, exhibits=[exhibit])

    kinds = [each.kind for each in company.sent]
    assert kinds == ["markdown", "file"]
    assert company.media[company.sent[1].content["media_id"]].name == "证据.png"
    message.refresh_from_db()
    assert message.delivery == Message.Delivery.SENT


def test_a_file_laid_down_once_is_sent_again_by_its_number(company, app, case, alice):
    exhibit = make_exhibit(brand=case.brand, sealed_by=alice)
    send(alice, case, exhibits=[exhibit])

    send(alice, case, exhibits=[exhibit], wecom_user="zhou.qiming")

    assert company.calls.count("media/upload") == 1


def test_a_member_whom_wecom_does_not_know_is_dead_at_once_and_said_why(company, app, case, alice):
    message = send(alice, case, wecom_user="nobody")

    message.refresh_from_db()
    assert message.delivery == Message.Delivery.DEAD
    assert "81013" in message.delivery_note
    assert Outbound.objects.get().attempts == 1


def test_a_busy_wecom_is_tried_again_after_its_pause(company, app, case, alice):
    company.faults["message/send"].append(45009)
    message = send(alice, case)
    outbound = Outbound.objects.get()
    assert outbound.state == "queued"
    assert (outbound.due_at - outbound.updated_at).total_seconds() > 50

    Outbound.objects.update(due_at=outbound.created_at)
    outbox.deliver(outbound_id=outbound.pk)

    message.refresh_from_db()
    assert message.delivery == Message.Delivery.SENT
    assert len(company.sent) == 1


def test_a_card_sent_again_after_a_crash_reaches_its_reader_once(company, app, case, alice):
    message = send(alice, case)
    # As it stands when the worker died between WeCom's yes and its own note of it.
    Outbound.objects.update(state="sending", due_at=message.created_at, sent_at=None)

    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    assert Outbound.objects.get().state == "sent"
    assert (len(company.sent), len(company.dropped)) == (1, 1)


def test_a_file_sent_again_after_a_crash_reaches_its_reader_once(company, app, case, alice):
    send(alice, case, exhibits=[make_exhibit(brand=case.brand, sealed_by=alice)])
    file = Card.objects.order_by("pk").last().outbound
    Outbound.objects.filter(pk=file.pk).update(state="sending", due_at=file.created_at)

    outbox.deliver(outbound_id=file.pk)

    assert (len(company.sent), len(company.dropped)) == (2, 1)


def test_an_app_that_was_disconnected_sends_nothing(company, app, case, alice):
    WeComApp.objects.update(secret="")

    with pytest.raises(DomainError):
        send(alice, case)
    assert not case.messages.exists()


def test_evidence_of_another_brand_does_not_leave(company, app, case, alice):
    with pytest.raises(DomainError):
        send(alice, case, exhibits=[make_exhibit()])

    assert not company.sent


def test_a_card_too_long_for_wecom_is_refused(company, app, case, alice):
    with pytest.raises(DomainError):
        send(alice, case, text="字" * 900)


def test_a_long_text_is_cut_between_characters():
    cut = fit("字" * 1000)

    assert len(cut.encode()) <= LONGEST_BYTES
    assert cut.endswith("字…")


def test_whoever_is_bound_is_told_with_a_link(company, app, alice, bob):
    make_binding(app, alice)

    assert tell_person(person=alice, text="BD-1 has news", url="/cases/BD-1/", key="n1") is not None
    assert tell_person(person=bob, text="BD-1 has news", url="/cases/BD-1/", key="n2") is None

    assert "/cases/BD-1/)" in answers(company)[0]


@pytest.mark.parametrize("language", ["zh-hans", "ru", "en"])
def test_the_prepared_card_fits_and_names_the_case(case, language):
    case.statement = "Товар не выпущен правообладателем. " * 40

    card = prepared_card(case, language)

    assert case.number in card
    assert len(card.encode()) < LONGEST_BYTES - 200


def test_a_refusal_is_worded_for_whoever_sent_the_card(company, app, case, alice):
    alice.language = "ru"
    alice.save()

    message = send(alice, case, wecom_user="nobody")

    message.refresh_from_db()
    assert "WeCom или вне области видимости" in message.delivery_note
