"""Putting the case before the platform: at once on this desk, or one packet after another in a cabinet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, packets, permissions
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Case, Message, OffendingListing, Submission
from branddesk.cases.prefetched import bring_content
from branddesk.cases.readiness import check_case
from branddesk.cases.services.changing import (
    check_past,
    check_version,
    clean,
    did_before,
    hand_out,
    lock,
    lock_submission,
    move,
    required,
    say,
    settle,
)
from branddesk.core import clock
from branddesk.core.enums import Side, SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import selectors as journal_entries


@transaction.atomic
def submit_case(*, actor: User, case: Case, version: int | None = None) -> Case:
    """Submit a case that is ready: one submission for each listing, or one for a case that is about none.

    On the desk the platform has it at once, with its exhibits. By cabinet the packets are prepared, to be filed by a
    person. The same form sent twice submits once.
    """
    case = lock(case)
    if version is not None and _has_submitted(actor, case, version):
        return case
    permissions.check_can(actor, "submit", case)
    check_version(actor, case, version)
    # The check, the packet and the index read them.
    bring_content(case)
    readiness = check_case(case, today=case.marketplace.today(), organisation=actor.organisation)
    if not readiness.may_submit:
        missing = readiness.blockers or readiness.warnings
        raise DomainError(
            _("The case cannot be submitted yet. %(missing)s") % {"missing": " ".join(check.text for check in missing)}
        )

    now = clock.now()
    listings: list[OffendingListing | None] = [*case.listings.all()] if kind_of(case.kind).has_listings else [None]
    if case.by_cabinet:
        Submission.objects.bulk_create(Submission(case=case, listing=listing) for listing in listings)
        case.prepared_at = now
        return settle(case, actor=actor, action="case.prepared", count=len(listings))

    Submission.objects.bulk_create(
        Submission(case=case, listing=listing, status=SubmissionStatus.SUBMITTED, submitted_at=now)
        for listing in listings
    )
    case.submitted_at = now
    language = case.marketplace.language
    text = "\n\n".join(packets.preview(case, listings[0] if len(listings) == 1 else None, language).paragraphs)
    message = say(case, actor=actor, kind=Message.Kind.SUBMISSION, text=text, language=language, side=Side.BRAND)
    sent = hand_out(case, actor=actor)
    message.exhibits.add(*sent)
    settle(
        case,
        actor=actor,
        action="case.submitted",
        private={"text": text},
        message=message.pk,
        count=len(listings),
        exhibits=[exhibit.pk for exhibit in sent],
    )
    events.case_submitted.send(sender=Case, case=case, actor=actor)
    return case


@transaction.atomic
def record_filing(
    *, actor: User, submission: Submission, reference: str, filed_at: datetime | None = None
) -> Submission:
    """A person has filed the packet in the cabinet; keep the number it got there, and when. Twice changes nothing."""
    case, submission = lock_submission(submission)
    reference = reference.strip()
    if submission.status == SubmissionStatus.SUBMITTED and submission.reference == reference:
        return submission
    permissions.check_can(actor, "file", case)
    filed_at = filed_at or clock.now()
    check_past(filed_at)

    submission.reference = reference
    clean(submission, ["reference"])
    move([submission], "file", reference=reference, submitted_at=filed_at, answered_at=None, reason="")
    mine = Q(listing=None) | Q(listing=submission.listing_id)
    case.exhibit_links.filter(mine, sent_at=None).update(sent_at=filed_at)
    case.submitted_at = min(case.submitted_at or filed_at, filed_at)

    settle(
        case,
        actor=actor,
        action="case.filed" if reference else "case.filed-unnumbered",
        at=filed_at,
        private={"reference": reference} if reference else None,
        submission=submission.pk,
        attempt=submission.attempt,
        filed_at=filed_at,
    )
    return submission


@transaction.atomic
def unprepare(*, actor: User, case: Case) -> Case:
    """Back to the draft, to change something, while nothing is filed."""
    case = lock(case)
    if case.is_being_written:
        return case
    permissions.check_can(actor, "unprepare", case)

    case.submissions.all().delete()
    case.prepared_at = None

    return settle(case, actor=actor, action="case.unprepared")


@transaction.atomic
def withdraw_submission(*, actor: User, submission: Submission, reason: str) -> Submission:
    """Ask nothing more about this listing. A case of which everything is withdrawn is closed.

    Withdrawn twice by the same person, it is withdrawn once.
    """
    case, submission = lock_submission(submission)
    if submission.status == SubmissionStatus.WITHDRAWN and did_before(
        actor, case, "case.withdrawn", submission=submission.pk
    ):
        return submission
    permissions.check_can(actor, "withdraw", case)
    reason = required(reason, _("Say why it is withdrawn; the reason stays in the case."))

    move([submission], "withdraw", answered_at=None)

    settle(case, actor=actor, action="case.withdrawn", private={"reason": reason}, submission=submission.pk)
    events.case_withdrawn.send(sender=Case, case=case, actor=actor)
    return submission


def _has_submitted(actor: User, case: Case, version: int) -> bool:
    """Whether this very form came before: the actor submitted the case right after `version`."""
    return (
        any(
            entry.actor_id == actor.pk
            and entry.action in {"case.submitted", "case.prepared"}
            and entry.facts.get("version") == version + 1
            for entry in journal_entries.entries_for(case)
        )
        and not case.is_being_written
    )
