"""The whole path by `desk`: written, submitted, asked, answered, decided, closed."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.factories import make_organisation
from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases import selectors
from branddesk.cases.models import Message
from branddesk.cases.services import (
    answer_request,
    ask_for_information,
    attach_exhibit,
    change_draft,
    close_case,
    decide,
    open_draft,
    overrule_warning,
    submit_case,
    take_case,
)
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core import clock
from branddesk.core.enums import Reason, Side, Status, SubmissionStatus
from branddesk.evidence.models import Exhibit, Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.verify import verify_journal
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


def test_a_fake_is_reported_asked_about_answered_and_decided(cast):
    brand = make_brand(members=[cast.alice])
    right = make_right(brand=brand, holder=cast.merchant.legal_name)
    market = make_marketplace(operator=cast.platform)

    case = open_draft(
        actor=cast.alice, brand=brand, marketplace=market, text="https://shop.example.com/item/1690038851"
    )
    case = change_draft(
        actor=cast.alice,
        case=case,
        subject="Fake flask",
        violation="counterfeit",
        right=right,
        nice_class=21,
        statement="Товар не выпущен правообладателем.",
    )
    listing = case.listings.get()
    for kind in (Exhibit.Kind.CERTIFICATE, Exhibit.Kind.EXTRACT):
        paper = make_exhibit(brand=brand, sealed_by=cast.alice, kind=kind, right=right, language="ru")
        attach_exhibit(actor=cast.alice, case=case, exhibit=paper)
    screenshot = make_exhibit(brand=brand, sealed_by=cast.alice, source_url=listing.url, captured_at=clock.now())
    attach_exhibit(actor=cast.alice, case=case, exhibit=screenshot, listing=listing)
    for code in ("own_sku", f"seller:{listing.pk}"):
        overrule_warning(actor=cast.alice, case=case, code=code, reason="Not known; the listing shows it.")
    case.refresh_from_db()

    case = submit_case(actor=cast.alice, case=case, version=case.version)
    assert (case.status, case.turn) == (Status.SUBMITTED, Side.PLATFORM)
    assert Share.objects.filter(organisation=cast.platform, reason=case.number).count() == 3
    assert Notice.objects.get(person=cast.moderator).code == "case.submitted"

    case = take_case(actor=cast.moderator, case=case)
    assert (case.status, case.moderator) == (Status.IN_REVIEW, cast.moderator)

    case = ask_for_information(
        actor=cast.moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text="Пришлите чек.", version=case.version
    )
    assert (case.status, case.turn) == (Status.WAITING, Side.BRAND)
    assert case.brand_due_at is not None
    assert Notice.objects.filter(person=cast.alice, code="case.asked").count() == 1

    receipt = make_exhibit(brand=brand, sealed_by=cast.alice, kind=Exhibit.Kind.PURCHASE)
    case = answer_request(actor=cast.alice, case=case, text="Чек приложен.", exhibits=[receipt], version=case.version)
    assert (case.status, case.turn, case.brand_due_at) == (Status.IN_REVIEW, Side.PLATFORM, None)
    assert Exhibit.objects.visible_to(cast.moderator).filter(pk=receipt.pk).exists()

    case = decide(
        actor=cast.moderator,
        case=case,
        outcome=SubmissionStatus.GRANTED,
        reason=Reason.COUNTERFEIT,
        text="Карточка скрыта.",
        version=case.version,
    )
    assert (case.status, case.turn) == (Status.GRANTED, Side.NONE)
    assert case.decided_at is not None
    assert Notice.objects.filter(person=cast.alice, code="case.granted").count() == 1

    case = close_case(actor=cast.alice, case=case)
    assert case.status == Status.CLOSED

    said = [item.message.body for item in selectors.timeline(case, cast.alice) if item.message]
    assert said[1:] == ["Пришлите чек.", "Чек приложен.", "Карточка скрыта."]
    assert [step.status for step in selectors.tracker(case)][-1] == Status.CLOSED
    assert verify_journal().ok


def test_one_case_may_end_differently_for_each_of_its_listings(cast):
    market = make_marketplace(operator=cast.platform)
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, listings=3, marketplace=market))
    first, second, third = selectors.submissions_of(case)

    case = decide(
        actor=cast.moderator,
        case=case,
        outcome="granted",
        reason=Reason.COUNTERFEIT,
        text="Скрыта.",
        submissions=[first],
    )
    assert (case.status, case.decided_at) == (Status.IN_REVIEW, None)
    case = ask_for_information(
        actor=cast.moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text="Чек?", submissions=[second]
    )
    assert case.status == Status.WAITING
    case = decide(
        actor=cast.moderator,
        case=case,
        outcome="refused",
        reason=Reason.NO_VIOLATION,
        text="Нет нарушения.",
        submissions=[third],
    )
    assert case.status == Status.WAITING
    case = answer_request(actor=cast.alice, case=case, text="Вот чек.")
    case = decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")

    assert case.status == Status.PARTLY
    assert [row.status for row in selectors.submissions_of(case)] == ["granted", "granted", "refused"]


def test_the_decision_is_kept_word_for_word(cast):
    words = "  Здравствуйте!\n\nКарточка «Термос» скрыта — 100 %.  "
    market = make_marketplace(operator=cast.platform)
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market))

    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text=words)

    assert case.messages.get(kind=Message.Kind.DECISION).body == words.strip()


def test_another_platform_sees_nothing_of_it(cast):
    market = make_marketplace(operator=make_organisation(kind="platform"))
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market))

    assert not type(case).objects.visible_to(cast.moderator).exists()
