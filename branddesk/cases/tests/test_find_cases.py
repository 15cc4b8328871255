"""Which cases are found by which words, and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.index_receivers import index_message
from branddesk.cases.models import Case, Message
from branddesk.cases.search import find, results
from branddesk.cases.services import add_note, change_draft, discard_draft, open_draft, send_message
from branddesk.cases.services.indexing import index_case, reindex
from branddesk.cases.tests.factories import make_case, make_listing, make_message, make_submission
from branddesk.core import clock
from branddesk.core.enums import Side, Status
from branddesk.foundation.search.models import Part
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_one(cast):
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform)

    def make(**fields):
        return make_case(
            **{"assignee": cast.alice, "brand": brand, "marketplace": market, "status": Status.SUBMITTED, **fields}
        )

    return make


def found(person, words, **more):
    return [case.number for case in Case.objects.in_bulk(find(person, words, **more).keys).values()]


@pytest.mark.parametrize(
    "words",
    [
        "BD-777",
        "flask",
        "поддельная бутылка",
        "бутылками",
        "盗用商标",
        "商标",
        "16900388",
        "Вектор",
        "48213905",
        "ответ",
    ],
)
def test_a_case_is_found_by_all_that_it_says(cast, make_one, words):
    case = make_one(
        number="BD-777",
        subject="Поддельные бутылки, fake flasks",
        statement="卖家盗用商标图片。",
        details={"what": {"text": "Ждём ответа"}, "list": ["x", 3, None]},
    )
    listing = make_listing(case=case, sku="1690038851", seller="ООО «Вектор»", title="Термос")
    make_submission(listing=listing, reference="48 213 905")
    index_case(case)
    make_one(subject="Something else")

    assert found(cast.alice, words) == ["BD-777"]
    assert found(cast.moderator, words) == ["BD-777"]


def test_a_message_is_found_by_both_sides_at_once(cast, make_one):
    case = make_one()

    send_message(actor=cast.alice, case=case, text="Прилагаем фотографии упаковки")

    assert found(cast.alice, "фотография") == found(cast.moderator, "упаковка") == [case.number]


@pytest.mark.parametrize(("writer", "stranger"), [("alice", "moderator"), ("moderator", "alice")])
def test_a_note_is_found_on_its_own_side_only(cast, make_one, writer, stranger):
    case = make_one()

    add_note(actor=getattr(cast, writer), case=case, text="Секретная скидка")

    assert found(getattr(cast, writer), "скидка") == [case.number]
    assert found(getattr(cast, stranger), "скидка") == []
    assert found(getattr(cast, stranger), f"{case.number} скидка") == []


@pytest.mark.parametrize(
    ("side", "writer", "stranger"), [(Side.BRAND, "alice", "moderator"), (Side.PLATFORM, "moderator", "alice")]
)
def test_a_message_that_has_not_left_is_found_by_its_own_side_only(cast, make_one, side, writer, stranger):
    message = make_message(case=make_one(), side=side, body="Жалоба", leaves_at=clock.now() + timedelta(seconds=10))
    assert found(getattr(cast, writer), "жалоба") == [message.case.number]
    assert found(getattr(cast, stranger), "жалоба") == []

    message.leaves_at = None
    message.save(update_fields=["leaves_at"])
    assert found(getattr(cast, stranger), "жалоба") == [message.case.number]


def test_a_message_taken_back_is_found_no_more(cast, make_one):
    message = make_message(case=make_one(), body="Жалоба")

    Message.objects.filter(pk=message.pk).delete()

    assert found(cast.alice, "жалоба") == []


def test_a_draft_is_not_found_by_the_platform(cast, make_one):
    make_one(status=Status.DRAFT, subject="Secret flask")

    assert found(cast.moderator, "flask") == []
    assert len(found(cast.alice, "flask")) == 1


def test_a_draft_is_found_by_what_it_says_now(cast, make_one):
    case = make_one(status=Status.DRAFT)
    draft = open_draft(actor=cast.alice, brand=case.brand, marketplace=case.marketplace, text="1690038851")

    change_draft(actor=cast.alice, case=draft, subject="Fake flask")
    change_draft(actor=cast.alice, case=draft, subject="Fake mug")

    assert found(cast.alice, "flask") == []
    assert found(cast.alice, f"mug 1690038851 {draft.number}") == [draft.number]


def test_a_discarded_draft_is_found_no_more(cast, make_one):
    case = make_one(status=Status.DRAFT, subject="Fake flask")
    add_note(actor=cast.alice, case=case, text="flask")

    discard_draft(actor=cast.alice, case=case)

    assert find(cast.alice, "flask").keys == []


def test_strangers_find_nothing(cast, make_one):
    case = make_one(subject="Fake flask")
    add_note(actor=cast.alice, case=case, text="flask")

    assert found(cast.mallory, "flask") == found(cast.agent, "flask") == []


def test_words_may_stand_in_different_messages_of_a_case(cast, make_one):
    case = make_one(subject="Fake flask")
    make_message(case=case, body="Прилагаем выписку")
    make_message(case=case, body="这是授权书")
    make_message(case=make_one(), body="выписка")

    assert found(cast.alice, "flask выписка 授权书") == [case.number]


def test_indexing_a_message_takes_few_statements(cast, make_one, django_assert_max_num_queries):
    message = make_message(case=make_one())

    with django_assert_max_num_queries(1 if connection.vendor == "postgresql" else 5):
        index_message(Message, instance=message)


def test_results_show_where_the_words_stand(cast, make_one):
    case = make_one(subject="Fake <b>flask</b>")
    make_message(case=case, body="x " * 200 + "жалоба на термос" + " y" * 200)

    (result,) = results(cast.alice, find(cast.alice, "flask жалобы"))

    assert [part.text for part in result.title if part.is_marked] == ["flask"]
    assert [part.text for part in result.snippet if part.is_marked] == ["жалоба"]
    assert len("".join(part.text for part in result.snippet)) < 200


def snapshot():
    return sorted(Part.objects.values_list("kind", "key", "name", "digest"))


def test_the_index_made_anew_is_the_one_that_was_kept(cast, make_one):
    case = make_one(subject="Fake flask")
    make_listing(case=case)
    index_case(case)
    send_message(actor=cast.alice, case=case, text="Жалоба")
    add_note(actor=cast.moderator, case=case, text="Заметка")
    kept = snapshot()

    Part.objects.filter(name="head").delete()
    progress = list(reindex())

    assert snapshot() == kept
    assert progress[-1] == (1, 1)
    assert found(cast.alice, "flask") == [case.number]


def test_making_the_index_anew_forgets_what_is_no_more(cast, make_one):
    case = make_one(subject="Fake flask")
    Part.objects.create(kind="case", key=case.pk + 5, name="head", digest="x")

    list(reindex())

    assert set(Part.objects.values_list("key", flat=True)) == {case.pk}


def test_a_renamed_brand_is_found_by_its_new_name(cast, make_one):
    case = make_one()
    case.brand.name = "Velune"
    case.brand.save()

    assert found(cast.alice, "velune") == [case.number]
