"""Cases that have to do with each other: linked, or two about the same thing made one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions, workflow
from branddesk.cases.models import Case, CaseExhibit, CaseLink, CaseTag, FollowUp, OffendingListing, Watcher
from branddesk.cases.services.changing import did_before, lock, lock_submissions, settle
from branddesk.cases.services.drafts import MAX_LISTINGS
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.journal import selectors as journal_entries
from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal.models import Entry

DATES = (
    "review_at",
    "decided_at",
    "brand_due_at",
    "response_due_at",
    "responded_at",
    "resolution_due_at",
    "held_at",
    "due_at",
    "warned_at",
)
"""What a merge moves on both cases and what taking it back sets again."""


@transaction.atomic
def link_cases(*, actor: User, case: Case, other: Case) -> Case:
    """Note that two cases have to do with each other. Shown to whoever may see both."""
    case, other = _lock_both(case, other)
    for each in (case, other):
        permissions.check_can(actor, "link", each)
    first, second = sorted((case, other), key=lambda each: each.pk)
    _link, is_new = CaseLink.objects.get_or_create(case=first, other=second, defaults={"made_by": actor})
    if is_new:
        _tell_both(actor, case, other, "case.linked")
    return case


@transaction.atomic
def unlink_cases(*, actor: User, case: Case, other: Case) -> Case:
    """Take the link away again, from either case."""
    case, other = _lock_both(case, other)
    for each in (case, other):
        permissions.check_can(actor, "link", each)
    first, second = sorted((case, other), key=lambda each: each.pk)
    gone, _rows = CaseLink.objects.filter(case=first, other=second).delete()
    if gone:
        _tell_both(actor, case, other, "case.unlinked")
    return case


@transaction.atomic
def merge_cases(*, actor: User, case: Case, into: Case) -> Case:
    """Close the case into another about the same thing. Returns the one that goes on.

    Listings, exhibits, watchers, tags and follow-ups that the other does not have yet join it; what the two have in
    common, and everything said, stays where it is. Undecided submissions that stay behind are withdrawn. Merged twice
    by the same person, they are merged once.
    """
    case, into = _lock_both(case, into)
    if case.merged_into_id == into.pk and did_before(actor, case, "case.merged", other=into.pk):
        return into
    for each in (case, into):
        permissions.check_can(actor, "merge", each)
        workflow.check_case("merge", each.status)
    _check_belong_together(case, into)
    was, into_was = _dates_of(case), _dates_of(into)

    moved = _move_listings(case, into)
    moved |= _move_exhibits(case, into)
    moved |= _share_people_and_words(case, into)
    moved |= _withdraw_rest(case)
    into.moderator = into.moderator or case.moderator
    case.merged_into, case.closed_at = into, clock.now()

    settle(into, actor=actor, action="case.merged-in", other=case.pk, **into_was)
    settle(case, actor=actor, action="case.merged", other=into.pk, other_version=into.version, **moved, **was)
    events.case_merged.send(sender=Case, case=case, actor=actor, into=into)
    return into


@transaction.atomic
def unmerge_cases(*, actor: User, case: Case) -> Case:
    """Take a merge back within ten minutes, while nothing happened in either case since. Twice changes nothing."""
    into = Case(pk=Case.objects.values_list("merged_into", flat=True).get(pk=case.pk))
    case, into = _lock_both(case, into) if into.pk else (lock(case), into)
    if case.merged_into_id is None and did_before(actor, case, "case.unmerged"):
        return case
    if case.merged_into_id is None:
        raise WrongStatus(_("This case was not merged into another."))
    permissions.check_can(actor, "unmerge", case)
    entry = _last(case, "case.merged")
    facts: dict[str, Any] = entry.facts
    if case.version != facts["version"] or into.version != facts["other_version"]:
        raise WrongStatus(
            _("Something happened in %(number)s since the merge. Link the two cases instead.") % {"number": into.number}
        )

    listings = into.listings.filter(pk__in=facts["listings"])
    into.submissions.filter(listing__in=facts["listings"]).update(case=case)
    listings.update(case=case, position=F("position") - facts["offset"])
    _hand(list(into.exhibit_links.filter(pk__in=facts["exhibits"]).select_related("listing")), case)
    into.watchers.filter(pk__in=facts["watchers"]).delete()
    into.tag_links.filter(pk__in=facts["tags"]).delete()
    FollowUp.objects.filter(pk__in=facts["follow_ups"], case=into).update(case=case)
    for pk, status in zip(facts["withdrawn"], facts["withdrawn_from"], strict=True):
        case.submissions.filter(pk=pk).update(status=status)
    case.merged_into = case.closed_at = None
    if facts["moderator_joined"]:
        into.moderator = None

    for each, other, told in ((into, case, _last(into, "case.merged-in")), (case, into, entry)):
        settle(each, actor=actor, action="case.unmerged", other=other.pk)
        _set_dates(each, told.facts)
    events.case_unmerged.send(sender=Case, case=case, actor=actor, into=into)
    return case


def _lock_both(case: Case, other: Case) -> tuple[Case, Case]:
    """Both held, the older one first, so that two people who do the same never wait for each other in a ring."""
    if case.pk == other.pk:
        raise DomainError(_("Choose another case than this one."))
    held = {each.pk: lock(each) for each in sorted((case, other), key=lambda each: each.pk)}
    return held[case.pk], held[other.pk]


def _check_belong_together(case: Case, into: Case) -> None:
    if (case.brand_id, case.marketplace_id, case.kind) != (into.brand_id, into.marketplace_id, into.kind):
        raise DomainError(_("Only cases of one brand, marketplace and kind can become one. Link these two instead."))
    if (case.status in workflow.CASE_DECIDED) != (into.status in workflow.CASE_DECIDED):
        raise WrongStatus(_("One of the two is decided and the other is not. Link them instead."))
    stages = _stage_of(case), _stage_of(into)
    if stages[0] > stages[1]:
        raise WrongStatus(
            _("%(number)s was not submitted yet. Merge it into %(other)s instead.")
            % {"number": into.number, "other": case.number}
        )
    if stages[0] < stages[1] and _fresh_listings(case, into):
        raise WrongStatus(
            _("The draft names listings that %(number)s does not. Submit it as a case of its own, or take them out.")
            % {"number": into.number}
        )
    if into.listings.count() + len(_fresh_listings(case, into)) > MAX_LISTINGS:
        raise DomainError(_("Together the two cases hold too many listings. Link them instead."))


def _stage_of(case: Case) -> int:
    """Written, prepared for the cabinet, or filed."""
    return 2 if case.submitted_at else 1 if case.prepared_at else 0


def _fresh_listings(case: Case, into: Case) -> list[OffendingListing]:
    """The case's listings that the other does not name, by SKU and by link."""
    there = {name for row in into.listings.values_list("sku", "url") for name in row if name}
    return [row for row in case.listings.all() if not {row.sku, row.url} & there]


def _move_listings(case: Case, into: Case) -> dict[str, Any]:
    fresh = [row.pk for row in _fresh_listings(case, into)]
    offset = into.listings.aggregate(last=Max("position"))["last"] or 0
    case.submissions.filter(listing__in=fresh).update(case=into)
    case.listings.filter(pk__in=fresh).update(case=into, position=F("position") + offset)
    return {"listings": fresh, "offset": offset}


def _move_exhibits(case: Case, into: Case) -> dict[str, Any]:
    """An exhibit of a listing that both name now proves the other case's."""
    there = set(into.exhibit_links.values_list("exhibit_id", flat=True))
    rows = [row for row in case.exhibit_links.select_related("listing") if row.exhibit_id not in there]
    _hand(rows, into)
    return {"exhibits": [row.pk for row in rows]}


def _hand(rows: list[CaseExhibit], case: Case) -> None:
    """Make the exhibits part of the case, at its end, each for the listing that the case names alike."""
    last = case.exhibit_links.aggregate(last=Max("position"))["last"] or 0
    named = {name: row for row in case.listings.all() for name in (row.sku, row.url) if name}
    for position, row in enumerate(rows, start=last + 1):
        row.case, row.position = case, position
        if row.listing is not None:
            row.listing = named.get(row.listing.sku) or named.get(row.listing.url)
    CaseExhibit.objects.bulk_update(rows, ["case", "position", "listing"])


def _share_people_and_words(case: Case, into: Case) -> dict[str, Any]:
    """Whoever handled or watched the case watches the other one; its tags are put there, its follow-ups go there."""
    handles = {person for person in (case.assignee_id, case.moderator_id) if person is not None}
    told = handles | set(case.watchers.values_list("person_id", flat=True))
    told -= {*into.watchers.values_list("person_id", flat=True), into.assignee_id, into.moderator_id}
    moderator_joined = into.moderator_id is None and case.moderator_id is not None
    if moderator_joined:
        told -= {case.moderator_id}
    watchers = Watcher.objects.bulk_create([Watcher(case=into, person_id=person) for person in sorted(told)])
    words = set(case.tag_links.values_list("tag_id", flat=True)) - set(into.tag_links.values_list("tag_id", flat=True))
    tags = CaseTag.objects.bulk_create([CaseTag(case=into, tag_id=tag) for tag in sorted(words)])
    standing = FollowUp.objects.filter(case=case, done_at=None, dropped_at=None)
    follow_ups = list(standing.values_list("pk", flat=True))
    standing.update(case=into)
    return {
        "watchers": [row.pk for row in watchers],
        "tags": [row.pk for row in tags],
        "follow_ups": follow_ups,
        "moderator_joined": moderator_joined,
    }


def _withdraw_rest(case: Case) -> dict[str, Any]:
    """Nobody decides the same listing twice."""
    rows = [row for row in lock_submissions(case) if row.status in workflow.MOVES["withdraw"].start]
    before = [str(row.status) for row in rows]
    for row in rows:
        row.status = workflow.check("withdraw", row.status)
        row.save(update_fields=["status"])
    return {"withdrawn": [row.pk for row in rows], "withdrawn_from": before}


def _last(case: Case, action: str) -> Entry:
    return journal_entries.entries_for(case).filter(action=action).latest("seq")


def _dates_of(case: Case) -> dict[str, Any]:
    return {f"was_{name}": getattr(case, name) for name in DATES} | {"was_resolution_left": case.resolution_left}


def _set_dates(case: Case, facts: dict[str, Any]) -> None:
    """The dates that the case had before the merge, since nothing happened in between."""
    for name in DATES:
        text = facts[f"was_{name}"]
        setattr(case, name, parse_datetime(text) if text else None)
    case.resolution_left = facts["was_resolution_left"]
    case.save(update_fields=[*DATES, "resolution_left"])


def _tell_both(actor: User, case: Case, other: Case, action: str) -> None:
    for one, two in ((case, other), (other, case)):
        journal.record(actor, action, one, side=str(permissions.side_of(actor, one)), other=two.pk)
        events.case_changed.send(sender=Case, case=one, actor=actor, action=action)
