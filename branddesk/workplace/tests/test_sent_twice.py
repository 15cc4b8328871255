"""A form that is sent twice, by a double click or a reload, doubles nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Invitation, digest_of
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case, Message
from branddesk.cases.services import close_case, merge_cases
from branddesk.cases.tests.factories import make_case, make_follow_up, make_listing, make_message, make_submission
from branddesk.catalogue.models import Product
from branddesk.core import clock
from branddesk.core.enums import Route, Status, SubmissionStatus
from branddesk.core.tests.together import at_once
from branddesk.evidence.tests.factories import make_upload
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.lists.models import BulkChange
from branddesk.helpcenter.tests.factories import article_fields
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

Args = Callable[[Case], list[Any]]
Data = dict[str, Any]
Row = tuple[str, str, str, str, Args, Data]


def number(case: Case) -> list[Any]:
    return [case.number]


def nothing(case: Case) -> list[Any]:
    return []


def brand(case: Case) -> list[Any]:
    return [case.brand.slug]


def market(case: Case) -> list[Any]:
    return [case.marketplace.slug]


def draft(case: Case) -> list[Any]:
    return ["BD-30"]


KEY = str(uuid4())
PAPER = {"territories": ["RU"], "valid_from": "2023-03-14", "valid_to": "2033-03-14", "kind": "trademark"}
RIGHT = PAPER | {"sign": "Q", "number": "912447", "register": "rospatent", "classes": "21", "holder": "Kettora AG"}
LETTER = PAPER | {"kind": "letter", "grantor": "Kettora AG", "grantee": "Qiheng"}
REASON = {"code": "odd", "name_en": "Odd", "name_ru": "Odd", "name_zh": "Odd", "outcomes": "granted"}

# What a key keeps from being made twice: the second answer leads where the first one did.
KEYED: list[Row] = [
    ("case", "alice", "cases.Case", "cases:new", nothing, {"kind": "infringement", "text": "1690038851"}),
    ("case of words", "alice", "cases.Case", "cases:new", nothing, {"kind": "other", "subject": "Odd"}),
    ("paste", "alice", "cases.Case", "cases:paste", nothing, {"text": "https://shop.example.com/item/1690038851"}),
    ("sheet", "alice", "transfers.Transfer", "catalogue:bring", nothing, {"file": "sheet"}),
    ("file", "alice", "evidence.Exhibit", "evidence:upload", nothing, {"file": "picture"}),
    ("note with a file", "alice", "evidence.Exhibit", "cases:note", number, {"text": "Look.", "file": "picture"}),
    ("export", "alice", "lists.Export", "cases:export", nothing, {"format": "csv"}),
    ("bulk", "alice", "lists.BulkChange", "cases:bulk", nothing, {"action": "tag", "tag": "bulk", "all": "1"}),
    ("invitation", "administrator", "accounts.Invitation", "accounts:people", nothing, {"email": "new@example.org"}),
    ("letter", "administrator", "delivery.Outbound", "accounts:people", nothing, {"email": "next@example.org"}),
    ("note", "alice", "cases.Message", "cases:note", number, {"text": "Again them."}),
    ("message", "alice", "cases.Message", "cases:message", number, {"text": "Any news?"}),
    ("message of the platform", "moderator", "cases.Message", "cases:message", number, {"text": "Hi"}),
]
# What is one by its nature: of a name, a day or a number there is one, and the second is told so or changes nothing.
SINGLE: list[Row] = [
    ("follow-up", "alice", "cases.FollowUp", "cases:plan_follow_up", number, {"due_on": "in three days"}),
    (
        "listing",
        "alice",
        "cases.OffendingListing",
        "cases:add_listings",
        lambda case: ["BD-30"],
        {"text": "1690038852"},
    ),
    ("tag", "alice", "cases.Tag", "cases:tag", number, {"name": "fakes"}),
    ("tag on a case", "alice", "cases.CaseTag", "cases:tag", number, {"name": "fake goods"}),
    ("watcher", "bob", "cases.Watcher", "cases:watch", number, {}),
    ("link", "alice", "cases.CaseLink", "cases:act", lambda case: [case.number, "link"], {"other": "BD-20"}),
    ("saved view", "alice", "lists.SavedView", "cases:save_view", nothing, {"name": "Mine", "query": "view=all"}),
    ("brand", "administrator", "brands.Brand", "brands:add", nothing, {"name": "Lumenor"}),
    ("grant", "administrator", "brands.BrandGrant", "brands:grants", brand, {"legal_name": "agency"}),
    ("right", "alice", "brands.Right", "brands:right_add", brand, RIGHT),
    ("authorisation", "alice", "brands.Authorisation", "brands:authorisation_add", brand, LETTER),
    ("product", "alice", "catalogue.Product", "catalogue:add", brand, {"sku": "1571120446", "name": "Flask"}),
    ("article", "trainer", "helpcenter.Article", "helpcenter:add", nothing, {"article": "fields"}),
    ("section", "trainer", "helpcenter.Section", "helpcenter:sections", nothing, {"slug": "odd", "position": 1}),
    ("reason", "platform_administrator", "cases.ReasonCode", "terms:reasons", market, REASON),
    ("template", "administrator", "cases.ReplyTemplate", "terms:add_template", nothing, {"name": "A", "text_en": "A"}),
    ("phone code", "alice", "cases.PhoneLink", "cases:phone_code", draft, {}),
]
ROWS = [*KEYED, *SINGLE]


@pytest.fixture
def case(cast):
    case = make_case(
        created_by=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        moderator=cast.moderator,
        status=Status.IN_REVIEW,
    )
    make_listing(case=case)
    fields = {"created_by": cast.alice, "brand": case.brand, "marketplace": case.marketplace}
    make_case(**fields, number="BD-20")
    make_case(**fields, number="BD-30")
    return case


def typed(data: Data, case: Case, cast: Any) -> Data:
    """The form as a browser fills it: with its key, and with what stands only in this test's world."""
    data = {"form_key": KEY, "brand": case.brand.pk, "marketplace": case.marketplace.pk, **data}
    if "due_on" in data:
        data["due_on"] = str(clock.today() + timedelta(days=3))
    if "article" in data:
        data = article_fields() | {"is_published": "on"}
    if "email" in data:
        data |= {"role": "viewer", "reach": "all", "language": "en"}
    if data.get("legal_name") == "agency":
        data["legal_name"] = cast.agency.legal_name
    if data.get("slug") == "odd":
        data |= {"name_en": "Odd", "name_ru": "Odd", "name_zh": "Odd"}
    return data


def sent(client: Client, row: Row, data: Data, case: Case) -> Any:
    """Post the form; files are made anew, since a client reads them to their end."""
    data = dict(data)
    if data.get("file") == "sheet":
        data["file"] = SimpleUploadedFile("products.csv", b"SKU,Name\n1571120448,Flask\n", "text/csv")
    if data.get("file") == "picture":
        data["file"] = make_upload()
    if row[3] == "evidence:upload":
        data["brand"] = case.brand.slug
    return client.post(reverse(row[3], args=row[4](case)), data)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_a_form_makes_is_made_once(client, cast, case, row):
    client.force_login(getattr(cast, row[1]))
    rows = apps.get_model(row[2]).objects
    data = typed(row[5], case, cast)
    before = rows.count()

    first = sent(client, row, data, case)
    after = rows.count()
    second = sent(client, row, data, case)

    assert (after - before, first.status_code < 400) == (1, True), first.content.decode()[:3000]
    assert rows.count() == after
    assert second.status_code < 500
    if row in KEYED:
        assert (second.status_code, second["Location"]) == (302, first["Location"])


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_at_once_one_makes_the_thing_and_neither_breaks(cast, case):
    for row in ROWS:
        rows = apps.get_model(row[2]).objects
        clients = Client(), Client()
        clients[0].force_login(getattr(cast, row[1]))
        clients[1].cookies = clients[0].cookies
        data = typed(row[5], case, cast) | {"form_key": str(uuid4())}
        before = rows.count()

        answers = at_once(*(partial(sent, each, row, data, case) for each in clients))

        assert rows.count() - before == 1, row[0]
        assert max(answer.status_code for answer in answers) < 500, row[0]
        if row in KEYED:
            assert len({answer["Location"] for answer in answers}) == 1, row[0]


def test_after_going_back_another_form_under_the_same_key_is_another_thing(client, cast, case):
    client.force_login(cast.alice)
    data = typed({"kind": "other", "subject": "Odd"}, case, cast)

    for subject in ("Odd", "Even"):
        client.post(reverse("cases:new"), data | {"subject": subject})

    assert set(Case.objects.filter(kind="other").values_list("subject", flat=True)) == {"Odd", "Even"}


def test_a_key_of_somebody_else_opens_nothing(client, cast, case):
    client.force_login(cast.alice)
    data = typed({"kind": "other", "subject": "Odd"}, case, cast)
    client.post(reverse("cases:new"), data)
    client.force_login(cast.bob)

    assert client.post(reverse("cases:new"), data).status_code == 422
    assert client.post(reverse("cases:new"), data | {"form_key": "no key"}).status_code == 422
    assert Case.objects.filter(kind="other").count() == 1


def test_a_sheet_taken_over_twice_makes_no_product_twice(client, cast, case):
    client.force_login(cast.alice)
    file = SimpleUploadedFile("products.csv", b"SKU,Name\n1571120446,Flask\n1571120447,Bag\n", "text/csv")
    brought = client.post(reverse("catalogue:bring"), {"brand": case.brand.pk, "file": file})

    for _time in range(2):
        client.post(f"{brought['Location']}take-over/")

    assert Product.objects.count() == 2


def test_a_change_of_many_cases_sent_twice_is_taken_back_as_one(client, cast, case):
    client.force_login(cast.alice)
    data = {"form_key": KEY, "action": "tag", "tag": "bulk", "all": "1"}
    for _time in range(2):
        client.post(reverse("cases:bulk"), data)

    client.post(reverse("cases:undo_bulk", args=[BulkChange.objects.get().key]))

    assert not case.tags.exists()


def test_a_new_link_asked_for_twice_is_made_once(client, cast, mailoutbox):
    client.force_login(cast.administrator)
    client.post(reverse("accounts:people"), {"email": "new@example.org", "role": "viewer", "language": "en"})
    invitation = Invitation.objects.get()
    made = set[str]()

    for _time in range(2):
        client.post(reverse("accounts:renew_invitation", args=[invitation.pk]), {"form_key": KEY})
        invitation.refresh_from_db()
        made.add(invitation.digest)

    assert len(made) == 1
    assert len(mailoutbox) == 2, "the first letter and the new one"
    assert digest_of(link_shown(client)) in made


def link_shown(client: Client) -> str:
    """The key in the link that the next page shows once."""
    page = client.get(reverse("accounts:people")).content.decode()
    return re.findall(r"/invitation/([\w-]{20,})/", page)[0]


def test_take_next_sent_twice_takes_one_case(client, cast, case):
    Case.objects.filter(pk=case.pk).update(moderator=None, status=Status.SUBMITTED)
    make_case(brand=case.brand, marketplace=case.marketplace, status=Status.SUBMITTED)
    client.force_login(cast.moderator)

    first, second = (client.post(reverse("cases:take_next"), {"form_key": KEY}) for _time in range(2))
    third = client.post(reverse("cases:take_next"), {"form_key": str(uuid4())})

    assert first["Location"] == second["Location"] != third["Location"]


# Moves: the second ends where the first one did, with the thing done and no refusal

Move = tuple[str, str, Callable[[Case, Any], tuple[str, list[Any]]], Data]


def done(what: str) -> Callable[[Case, Any], tuple[str, list[Any]]]:
    return lambda case, cast: ("cases:act", [case.number, what])


def plain(name: str) -> Callable[[Case, Any], tuple[str, list[Any]]]:
    return lambda case, cast: (f"cases:{name}", [case.number])


def of_submission(name: str) -> Callable[[Case, Any], tuple[str, list[Any]]]:
    return lambda case, cast: (f"cases:{name}", [case.number, case.submissions.first().pk])


MOVES: list[Move] = [
    ("withdraw", "alice", of_submission("withdraw"), {"reason": "Gone."}),
    ("withdraw the last", "alice", of_submission("withdraw"), {"reason": "Gone.", "world": "single"}),
    ("close", "alice", done("closing"), {"closing": "settled", "world": "granted"}),
    ("escalate", "alice", done("escalate"), {"level": 2, "reason": "Silent"}),
    ("escalate to legal", "alice", done("escalate"), {"level": 3, "reason": "Silent"}),
    ("lower", "moderator", done("lower"), {"level": 1, "world": "raised"}),
    ("priority", "moderator", done("priority"), {"priority": 4, "reason": "Fire"}),
    ("merge", "alice", done("merge"), {"into": "BD-20", "world": "two"}),
    ("take the merge back", "alice", done("unmerge"), {"world": "merged"}),
    ("add a watcher", "alice", done("watchers"), {"person": "bob"}),
    ("rate", "alice", done("rating"), {"score": 4, "world": "closed"}),
    ("unlink", "alice", plain("unlink"), {"number": "BD-20"}),
    ("hand over", "alice", plain("hand_over"), {"assignee": "bob"}),
    ("take", "moderator", plain("take"), {"world": "free"}),
    ("release", "moderator", plain("release"), {}),
    ("refile", "alice", of_submission("refile"), {"world": "refused in the cabinet"}),
    ("discard", "alice", lambda case, cast: ("cases:discard", ["BD-30"]), {}),
    ("remove a listing", "alice", lambda case, cast: ("cases:remove_listing", ["BD-30", 0]), {}),
    ("keep a promise", "alice", lambda case, cast: ("cases:ask_again", [case.number, 0]), {"text": "News?"}),
    ("take back", "alice", lambda case, cast: ("cases:take_back", [case.number, 0]), {}),
    ("drop a promise", "alice", lambda case, cast: ("cases:drop_follow_up", [case.number, 0]), {}),
]


def arrange(world: str, case: Case, cast: Any) -> None:
    """The case as the move finds it."""
    other = Case.objects.get(number="BD-20")
    make_submission(case=case, status=SubmissionStatus.IN_REVIEW)
    if world != "single":
        make_submission(case=case, status=SubmissionStatus.IN_REVIEW)
    if world in {"granted", "closed"}:
        case.submissions.update(status=SubmissionStatus.GRANTED)
        Case.objects.filter(pk=case.pk).update(status=Status.GRANTED, decided_at=clock.now())
    if world == "closed":
        close_case(actor=cast.alice, case=case)
    if world == "raised":
        Case.objects.filter(pk=case.pk).update(level=2, moderator=cast.account_manager)
    if world in {"two", "merged"}:
        Case.objects.filter(pk=other.pk).update(status=Status.IN_REVIEW, submitted_at=clock.now())
        make_submission(case=other, status=SubmissionStatus.IN_REVIEW)
    if world == "merged":
        merge_cases(actor=cast.alice, case=case, into=other)
    if world == "free":
        case.submissions.update(status=SubmissionStatus.SUBMITTED)
        Case.objects.filter(pk=case.pk).update(moderator=None, status=Status.SUBMITTED)
    if world == "refused in the cabinet":
        type(case.marketplace).objects.update(route=Route.CABINET)
        case.submissions.update(status=SubmissionStatus.REFUSED)
        Case.objects.filter(pk=case.pk).update(status=Status.REFUSED, decided_at=clock.now())
    case.refresh_from_db()


def held(case: Case, cast: Any) -> Message:
    leaves_at = clock.now() + timedelta(hours=1)
    return make_message(case=case, author=cast.alice, leaves_at=leaves_at, effect={"action": "message"})


@pytest.mark.parametrize("move", MOVES, ids=[move[0] for move in MOVES])
def test_a_move_made_twice_is_made_once_and_refused_neither_time(client, cast, case, move):
    what, person, where, data = move
    data = dict(data)
    arrange(data.pop("world", ""), case, cast)
    reader = cast.account_manager if what == "lower" else getattr(cast, person)
    client.force_login(reader)
    name, args = where(case, cast)
    draft = Case.objects.get(number="BD-30")
    keys = {"remove_listing": lambda: make_listing(case=draft).pk}
    keys |= dict.fromkeys(
        ("ask_again", "drop_follow_up"),
        lambda: make_follow_up(case=case, assignee=cast.alice, due_on=clock.today()).pk,
    )
    keys["take_back"] = lambda: held(case, cast).pk
    if args[-1] == 0:
        args[-1] = keys[name.removeprefix("cases:")]()
    for field in ("person", "assignee"):
        if field in data:
            data[field] = getattr(cast, data[field]).pk
    if name == "cases:act":
        data["version"] = case.version

    first = client.post(reverse(name, args=args), data)
    recorded = entries_for(case).count()
    second = client.post(reverse(name, args=args), data)

    assert first.status_code == 302, first.content.decode()[:3000]
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert entries_for(case).count() == recorded
