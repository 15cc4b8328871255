"""Filing in a cabinet: the packet in full, the narrow window, the number, the next SKU, and the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services import record_filing, submit_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core import clock
from branddesk.core.enums import Route, Status, SubmissionStatus
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(alice):
    ozon = make_marketplace(name="Ozon", route=Route.CABINET, gateway="ozon")
    with clock.at(clock.now() - timedelta(days=3)):
        ready = make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=ozon, listings=3)
        return submit_case(actor=alice, case=ready)


@pytest.fixture
def rows(case):
    return list(case.submissions.order_by("listing__position"))


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    return client


def answer_form(**fields):
    moment = timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")
    return {
        "outcome": "hidden",
        "text": "Товар скрыт.",
        "answered_at": moment,
        "language": "ru",
        "form_key": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        **fields,
    }


def test_the_first_packet_to_file_is_shown_in_full(desk, case, rows):
    shown = desk.get(reverse("cases:packets", args=[case.number])).content.decode()

    assert "Товары и Цены" in shown
    assert f"Просим скрыть карточку {rows[0].listing.sku}." in shown
    assert f"Please hide the listing {rows[0].listing.sku}." in shown
    assert case.own_sku in shown


def test_the_address_names_the_packet(desk, case, rows):
    shown = desk.get(reverse("cases:packets", args=[case.number]), {"packet": rows[2].pk}).content.decode()

    assert f"Просим скрыть карточку {rows[2].listing.sku}." in shown


def test_a_packet_that_is_not_there_shows_the_next_one(desk, case, rows):
    response = desk.get(reverse("cases:packets", args=[case.number]), {"packet": "999999"})

    assert response.context["submission"] == rows[0]


def test_a_draft_has_no_packets_yet(desk, alice):
    ozon = make_marketplace(route=Route.CABINET, gateway="ozon")
    draft = make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=ozon)

    response = desk.get(reverse("cases:packets", args=[draft.number]))

    assert response.url == reverse("cases:draft", args=[draft.number])


def test_the_narrow_window_holds_every_text_in_the_order_of_the_form(desk, case, rows):
    shown = desk.get(reverse("cases:copy", args=[case.number, rows[0].pk])).content.decode()

    places = [shown.index(f'id="step-{name}"') for name in ("own_sku", "sku", "text")]
    assert places == sorted(places)
    assert 'id="copy-next"' in shown


def test_the_number_leads_to_the_window_of_the_next_sku(desk, case, rows):
    response = desk.post(
        reverse("cases:file", args=[case.number, rows[0].pk]), {"reference": "48 213 905", "window": "1"}
    )

    rows[0].refresh_from_db()
    assert (rows[0].status, rows[0].reference) == (SubmissionStatus.SUBMITTED, "48 213 905")
    assert response.url == reverse("cases:copy", args=[case.number, rows[1].pk])


def test_the_next_sku_is_the_one_below_and_then_the_one_left_above(desk, case, rows, alice):
    response = desk.post(reverse("cases:file", args=[case.number, rows[1].pk]), {"reference": "1"})
    assert response.url.endswith(f"?packet={rows[2].pk}")

    response = desk.post(reverse("cases:file", args=[case.number, rows[2].pk]), {"reference": "2"})
    assert response.url.endswith(f"?packet={rows[0].pk}")


def test_after_the_last_number_the_window_says_so(desk, case, rows, alice):
    for row in rows[:2]:
        record_filing(actor=alice, submission=row, reference="1")

    response = desk.post(reverse("cases:file", args=[case.number, rows[2].pk]), {"reference": "3", "window": "1"})

    assert "All packets are filed" in response.content.decode()


def test_the_answer_is_kept_word_for_word_with_its_date(desk, case, rows, alice):
    record_filing(actor=alice, submission=rows[0], reference="1", filed_at=clock.now() - timedelta(days=2))
    address = reverse("cases:record_answer", args=[case.number, rows[0].pk])

    response = desk.post(address, answer_form())

    rows[0].refresh_from_db()
    assert response.url == reverse("cases:detail", args=[case.number])
    assert rows[0].status == SubmissionStatus.GRANTED
    assert case.messages.get(is_quoted=True).body == "Товар скрыт."


def test_the_outcomes_are_the_platforms_own_words_with_their_meaning(desk, case, rows, alice):
    record_filing(actor=alice, submission=rows[0], reference="1")

    shown = desk.get(reverse("cases:record_answer", args=[case.number, rows[0].pk])).content.decode()

    assert "Доказательств недостаточно · Proof insufficient, send more" in shown


def test_an_answer_without_its_words_is_refused_and_kept(desk, case, rows, alice):
    record_filing(actor=alice, submission=rows[0], reference="1")
    address = reverse("cases:record_answer", args=[case.number, rows[0].pk])

    response = desk.post(address, answer_form(outcome="", text="Здравствуйте!"))

    assert response.status_code == 422
    assert "Choose what the platform answered." in response.content.decode()
    assert "Здравствуйте!" in response.content.decode()


def test_an_answer_to_come_is_refused(desk, case, rows, alice):
    record_filing(actor=alice, submission=rows[0], reference="1")
    address = reverse("cases:record_answer", args=[case.number, rows[0].pk])

    response = desk.post(address, answer_form(answered_at="2999-01-01T10:00"))

    assert response.status_code == 422
    assert "still to come" in response.content.decode()


def test_insufficient_proof_reopens_what_was_missing_and_is_filed_again(desk, case, rows, alice):
    record_filing(actor=alice, submission=rows[0], reference="1", filed_at=clock.now() - timedelta(days=2))
    address = reverse("cases:record_answer", args=[case.number, rows[0].pk])

    response = desk.post(address, answer_form(outcome="insufficient"), follow=True)

    shown = response.content.decode()
    assert "Before it is filed again" in shown
    assert f"The platform found the proof for {rows[0].listing.sku} insufficient." in shown
    case.refresh_from_db()
    assert case.status == Status.WAITING

    desk.post(reverse("cases:refile", args=[case.number, rows[0].pk]))
    rows[0].refresh_from_db()
    assert (rows[0].status, rows[0].attempt) == (SubmissionStatus.PREPARED, 2)


def test_the_case_can_be_mended_before_it_is_filed_again(desk, case, rows, alice):
    record_filing(actor=alice, submission=rows[0], reference="1", filed_at=clock.now() - timedelta(days=2))
    desk.post(reverse("cases:record_answer", args=[case.number, rows[0].pk]), answer_form(outcome="insufficient"))

    shown = desk.get(reverse("cases:draft", args=[case.number])).content.decode()

    assert "Mend the case" in shown
    assert reverse("cases:submit", args=[case.number]) not in shown


def test_nothing_filed_yet_the_packets_go_back_to_the_draft(desk, case):
    response = desk.post(reverse("cases:unprepare", args=[case.number]))

    case.refresh_from_db()
    assert response.url == reverse("cases:draft", args=[case.number])
    assert case.is_being_written


def test_the_submission_of_another_case_is_not_found(desk, case, alice):
    ozon = make_marketplace(route=Route.CABINET, gateway="ozon")
    other = submit_case(
        actor=alice, case=make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=ozon)
    )
    foreign = other.submissions.get()

    assert desk.get(reverse("cases:copy", args=[case.number, foreign.pk])).status_code == 404
    assert desk.post(reverse("cases:file", args=[case.number, foreign.pk])).status_code == 404


def test_the_packets_ask_the_database_no_more_for_many(desk, alice, django_assert_max_num_queries):
    ozon = make_marketplace(route=Route.CABINET, gateway="ozon")
    many = make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=ozon, listings=20)
    case = submit_case(actor=alice, case=many)

    with django_assert_max_num_queries(20):
        desk.get(reverse("cases:packets", args=[case.number]))
