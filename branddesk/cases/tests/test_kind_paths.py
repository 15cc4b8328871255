"""Every kind lives its whole life by either route: opened, completed, submitted, asked, answered, decided."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases import selectors
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Message
from branddesk.cases.packets import packets_for
from branddesk.cases.permissions import DESK_OF_KIND
from branddesk.cases.reasons import fitting
from branddesk.cases.services import (
    add_listings,
    answer_request,
    ask_for_information,
    change_draft,
    change_kind,
    close_case,
    decide,
    open_draft,
    record_answer,
    record_filing,
    refile,
    submit_case,
    take_case,
)
from branddesk.cases.tests.checking import readiness_of, ready_case
from branddesk.cases.tests.matters import MATTERS, STATEMENT, answers_of, prove, ready_matter
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit, Share
from branddesk.foundation.journal.verify import verify_journal
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", MATTERS)
def test_by_desk(cast, kind):
    market = make_marketplace(operator=cast.platform)
    case = open_draft(
        actor=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market, kind=kind, subject="Вопрос"
    )
    assert readiness_of(case).blockers

    case = change_draft(actor=cast.alice, case=case, details=answers_of(kind), statement=STATEMENT)
    for proof in kind_of(kind).proofs:
        prove(case, proof.kinds[0])
    assert readiness_of(case).may_submit, [check.text for check in readiness_of(case).checks if check.is_standing]

    case = submit_case(actor=cast.alice, case=case)
    row = case.submissions.get()
    assert (case.status, case.turn) == (Status.SUBMITTED, Side.PLATFORM)
    assert (row.listing, row.label) == (None, "Вопрос")
    assert STATEMENT in case.messages.get(kind=Message.Kind.SUBMISSION).body
    assert Share.objects.filter(organisation=cast.platform, reason=case.number).count() == len(kind_of(kind).proofs)

    judge = make_user(organisation=cast.platform, role=DESK_OF_KIND[CaseKind(kind)])
    case = take_case(actor=judge, case=case)
    asking = fitting(market, kind, SubmissionStatus.WAITING)[0].code
    case = ask_for_information(actor=judge, case=case, reason=asking, text="Пришлите чек.")
    assert (case.status, case.turn) == (Status.WAITING, Side.BRAND)
    receipt = prove(case, Exhibit.Kind.RECEIPT)
    case = answer_request(actor=cast.alice, case=case, text="Чек приложен.", exhibits=[receipt])

    granting = fitting(market, kind, SubmissionStatus.GRANTED)[0].code
    case = decide(actor=judge, case=case, outcome="granted", reason=granting, text="Сделано.")
    assert (case.status, case.submissions.get().get_status_display()) == (Status.GRANTED, "Granted")
    case = close_case(actor=cast.alice, case=case)

    assert case.status == Status.CLOSED
    assert [item.code for item in selectors.timeline(case, judge) if item.kind == "message"] == [
        "case.submitted",
        "case.asked",
        "case.answered",
        "case.decided",
    ]
    assert verify_journal().ok


@pytest.mark.parametrize("kind", MATTERS)
def test_by_cabinet(alice, kind):
    case = ready_matter(alice, kind, subject="Вопрос")
    assert readiness_of(case).may_submit, [check.text for check in readiness_of(case).checks if check.is_standing]

    case = submit_case(actor=alice, case=case)
    assert case.is_prepared
    packet = packets_for(case, reader_language="ru")[0]
    assert (packet.label, packet.listing) == ("Вопрос", None)
    assert packet.steps[0].ru == "Личный кабинет"
    assert packet.source
    assert [field.name for field in packet.fields] == ["text"]
    assert STATEMENT in packet.fields[0].text_ru
    assert not packet.fields[0].is_over

    row = record_filing(actor=alice, submission=case.submissions.get(), reference="48 213 905")
    row = record_answer(
        actor=alice,
        submission=row,
        outcome="waiting",
        text="Пришлите чек.",
        answered_at=clock.now(),
        reason="details_missing",
    )
    assert row.case.status == Status.WAITING
    prove(case, Exhibit.Kind.RECEIPT)
    row = refile(actor=alice, submission=row)
    row = record_filing(actor=alice, submission=row, reference="48 213 906")
    row = record_answer(
        actor=alice,
        submission=row,
        outcome="refused",
        text="Отказано.",
        answered_at=clock.now(),
        reason="within_rules",
    )

    row.case.refresh_from_db()
    assert (row.case.status, row.attempt) == (Status.REFUSED, 2)
    filings = [item.text for item in selectors.timeline(row.case, alice) if item.code == "case.filed"]
    assert filings == [f"Вопрос filed in the cabinet under number 48 213 90{n}" for n in (5, 6)]
    assert verify_journal().ok


def test_a_marketplace_that_names_no_topic_says_so_instead_of_inventing_one(alice):
    case = ready_matter(alice, "account")

    packet = packets_for(case, reader_language="en")[0]

    assert packet.steps[-1].meaning == "Choose the nearest topic"
    assert "no source names the topic" in packet.source


def test_answers_are_kept_and_only_those_named_are_replaced(alice):
    case = ready_matter(alice, "complaint")

    case = change_draft(actor=alice, case=case, details={"number": "019a", "rule": "", "orders": "12-1, 12-2"})

    assert case.details["number"] == "019a"
    assert case.details["orders"] == ["12-1", "12-2"]
    assert case.details["quote"] == answers_of("complaint")["quote"]
    assert "rule" not in case.details


@pytest.mark.parametrize("details", [{"colour": "red"}, {"wrong": "because"}, {7: "x"}, [], "text", None])
def test_answers_that_nobody_asked_for_are_refused(alice, details):
    case = ready_matter(alice, "complaint")

    with pytest.raises(DomainError):
        change_draft(actor=alice, case=case, details=details)


def test_only_a_complaint_about_listings_takes_listings(alice):
    case = ready_matter(alice, "content")

    with pytest.raises(DomainError):
        add_listings(actor=alice, case=case, text="1690038851")


def test_a_draft_may_become_another_kind_and_keeps_what_both_ask(alice):
    case = ready_matter(alice, "complaint")

    case = change_kind(actor=alice, case=case, kind="content")

    assert case.kind == "content"
    assert case.details["skus"] == ["1571120446"]
    assert "quote" not in case.details


def test_a_draft_with_listings_stays_a_complaint_about_them(alice):
    case = ready_case(alice)

    with pytest.raises(DomainError):
        change_kind(actor=alice, case=case, kind="content")


def test_what_was_filed_keeps_its_kind(alice):
    case = submit_case(actor=alice, case=ready_matter(alice, "content"))

    with pytest.raises(DomainError):
        change_kind(actor=alice, case=case, kind="other")
