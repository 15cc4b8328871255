"""What every change of a case has in common: lock it, see that nobody was overlooked, settle what follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, history, permissions, sla, workflow
from branddesk.cases.languages import language_of
from branddesk.cases.models import Case, CaseExhibit, Message, OffendingListing, Submission
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.core.errors import DomainError, Stale, WrongStatus
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import share_exhibits
from branddesk.foundation.journal import selectors as journal_entries
from branddesk.foundation.journal import services as journal
from branddesk.web import formats


def lock(case: Case) -> Case:
    """The case as it stands, held until the transaction ends. Always taken before its submissions."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("brand", "marketplace")
    try:
        return rows.get(pk=case.pk)
    except Case.DoesNotExist:
        raise WrongStatus(_("This draft was discarded.")) from None


def check_version(actor: User, case: Case, version: int | None) -> None:
    """Refuse when someone else changed the case after `version`, and say who did what when."""
    if version is None or version == case.version:
        return
    side = permissions.side_of(actor, case)
    news = [
        _("%(who)s: %(what)s, %(when)s.")
        % {
            "who": entry.actor.name,
            "what": history.sentence_of(entry, history.values_of(entry)),
            "when": formats.moment(entry.at),
        }
        for entry in journal_entries.entries_for(case)
        if entry.facts.get("version", 0) > version
        and entry.actor is not None
        and entry.actor_id != actor.pk
        and history.may_read(entry, side)
    ]
    if news:
        raise Stale(
            _("The case changed while you were writing. %(news)s Read it, then send again.") % {"news": " ".join(news)}
        )


def settle(
    case: Case,
    *,
    actor: User | None,
    action: str,
    at: datetime | None = None,
    private: dict[str, str] | None = None,
    **facts: Any,
) -> Case:
    """Read status, turn and dates off the submissions, save the case, and write the change into the journal.

    `at`: when it happened, where a person records what the platform did elsewhere. Without an `actor` it came from
    outside.
    """
    moment = at or clock.now()
    was = Status(case.status)
    statuses = list(case.submissions.order_by().values_list("status", flat=True)) if case.was_prepared else []
    closed, filed = case.closed_at is not None, case.submitted_at is not None
    case.status = workflow.status_of(statuses, closed=closed, filed_before=filed)
    case.turn = workflow.turn_of(statuses, closed=closed)

    if case.status == Status.IN_REVIEW != was:
        case.review_at = moment
    if case.status == Status.CLOSED:
        case.closed_at = case.closed_at or moment
    elif case.status not in workflow.CASE_DECIDED:
        case.decided_at = None
    elif case.decided_at is None:
        case.decided_at = moment
    if case.status != Status.WAITING:
        case.brand_due_at = None
    sla.keep(case, was, actor=actor, action=action)
    case.version += 1
    case.last_event_at = clock.now()
    case.save()

    journal.record(
        actor,
        action,
        case,
        private=private,
        status_from=was.value,
        status_to=Status(case.status).value,
        version=case.version,
        **facts,
    )
    events.case_changed.send(sender=Case, case=case, actor=actor, action=action)
    return case


def lock_submissions(case: Case) -> list[Submission]:
    """All submissions of a locked case, held too."""
    rows = Submission.objects.select_for_update(of=("self",)).filter(case=case).select_related("listing")
    return list(rows.order_by("listing__position", "pk"))


def lock_submission(submission: Submission) -> tuple[Case, Submission]:
    """The submission's case, then the submission, both held."""
    case = lock(Case(pk=submission.case_id))
    found = next((row for row in lock_submissions(case) if row.pk == submission.pk), None)
    if found is None:
        raise WrongStatus(_("This submission was taken back to the draft."))
    return case, found


def chosen(case: Case, move: str, submissions: Iterable[Submission] | None) -> list[Submission]:
    """The submissions that a move is for: those named, else all that it may start from. Refuses when there are none."""
    rows = lock_submissions(case)
    if submissions is None:
        wanted = [row for row in rows if row.status in workflow.MOVES[move].start]
    else:
        keys = {row.pk for row in submissions}
        wanted = [row for row in rows if row.pk in keys]
        if len(wanted) < len(keys):
            raise DomainError(_("A chosen listing is not part of this case."))
    if not wanted:
        raise WrongStatus(
            _("This is not possible while the case stands at “%(status)s”.") % {"status": case.get_status_display()}
        )
    return wanted


def move(submissions: Sequence[Submission], name: str, **fields: Any) -> None:
    """Make the move `name` with each of the submissions."""
    for submission in submissions:
        submission.status = workflow.check(name, submission.status)
        for field, value in fields.items():
            setattr(submission, field, value)
        submission.save(update_fields=["status", *fields])


def say(
    case: Case,
    *,
    actor: User,
    kind: Message.Kind,
    text: str,
    form_key: UUID | str | None = None,
    **fields: Any,
) -> Message:
    """Keep what was said, word for word."""
    if "side" not in fields:
        fields["side"] = permissions.side_of(actor, case)
    fields.setdefault("happened_at", clock.now())
    fields.setdefault("language", language_of(text))
    message = Message(case=case, author=actor, kind=kind, body=text, form_key=form_key, **fields)
    clean(message, ["body"])
    message.save()
    return message


def said_before(actor: User, case: Case, form_key: UUID | str | None) -> Message | None:
    """What this form already said when it came before: a double click, or a page sent again."""
    if form_key is None:
        return None
    try:
        message = Message.objects.filter(form_key=form_key).first()
    except ValidationError:
        raise DomainError(_("The page did not send the whole form. Load it again.")) from None
    if message is not None and (message.case_id != case.pk or message.author_id != actor.pk):
        raise DomainError(_("This form was already sent. Load the page again."))
    return message


def did_before(actor: User, case: Case, action: str, **facts: Any) -> bool:
    """Whether the actor has done this very thing to the case: what stands so already was asked for twice."""
    entries = journal_entries.entries_for(case).filter(actor=actor, action=action)
    return any(entry.facts.items() >= facts.items() for entry in entries.select_related(None).prefetch_related(None))


def attach(case: Case, exhibits: Iterable[Exhibit], *, listing: OffendingListing | None = None) -> list[CaseExhibit]:
    """Make exhibits of the brand part of the case, or of its listing, each once, at its end. Returns what is new."""
    there = dict(case.exhibit_links.values_list("exhibit_id", "position"))
    last = max(there.values(), default=0)
    fresh: dict[int, CaseExhibit] = {}
    for exhibit in exhibits:
        check_exhibit(case, exhibit)
        if exhibit.pk not in there and exhibit.pk not in fresh:
            position = last + len(fresh) + 1
            fresh[exhibit.pk] = CaseExhibit(case=case, exhibit=exhibit, listing=listing, position=position)
    return CaseExhibit.objects.bulk_create(fresh.values())


def check_exhibit(case: Case, exhibit: Exhibit) -> None:
    if exhibit.brand_id != case.brand_id:
        raise DomainError(_("This exhibit belongs to another brand."))
    if exhibit.withdrawn_at is not None:
        raise DomainError(_("“%(title)s” was withdrawn. Choose another exhibit.") % {"title": exhibit.title})


def hand_out(case: Case, *, actor: User, only: Sequence[Exhibit] | None = None) -> list[Exhibit]:
    """Share what the case holds and the platform does not have yet, or only these of it. Returns what was sent."""
    unsent = case.exhibit_links.filter(sent_at=None, exhibit__withdrawn_at=None)
    if only is not None:
        unsent = unsent.filter(exhibit__in=[exhibit.pk for exhibit in only])
    links = list(unsent.select_related("exhibit").order_by("position", "pk"))
    exhibits = [link.exhibit for link in links]
    if exhibits:
        assert case.marketplace.operator is not None
        share_exhibits(actor=actor, exhibits=exhibits, organisation=case.marketplace.operator, reason=case.number)
        case.exhibit_links.filter(pk__in=[link.pk for link in links]).update(sent_at=clock.now())
    return exhibits


def clean(row: models.Model, fields: Iterable[str]) -> None:
    """Check these fields and the row's constraints; a refusal reads as a sentence that names the field."""
    wanted = set(fields)
    for field in row._meta.fields:
        # Django holds only short text fields to their length.
        if field.name in wanted and isinstance(field, models.TextField):
            limit, length = field.max_length or 0, len(getattr(row, field.name))
            if length > limit:
                raise DomainError(
                    _("%(field)s: %(length)d characters are too many. Shorten it to %(limit)d.")
                    % {"field": _label(field), "length": length, "limit": limit}
                )
    try:
        row.full_clean(exclude={field.name for field in row._meta.fields if field.name not in wanted})
    except ValidationError as error:
        raise DomainError(_sentence(row, error)) from None


def _sentence(row: models.Model, error: ValidationError) -> str:
    name, errors = next(iter(error.message_dict.items()))
    if name == NON_FIELD_ERRORS:
        return errors[0]
    return _("%(field)s: %(error)s") % {"field": _label(row._meta.get_field(name)), "error": errors[0]}


def _label(field: object) -> str:
    label = str(getattr(field, "verbose_name", ""))
    return label[:1].upper() + label[1:]


def check_past(moment: datetime) -> None:
    """A person records what has happened; a date to come is a slip."""
    if moment > clock.now():
        raise DomainError(_("This moment is still to come. Enter when it happened."))


def required(text: str, sentence: str) -> str:
    """The text without blanks around it; refused with `sentence` when nothing is left."""
    text = text.strip()
    if not text:
        raise DomainError(sentence)
    return text
