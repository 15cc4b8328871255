"""Every address of cases, for everybody. What one person did is undone before the next one tries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.roles import Cast
from branddesk.accounts.tests.tables import SIGN_IN, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.services import ask_for_information, decide, record_filing, submit_case, take_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core.enums import Reason, Route, SubmissionStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

Expected = dict[str, int | str]
Make = Callable[[Cast], Case]


def draft(cast: Cast) -> Case:
    market = make_marketplace(operator=cast.platform)
    brand = make_brand(members=[cast.alice])
    case = make_ready_case(actor=cast.alice, brand=brand, marketplace=market)
    make_exhibit(brand=brand, sealed_by=cast.alice)
    return case


def submitted(cast: Cast) -> Case:
    return submit_case(actor=cast.alice, case=draft(cast))


def in_review(cast: Cast) -> Case:
    return take_case(actor=cast.moderator, case=submitted(cast))


def waiting(cast: Cast) -> Case:
    return ask_for_information(
        actor=cast.moderator, case=in_review(cast), reason=Reason.PROOF_INSUFFICIENT, text="Пришлите выписку."
    )


def refused(cast: Cast) -> Case:
    return decide(
        actor=cast.moderator,
        case=in_review(cast),
        outcome=SubmissionStatus.REFUSED,
        reason=Reason.NO_VIOLATION,
        text="Нарушений не найдено.",
    )


def prepared(cast: Cast) -> Case:
    market = make_marketplace(route=Route.CABINET, gateway="ozon")
    case = make_ready_case(actor=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market)
    return submit_case(actor=cast.alice, case=case)


def filed(cast: Cast) -> Case:
    case = prepared(cast)
    record_filing(actor=cast.alice, submission=case.submissions.get(), reference="48 213 905")
    case.refresh_from_db()
    return case


def writers(status: int, *, rest: int = 404) -> Expected:
    """The brand's representatives may; its other people may not; the platform's people and strangers see nothing."""
    return {
        "*": rest,
        "alice": status,
        "bob": status,
        "viewer": 403,
        "administrator": 403,
        "mallory": 404,
        "anonymous": SIGN_IN,
    }


def moderators(status: int) -> Expected:
    """Of people who see the case, only the moderator may."""
    return {"*": 403, "moderator": status, "mallory": 404, "anonymous": SIGN_IN}


KEY = uuid4()
SEES: Expected = {"*": 200, "mallory": 404, "anonymous": SIGN_IN}
BRAND_SEES: Expected = SEES | {"moderator": 404, "platform_viewer": 404, "platform_administrator": 404}
NO_CASE: Make | None = None

ROWS: list[tuple[str, str, Make | None, Expected, dict[str, Any]]] = [
    (
        "list",
        "get",
        NO_CASE,
        {"*": 200, "moderator": 302, "platform_viewer": 302, "platform_administrator": 302, "anonymous": SIGN_IN},
        {},
    ),
    ("new", "get", NO_CASE, {"*": 403, "alice": 200, "bob": 200, "mallory": 200, "anonymous": SIGN_IN}, {}),
    ("new", "post", NO_CASE, {"*": 403, "alice": 422, "bob": 422, "mallory": 422, "anonymous": SIGN_IN}, {}),
    ("detail", "get", draft, BRAND_SEES | {"alice": 302, "bob": 302}, {}),
    ("detail", "get", submitted, SEES, {}),
    ("detail", "get", prepared, BRAND_SEES, {}),
    ("draft", "get", draft, BRAND_SEES | {"viewer": 302, "administrator": 302}, {}),
    ("save", "post", draft, writers(302), {"data": {"subject": "Fakes"}}),
    ("side", "get", draft, writers(200), {}),
    ("evidence", "get", draft, writers(200), {}),
    ("submit", "post", draft, writers(302), {}),
    ("discard", "post", draft, writers(302), {}),
    ("add_listings", "post", draft, writers(302), {"data": {"text": "1690044120"}}),
    ("listing", "post", draft, writers(302), {"key": "listing", "data": {"seller": "shop-1"}}),
    ("remove_listing", "post", draft, writers(302), {"key": "listing"}),
    ("attach", "post", draft, writers(302), {"exhibit": "free"}),
    ("detach", "post", draft, writers(302), {"exhibit": "attached"}),
    ("overrule", "post", draft, writers(302), {"data": {"code": "statement", "reason": "Known"}}),
    ("packets", "get", prepared, BRAND_SEES, {}),
    ("packets", "get", submitted, {"*": 404, "anonymous": SIGN_IN}, {}),
    ("unprepare", "post", prepared, writers(302), {}),
    ("copy", "get", prepared, writers(200), {"key": "submission"}),
    ("file", "post", prepared, writers(302), {"key": "submission", "data": {"reference": "1"}}),
    ("record_answer", "get", filed, writers(200), {"key": "submission"}),
    ("record_answer", "post", filed, writers(422), {"key": "submission", "data": {"outcome": "hidden"}}),
    ("refile", "post", filed, writers(409), {"key": "submission"}),
    ("withdraw", "post", filed, writers(302), {"key": "submission", "data": {"reason": "Sold out"}}),
    ("withdraw", "post", submitted, writers(302, rest=403), {"key": "submission", "data": {"reason": "Sold out"}}),
    ("answer", "post", waiting, writers(302, rest=403), {"data": {"text": "Направляем.", "form_key": KEY}}),
    (
        "message",
        "post",
        submitted,
        writers(302, rest=403) | {"moderator": 302},
        {"data": {"text": "Здравствуйте!", "form_key": KEY}},
    ),
    (
        "note",
        "post",
        submitted,
        writers(302, rest=403) | {"moderator": 302},
        {"data": {"text": "The same seller as in August.", "form_key": KEY}},
    ),
    ("hand_over", "post", submitted, writers(302, rest=403) | {"administrator": 302}, {"person": "bob"}),
    ("close", "post", refused, writers(302, rest=403), {}),
    ("reopen", "post", refused, writers(302, rest=403), {"data": {"text": "Посмотрите фото."}}),
    (
        "queue",
        "get",
        NO_CASE,
        {"*": 404, "moderator": 200, "platform_viewer": 200, "platform_administrator": 200, "anonymous": SIGN_IN},
        {},
    ),
    ("take_next", "post", submitted, {"*": 403, "moderator": 302, "anonymous": SIGN_IN}, {"no_number": True}),
    ("take", "post", submitted, moderators(302), {}),
    ("decide", "post", in_review, moderators(422), {}),
    ("pass_on", "post", in_review, moderators(302) | {"platform_administrator": 302}, {"person": "moderator"}),
    ("release", "post", in_review, moderators(302) | {"platform_administrator": 302}, {}),
]


IDS = [f"{name}-{method}-{make.__name__ if make else 'any'}" for name, method, make, *_rest in ROWS]


@pytest.mark.parametrize(("name", "method", "make", "expected", "call"), ROWS, ids=IDS)
def test_every_role_gets_what_it_may(cast, name, method, make, expected, call):
    case = make(cast) if make else None
    address, data = _address(name, case, call), _data(cast, case, call)

    got = {person: _outcome(client, method, address, data) for person, client in cast.clients()}

    assert got == {person: expected.get(person, expected["*"]) for person in got}


def test_the_table_names_every_address():
    assert {f"cases:{name}" for name, *_rest in ROWS} == names_of("cases:")


def test_what_changes_a_case_is_never_done_by_following_a_link(cast):
    case = prepared(cast)
    client = Client()
    client.force_login(cast.alice)
    changing = [(name, make, call) for name, method, make, _e, call in ROWS if method == "post"]
    shown_too = {name for name, method, *_rest in ROWS if method == "get"}

    got = {
        name: client.get(_address(name, case, {**call, "key": call.get("key")})).status_code
        for name, _make, call in changing
        if name not in shown_too
    }

    assert set(got.values()) == {405}


def _address(name: str, case: Case | None, call: dict[str, Any]) -> str:
    args: list[Any] = [] if case is None or call.get("no_number") else [case.number]
    if case is not None and call.get("key") == "listing":
        args.append(case.listings.get().pk)
    elif case is not None and call.get("key") == "submission":
        args.append(case.submissions.get().pk)
    return reverse(f"cases:{name}", args=args)


def _data(cast: Cast, case: Case | None, call: dict[str, Any]) -> dict[str, Any]:
    data = dict(call.get("data", {}))
    if case is not None and call.get("exhibit"):
        attached = case.exhibit_links.values("exhibit")
        exhibits = case.brand.exhibits.filter(pk__in=attached) if call["exhibit"] == "attached" else case.brand.exhibits
        data["exhibit"] = exhibits.order_by("-pk").first().key
    if call.get("person"):
        data["assignee" if call["person"] == "bob" else "moderator"] = getattr(cast, call["person"]).pk
    return data


def _outcome(client: Client, method: str, address: str, data: dict[str, Any]) -> int | str:
    with transaction.atomic():
        response = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    is_sent_to_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login") + "?")
    return SIGN_IN if is_sent_to_sign_in else response.status_code
