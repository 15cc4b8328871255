"""Requests that no page makes: foreign keys under one's own case, fields nobody offered, addresses to lead away to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from branddesk.accounts.models import Organisation, Role, User
from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right
from branddesk.cases.models import Case, ReplyTemplate
from branddesk.cases.services import add_tag, link_cases, plan_follow_up, save_template, watch
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing, make_message, make_submission
from branddesk.catalogue.models import Product
from branddesk.catalogue.services import import_products
from branddesk.catalogue.tests.factories import make_product, sheet
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Side, Status, SubmissionStatus
from branddesk.evidence.tests.factories import make_exhibit, make_upload
from branddesk.foundation.lists.models import SavedView
from branddesk.foundation.lists.services import exports
from branddesk.foundation.lists.services.views import save_view
from branddesk.helpcenter.models import Feedback
from branddesk.helpcenter.tests.factories import make_article
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
]


def case_of(person: User, operator: Organisation, **fields: Any) -> Case:
    fields.setdefault("status", Status.IN_REVIEW)
    market = make_marketplace(operator=operator)
    case = make_case(created_by=person, brand=make_brand(members=[person]), marketplace=market, **fields)
    make_submission(case=case, listing=make_listing(case=case), status=SubmissionStatus.IN_REVIEW)
    return case


@pytest.fixture
def own(cast) -> Case:
    return case_of(cast.mallory, cast.platform)


@pytest.fixture
def foreign(cast) -> Case:
    return case_of(cast.alice, cast.platform)


# Foreign keys under an address of one's own


@pytest.mark.parametrize(
    "name",
    [
        "cases:listing",
        "cases:remove_listing",
        "cases:copy",
        "cases:file",
        "cases:record_answer",
        "cases:refile",
        "cases:withdraw",
        "cases:take_back",
        "cases:change_follow_up",
        "cases:ask_again",
        "cases:drop_follow_up",
        "cases:template",
    ],
)
def test_what_belongs_to_another_case_is_not_found_under_ones_own(client, cast, own, foreign, name):
    held = make_message(case=foreign, author=cast.alice, leaves_at=clock.now() + timedelta(hours=1), effect={})
    plan = plan_follow_up(actor=cast.alice, case=foreign, due_on=clock.today() + timedelta(days=2))
    template = save_template(actor=cast.administrator, name="Ours", texts={"en": "secret words"})
    keys = {
        "listing": foreign.listings.get().pk,
        "remove_listing": foreign.listings.get().pk,
        "take_back": held.pk,
        "template": template.texts.get().pk,
        **dict.fromkeys(("change_follow_up", "ask_again", "drop_follow_up"), plan.pk),
    }
    key = keys.get(name.removeprefix("cases:"), foreign.submissions.get().pk)
    client.force_login(cast.mallory)
    call = client.get if name in {"cases:copy", "cases:template"} else client.post

    response = call(reverse(name, args=[own.number, key]), {"text": "x", "reason": "x", "until": "tomorrow"})

    assert response.status_code == 404
    plan.refresh_from_db()
    assert (plan.dropped_at, plan.done_at, foreign.messages.count()) == (None, None, 1)


def test_a_strangers_exhibit_tag_watcher_link_or_colleague_is_not_taken_in(client, cast, own, foreign):
    exhibit = make_exhibit(brand=foreign.brand, sealed_by=cast.alice)
    make_case_exhibit(case=foreign, exhibit=exhibit)
    add_tag(actor=cast.alice, case=foreign, name="secret")
    watch(actor=cast.alice, case=foreign, person=cast.bob)
    second = case_of(cast.alice, cast.platform, kind=CaseKind.OTHER)
    second.brand = foreign.brand
    second.save()
    link_cases(actor=cast.alice, case=foreign, other=second)
    client.force_login(cast.mallory)

    def post(name, case, **data):
        return client.post(reverse(f"cases:{name}", args=[case.number]), data).status_code

    assert "secret" not in client.get(reverse("cases:tags", args=[own.number]), {"name": "s"}).content.decode()
    assert post("message", own, text="Look", exhibits=exhibit.key) < 400
    assert not own.messages.get().exhibits.exists()
    assert post("unwatch", own, person=cast.bob.pk) == 404
    assert post("unlink", own, number=foreign.number) == 404
    assert post("hand_over", own, assignee=cast.bob.pk) >= 400
    assert client.post(reverse("cases:act", args=[own.number, "link"]), {"other": foreign.number}).status_code == 422
    assert client.post(reverse("cases:act", args=[own.number, "merge"]), {"other": foreign.number}).status_code == 422
    assert client.post(reverse("cases:act", args=[own.number, "watchers"]), {"person": cast.bob.pk}).status_code == 422
    assert foreign.watchers.count() == 1
    assert (foreign.links_out.count() + foreign.links_in.count(), own.links_out.count()) == (1, 0)


def test_what_one_keeps_for_oneself_is_nobody_elses(client, cast, foreign):
    view = save_view(actor=cast.alice, list_name="cases", name="Mine", query="view=all")
    export = exports.begin(actor=cast.alice, list_name="cases", query="view=all", format="csv")
    transfer = import_products(actor=cast.alice, brand=foreign.brand, file=sheet(("SKU", "Name"), ("1", "x")), name="x")
    template = save_template(actor=cast.administrator, name="Ours", texts={"en": "secret words"})
    intruder = User.objects.get(pk=cast.mallory.pk)
    intruder.role = Role.ADMINISTRATOR
    intruder.save()
    client.force_login(intruder)

    for name, key in [
        ("cases:export_page", export.key),
        ("cases:export_file", export.key),
        ("catalogue:transfer", transfer.key),
        ("catalogue:report", transfer.key),
        ("terms:template", template.pk),
        ("terms:template_history", template.pk),
    ]:
        assert client.get(reverse(name, args=[key])).status_code == 404, name
    for name, key in [
        ("cases:change_view", view.pk),
        ("cases:stop_export", export.key),
        ("catalogue:take_over", transfer.key),
        ("catalogue:cancel", transfer.key),
        ("terms:retire_template", template.pk),
    ]:
        assert client.post(reverse(name, args=[key]), {"name": "taken"}).status_code == 404, name
    assert SavedView.objects.get().name == "Mine"
    assert ReplyTemplate.objects.get().is_active


@pytest.mark.parametrize("what", ["rating", "writing", "message"])
def test_a_strangers_case_hears_nothing(client, cast, foreign, what):
    client.force_login(cast.mallory)
    address = (
        reverse("cases:act", args=[foreign.number, what])
        if what == "rating"
        else reverse(f"cases:{what}", args=[foreign.number])
    )

    assert client.post(address, {"score": 1, "text": "x", "to": "other"}).status_code == 404


# Fields that no form offers


def test_a_draft_takes_only_what_its_form_asks(client, cast):
    case = make_case(created_by=cast.alice, brand=make_brand(members=[cast.alice]))
    stranger = make_case(created_by=cast.mallory)
    forged = {
        "number": "BD-1",
        "status": Status.GRANTED,
        "turn": Side.NONE,
        "brand": stranger.brand_id,
        "assignee": cast.mallory.pk,
        "created_by": cast.mallory.pk,
        "moderator": cast.moderator.pk,
        "priority": 4,
        "level": 3,
        "submitted_at": "2020-01-01",
        "merged_into": stranger.pk,
        "details": '{"asked": "x"}',
    }
    before = model_to_dict(case)
    client.force_login(cast.alice)

    client.post(reverse("cases:save", args=[case.number]), forged | {"subject": "New"})
    client.post(reverse("cases:save", args=[case.number]), {"right": make_right(brand=stranger.brand).pk})

    case.refresh_from_db()
    changed = {name for name, value in model_to_dict(case).items() if value != before[name]}
    assert "subject" in changed
    assert changed <= {"subject", "version", "last_event_at"}


def test_a_person_gives_oneself_no_role_and_no_organisation(client, cast):
    client.force_login(cast.viewer)
    forged = {"role": Role.ADMINISTRATOR, "organisation": cast.platform.pk, "is_superuser": "on", "is_staff": "on"}
    forged |= {"email": "other@example.org", "sees_all_brands": "on"}

    client.post(reverse("accounts:profile"), {"name": "Vera", "language": "en", "time_zone": "UTC", **forged})

    viewer = User.objects.get(pk=cast.viewer.pk)
    assert (viewer.role, viewer.organisation, viewer.email) == (Role.VIEWER, cast.merchant, "vera@example.org")


def test_a_product_stays_with_its_brand_and_says_who_changed_it(client, cast):
    brand = make_brand(members=[cast.alice])
    product = make_product(brand=brand, changed_by=cast.alice)
    other = make_brand(members=[cast.alice])
    client.force_login(cast.bob)

    forged = {"brand": other.pk, "changed_by": cast.mallory.pk, "retired_at": "2020-01-01"}
    client.post(reverse("catalogue:edit", args=[product.pk]), {"sku": product.sku, "name": "New", **forged})

    product = Product.objects.get()
    assert (product.name, product.brand, product.changed_by) == ("New", brand, cast.bob)
    assert not product.is_retired


def test_an_articles_judgement_is_ones_own(client, cast):
    article = make_article()
    client.force_login(cast.alice)

    client.post(reverse("helpcenter:feedback", args=[article.slug]), {"helpful": "yes", "person": cast.bob.pk})

    assert Feedback.objects.get().person == cast.alice


# Addresses to lead away to


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize(
    "name",
    ["web:theme", "accounts:language", "evidence:upload", "evidence:describe", "brands:right_edit", "authorisation"],
)
def test_no_form_leads_to_another_site(client, cast, name, target):
    brand = make_brand(members=[cast.alice])
    exhibit = make_exhibit(brand=brand, sealed_by=cast.alice)
    right, paper = make_right(brand=brand), make_authorisation(brand=brand)
    client.force_login(cast.alice)
    places: dict[str, list[Any]] = {
        "evidence:describe": [exhibit.key],
        "brands:right_edit": [brand.slug, right.pk],
        "brands:authorisation_edit": [brand.slug, paper.pk],
    }
    name = "brands:authorisation_edit" if name == "authorisation" else name
    row = right if name == "brands:right_edit" else paper
    known: dict[str, dict[str, Any]] = {
        "web:theme": {"theme": "dark"},
        "accounts:language": {"language": "en"},
        "evidence:upload": {"brand": brand.slug, "file": make_upload()},
        "evidence:describe": {"title": "New", "kind": "screenshot"},
    }
    kept = model_to_dict(row)
    typed = {key: kept[key] for key in kept if kept[key] not in (None, "") and key not in {"id", "brand"}}
    data = known.get(name, typed)

    response = client.post(reverse(name, args=places.get(name, [])), {**data, "next": target})

    assert response.status_code == 302, response.content.decode()[-3000:]
    assert response["Location"].startswith("/")
    assert "evil" not in response["Location"]


# A session that ended while one typed


@pytest.mark.parametrize("name", ["message", "note"])
def test_words_typed_after_the_session_ended_are_refused_in_place_and_kept_on_the_page(client, cast, foreign, name):
    address = reverse(f"cases:{name}", args=[foreign.number])

    plain = client.post(address, {"text": "Long words"})
    part = client.post(address, {"text": "Long words"}, headers={"HX-Request": "true"})

    assert plain.status_code == 302
    assert plain["Location"].startswith(reverse("account_login"))
    assert part.status_code == 403
    assert "signed out" in part.content.decode()
    assert part["HX-Retarget"] == "#refusal"
    assert foreign.messages.count() == 0


def test_what_is_typed_is_kept_by_the_browser_until_it_was_sent(client, cast, foreign):
    client.force_login(cast.alice)

    shown = client.get(reverse("cases:detail", args=[foreign.number])).content.decode()

    assert "data-keep=" in shown
