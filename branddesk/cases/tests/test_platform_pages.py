from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.accounts.tests.roles import Cast
from branddesk.cases.models import Case, Message
from branddesk.cases.services import submit_case, take_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core.enums import Reason, Status, SubmissionStatus
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def case(cast: Cast) -> Case:
    marketplace = make_marketplace(operator=cast.platform)
    return submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=marketplace, listings=2))


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def form(case: Case, **fields: object) -> dict[str, object]:
    case.refresh_from_db()
    return {
        "outcome": "granted",
        "submissions": [row.pk for row in case.submissions.all()],
        "reason": Reason.COUNTERFEIT,
        "text": "Карточка скрыта.",
        "version": case.version,
        "form_key": uuid4(),
    } | fields


def test_take_next_opens_the_case_that_waits(cast, case):
    response = signed_in(cast.moderator).post(reverse("cases:take_next"))

    case.refresh_from_db()
    assert response.url == reverse("cases:detail", args=[case.number])
    assert (case.moderator, case.status) == (cast.moderator, Status.IN_REVIEW)


def test_take_next_says_so_when_nobody_waits(cast):
    response = signed_in(cast.moderator).post(reverse("cases:take_next"), follow=True)

    assert "Nobody is waiting" in response.content.decode()


def test_the_moderator_decides_with_outcome_ground_and_text(cast, case):
    take_case(actor=cast.moderator, case=case)

    signed_in(cast.moderator).post(reverse("cases:decide", args=[case.number]), form(case))

    case.refresh_from_db()
    assert case.status == Status.GRANTED
    assert case.messages.get(kind=Message.Kind.DECISION).body == "Карточка скрыта."


def test_one_listing_may_be_decided_before_the_other(cast, case):
    take_case(actor=cast.moderator, case=case)
    first, second = case.submissions.all()

    signed_in(cast.moderator).post(reverse("cases:decide", args=[case.number]), form(case, submissions=[first.pk]))

    case.refresh_from_db()
    statuses = list(case.submissions.values_list("status", flat=True))
    assert statuses == [SubmissionStatus.GRANTED, SubmissionStatus.IN_REVIEW]
    assert case.status == Status.IN_REVIEW


def test_asking_for_more_gives_the_turn_to_the_brand(cast, case):
    take_case(actor=cast.moderator, case=case)
    asked = form(case, outcome="waiting", reason=Reason.PROOF_INSUFFICIENT, text="Пришлите выписку.")

    signed_in(cast.moderator).post(reverse("cases:decide", args=[case.number]), asked)

    case.refresh_from_db()
    assert case.status == Status.WAITING
    assert case.brand_due_at is not None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Write the answer"),
        ({"reason": ""}, "Choose the ground"),
        ({"reason": Reason.NO_VIOLATION}, "does not go with the chosen outcome"),
        ({"submissions": []}, "Choose at least one listing"),
        ({"outcome": "waiting", "reason": Reason.PROOF_INSUFFICIENT, "due_on": "2020-01-01"}, "has passed"),
    ],
)
def test_a_faulty_answer_is_refused_with_a_sentence_and_keeps_what_was_typed(cast, case, wrong, sentence):
    take_case(actor=cast.moderator, case=case)
    typed = form(case, text="Эти слова не должны пропасть.") | wrong

    response = signed_in(cast.moderator).post(reverse("cases:decide", args=[case.number]), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert str(typed["text"]) in page
    case.refresh_from_db()
    assert case.status == Status.IN_REVIEW


def test_the_same_answer_sent_twice_is_recorded_once(cast, case):
    take_case(actor=cast.moderator, case=case)
    typed, client = form(case), signed_in(cast.moderator)

    client.post(reverse("cases:decide", args=[case.number]), typed)
    client.post(reverse("cases:decide", args=[case.number]), typed)

    assert case.messages.filter(kind=Message.Kind.DECISION).count() == 1


def test_the_platform_reads_neither_drafts_nor_notes_of_the_brand(cast, case):
    signed_in(cast.alice).post(reverse("cases:note", args=[case.number]), {"text": "Between us", "form_key": uuid4()})

    page = signed_in(cast.moderator).get(reverse("cases:detail", args=[case.number])).content.decode()

    assert "Between us" not in page
    assert "Draft opened" not in page


@pytest.mark.parametrize("extra", [0, 4])
def test_the_platforms_case_page_asks_at_most_twenty_questions(cast, case, django_assert_max_num_queries, extra):
    for index in range(extra):
        signed_in(cast.alice).post(
            reverse("cases:message", args=[case.number]), {"text": f"Message {index}", "form_key": uuid4()}
        )
    client = signed_in(cast.moderator)

    with django_assert_max_num_queries(20):
        client.get(reverse("cases:detail", args=[case.number]))


def test_the_queue_asks_at_most_twelve_questions(cast, case, django_assert_max_num_queries):
    client = signed_in(cast.moderator)

    with django_assert_max_num_queries(12):
        client.get(reverse("cases:queue"), {"view": "unassigned"})
