"""One case as the brand reads it: where it stands, what was said, and what can be done now."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.services import add_note, ask_for_information, decide, submit_case, take_case
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing, make_ready_case, make_submission
from branddesk.core.enums import Reason, Status, SubmissionStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

QUESTION = "Пришлите выписку из реестра."


@pytest.fixture
def case(cast, alice):
    market = make_marketplace(operator=cast.platform)
    ready = make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=market, listings=2)
    return submit_case(actor=alice, case=ready)


@pytest.fixture
def asked(case, moderator):
    take_case(actor=moderator, case=case)
    return ask_for_information(actor=moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text=QUESTION)


@pytest.fixture
def refused(case, moderator):
    take_case(actor=moderator, case=case)
    return decide(
        actor=moderator,
        case=case,
        outcome=SubmissionStatus.REFUSED,
        reason=Reason.NO_VIOLATION,
        text="Нарушений не найдено.",
    )


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    return client


def page(client, case):
    return client.get(reverse("cases:detail", args=[case.number])).content.decode()


def test_the_platforms_words_stand_word_for_word_with_their_language(desk, asked):
    Message.objects.filter(kind=Message.Kind.QUESTION).update(language="ru")

    shown = page(desk, asked)

    assert f'lang="ru">{QUESTION}</blockquote>' in shown


def test_what_is_asked_stands_above_the_answer_with_its_day(desk, asked):
    shown = page(desk, asked)

    assert shown.count(QUESTION) == 2
    assert "answer by" in shown
    assert 'id="answer-text"' in shown


def test_the_answer_is_sent_once_even_when_clicked_twice(desk, asked):
    form = {"text": "Направляем выписку.", "form_key": uuid4(), "version": asked.version}

    for _click in range(2):
        response = desk.post(reverse("cases:answer", args=[asked.number]), form)

    asked.refresh_from_db()
    assert response.url == reverse("cases:detail", args=[asked.number])
    assert asked.status == Status.IN_REVIEW
    assert asked.messages.filter(body="Направляем выписку.").count() == 1


def test_a_refused_answer_keeps_what_was_typed(desk, asked):
    make_case_exhibit(case=asked)

    response = desk.post(
        reverse("cases:answer", args=[asked.number]), {"text": "Направляем выписку.", "form_key": "no key"}
    )

    assert response.status_code == 422
    assert "Направляем выписку." in response.content.decode()


def test_exhibits_that_the_platform_lacks_are_named_before_they_go(desk, asked, alice):
    fresh = make_exhibit(brand=asked.brand, sealed_by=alice, title="Fresh extract")
    make_case_exhibit(case=asked, exhibit=fresh)

    shown = page(desk, asked)

    assert shown.count("Fresh extract") == 2
    assert "what the platform does not have yet" in shown


def test_what_was_missing_can_be_seen_while_the_brand_is_asked(desk, asked):
    assert "insufficient" in page(desk, asked)


def test_a_refused_case_can_be_reopened_or_closed(desk, refused):
    shown = page(desk, refused)

    assert 'id="reopen-text"' in shown
    assert "Close the case" in shown

    desk.post(reverse("cases:reopen", args=[refused.number]), {"text": "Посмотрите фото ещё раз."})
    refused.refresh_from_db()
    assert refused.status == Status.REOPENED


def test_a_note_of_the_platform_is_not_on_the_brands_page(desk, case, moderator, bob):
    add_note(actor=moderator, case=case, text="Seller looks familiar")
    add_note(actor=bob, case=case, text="Same seller as in August")

    shown = page(desk, case)

    assert "Same seller as in August" in shown
    assert "Seller looks familiar" not in shown


def test_a_viewer_reads_and_is_offered_nothing_to_do(client, cast, asked):
    client.force_login(cast.viewer)

    shown = page(client, asked)

    assert QUESTION in shown
    assert "<textarea" not in shown


def test_a_viewer_reads_the_listings_of_a_draft(client, cast, alice):
    draft = make_ready_case(actor=alice, brand=make_brand(members=[alice]))
    client.force_login(cast.viewer)

    assert draft.listings.get().sku in page(client, draft)


def test_the_case_is_handed_to_a_colleague(desk, case, bob):
    desk.post(reverse("cases:hand_over", args=[case.number]), {"assignee": bob.pk})

    case.refresh_from_db()
    assert case.assignee == bob


@pytest.mark.parametrize("assignee", ["mallory", "moderator", "nobody", ""])
def test_the_case_is_not_handed_to_strangers(desk, case, cast, assignee):
    person = getattr(cast, assignee, None)

    response = desk.post(
        reverse("cases:hand_over", args=[case.number]), {"assignee": person.pk if person else assignee}
    )

    assert response.status_code == 404


def test_one_listing_is_withdrawn_with_a_reason(desk, case):
    first = case.submissions.first()

    desk.post(reverse("cases:withdraw", args=[case.number, first.pk]), {"reason": "Sold out"})

    first.refresh_from_db()
    assert first.status == SubmissionStatus.WITHDRAWN


def test_open_pages_follow_the_case(desk, case):
    assert f'data-live="case:{case.number} side:{case.number}-brand"' in page(desk, case)


def test_the_page_asks_the_database_no_more_for_many_rows(desk, alice, asked, django_assert_max_num_queries):
    for _n in range(15):
        listing = make_listing(case=asked)
        make_submission(case=asked, listing=listing, status=SubmissionStatus.WAITING)
        make_case_exhibit(case=asked, listing=listing, exhibit=make_exhibit(brand=asked.brand, sealed_by=alice))
        add_note(actor=alice, case=asked, text="Seen again")

    with django_assert_max_num_queries(20):
        page(desk, asked)


def test_a_case_that_goes_its_way_stays_within_the_budget(desk, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page(desk, case)


def test_a_submission_reads_as_the_platforms_case_for_nobody_else(client, mallory, case):
    client.force_login(mallory)

    assert client.get(reverse("cases:detail", args=[case.number])).status_code == 404
    assert make_case().number not in client.get(reverse("cases:list")).content.decode()
