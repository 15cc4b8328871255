"""Own listings come in daily; what changed, when, and who changed it when it was us, is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.catalogue.delivery import look_after
from branddesk.catalogue.models import Listing, ListingChange, ListingOrder, Product
from branddesk.catalogue.selectors import listings as selectors
from branddesk.catalogue.services import ordering
from branddesk.catalogue.tests.factories import make_product
from branddesk.core import clock
from branddesk.core.encryption import encrypt
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.marketplaces.ozon.client.pace import LocalPace
from branddesk.marketplaces.ozon.sandbox import controls
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running, running
from branddesk.notices.models import Notice
from branddesk.stores import ozon
from branddesk.stores.models import Reading, Store
from branddesk.stores.services import syncing
from branddesk.stores.tests.factories import make_store

pytestmark = pytest.mark.django_db

CLIENT_ID, KEY = KEYS[0]
What, State = ListingChange.What, ListingOrder.State


@pytest.fixture
def sandbox(settings, monkeypatch) -> Iterator[Running]:
    monkeypatch.setattr(ozon, "PACE", LocalPace())
    settings.TASKS = DATABASE_QUEUE
    with running() as there:
        settings.OZON_URL = there.url
        yield there
        assert list(there.world.violations) == []


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice], name="Kettora")


@pytest.fixture
def store(alice, sandbox, brand) -> Store:
    made = make_store(organisation=alice.organisation, brand=brand, client_id=CLIENT_ID, api_key=encrypt(KEY))
    syncing.prepare(made)
    return made


def goods(sandbox):
    return sandbox.world.shops[CLIENT_ID].products


def read(store: Store, *, days: float = 0) -> None:
    with clock.at(clock.now() + timedelta(days=days)):
        Reading.objects.update(held_until=None)
        syncing.read_stream(reading_id=store.readings.get(stream="listings").pk)


def deliver() -> None:
    for outbound in Outbound.objects.filter(state=Outbound.State.QUEUED).order_by("pk"):
        outbox.deliver(outbound_id=outbound.pk)


def test_every_card_comes_in_with_all_that_it_says(store, sandbox):
    read(store)

    assert Listing.objects.count() == len(goods(sandbox))
    listing, card = Listing.objects.get(sku="1571120446"), goods(sandbox)[0]
    assert (listing.name, listing.price, listing.old_price) == (card["name"], Decimal(2890), Decimal(3610))
    assert (listing.text, listing.pictures, listing.rating) == (card["_text"], card["_pictures"], Decimal("82.5"))
    assert listing.attributes["85"] == ["Kettora"]
    assert listing.attribute_names["85"] == "Бренд"
    assert not ListingChange.objects.exists()


def test_what_the_catalogue_does_not_know_is_added_to_its_brand(alice, store, brand, sandbox):
    known = make_product(brand=brand, sku="1571120446", name="Our own name")
    nordbay = make_brand(members=[alice], name="Nordbay")

    read(store)

    known.refresh_from_db()
    assert known.name == "Our own name"
    assert known.pictures == goods(sandbox)[0]["_pictures"]
    assert Product.objects.get(sku="1602345118").brand == nordbay
    assert Listing.objects.get(sku="1602345118").brand == nordbay


def test_a_change_is_kept_with_what_was_before_and_between_which_readings(store, sandbox):
    read(store)
    goods(sandbox)[0]["_price"] = 2590.0
    goods(sandbox)[0]["_attributes"][9048] = "KT-750"

    read(store, days=1)

    price, attribute = ListingChange.objects.order_by("-what")
    assert (price.what, price.before, price.after) == (What.PRICE, "2890.00", "2590.00")
    assert (attribute.what, attribute.attribute, attribute.after) == (What.ATTRIBUTE, "9048", ["KT-750"])
    assert price.changed_by is None
    assert price.not_before < price.seen_at


def test_the_same_reading_twice_changes_nothing(store, sandbox):
    read(store)
    goods(sandbox)[0]["name"] = "Другое имя"

    read(store, days=1)
    read(store, days=2)

    assert ListingChange.objects.count() == 1


def test_a_card_that_is_gone_is_said_so_and_so_is_its_return(store, sandbox):
    read(store)
    card = goods(sandbox).pop(0)

    read(store, days=1)
    assert Listing.objects.get(gone_at__isnull=False).sku == "1571120446"

    goods(sandbox).insert(0, card)
    read(store, days=2)
    assert list(ListingChange.objects.order_by("pk").values_list("what", flat=True)) == ["gone", "back"]
    assert not Listing.objects.filter(gone_at__isnull=False).exists()


def test_keepers_are_told_once_of_what_this_desk_did_not_do(alice, store, sandbox):
    viewer = make_user(organisation=alice.organisation, role=Role.VIEWER)
    read(store)
    for card in goods(sandbox)[:3]:
        card["_price"] += 100

    read(store, days=1)

    notice = Notice.objects.get(person=alice, code="listings.changed")
    assert notice.facts["number"] == "3 listings"
    assert not Notice.objects.filter(person=viewer).exists()


def test_a_changed_rating_alone_tells_nobody(store, sandbox):
    read(store)
    goods(sandbox)[0]["_content_rating"] = 60.0

    read(store, days=1)

    assert ListingChange.objects.get().what == What.RATING
    assert not Notice.objects.filter(code="listings.changed").exists()


def test_a_price_that_we_change_is_ours_in_the_history(alice, store, sandbox):
    read(store)
    listing = Listing.objects.get(sku="1571120446")

    ordering.order_changes(actor=alice, listing=listing, values={"price": "2 490,50", "name": listing.name})
    deliver()

    assert goods(sandbox)[0]["_price"] == 2490.5
    change = ListingChange.objects.get()
    assert (change.after, change.changed_by) == ("2490.50", alice)
    assert ListingOrder.objects.get().state == State.DONE
    assert not Notice.objects.filter(code="listings.changed").exists()


def test_a_text_that_we_change_is_ours_once_the_import_is_done(alice, store, sandbox):
    read(store)
    listing = Listing.objects.get(sku="1571120446")
    ordering.order_changes(actor=alice, listing=listing, values={"text": "Держит тепло двенадцать часов."})
    deliver()
    order = ListingOrder.objects.select_related("listing__store").get()
    assert order.state == State.SENT

    controls.advance(sandbox.world, {"seconds": 60})
    look_after(order)

    order.refresh_from_db()
    assert order.state == State.DONE
    assert ListingChange.objects.get().changed_by == alice


def test_what_the_import_refuses_is_refused_with_its_words(alice, store, sandbox):
    read(store)
    listing = Listing.objects.get(sku="1571120446")
    Listing.objects.filter(pk=listing.pk).update(offer_id="unknown-offer")
    ordering.order_changes(actor=alice, listing=listing, values={"text": "Новый текст"})
    deliver()

    controls.advance(sandbox.world, {"seconds": 60})
    look_after(ListingOrder.objects.select_related("listing__store").get())

    order = ListingOrder.objects.get()
    assert (order.state, order.reason) == (State.REFUSED, "Товар не найден")


def test_a_change_whose_reply_was_lost_is_looked_up_and_not_ordered_again(alice, store, sandbox):
    read(store)
    listing = Listing.objects.get(sku="1571120446")
    ordering.order_changes(actor=alice, listing=listing, values={"price": "2490"})
    ordering.note_tried(ListingOrder.objects.get().pk)
    goods(sandbox)[0]["_price"] = 2490.0
    sandbox.world.calls.clear()

    deliver()

    assert "/v1/product/import/prices" not in [call["path"] for call in sandbox.world.calls]
    assert ListingOrder.objects.get().state == State.DONE


def test_only_one_change_of_a_kind_is_on_its_way(alice, store, sandbox):
    read(store)
    listing = Listing.objects.first()
    ordering.order_changes(actor=alice, listing=listing, values={"price": "100"})

    with pytest.raises(WrongStatus):
        ordering.order_changes(actor=alice, listing=listing, values={"price": "200"})


@pytest.mark.parametrize("typed", [{"price": "free"}, {"price": "-5"}, {"name": "x" * 501}, {}, {"price": "NaN"}])
def test_what_no_card_takes_is_refused_with_a_sentence(alice, store, sandbox, typed):
    read(store)

    with pytest.raises(DomainError):
        ordering.order_changes(actor=alice, listing=Listing.objects.first(), values=typed)


def test_viewers_change_nothing(alice, store, sandbox):
    read(store)
    viewer = make_user(organisation=alice.organisation, role=Role.VIEWER)

    with pytest.raises(NotAllowed):
        ordering.order_changes(actor=viewer, listing=Listing.objects.first(), values={"price": "1"})


def test_the_page_shows_what_changed_word_by_word_and_the_form_keeps_what_was_refused(client, alice, store, sandbox):
    read(store)
    goods(sandbox)[0]["_text"] = "Термос Kettora 750 мл. Гарантия производителя два года."
    goods(sandbox)[0]["_price"] = 2690.0
    goods(sandbox)[0]["_pictures"] = goods(sandbox)[0]["_pictures"][1:]
    read(store, days=1)
    client.force_login(alice)
    listing = Listing.objects.get(sku="1571120446")

    page = client.get(reverse("catalogue:listing", args=[listing.pk])).content.decode()
    assert "<del>один год.</del> <ins>два года.</ins>" in page
    assert "not by this desk" in page

    refused = client.post(reverse("catalogue:order", args=[listing.pk]), {"price": "dear", "name": "Kept words"})
    assert refused.status_code == 422
    assert "Kept words" in refused.content.decode()


def test_the_list_takes_few_queries(client, alice, store, sandbox, django_assert_max_num_queries):
    read(store)
    client.force_login(alice)
    client.get(reverse("catalogue:listings"))

    with django_assert_max_num_queries(12):
        page = client.get(reverse("catalogue:listings"))
    assert page.content.decode().count("data-row") == len(goods(sandbox))


def test_the_price_is_drawn_over_time(store, sandbox):
    read(store)
    for days, price in ((1, 2690.0), (2, 3090.0)):
        goods(sandbox)[0]["_price"] = price
        read(store, days=days)

    with clock.at(clock.now() + timedelta(days=3)):
        opened = selectors.opened(Listing.objects.get(sku="1571120446"))
    assert (opened.lowest, opened.highest) == (Decimal(2690), Decimal(3090))
    assert opened.line.startswith("0,")


def test_pieces_hold_both_texts():
    pieces = selectors.pieces_of("a b c", "a x c d")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "a"),
        ("gone", "b"),
        ("new", "x"),
        ("same", "c"),
        ("new", "d"),
    ]
