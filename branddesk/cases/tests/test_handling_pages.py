"""The menu of a case, its panel and the question after closing, as pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case, Satisfaction
from branddesk.cases.panels import handling as panel
from branddesk.cases.permissions import may
from branddesk.cases.services import add_tag, link_cases, merge_cases, rate_case, watch
from branddesk.cases.tests.factories import make_case, make_listing, make_submission
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Priority, Route, Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast):
    return {
        "brand": make_brand(members=[cast.alice]),
        "marketplace": make_marketplace(operator=cast.platform),
        "assignee": cast.alice,
    }


@pytest.fixture
def case(cast, place):
    case = make_case(status=Status.IN_REVIEW, moderator=cast.moderator, **place)
    make_submission(case=case, listing=make_listing(case=case, sku="1684002201"), status="review")
    return case


@pytest.fixture
def alice_at(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def moderator_at(client, cast):
    client.force_login(cast.moderator)
    return client


def act(case, what):
    return reverse("cases:act", args=[case.number, what])


def page(client, case):
    return client.get(reverse("cases:detail", args=[case.number])).content.decode()


def test_an_escalation_by_form_leads_back_to_the_case(alice_at, case):
    response = alice_at.post(act(case, "escalate"), {"level": EscalationLevel.LEGAL, "reason": "Silent"})

    assert response.url == reverse("cases:detail", args=[case.number])
    shown = page(alice_at, case)
    assert "Escalated: Legal" in shown
    assert "Package for counsel" in shown


def test_what_was_typed_stays_when_a_form_is_refused(moderator_at, case):
    urgent = moderator_at.post(act(case, "priority"), {"priority": Priority.URGENT, "reason": " "})
    nowhere = moderator_at.post(act(case, "escalate"), {"level": 9, "reason": "Молчат девять дней"})

    assert (urgent.status_code, nowhere.status_code) == (422, 422)
    assert "Say why it is urgent" in urgent.content.decode()
    assert re.search(r'value="4"[^>]* checked', urgent.content.decode())
    assert "Молчат девять дней" in nowhere.content.decode()


def test_a_merge_that_the_case_does_not_allow_is_refused_on_the_form(alice_at, case, place):
    decided = make_case(status=Status.REFUSED, **place)

    response = alice_at.post(act(case, "merge"), {"into": f" {decided.number.lower()} "})

    assert response.status_code == 422
    assert "One of the two is decided" in response.content.decode()
    assert decided.number.lower() in response.content.decode()


def test_a_number_of_others_reads_like_one_that_there_is_not(alice_at, case):
    for number in (make_case().number, "BD-1", case.number):
        response = alice_at.post(act(case, "link"), {"other": number})
        assert response.status_code == 422
        assert "other case" in response.content.decode() or "no such case" in response.content.decode()


def test_a_dialog_is_told_where_to_go(alice_at, case):
    response = alice_at.post(
        act(case, "escalate"), {"level": EscalationLevel.LEGAL, "reason": "Silent"}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 204
    assert response["HX-Redirect"] == reverse("cases:detail", args=[case.number])


def test_a_form_that_there_is_not_is_not_found(alice_at, case):
    assert alice_at.get(act(case, "nothing")).status_code == 404


def test_merging_leads_to_the_case_that_goes_on_and_can_be_taken_back(alice_at, case, place):
    into = make_case(status=Status.IN_REVIEW, **place)

    response = alice_at.post(act(case, "merge"), {"into": into.number})

    assert response.url == reverse("cases:detail", args=[into.number])
    assert "Was merged into this case" in page(alice_at, into)
    assert act(case, "unmerge") in page(alice_at, case)
    alice_at.post(act(case, "unmerge"))
    case.refresh_from_db()
    assert case.status == Status.IN_REVIEW


def test_a_probable_duplicate_is_offered_with_its_number_filled_in(alice_at, case, place):
    other = make_case(status=Status.IN_REVIEW, **place)
    make_listing(case=other, sku="1684002201")

    assert "Names the same listing" in page(alice_at, case)
    form = alice_at.get(act(case, "merge"), {"into": other.number}).content.decode()
    assert f'value="{other.number}"' in form


def test_tags_are_added_suggested_and_taken_off(alice_at, case):
    alice_at.post(reverse("cases:tag", args=[case.number]), {"name": "<b>fakes</b>"})

    assert "&lt;b&gt;fakes&lt;/b&gt;" in page(alice_at, case)
    found = alice_at.get(reverse("cases:tags", args=[case.number]), {"name": "FAK"}).content.decode()
    assert found == '<option value="&lt;b&gt;fakes&lt;/b&gt;"></option>'
    alice_at.post(reverse("cases:untag", args=[case.number]), {"name": "<b>fakes</b>"})
    assert "&lt;b&gt;fakes" not in page(alice_at, case)


def test_one_watches_adds_a_colleague_and_takes_them_off(alice_at, cast, case):
    alice_at.post(reverse("cases:watch", args=[case.number]))
    alice_at.post(act(case, "watchers"), {"person": cast.bob.pk})
    assert set(case.watchers.values_list("person__name", flat=True)) == {"Alice", "Bob"}

    alice_at.post(reverse("cases:unwatch", args=[case.number]), {"person": cast.bob.pk})
    alice_at.post(reverse("cases:unwatch", args=[case.number]))
    assert not case.watchers.exists()


def test_only_colleagues_may_be_chosen_as_watchers(alice_at, cast, case):
    for person in (cast.moderator, cast.mallory):
        assert alice_at.post(act(case, "watchers"), {"person": person.pk}).status_code == 422


def test_a_link_is_taken_away_on_the_page(alice_at, cast, case, place):
    other = make_case(status=Status.IN_REVIEW, **place)
    link_cases(actor=cast.alice, case=case, other=other)
    assert other.number in page(alice_at, case)

    alice_at.post(reverse("cases:unlink", args=[case.number]), {"number": other.number})

    assert not case.links_out.exists()


def test_the_assignee_is_changed_in_the_panel(alice_at, cast, case):
    assert f'name="assignee" value="{cast.bob.pk}"' in page(alice_at, case)


def test_closing_asks_why(alice_at, case):
    Case.objects.filter(pk=case.pk).update(status=Status.REFUSED, decided_at=case.submitted_at)
    case.submissions.update(status="refused")

    assert act(case, "closing") in page(alice_at, case)
    assert alice_at.post(act(case, "closing"), {"closing": "because"}).status_code == 422
    alice_at.post(act(case, "closing"), {"closing": "accepted", "reason": "Fair"})
    assert "Closed: We accept the decision. Fair" in page(alice_at, case)


def test_a_closed_case_asks_once_and_shows_the_answer_to_both(alice_at, cast, case):
    Case.objects.filter(pk=case.pk).update(status=Status.CLOSED, closed_at=case.submitted_at)
    assert "How was this case handled?" in page(alice_at, case)

    alice_at.post(act(case, "rating"), {"score": 5, "comment": "Quick"})

    assert Satisfaction.objects.get().score == 5
    assert "Change the answer" in page(alice_at, case)
    alice_at.force_login(cast.moderator)
    shown = page(alice_at, case)
    assert "Very good" in shown
    assert "How was this case handled?" not in shown


def test_the_platform_has_the_menu_without_what_is_the_brands(moderator_at, cast, case):
    shown = page(moderator_at, case)

    assert act(case, "priority") in shown
    assert reverse("cases:package", args=[case.number]) not in shown
    assert act(case, "closing") not in shown


@pytest.mark.parametrize("many", [0, 5])
def test_the_panel_asks_two_questions_however_much_there_is(cast, case, place, many, django_assert_num_queries):
    for number in range(many):
        other = make_case(status=Status.IN_REVIEW, **place)
        make_listing(case=other, sku="1684002201")
        link_cases(actor=cast.alice, case=case, other=other)
        add_tag(actor=cast.alice, case=case, name=f"tag {number}")
    for person in (cast.bob, cast.viewer)[:many]:
        watch(actor=cast.alice, case=case, person=person)
    case = Case.objects.select_related("brand", "marketplace").prefetch_related("listings").get(pk=case.pk)
    allowed = may(cast.alice, case)

    with django_assert_num_queries(2):
        shown = panel.context_of(case, cast.alice, allowed)

    assert len(shown["handling"].related) == many


def test_a_closed_and_merged_case_asks_no_more(cast, case, place, django_assert_num_queries):
    make_submission(case=case, status="refused")
    merge_cases(actor=cast.alice, case=case, into=make_case(status=Status.IN_REVIEW, **place))
    case = Case.objects.select_related("brand", "marketplace").get(pk=case.pk)
    allowed = may(cast.alice, case)

    with django_assert_num_queries(1):
        shown = panel.context_of(case, cast.alice, allowed)

    assert [row.how for row in shown["handling"].related] == ["into"]


def test_in_the_cabinet_the_brand_rates_for_itself(cast, place):
    case = make_case(status=Status.CLOSED, **(place | {"marketplace": make_marketplace(route=Route.CABINET)}))

    assert rate_case(actor=cast.alice, case=case, score=3).score == 3


def test_nobody_is_asked_for_an_answer_long_after_the_end(alice_at, case):
    closed_at = clock.now() - timedelta(days=31)
    Case.objects.filter(pk=case.pk).update(status=Status.CLOSED, submitted_at=closed_at, closed_at=closed_at)

    assert "How was this case handled?" not in page(alice_at, case)


def test_a_draft_has_its_priority_and_a_way_into_another_case(alice_at, place):
    draft = make_case(**place)

    shown = alice_at.get(reverse("cases:draft", args=[draft.number])).content.decode()

    assert act(draft, "priority") in shown
    assert act(draft, "merge") in shown
