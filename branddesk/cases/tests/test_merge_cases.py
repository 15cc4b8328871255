"""Two cases about the same thing become one, and may be parted again for ten minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case, FollowUp
from branddesk.cases.permissions import may
from branddesk.cases.selectors import alike, handling_of, timeline
from branddesk.cases.services import (
    add_note,
    add_tag,
    link_cases,
    merge_cases,
    reopen_case,
    send_message,
    unlink_cases,
    unmerge_cases,
    watch,
)
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing, make_submission
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

S = SubmissionStatus


@pytest.fixture
def place(cast):
    """The brand and marketplace that both cases share."""
    return {
        "brand": make_brand(members=[cast.alice]),
        "marketplace": make_marketplace(operator=cast.platform),
        "assignee": cast.alice,
    }


def in_review(place, *skus, **fields):
    case = make_case(status=Status.IN_REVIEW, review_at=clock.now() - timedelta(days=2), **place, **fields)
    for sku in skus:
        make_submission(case=case, listing=make_listing(case=case, sku=sku), status=S.IN_REVIEW)
    return case


def draft(place, *skus):
    case = make_case(**place)
    for sku in skus:
        make_listing(case=case, sku=sku)
    return case


def skus(case):
    return [listing.sku for listing in case.listings.all()]


def sentences(case, reader):
    return [item.text for item in timeline(case, reader)]


def test_what_the_other_case_lacks_joins_it_and_the_rest_stays(cast, place):
    case, into = in_review(place, "111", "222"), in_review(place, "111", "333")
    own, common = make_exhibit(brand=case.brand, sealed_by=cast.alice), make_exhibit(brand=case.brand)
    make_case_exhibit(case=case, exhibit=own, listing=case.listings.get(sku="111"))
    make_case_exhibit(case=case, exhibit=common)
    make_case_exhibit(case=into, exhibit=common)
    send_message(actor=cast.alice, case=case, text="Есть новости?")

    merge_cases(actor=cast.alice, case=case, into=into)

    case.refresh_from_db()
    assert (case.status, case.turn, case.merged_into) == (Status.CLOSED, Side.NONE, into)
    assert skus(into) == ["111", "333", "222"]
    assert skus(case) == ["111"]
    assert into.submissions.get(listing__sku="222").status == S.IN_REVIEW
    assert case.submissions.get().status == S.WITHDRAWN
    assert into.exhibit_links.get(exhibit=own).listing == into.listings.get(sku="111")
    assert case.exhibit_links.get().exhibit == common
    assert case.messages.count() == 1
    assert into.messages.count() == 0


def test_people_tags_and_follow_ups_join_the_other_case(cast, place):
    case, into = in_review(place, "1", moderator=cast.moderator), in_review(place, "2")
    Case.objects.filter(pk=case.pk).update(assignee=cast.bob)
    watch(actor=cast.viewer, case=case)
    add_tag(actor=cast.alice, case=case, name="fakes")
    add_tag(actor=cast.moderator, case=case, name="theirs")
    standing = FollowUp.objects.create(case=case, assignee=cast.bob, made_by=cast.bob, due_on=clock.today())

    into = merge_cases(actor=cast.alice, case=case, into=into)

    assert [row.name for row in handling_of(into, cast.alice).watchers] == ["Bob", "Vera"]
    assert into.moderator == cast.moderator
    assert handling_of(into, cast.alice).tags == ["fakes"]
    assert handling_of(into, cast.moderator).tags == ["theirs"]
    standing.refresh_from_db()
    assert standing.case == into


def test_both_cases_tell_of_the_merge_and_lead_to_each_other(cast, place):
    case, into = in_review(place, "1"), in_review(place, "2")

    merge_cases(actor=cast.alice, case=case, into=into)

    for reader in (cast.alice, cast.moderator):
        assert f"Merged into {into.number}" in sentences(case, reader)
        assert any(text.startswith(f"{case.number} was merged into this case") for text in sentences(into, reader))
        case.refresh_from_db()
        assert [(row.how, row.number) for row in handling_of(case, reader).related] == [("into", into.number)]
        assert [(row.how, row.number) for row in handling_of(into, reader).related] == [("merged", case.number)]


def test_the_platform_never_learns_of_a_draft_that_was_merged(cast, place):
    case, into = draft(place, "1"), in_review(place, "1", moderator=cast.moderator)

    merge_cases(actor=cast.alice, case=case, into=into)

    assert not any(case.number in text for text in sentences(into, cast.moderator))
    assert handling_of(into, cast.moderator).related == []
    assert not Notice.objects.filter(person=cast.moderator).exists()


def test_the_platform_is_told_where_both_were_submitted(cast, place):
    case, into = in_review(place, "1", moderator=cast.moderator), in_review(place, "2")

    merge_cases(actor=cast.alice, case=case, into=into)

    notice = Notice.objects.get(person=cast.moderator)
    assert (notice.code, into.number in notice.url) == ("case.merged", True)


@pytest.mark.parametrize(
    "differently", [{"kind": CaseKind.OTHER}, {"brand": "another"}, {"marketplace": "another"}], ids=str
)
def test_only_cases_of_one_brand_marketplace_and_kind_become_one(cast, place, differently):
    fields = dict(place)
    if "brand" in differently:
        fields["brand"] = make_brand(members=[cast.alice])
    elif "marketplace" in differently:
        fields["marketplace"] = make_marketplace(operator=cast.platform)
    else:
        fields |= differently

    with pytest.raises(DomainError, match="one brand, marketplace and kind"):
        merge_cases(actor=cast.alice, case=in_review(fields, "1"), into=in_review(place, "1"))


def test_a_decided_case_is_not_merged_with_an_undecided_one(cast, place):
    decided, undecided = make_case(status=Status.REFUSED, **place), in_review(place, "1")

    for one, other in ((decided, undecided), (undecided, decided)):
        with pytest.raises(WrongStatus, match="decided and the other is not"):
            merge_cases(actor=cast.alice, case=one, into=other)
    assert merge_cases(actor=cast.alice, case=decided, into=make_case(status=Status.GRANTED, **place))


def test_a_draft_with_listings_of_its_own_is_not_lost_in_a_filed_case(cast, place):
    with pytest.raises(WrongStatus, match="names listings"):
        merge_cases(actor=cast.alice, case=draft(place, "9"), into=in_review(place, "1"))
    with pytest.raises(WrongStatus, match="Merge it into"):
        merge_cases(actor=cast.alice, case=in_review(place, "1"), into=draft(place, "1"))


def test_two_drafts_become_one(cast, place):
    into = merge_cases(actor=cast.alice, case=draft(place, "1"), into=draft(place, "2"))

    assert (into.status, skus(into)) == (Status.DRAFT, ["2", "1"])


def test_a_case_is_not_merged_into_itself_or_into_a_closed_one(cast, place):
    case = in_review(place, "1")

    with pytest.raises(DomainError, match="another case"):
        merge_cases(actor=cast.alice, case=case, into=case)
    with pytest.raises(WrongStatus):
        merge_cases(actor=cast.alice, case=case, into=make_case(status=Status.CLOSED, **place))


def test_who_only_reads_or_sees_one_of_the_two_merges_nothing(cast, place):
    case, into = in_review(place, "1"), in_review(place, "2")

    with pytest.raises(NotAllowed):
        merge_cases(actor=cast.viewer, case=case, into=into)
    with pytest.raises(NotAllowed):
        merge_cases(actor=cast.mallory, case=case, into=into)


def test_a_merge_is_taken_back_and_everything_stands_as_before(cast, place):
    case, into = in_review(place, "111", "222", moderator=cast.moderator), in_review(place, "111")
    exhibit = make_exhibit(brand=case.brand)
    make_case_exhibit(case=case, exhibit=exhibit, listing=case.listings.get(sku="111"))
    watch(actor=cast.viewer, case=case)
    add_tag(actor=cast.alice, case=case, name="fakes")
    follow_up = FollowUp.objects.create(case=case, assignee=cast.bob, made_by=cast.bob, due_on=clock.today())
    before, into_before = stands(case), stands(into)

    merge_cases(actor=cast.alice, case=case, into=into)
    assert stands(into) != into_before
    unmerge_cases(actor=cast.alice, case=case)

    assert stands(case) == before
    assert stands(into) == into_before
    follow_up.refresh_from_db()
    assert follow_up.case == case
    assert f"The merge with {into.number} was taken back" in sentences(case, cast.moderator)


def stands(case):
    case = Case.objects.get(pk=case.pk)
    return {
        "case": [getattr(case, name) for name in ("status", "turn", "merged_into", "moderator", "review_at")],
        "closed": case.closed_at,
        "listings": [(row.pk, row.position) for row in case.listings.all()],
        "submissions": [(row.pk, row.status) for row in case.submissions.order_by("pk")],
        "exhibits": [(row.exhibit_id, row.listing_id) for row in case.exhibit_links.order_by("exhibit")],
        "watchers": sorted(case.watchers.values_list("person", flat=True)),
        "tags": sorted(case.tag_links.values_list("tag__name", flat=True)),
    }


def test_a_merge_stands_once_something_happened_since(cast, place):
    case, into = in_review(place, "1"), in_review(place, "2")
    merge_cases(actor=cast.alice, case=case, into=into)
    add_note(actor=cast.alice, case=into, text="A note is nothing")
    send_message(actor=cast.alice, case=into, text="Есть новости?")

    with pytest.raises(WrongStatus, match="since the merge"):
        unmerge_cases(actor=cast.alice, case=case)


def test_a_merge_stands_after_ten_minutes(cast, place):
    case, into = in_review(place, "1"), in_review(place, "2")
    merge_cases(actor=cast.alice, case=case, into=into)
    case.refresh_from_db()
    assert may(cast.alice, case)["unmerge"]

    with clock.at(clock.now() + timedelta(minutes=11)):
        assert not may(cast.alice, case)["unmerge"]
        with pytest.raises(WrongStatus, match="ten minutes"):
            unmerge_cases(actor=cast.alice, case=case)


def test_what_was_never_merged_is_not_parted(cast, place):
    with pytest.raises(WrongStatus, match="not merged"):
        unmerge_cases(actor=cast.alice, case=in_review(place, "1"))


def test_a_merged_case_is_not_reopened(cast, place):
    case = make_case(status=Status.REFUSED, **place)
    make_submission(case=case, status=S.REFUSED)
    merge_cases(actor=cast.alice, case=case, into=make_case(status=Status.REFUSED, **place))

    with pytest.raises(WrongStatus):
        reopen_case(actor=cast.alice, case=case, reason="Look again")


def test_a_link_is_shown_from_both_cases_until_it_is_taken_away(cast, place):
    one, two = in_review(place, "1"), draft(place, "2")

    link_cases(actor=cast.alice, case=two, other=one)
    link_cases(actor=cast.alice, case=one, other=two)

    assert [row.number for row in handling_of(one, cast.alice).related] == [two.number]
    assert [row.number for row in handling_of(two, cast.alice).related] == [one.number]
    assert f"Linked with {two.number}" in sentences(one, cast.alice)
    unlink_cases(actor=cast.bob, case=two, other=one)
    assert handling_of(one, cast.alice).related == []


def test_a_link_is_not_shown_to_whoever_may_not_see_the_other_case(cast, place):
    one, two = in_review(place, "1"), draft(place, "2")

    link_cases(actor=cast.alice, case=two, other=one)

    assert handling_of(one, cast.moderator).related == []
    assert not any(two.number in text for text in sentences(one, cast.moderator))


def test_nobody_links_to_a_case_of_others(cast, place):
    with pytest.raises(NotAllowed):
        link_cases(actor=cast.alice, case=in_review(place, "1"), other=make_case())


def test_open_cases_that_name_the_same_listing_are_suggested(cast, place):
    case, same = draft(place, "1", "2"), in_review(place, "2")
    in_review(place, "3")
    make_listing(case=make_case(status=Status.CLOSED, **place), sku="2")
    make_listing(case=make_case(marketplace=place["marketplace"]), sku="2")

    assert alike(case, cast.alice) == [same]
    assert alike(same, cast.moderator) == []
