"""Every address of cases, for everybody. What one person did is undone before the next one tries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.roles import Cast
from branddesk.accounts.tests.tables import SIGN_IN, expectation, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case, ReplyTemplateText
from branddesk.cases.services import (
    ask_for_information,
    decide,
    plan_follow_up,
    record_filing,
    save_template,
    submit_case,
    take_case,
)
from branddesk.cases.tests.factories import make_message, make_phone_link, make_ready_case
from branddesk.core import clock
from branddesk.core.enums import Reason, Route, SubmissionStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.lists.models import BulkChange, Export, SavedView
from branddesk.foundation.lists.services import changes, exports
from branddesk.foundation.lists.services.views import save_view
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


def followed_up(cast: Cast) -> Case:
    case = submitted(cast)
    plan_follow_up(actor=cast.alice, case=case, due_on=clock.today() + timedelta(days=2))
    return case


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


def own_view(cast: Cast) -> Case:
    save_view(actor=cast.alice, list_name="cases", name="Own", query="view=all")
    return draft(cast)


def own_change(cast: Cast) -> Case:
    case = draft(cast)
    begun = changes.begin(actor=cast.alice, list_name="cases", action="watch", value="", keys=[case.pk])
    changes.carry_on(change_id=begun.pk)
    return case


def own_export(cast: Cast) -> Case:
    exports.begin(actor=cast.alice, list_name="cases", query="view=all", format="csv")
    return draft(cast)


OWN: dict[str, Callable[[], object]] = {
    "view": lambda: SavedView.objects.latest("pk").pk,
    "change": lambda: BulkChange.objects.latest("pk").key,
    "export": lambda: Export.objects.latest("pk").key,
}
ALL: Expected = {"*": 200, "anonymous": SIGN_IN}
ONLY_ALICE: Expected = {"*": 404, "alice": 302, "bob": 404, "anonymous": SIGN_IN}


def held(cast: Cast) -> Case:
    """Alice's message may still be taken back."""
    case = submitted(cast)
    make_message(case=case, author=cast.alice, leaves_at=clock.now() + timedelta(hours=1), effect={"action": "message"})
    return case


def templated(cast: Cast) -> Case:
    save_template(actor=cast.administrator, name="Ours", texts={"en": "Hello {number}"})
    return submitted(cast)


OURS = ("alice", "bob", "viewer", "administrator", "brand_manager", "counsel")


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


JUDGES = ("moderator", "support_agent", "account_manager", "activity_manager")
"""Those who decide cases for the platform, each of their own kinds."""


def to(status: int, expected: Expected) -> Expected:
    """The same people, who get another answer than 200."""
    return {person: status if was == 200 else was for person, was in expected.items()}


def moderators(status: int) -> Expected:
    """Of people who see the case, only the moderator may."""
    return {"*": 403, "moderator": status, "mallory": 404, "anonymous": SIGN_IN}


KEY = uuid4()
OTHER_DESKS: Expected = dict.fromkeys(("support_agent", "account_manager", "activity_manager"), 302)
"""Whoever decides at the platform, but not cases of this kind."""
SEES: Expected = {"*": 200, "mallory": 404, "anonymous": SIGN_IN}
BRAND_SEES: Expected = SEES | {"moderator": 404, "platform_viewer": 404, "platform_administrator": 404}
ANY_HANDS: Expected = writers(200, rest=403) | dict.fromkeys(JUDGES, 200)
TEMPLATES_READ: Expected = {**dict.fromkeys(OURS, 200), "*": 404, "anonymous": SIGN_IN}
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
    ("paste", "get", NO_CASE, {"*": 405, "anonymous": SIGN_IN}, {}),
    (
        "paste",
        "post",
        NO_CASE,
        {"*": 403, "alice": 204, "bob": 204, "mallory": 204, "anonymous": SIGN_IN},
        {"data": {"text": "nothing of ours"}},
    ),
    ("phone_code", "get", draft, writers(200), {}),
    ("phone_code", "post", draft, writers(302), {}),
    # Whoever has the link may use it, signed in or not.
    ("phone", "get", draft, {"*": 200}, {"key": "phone"}),
    ("phone", "post", draft, {"*": 422}, {"key": "phone"}),
    ("phone_part", "post", draft, {"*": 422}, {"key": "phone"}),
    ("detail", "get", draft, BRAND_SEES | {"alice": 302, "bob": 302}, {}),
    ("detail", "get", submitted, SEES, {}),
    ("detail", "get", prepared, BRAND_SEES, {}),
    ("draft", "get", draft, BRAND_SEES | {"viewer": 302, "administrator": 302}, {}),
    ("save", "post", draft, writers(302), {"data": {"subject": "Fakes"}}),
    ("side", "get", draft, writers(200), {}),
    ("evidence", "get", draft, writers(200), {}),
    ("submit", "post", draft, writers(302), {}),
    ("change_kind", "post", draft, writers(302), {"data": {"kind": "infringement"}}),
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
        "take_back",
        "post",
        held,
        BRAND_SEES
        | dict.fromkeys(("bob", "viewer", "administrator", "brand_manager", "counsel"), 403)
        | {"alice": 302, "agent": 404, "support_agent": 404, "account_manager": 404, "activity_manager": 404}
        | {"trainer": 404},
        {"key": "message"},
    ),
    ("templates", "get", submitted, SEES, {}),
    ("template", "get", templated, TEMPLATES_READ, {"key": "template"}),
    ("colleagues", "get", submitted, SEES, {}),
    ("writing", "post", submitted, to(204, SEES), {"data": {"to": "colleagues"}}),
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
        writers(302, rest=403) | OTHER_DESKS | {"moderator": 302, "counsel": 302},
        {"data": {"text": "The same seller as in August.", "form_key": KEY}},
    ),
    ("hand_over", "post", submitted, writers(302, rest=403) | {"administrator": 302}, {"person": "bob"}),
    ("reopen", "post", refused, writers(302, rest=403), {"data": {"text": "Посмотрите фото."}}),
    ("act", "get", in_review, writers(409, rest=403) | {"moderator": 200}, {"what": "priority"}),
    ("act", "get", in_review, writers(200, rest=403) | {"moderator": 200}, {"what": "escalate"}),
    ("act", "post", in_review, writers(422, rest=403) | {"moderator": 422}, {"what": "merge"}),
    ("act", "get", in_review, ANY_HANDS | {"administrator": 200, "platform_administrator": 200}, {"what": "watchers"}),
    ("act", "get", refused, writers(200, rest=403), {"what": "closing"}),
    ("watch", "post", submitted, SEES | {"*": 302}, {}),
    ("unwatch", "post", submitted, SEES | {"*": 302}, {}),
    ("tags", "get", submitted, SEES, {}),
    ("tag", "post", submitted, to(302, ANY_HANDS), {"data": {"name": "fakes"}}),
    ("untag", "post", submitted, to(302, ANY_HANDS), {"data": {"name": "fakes"}}),
    ("unlink", "post", submitted, {"*": 404, "anonymous": SIGN_IN}, {"data": {"number": "BD-1"}}),
    ("package", "post", submitted, writers(200, rest=403) | {"administrator": 200, "counsel": 200}, {}),
    ("filters", "get", NO_CASE, ALL, {}),
    ("bulk_people", "get", NO_CASE, ALL, {}),
    ("views", "get", NO_CASE, ALL, {}),
    ("save_view", "post", NO_CASE, to(302, ALL), {"data": {"name": "Mine", "query": "view=all"}}),
    ("change_view", "post", own_view, ONLY_ALICE, {"own": "view", "data": {"name": "Other"}}),
    ("bulk", "post", NO_CASE, to(422, ALL), {"data": {"action": "watch"}}),
    ("bulk_change", "get", own_change, ONLY_ALICE | {"alice": 200}, {"own": "change"}),
    ("stop_bulk", "post", own_change, ONLY_ALICE, {"own": "change"}),
    ("undo_bulk", "post", own_change, ONLY_ALICE, {"own": "change"}),
    ("export", "post", NO_CASE, to(302, ALL), {"data": {"format": "csv"}}),
    ("export_page", "get", own_export, ONLY_ALICE | {"alice": 200}, {"own": "export"}),
    ("export_file", "get", own_export, ONLY_ALICE | {"alice": 200}, {"own": "export"}),
    ("stop_export", "post", own_export, ONLY_ALICE, {"own": "export"}),
    (
        "queue",
        "get",
        NO_CASE,
        {"*": 404, "moderator": 200, "platform_viewer": 200, "platform_administrator": 200, "anonymous": SIGN_IN},
        {},
    ),
    (
        "take_next",
        "post",
        submitted,
        moderators(302) | OTHER_DESKS | {"mallory": 403},
        {"no_number": True},
    ),
    ("ladder", "get", submitted, SEES, {}),
    ("brief", "get", submitted, SEES, {}),
    ("go_up", "post", submitted, {"*": 404, "anonymous": SIGN_IN}, {"data": {"proposal": "0"}}),
    ("dismiss_proposal", "post", submitted, {"*": 404, "anonymous": SIGN_IN}, {"data": {"proposal": "0"}}),
    (
        "plan_follow_up",
        "post",
        submitted,
        writers(302, rest=403),
        {"data": {"due_on": str(clock.today() + timedelta(days=3))}},
    ),
    (
        "change_follow_up",
        "post",
        followed_up,
        writers(302, rest=403),
        {"key": "follow_up", "data": {"until": "tomorrow"}},
    ),
    ("ask_again", "post", followed_up, writers(302, rest=403), {"key": "follow_up", "data": {"form_key": KEY}}),
    ("drop_follow_up", "post", followed_up, writers(302, rest=403), {"key": "follow_up"}),
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

    assert got == {person: expectation(expected, person) for person in got}


def test_the_table_names_every_address():
    assert {f"cases:{name}" for name, *_rest in ROWS} == names_of("cases:")


SHOWN = {name for name, method, *_rest in ROWS if method == "get"}
CHANGING = [(name, make, call) for name, method, make, _e, call in ROWS if method == "post" and name not in SHOWN]


@pytest.mark.parametrize(("name", "make", "call"), CHANGING, ids=[name for name, *_rest in CHANGING])
def test_what_changes_a_case_is_never_done_by_following_a_link(cast, name, make, call):
    address = _address(name, make(cast) if make else None, call)
    client = Client()
    client.force_login(cast.alice)

    assert client.get(address).status_code == 405


def _address(name: str, case: Case | None, call: dict[str, Any]) -> str:
    args: list[Any] = [] if case is None or call.get("no_number") else [case.number]
    if case is not None and call.get("key") == "listing":
        args.append(case.listings.get().pk)
    elif case is not None and call.get("key") == "submission":
        args.append(case.submissions.get().pk)
    elif case is not None and call.get("key") == "follow_up":
        args.append(case.follow_ups.latest("pk").pk)
    elif case is not None and call.get("key") == "message":
        args.append(case.messages.latest("pk").pk)
    elif call.get("key") == "template":
        args.append(ReplyTemplateText.objects.latest("pk").pk)
    elif case is not None and call.get("key") == "phone":
        args = [make_phone_link(case=case).key]
    if "what" in call:
        args.append(call["what"])
    if "own" in call:
        args = [OWN[call["own"]]()]
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
