"""A form that is sent twice, by a double click or a reload, doubles nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.catalogue.models import Product
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.foundation.transfers.models import Transfer
from branddesk.helpcenter.tests.factories import article_fields
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

Row = tuple[str, str, str, str, Callable[[Case], list[Any]], dict[str, Any]]


def number(case: Case) -> list[Any]:
    return [case.number]


def nothing(case: Case) -> list[Any]:
    return []


def brand(case: Case) -> list[Any]:
    return [case.brand.slug]


KEY = str(uuid4())
ROWS: list[Row] = [
    ("follow-up", "alice", "cases.FollowUp", "cases:plan_follow_up", number, {"due_on": "in three days"}),
    ("note", "alice", "cases.Message", "cases:note", number, {"text": "Again them.", "form_key": KEY}),
    ("message", "alice", "cases.Message", "cases:message", number, {"text": "Any news?", "form_key": KEY}),
    ("message of the platform", "moderator", "cases.Message", "cases:message", number, {"text": "Hi", "form_key": KEY}),
    ("tag", "alice", "cases.Tag", "cases:tag", number, {"name": "fakes"}),
    ("tag on a case", "alice", "cases.CaseTag", "cases:tag", number, {"name": "fakes"}),
    ("watcher", "bob", "cases.Watcher", "cases:watch", number, {}),
    ("link", "alice", "cases.CaseLink", "cases:act", lambda case: [case.number, "link"], {"other": "BD-20"}),
    ("saved view", "alice", "lists.SavedView", "cases:save_view", nothing, {"name": "Mine", "query": "view=all"}),
    ("brand", "administrator", "brands.Brand", "brands:add", nothing, {"name": "Lumenor"}),
    ("product", "alice", "catalogue.Product", "catalogue:add", brand, {"sku": "1571120446", "name": "Flask"}),
    (
        "template",
        "administrator",
        "cases.ReplyTemplate",
        "terms:add_template",
        nothing,
        {"name": "Hi", "text_en": "Hi"},
    ),
    ("article", "trainer", "helpcenter.Article", "helpcenter:add", nothing, {"article": "fields"}),
]


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
    make_case(created_by=cast.alice, brand=case.brand, marketplace=case.marketplace, number="BD-20")
    return case


@pytest.mark.parametrize(("what", "person", "model", "name", "args", "data"), ROWS, ids=[row[0] for row in ROWS])
def test_what_a_form_makes_is_made_once(client, cast, case, what, person, model, name, args, data):
    client.force_login(getattr(cast, person))
    rows = apps.get_model(model).objects
    data = dict(data)
    if "due_on" in data:
        data["due_on"] = str(clock.today() + timedelta(days=3))
    if "article" in data:
        data = article_fields() | {"is_published": "on"}
    before = rows.count()

    first = client.post(reverse(name, args=args(case)), data)
    after = rows.count()
    second = client.post(reverse(name, args=args(case)), data)

    assert (after - before, first.status_code < 400) == (1, True), first.content.decode()[:3000]
    assert rows.count() == after
    assert second.status_code < 500


def test_a_sheet_brought_in_twice_makes_no_product_twice(client, cast, case):
    client.force_login(cast.alice)
    for _time in range(2):
        file = SimpleUploadedFile("products.csv", b"SKU,Name\n1571120446,Flask\n1571120447,Bag\n", "text/csv")
        client.post(reverse("catalogue:bring"), {"brand": case.brand.pk, "file": file})

    for transfer in Transfer.objects.all():
        for _time in range(2):
            client.post(reverse("catalogue:take_over", args=[transfer.key]))

    assert Product.objects.count() == 2
