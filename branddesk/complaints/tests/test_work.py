"""Working on voices: who takes them, setting aside, what is wanted, and a case without typing it again."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.catalogue.models import Product
from branddesk.complaints.models import Complaint
from branddesk.complaints.services import casing, working
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.stores.tests.factories import make_marketplace, make_store

Status = Complaint.Status


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def complaint(brand):
    return make_complaint(brand=brand)


def test_a_voice_is_given_to_a_colleague_who_answers_for_the_brand(alice, complaint):
    colleague = make_user(organisation=alice.organisation, role=Role.REPRESENTATIVE)

    working.assign(actor=alice, complaint=complaint, person=colleague)

    complaint.refresh_from_db()
    assert complaint.assignee == colleague


def test_a_voice_is_not_given_to_somebody_who_may_not_answer(alice, complaint):
    viewer = make_user(organisation=alice.organisation, role=Role.VIEWER)

    with pytest.raises(DomainError):
        working.assign(actor=alice, complaint=complaint, person=viewer)


def test_what_needs_no_answer_is_set_aside_and_taken_up_again(alice, complaint):
    working.finish(actor=alice, complaint=complaint)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.assignee) == (Status.DONE, alice)

    working.take_up_again(actor=alice, complaint=complaint)
    complaint.refresh_from_db()
    assert complaint.status == Status.OPEN


def test_mallory_changes_nothing(mallory, complaint):
    for change in (
        lambda: working.finish(actor=mallory, complaint=complaint),
        lambda: working.assign(actor=mallory, complaint=complaint, person=None),
        lambda: working.say_wish(actor=mallory, complaint=complaint, wish="praise"),
        lambda: casing.open_case(actor=mallory, complaint=complaint, kind="quality"),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_an_unknown_wish_is_refused(alice, complaint):
    with pytest.raises(DomainError):
        working.say_wish(actor=alice, complaint=complaint, wish="sing")


@pytest.mark.parametrize(("kind", "quoted_in"), [("quality", "complaint"), ("complaint", "quote")])
def test_a_voice_becomes_a_case_with_its_words_order_and_product(alice, brand, kind, quoted_in):
    product = Product.objects.create(brand=brand, sku="1571120446", name="Термос Kettora", changed_by=alice)
    store = make_store(organisation=alice.organisation, brand=brand)
    complaint = make_complaint(
        brand=brand, store=store, sku="1571120446", product=product, order_number="73401188-0192-1", text="Крышка течёт"
    )

    case = casing.open_case(actor=alice, complaint=complaint, kind=kind)

    case = Case.objects.get(pk=case.pk)
    assert case.kind == kind
    assert case.subject == "Термос Kettora: Крышка течёт"
    assert case.marketplace == store.marketplace
    assert case.details[quoted_in] == "Крышка течёт"
    assert case.details["skus"] == ["1571120446"]
    assert case.details["orders"] == ["73401188-0192-1"]
    assert case.details["happened_on"] == complaint.received_at.date().isoformat()


def test_a_voice_becomes_one_case_however_often_it_is_asked_for(alice, complaint):
    make_marketplace()
    first = casing.open_case(actor=alice, complaint=complaint, kind="quality")
    complaint.refresh_from_db()

    assert casing.open_case(actor=alice, complaint=complaint, kind="complaint") == first
    assert Case.objects.count() == 1


def test_long_words_are_cut_to_what_the_case_takes(alice, brand):
    make_marketplace()
    complaint = make_complaint(brand=brand, text="Течёт и пахнет. " * 100)

    case = casing.open_case(actor=alice, complaint=complaint, kind="quality")

    assert len(Case.objects.get(pk=case.pk).details["complaint"]) <= 600
