"""The pages of each kind: its composer, its packet, and what both sides read of it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branddesk.accounts.tests.factories import make_user
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Case
from branddesk.cases.permissions import DESK_OF_KIND
from branddesk.cases.services import submit_case
from branddesk.cases.tests.factories import make_case
from branddesk.cases.tests.matters import MATTERS, STATEMENT, answers_of, ready_matter
from branddesk.core.enums import CaseKind
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return lambda name, case, *args, **how: client.get(reverse(f"cases:{name}", args=[case.number, *args]), **how)


@pytest.mark.parametrize("kind", MATTERS)
def test_the_composer_asks_what_its_kind_needs(page, alice, kind):
    case = ready_matter(alice, kind)

    response = page("draft", case)
    shown = response.content.decode()

    with translation.override("en"):
        for question in kind_of(kind).questions:
            assert f'name="q_{question.code}"' in shown
            assert question.label.en in shown
    assert STATEMENT in shown
    assert 'id="listings"' not in shown
    assert bool(response.context["steps"]) == kind_of(kind).has_steps
    assert shown.count("btn-primary") == 1


@pytest.mark.parametrize("kind", MATTERS)
def test_the_preview_reads_as_the_platform_will_and_in_the_readers_language(page, alice, kind):
    case = ready_matter(alice, kind)

    context = page("draft", case).context

    assert context["preview"].language == "ru"
    assert context["meaning"].language == "en"
    assert context["preview"].title == kind_of(kind).title.ru
    assert context["meaning"].title == kind_of(kind).title.en


def test_an_answer_is_saved_as_it_is_typed(client, page, alice):
    case = ready_matter(alice, "complaint")
    address = reverse("cases:save", args=[case.number])

    response = client.post(address, {"q_number": "019a", "version": case.version}, headers=HTMX)

    assert "Saved" in response.content.decode()
    case.refresh_from_db()
    assert case.details["number"] == "019a"
    assert case.details["quote"] == answers_of("complaint")["quote"]
    assert 'value="019a"' in page("draft", case).content.decode()


def test_a_refused_answer_keeps_what_was_saved_and_says_why(client, page, alice):
    case = ready_matter(alice, "promotion")
    address = reverse("cases:save", args=[case.number])

    response = client.post(address, {"q_price_shown": "cheap", "version": case.version}, headers=HTMX)

    assert response.status_code == 422
    assert 'id="error-q_price_shown"' in response.content.decode()
    assert "Write the price as a number" in response.content.decode()
    case.refresh_from_db()
    assert case.details["price_shown"] == "1990.00 RUB"


def test_without_script_the_whole_form_is_saved_and_a_refusal_keeps_all_that_was_typed(client, page, alice):
    case = ready_matter(alice, "promotion")
    address = reverse("cases:save", args=[case.number])

    response = client.post(address, {"q_price_shown": "cheap", "q_activity": "Хиты", "subject": "Цена"})

    shown = response.content.decode()
    assert response.status_code == 422
    assert all(text in shown for text in ('value="cheap"', 'value="Хиты"', 'value="Цена"'))


def test_a_stale_answer_is_refused_and_kept(client, cast, page):
    case = ready_matter(cast.alice, "complaint")
    old = case.version
    client.force_login(cast.bob)
    client.post(reverse("cases:save", args=[case.number]), {"q_number": "bob", "version": old}, headers=HTMX)
    client.force_login(cast.alice)

    response = client.post(
        reverse("cases:save", args=[case.number]), {"q_number": "alice", "version": old}, headers=HTMX
    )

    assert response.status_code == 409
    assert "alice" in response.content.decode()
    case.refresh_from_db()
    assert case.details["number"] == "bob"


def test_a_draft_is_there_again_after_the_browser_was_closed(client, alice):
    client.force_login(alice)
    case = ready_matter(alice, "quality")
    client.post(reverse("cases:save", args=[case.number]), {"q_done": "Звонили 20.11."}, headers=HTMX)
    client.logout()
    client.cookies.clear()
    client.force_login(alice)

    assert "Звонили 20.11." in client.get(reverse("cases:draft", args=[case.number])).content.decode()


def test_a_draft_is_handed_to_a_colleague_from_the_composer(client, cast, page):
    case = ready_matter(cast.alice, "account")
    assert reverse("cases:hand_over", args=[case.number]) in page("draft", case).content.decode()

    client.post(reverse("cases:hand_over", args=[case.number]), {"assignee": cast.bob.pk})

    case.refresh_from_db()
    assert case.assignee == cast.bob


def test_a_draft_can_become_another_kind(client, page, alice):
    case = ready_matter(alice, "complaint")

    client.post(reverse("cases:change_kind", args=[case.number]), {"kind": "content"})

    case.refresh_from_db()
    assert case.kind == "content"
    assert 'name="q_shown"' in page("draft", case).content.decode()


@pytest.mark.parametrize("kind", MATTERS)
def test_the_packet_holds_the_way_the_text_and_the_source(client, page, alice, kind):
    case = submit_case(actor=alice, case=ready_matter(alice, kind, subject="Вопрос к площадке"))

    overview = page("packets", case).content.decode()
    row = case.submissions.get()
    window = page("copy", case, row.pk).content.decode()
    client.post(reverse("cases:file", args=[case.number, row.pk]), {"reference": "48 213 905"})
    answer = page("record_answer", case, row.pk).content.decode()

    for shown in (overview, window):
        assert "Вопрос к площадке" in shown
        assert STATEMENT in shown
        assert "Source: " in shown
        assert "None" not in shown
    assert "Вопрос решён" in answer
    assert "Товар скрыт" not in answer


@pytest.mark.parametrize("kind", MATTERS)
def test_both_sides_read_what_the_case_answers(client, cast, kind):
    market = make_marketplace(operator=cast.platform)
    case = ready_matter(cast.alice, kind, by_ozon=False, marketplace=market, subject="Вопрос")
    submit_case(actor=cast.alice, case=case)
    judge = make_user(organisation=cast.platform, role=DESK_OF_KIND[CaseKind(kind)])

    for reader in (cast.alice, judge):
        client.force_login(reader)
        shown = client.get(reverse("cases:detail", args=[case.number])).content.decode()
        assert 'id="facts"' in shown
        assert STATEMENT in shown
        assert "None" not in shown


def test_a_link_in_an_answer_opens_apart_and_tells_nobody_where_from(client, cast):
    case = ready_matter(cast.alice, "content")
    submit_case(actor=cast.alice, case=case)
    client.force_login(cast.alice)

    shown = client.get(reverse("cases:detail", args=[case.number])).content.decode()

    assert f'href="{answers_of("content")["link"]}" target="_blank" rel="noreferrer noopener nofollow"' in shown


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([f"q_{question.code}" for kind in MATTERS for question in kind_of(kind).questions]),
        st.text(max_size=80) | st.sampled_from(["\x00", "2026-13-01", "9" * 30, "javascript:x", "<b>", "1,,2"]),
        max_size=8,
    ),
    st.sampled_from(MATTERS),
)
def test_whatever_is_posted_is_saved_or_refused(client, alice, typed, kind):
    client.force_login(alice)
    case = Case.objects.filter(kind=kind, created_by=alice).first() or make_case(kind=kind, created_by=alice)

    saved = client.post(reverse("cases:save", args=[case.number]), typed, headers=HTMX)
    side = client.get(reverse("cases:side", args=[case.number]), headers=HTMX)

    assert saved.status_code in {200, 422}
    assert side.status_code == 200


def test_the_composer_costs_the_same_with_many_exhibits(client, page, alice, django_assert_max_num_queries):
    case = ready_matter(alice, "content")
    for _n in range(12):
        make_exhibit(brand=case.brand, sealed_by=alice)
    page("draft", case)

    with django_assert_max_num_queries(20):
        page("draft", case)
