"""The administrator's pages: who gets what, and that nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.cases import reasons, sla
from branddesk.cases.models import Promise, ReasonCode, ReplyTemplate
from branddesk.cases.readiness.terms import terms_for
from branddesk.cases.services import save_template, terms
from branddesk.core.enums import CaseKind, Priority, Route, SubmissionStatus
from branddesk.foundation.calendars.services import save_calendar
from branddesk.stores.models import Marketplace
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

Expected = dict[str, int | str]

HOURS = {"name": "Desk", "country": "RU", "time_zone": "Europe/Moscow", "opens_at": "09:00", "closes_at": "18:00"}
REASON = {
    "code": "sold_out",
    "name_en": "Sold out",
    "name_ru": "Распродано",
    "name_zh": "已售罄",
    "outcomes": "refused",
}


def only_operator(status: int) -> Expected:
    """Administrators of others do not know of the marketplace; whoever is none is told so."""
    return {"*": 403, "administrator": 404, "platform_administrator": status, "anonymous": SIGN_IN}


def keepers(status: int) -> Expected:
    """Templates of the merchant: the others' administrators know nothing of them."""
    return {
        "*": 403,
        "administrator": status,
        "brand_manager": status,
        "platform_administrator": 404,
        "anonymous": SIGN_IN,
    }


EVERY_KEEPER: Expected = {**keepers(200), "platform_administrator": 200}

ROWS: list[tuple[str, str, Expected, dict[str, Any]]] = [
    (
        "terms:overview",
        "get",
        {"*": 403, "administrator": 200, "platform_administrator": 200, "anonymous": SIGN_IN},
        {},
    ),
    ("terms:promises", "get", only_operator(200), {"args": "market"}),
    ("terms:promise", "get", only_operator(200), {"args": "promise"}),
    ("terms:promise", "post", only_operator(422), {"args": "promise", "data": {"response_hours": "x"}}),
    ("terms:promise_history", "get", only_operator(200), {"args": "promise"}),
    ("terms:calendar", "get", only_operator(200), {"args": "market"}),
    ("terms:calendar", "post", only_operator(302), {"args": "market", "data": HOURS}),
    ("terms:day", "post", only_operator(422), {"args": "market", "data": {"day": "x"}}),
    ("terms:calendar_history", "get", only_operator(200), {"args": "market"}),
    ("terms:reasons", "get", only_operator(200), {"args": "market"}),
    ("terms:reasons", "post", only_operator(302), {"args": "market", "data": REASON}),
    ("terms:reason", "get", only_operator(200), {"args": "reason"}),
    ("terms:reason_history", "get", only_operator(200), {"args": "reason"}),
    ("terms:ladder", "get", only_operator(200), {"args": "market"}),
    ("terms:ladder", "post", only_operator(422), {"args": "market", "data": {"silent": "x"}}),
    ("terms:ladder_history", "get", only_operator(200), {"args": "market"}),
    ("terms:readiness", "get", only_operator(200), {"args": "kind"}),
    ("terms:term", "get", only_operator(200), {"args": "term"}),
    ("terms:term", "post", only_operator(422), {"args": "term", "data": {"value": "x"}}),
    ("terms:term_history", "get", only_operator(200), {"args": "term"}),
    ("terms:templates", "get", EVERY_KEEPER, {}),
    ("terms:add_template", "get", EVERY_KEEPER, {}),
    ("terms:check_template", "post", EVERY_KEEPER, {"data": {"text_en": "{number}"}}),
    ("terms:template", "get", keepers(200), {"args": "template"}),
    ("terms:template", "post", keepers(422), {"args": "template"}),
    ("terms:retire_template", "post", keepers(302), {"args": "template"}),
    ("terms:template_history", "get", keepers(200), {"args": "template"}),
]


@pytest.fixture
def market(cast):
    hours: dict[str, Any] = {**HOURS, "opens_at": "09:00:00", "closes_at": "18:00:00"}
    return make_marketplace(operator=cast.platform, slug="verba", calendar=save_calendar(**hours))


@pytest.fixture
def at_desk(cast):
    client = Client()
    client.force_login(cast.platform_administrator)
    return client


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, market, name, method, expected, call):
    template = save_template(actor=cast.administrator, name="Hello", texts={"en": "Hello"})
    args = {
        "market": ("verba",),
        "promise": ("verba", "quality", 3),
        "reason": ("verba", "counterfeit"),
        "kind": ("verba", "quality"),
        "term": ("verba", "infringement", "screenshot_days"),
        "template": (template.pk,),
    }

    check_row(cast, name, method=method, expected=expected, **{**call, "args": args.get(call.get("args", ""), ())})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("terms:")


@pytest.mark.parametrize("name", ["calendar", "reasons", "readiness"])
def test_marketplace_that_nobody_operates_is_read_and_not_changed(cast, at_desk, name):
    make_marketplace(route=Route.CABINET, slug="ozon", gateway="ozon")
    at_merchant = Client()
    at_merchant.force_login(cast.administrator)
    args = ["ozon", "infringement"] if name == "readiness" else ["ozon"]

    for client in (at_desk, at_merchant):
        page = client.get(reverse(f"terms:{name}", args=args))
        assert page.status_code == 200
        assert 'method="post" novalidate' not in page.text
    assert at_desk.post(reverse("terms:reasons", args=["ozon"]), REASON).status_code == 403


@pytest.mark.parametrize("kind", CaseKind)
def test_every_term_of_every_kind_has_its_page_and_takes_its_own_value_back(at_desk, market, kind):
    limited = [row for row in terms_for(market, kind).values if row.value is not None]
    for row in limited:
        address = reverse("terms:term", args=["verba", kind, row.term.code])
        form = at_desk.get(address).context["form"]
        typed = {"value": form["value"].value(), "source": "Our rules", "source_on": "2026-10-01"}

        assert at_desk.post(address, typed).status_code == 302

    market = Marketplace.objects.get(pk=market.pk)
    set_here = {row.term.code: row.value for row in terms_for(market, kind).values if row.is_set}
    assert set_here == {row.term.code: row.default for row in limited}


def test_promise_is_set_and_reset_in_the_page(at_desk, market):
    address = reverse("terms:promise", args=["verba", "quality", Priority.HIGH])

    at_desk.post(address, {"response_hours": 3, "resolution_hours": 9})
    assert [(row.response_hours, row.resolution_hours) for row in sla.table_of(market) if not row.is_default] == [
        (3, 9)
    ]

    at_desk.post(address, {"reset": "1"})
    assert not Promise.objects.exists()


def test_refused_promise_keeps_what_was_typed(at_desk, market):
    address = reverse("terms:promise", args=["verba", "quality", Priority.HIGH])

    page = at_desk.post(address, {"response_hours": 30, "resolution_hours": 9})

    assert page.status_code == 422
    assert "the decision not before the first answer" in page.text
    assert 'value="30"' in page.text


def test_promise_over_a_colleagues_is_refused_and_then_taken_knowingly(cast, at_desk, market):
    colleague = make_user(organisation=cast.platform, role=Role.ADMINISTRATOR, name="Olga")
    facts: dict[str, Any] = {"kind": "quality", "priority": 3}
    terms.save_promise(actor=colleague, marketplace=market, response_hours=1, resolution_hours=2, **facts)
    address = reverse("terms:promise", args=["verba", "quality", 3])

    page = at_desk.post(address, {"response_hours": 3, "resolution_hours": 9, "seen": 0})

    assert page.status_code == 409
    assert "Olga changed this" in page.text
    assert 'value="9"' in page.text
    again = {"response_hours": 3, "resolution_hours": 9, "seen": page.context["form"]["seen"].value()}
    assert at_desk.post(address, again).status_code == 302


def test_history_page_puts_an_earlier_state_back(at_desk, market):
    address = reverse("terms:promise", args=["verba", "quality", 3])
    for hours in (5, 7):
        at_desk.post(address, {"response_hours": hours, "resolution_hours": 9})
    history = reverse("terms:promise_history", args=["verba", "quality", 3])
    seq = at_desk.get(history).context["rows"][1].seq

    assert at_desk.post(history, {"seq": seq}).status_code == 302
    assert Promise.objects.get().response_hours == 5


@pytest.mark.parametrize("seq", ["", "9" * 30, "x", "²"])
def test_nonsense_is_not_restored(at_desk, market, seq):
    history = reverse("terms:promise_history", args=["verba", "quality", 3])

    assert at_desk.post(history, {"seq": seq}).status_code == 422


def test_reason_is_added_changed_and_offered_to_moderators(at_desk, market):
    at_desk.post(reverse("terms:reasons", args=["verba"]), {**REASON, "is_active": "on"})
    assert ("sold_out", "Sold out") in reasons.choices_for(market, CaseKind.QUALITY, SubmissionStatus.REFUSED)

    twice = at_desk.post(reverse("terms:reasons", args=["verba"]), {**REASON, "is_active": "on"})
    assert twice.status_code == 422
    assert "already" in twice.text

    at_desk.post(reverse("terms:reason", args=["verba", "sold_out"]), {"drop": "1"})
    assert not ReasonCode.objects.exists()


def test_shipped_reason_opens_with_its_names_in_three_languages(at_desk, market):
    form = at_desk.get(reverse("terms:reason", args=["verba", "counterfeit"])).context["form"]

    assert form["name_en"].value() == "Counterfeit goods"
    assert form["name_ru"].value()
    assert form["name_zh"].value()


def test_day_is_set_shown_and_taken_back(at_desk, market):
    days = reverse("terms:day", args=["verba"])
    year = f"{reverse('terms:calendar', args=['verba'])}?year=2026"

    at_desk.post(days, {"day": "2026-11-28", "is_working": "yes", "name": "Autumn sale"})
    assert "Autumn sale" in at_desk.get(year).text

    at_desk.post(days, {"remove": "2026-11-28"})
    assert "Autumn sale" not in at_desk.get(year).text


@pytest.mark.parametrize("year", ["0000", "9999", "x", "２０２６", "20260"])
def test_year_that_is_none_shows_the_nearest(at_desk, market, year):
    assert at_desk.get(reverse("terms:calendar", args=["verba"]), {"year": year}).status_code == 200


def test_year_without_an_official_list_is_marked_provisional(at_desk, market):
    assert "provisional" in at_desk.get(reverse("terms:calendar", args=["verba"]), {"year": "2040"}).text
    assert "provisional" not in at_desk.get(reverse("terms:calendar", args=["verba"]), {"year": "2024"}).text


def test_unknown_place_of_a_template_is_named_while_one_writes(at_desk):
    page = at_desk.post(reverse("terms:check_template"), {"text_ru": "Здравствуйте, {nmae} {x.__class__}"})

    assert "nmae, x.__class__" in page.text


def test_template_with_unknown_place_is_refused_and_what_was_typed_stays(at_desk):
    page = at_desk.post(reverse("terms:add_template"), {"name": "Hello", "text_zh": "您好 {wrong}", "text_en": "Hi"})

    assert page.status_code == 422
    assert "您好 {wrong}" in page.text
    assert not ReplyTemplate.objects.exists()


def test_template_is_written_changed_and_restored(at_desk):
    at_desk.post(reverse("terms:add_template"), {"name": "Hello", "text_en": "First"})
    template = ReplyTemplate.objects.get()
    at_desk.post(
        reverse("terms:template", args=[template.pk]), {"name": "Hello", "text_en": "Second", "text_ru": "Два"}
    )
    history = reverse("terms:template_history", args=[template.pk])
    assert "<del>First</del><ins>Second</ins>" in at_desk.get(history).text

    at_desk.post(history, {"seq": at_desk.get(history).context["rows"][1].seq})

    assert {text.language: text.body for text in template.texts.all()} == {"en": "First"}


def test_pages_ask_few_questions(django_assert_max_num_queries, at_desk, market):
    for name, *args in (
        ("overview",),
        ("promise", "verba", "quality", 3),
        ("calendar", "verba"),
        ("reason", "verba", "counterfeit"),
        ("term", "verba", "infringement", "screenshot_days"),
        ("templates",),
    ):
        with django_assert_max_num_queries(12):
            at_desk.get(reverse(f"terms:{name}", args=args))
