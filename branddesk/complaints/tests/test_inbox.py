"""The inbox: what stands in it, in which order, found by words and filters, and what its page asks of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import AnswerTemplate, Complaint, Theme
from branddesk.complaints.selectors.inbox import PAGE_SIZE, next_after, page_of, read_filters, view_counts
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core import clock
from branddesk.foundation.lists.models import SavedView
from branddesk.stores.tests.factories import make_store

Kind, Status = Complaint.Kind, Complaint.Status


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


def keys(user, **address):
    return [row.pk for row in page_of(user, read_filters(address)).rows]


def test_what_is_due_first_stands_first(alice, brand):
    now = clock.now()
    later = make_complaint(brand=brand, due_at=now + timedelta(hours=9))
    sooner = make_complaint(brand=brand, due_at=now + timedelta(hours=1))
    late = make_complaint(brand=brand, due_at=now - timedelta(hours=1))
    make_complaint(brand=brand, status=Status.DONE)

    assert keys(alice) == [late.pk, sooner.pk, later.pk]


def test_each_view_holds_its_own(alice, brand):
    review = make_complaint(brand=brand)
    chat = make_complaint(brand=brand, kind=Kind.CHAT, rating=None, assignee=alice)
    cancellation = make_complaint(brand=brand, kind=Kind.CANCELLATION, rating=None)
    answered = make_complaint(brand=brand, status=Status.ANSWERED)

    assert keys(alice, view="reviews") == [review.pk]
    assert keys(alice, view="chats") == [chat.pk]
    assert keys(alice, view="returns") == [cancellation.pk]
    assert keys(alice, view="mine") == [chat.pk]
    assert keys(alice, view="settled") == [answered.pk]
    assert len(keys(alice, view="all")) == 4
    counts = view_counts(alice, read_filters({}))
    assert counts == {"open": 3, "mine": 1, "reviews": 1, "questions": 0, "chats": 1, "returns": 1}


def test_filters_narrow_and_nonsense_is_left_out(alice, brand):
    low = make_complaint(brand=brand, rating=1, wish="complaint", sku="11")
    make_complaint(brand=brand, rating=4, wish="praise", language="en")

    assert keys(alice, rating="low") == [low.pk]
    assert keys(alice, wish="complaint") == [low.pk]
    assert keys(alice, sku="11") == [low.pk]
    assert keys(alice, assignee="me") == []
    assert len(keys(alice, rating="99", wish="x", view="nowhere", after="~~", assignee="²")) == 2


def test_words_are_found_in_every_state(alice, brand):
    found = make_complaint(brand=brand, text="Лямка отшилась за месяц", status=Status.ANSWERED)
    make_complaint(brand=brand, text="Пахнет пластиком")

    assert keys(alice, q="лямки") == [found.pk]


def test_nobody_reads_the_voices_of_a_brand_that_is_not_theirs(mallory, moderator, brand):
    make_complaint(brand=brand, text="Лямка отшилась")

    assert keys(mallory, view="all") == []
    assert keys(mallory, q="лямка") == []
    assert keys(moderator, view="all") == []


def test_pages_follow_each_other_without_gap_or_double(alice, brand):
    now = clock.now()
    for number in range(PAGE_SIZE + 7):
        make_complaint(brand=brand, due_at=now + timedelta(minutes=number // 3))

    first = page_of(alice, read_filters({}))
    second = page_of(alice, read_filters({"after": first.after}))

    assert len(first.rows) == PAGE_SIZE
    assert len({row.pk for row in [*first.rows, *second.rows]}) == PAGE_SIZE + 7
    assert second.after == ""


def test_after_one_is_done_the_next_one_opens(alice, brand, client):
    now = clock.now()
    first, second, third = (make_complaint(brand=brand, due_at=now + timedelta(hours=hour)) for hour in (1, 2, 3))
    client.force_login(alice)

    answer = client.post(reverse("complaints:finish", args=[second.pk]), {"view": "open"})

    assert answer["Location"].startswith(reverse("complaints:voice", args=[third.pk]))
    assert next_after(alice, read_filters({}), third) == first


def test_the_page_of_fifty_asks_at_most_twelve_questions(alice, brand, client, django_assert_max_num_queries):
    for _number in range(PAGE_SIZE + 1):
        make_complaint(brand=brand, assignee=alice)
    client.force_login(alice)
    client.get(reverse("complaints:inbox"))

    with django_assert_max_num_queries(QUERIES):
        page = client.get(reverse("complaints:inbox"))

    assert page.content.decode().count("data-row") == PAGE_SIZE


QUERIES = 12


def test_a_refused_answer_keeps_what_was_typed(alice, brand, client):
    complaint = make_complaint(brand=brand)
    client.force_login(alice)

    page = client.post(reverse("complaints:answered", args=[complaint.pk]), {"text": ""})
    assert page.status_code == 422

    page = client.post(reverse("complaints:answer", args=[complaint.pk]), {"text": "Спасибо за отзыв"})
    assert page.status_code == 422
    assert "Спасибо за отзыв" in page.content.decode()
    assert "copy the answer there" in page.content.decode()


def test_words_are_typed_in_and_answered_in_the_cabinet(alice, brand, client):
    client.force_login(alice)

    answer = client.post(
        reverse("complaints:new"),
        {"brand": brand.pk, "kind": "review", "text": "Крышка треснула", "rating": "1", "currency": "RUB"},
    )
    complaint = Complaint.objects.get()
    assert answer["Location"] == reverse("complaints:voice", args=[complaint.pk])
    client.post(reverse("complaints:answered", args=[complaint.pk]), {"text": "Заменим крышку"})

    page = client.get(reverse("complaints:voice", args=[complaint.pk])).content.decode()
    assert "Крышка треснула" in page
    assert "Заменим крышку" in page
    assert "Answered in the cabinet" in page


def test_a_template_fills_in_what_is_known(alice, brand, client):
    complaint = make_complaint(brand=brand, customer="Олег")
    text = "{customer}, спасибо! {brand}"
    template = AnswerTemplate.objects.create(brand=brand, title="Спасибо", text=text, made_by=alice)
    client.force_login(alice)

    page = client.get(reverse("complaints:voice", args=[complaint.pk]), {"template": template.pk})

    assert f"Олег, спасибо! {brand.name}" in page.content.decode()


def test_a_view_is_kept_and_forgotten(alice, brand, client):
    client.force_login(alice)

    client.post(reverse("complaints:save_view"), {"name": "Злые", "query": "rating=low&view=open&x=1"})
    view = SavedView.objects.get()
    assert (view.list, view.query) == ("complaints", "view=open&rating=low")
    assert "Злые" in client.get(reverse("complaints:inbox")).content.decode()

    client.post(reverse("complaints:forget_view", args=[view.pk]))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("kind", [Kind.REVIEW, Kind.QUESTION, Kind.CHAT, Kind.RETURN, Kind.CANCELLATION])
def test_the_page_asks_twelve_times_whatever_is_opened_in_it(client, alice, brand, kind, django_assert_max_num_queries):
    store = make_store(organisation=alice.organisation, brand=brand)
    theme = Theme.objects.create(brand=brand, trouble="leak", sku="1")
    for _each in range(3):
        make_complaint(brand=brand, store=store, kind=kind, order_number="1-2-3", theme=theme)
    client.force_login(alice)
    client.get(reverse("complaints:inbox"))

    with django_assert_max_num_queries(12):
        client.get(reverse("complaints:inbox"))
