"""The composer: cells that save themselves, the way back, readiness beside it, and the button that submits."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.services import change_draft
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing, make_ready_case
from branddesk.core.enums import Route, Status
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def case(alice):
    return make_ready_case(actor=alice, brand=make_brand(members=[alice]), listings=2)


@pytest.fixture
def desk(client, alice, case):
    """Alice's browser: an address of the case by name, and what it answers."""
    client.force_login(alice)

    def call(name, *args, **data):
        extra = HTMX if data.pop("htmx", True) else {}
        return client.post(reverse(f"cases:{name}", args=[case.number, *args]), data, **extra)

    return call


def page(client, case):
    return client.get(reverse("cases:draft", args=[case.number])).content.decode()


def test_one_field_is_saved_and_the_others_stay(desk, case):
    before = case.statement

    response = desk("save", subject="Fakes of our bottle", version=case.version)

    case.refresh_from_db()
    assert (case.subject, case.statement) == ("Fakes of our bottle", before)
    assert "Saved" in response.content.decode()
    assert response["HX-Trigger"] == "draft-changed"


def test_without_script_the_whole_form_is_saved(desk, case):
    response = desk("save", subject="Fakes", nice_class="21", statement="Подделка.", version=case.version, htmx=False)

    case.refresh_from_db()
    assert response.url == reverse("cases:draft", args=[case.number]) + "#right"
    assert (case.subject, case.statement) == ("Fakes", "Подделка.")


def test_a_wrong_value_gets_its_sentence_and_is_not_saved(desk, case):
    response = desk("save", nice_class="77")

    case.refresh_from_db()
    assert response.status_code == 422
    assert "Nice classes go from 1 to 45." in response.content.decode()
    assert case.nice_class == 21


def test_what_was_typed_stays_beside_a_wrong_value(desk):
    response = desk("save", nice_class="77", statement="Новый текст.", htmx=False)

    assert response.status_code == 422
    assert "Новый текст." in response.content.decode()


def test_a_colleagues_change_is_told_and_what_was_typed_is_offered_again(desk, case, bob):
    change_draft(actor=bob, case=case, subject="Bob's words")

    response = desk("save", subject="Alice's words", version=case.version)

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Bob" in shown
    assert "Alice&#x27;s words" in shown


def test_it_can_be_saved_all_the_same_after_reading(desk, case, bob):
    changed = change_draft(actor=bob, case=case, subject="Bob's words")

    response = desk("save", subject="Alice's words", version=changed.version, anew="1")

    case.refresh_from_db()
    assert case.subject == "Alice's words"
    assert f'name="version" id="version" value="{case.version}"' in response.content.decode()


def test_a_right_of_another_brand_cannot_be_chosen(desk, case):
    foreign = make_ready_case(actor=case.created_by, brand=make_brand()).right

    response = desk("save", right=foreign.pk)

    case.refresh_from_db()
    assert response.status_code == 422
    assert case.right != foreign


def test_a_price_is_read_as_people_write_it(desk, case):
    listing = case.listings.first()

    desk("listing", listing.pk, price="2 890,50 ₽")

    listing.refresh_from_db()
    assert (str(listing.price), listing.currency) == ("2890.50", "RUB")


@pytest.mark.parametrize(
    ("field", "value", "sentence"), [("price", "cheap", "as a number"), ("seller_inn", "77O", "digits only")]
)
def test_a_wrong_cell_gets_its_sentence(desk, case, field, value, sentence):
    response = desk("listing", case.listings.first().pk, **{field: value})

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_listing_of_another_case_is_not_found(desk, alice):
    other = make_listing(case=make_case(created_by=alice))

    assert desk("listing", other.pk, seller="shop-1").status_code == 404
    assert desk("remove_listing", other.pk).status_code == 404


def test_a_listing_taken_out_can_be_put_back_with_all_it_had(desk, case):
    listing = case.listings.last()
    screenshot = listing.exhibit_links.get().exhibit
    desk("listing", listing.pk, seller="shop-78114", price="129.90")
    removed = desk("remove_listing", listing.pk)

    desk("add_listings", undo=removed.context["removed"]["undo"])

    back = case.listings.get(sku=listing.sku)
    assert (back.seller, str(back.price), back.seen_at) == ("shop-78114", "129.90", listing.seen_at)
    assert case.exhibit_links.get(exhibit=screenshot).listing == back


def test_a_tampered_way_back_is_refused(desk, case):
    removed = desk("remove_listing", case.listings.last().pk)

    response = desk("add_listings", undo=removed.context["removed"]["undo"] + "x")

    assert response.status_code == 422
    assert case.listings.count() == 1


def test_a_blocker_holds_the_button_and_names_its_mend(client, alice, desk, case):
    desk("save", violation="", own_sku="", statement="", right="")

    shown = page(client, case)

    assert '<button class="btn btn-primary" type="submit" disabled>' in shown
    assert "Choose the violation" in shown


def test_a_case_without_blockers_can_be_submitted_from_here(client, desk, case):
    assert '<button class="btn btn-primary" type="submit" disabled>' not in page(client, case)

    response = desk("submit", version=case.version, htmx=False)

    case.refresh_from_db()
    assert response.url == reverse("cases:detail", args=[case.number])
    assert case.status == Status.SUBMITTED


def test_a_case_for_a_cabinet_goes_on_to_its_packets(client, alice):
    ozon = make_marketplace(route=Route.CABINET, gateway="ozon")
    case = make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=ozon)
    client.force_login(alice)

    response = client.post(reverse("cases:submit", args=[case.number]), {"version": case.version})

    assert response.url == reverse("cases:packets", args=[case.number])


def test_a_refused_submission_says_what_is_missing(client, alice):
    case = make_case(created_by=alice)
    client.force_login(alice)

    response = client.post(reverse("cases:submit", args=[case.number]), {"version": case.version})

    case.refresh_from_db()
    assert response.status_code == 422
    assert "cannot be submitted yet" in response.content.decode()
    assert case.status == Status.DRAFT


def test_a_warning_is_set_aside_with_its_reason_and_stands_again(client, desk, case):
    desk("save", statement="")
    set_aside = desk("overrule", code="statement", reason="The pictures say it all").content.decode()

    assert "The pictures say it all" in set_aside
    desk("overrule", code="statement", back="1")
    assert "The pictures say it all" not in page(client, case)


def test_exhibits_of_the_vault_join_and_leave_the_case(desk, case, alice):
    free = make_exhibit(brand=case.brand, sealed_by=alice, kind=Exhibit.Kind.PHOTO)

    joined = desk("attach", exhibit=free.key).content.decode()
    assert case.exhibit_links.filter(exhibit=free).exists()
    assert free.title in joined

    desk("detach", exhibit=free.key)
    assert not case.exhibit_links.filter(exhibit=free).exists()


def test_the_exhibit_of_another_brand_is_not_found(desk, alice):
    foreign = make_exhibit(brand=make_brand(), sealed_by=alice)

    assert desk("attach", exhibit=foreign.key).status_code == 404


def test_a_screenshot_is_put_to_a_listing(desk, case, alice):
    screenshot = make_exhibit(brand=case.brand, sealed_by=alice)
    make_case_exhibit(case=case, exhibit=screenshot)

    desk("attach", exhibit=screenshot.key, listing=case.listings.last().pk)

    assert case.exhibit_links.get(exhibit=screenshot).listing == case.listings.last()


def test_the_preview_shows_the_listing_that_was_asked_for(client, alice):
    ozon = make_marketplace(route=Route.CABINET, gateway="ozon")
    case = make_ready_case(actor=alice, brand=make_brand(members=[alice]), marketplace=ozon, listings=2)
    client.force_login(alice)
    first, second = case.listings.all()

    shown = client.get(reverse("cases:side", args=[case.number]), {"sku": second.pk}, **HTMX).content.decode()

    assert f"Просим скрыть карточку {second.sku}." in shown
    assert f"Просим скрыть карточку {first.sku}." not in shown


def test_another_marketplace_loads_the_page_anew(desk, case):
    other = make_marketplace(gateway="ozon", route=Route.CABINET)

    response = desk("save", marketplace=other.pk)

    assert Case.objects.get(pk=case.pk).marketplace == other
    assert response["HX-Refresh"] == "true"


def test_the_composer_asks_the_database_no_more_for_many_listings(client, alice, case, django_assert_max_num_queries):
    for _n in range(20):
        listing = make_listing(case=case)
        make_case_exhibit(case=case, listing=listing, exhibit=make_exhibit(brand=case.brand, sealed_by=alice))
    client.force_login(alice)

    with django_assert_max_num_queries(20):
        page(client, case)
