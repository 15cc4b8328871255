"""What becomes of a mail that came in: where it leads, who wrote it, and whether a person must look at it first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from branddesk.cases.models import Case
from branddesk.channels.email import authentication, conf, loops, reports
from branddesk.channels.email.authentication import Verdict
from branddesk.channels.email.finding import By, Speaker, Trail, answered, speaker_of, trail_of
from branddesk.channels.email.models import DeskAddress, OutgoingMail, ReceivedMail
from branddesk.channels.email.parsing import SEVERAL_SENDERS, Mail
from branddesk.channels.email.reports import Report
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.foundation.delivery.models import Outbound

MOST_OF_SENDER = 30
MOST_OF_CASE = 60
MOST_HELD_OF_SENDER = 60
"""Within an hour. What is beyond waits for a person; beyond the last, it is only set aside, so that a flood hides
nothing."""

State, Why = ReceivedMail.State, ReceivedMail.Why


@dataclass(frozen=True)
class Decision:
    """`case`: where the mail is put, or seems to belong."""

    state: ReceivedMail.State
    why: ReceivedMail.Why | None = None
    case: Case | None = None
    speaker: Speaker | None = None
    outgoing: OutgoingMail | None = None
    report: Report | None = None


def verdict_of(mail: Mail) -> Verdict:
    return authentication.verdict_of(
        mail.sender, mail.named.get("authentication-results", ()), authserv_id=conf.authserv_id()
    )


def decide(mail: Mail, holder: DeskAddress | None, *, digest: str, is_cut: bool = False) -> Decision:
    """Decide on a mail. Nothing but a confirmed sender who belongs to the case gets in by itself."""
    if ReceivedMail.objects.filter(digest=digest).exists():
        return Decision(State.IGNORED, Why.COPY)
    if _is_own(mail):
        return Decision(State.IGNORED, Why.OWN)
    report = reports.report_of(mail)
    if report is not None:
        outgoing = _reported(mail, report, holder)
        return Decision(State.IGNORED, Why.REPORT, outgoing.case if outgoing else None, None, outgoing, report)

    trail = trail_of(mail, holder)
    why = _why_held(mail, trail, is_cut=is_cut)
    speaker = speaker_of(mail, trail.case) if trail.case is not None else None
    if loops.is_automatic(mail):
        return Decision(State.IGNORED, Why.AUTOMATIC, trail.case, speaker, trail.outgoing)
    if why is None:
        why = _why_not_theirs(trail, speaker)
    pace = _pace(mail, trail.case)
    if pace is not None:
        return Decision(pace, Why.TOO_MANY, trail.case, speaker, trail.outgoing)
    return Decision(State.QUARANTINED if why else State.TAKEN, why, trail.case, speaker, trail.outgoing)


def _is_own(mail: Mail) -> bool:
    """Mail of the desk that comes back to it: by its address, or by a Message-ID that only the desk makes."""
    domain = conf.domain()
    if mail.sender and (mail.sender == conf.own_address() or (domain and mail.sender.endswith(f"@{domain}"))):
        return True
    return bool(mail.message_id) and Outbound.objects.filter(message_id=mail.message_id[:200]).exists()


def _reported(mail: Mail, report: Report, holder: DeskAddress | None) -> OutgoingMail | None:
    return answered(mail, report.about) or trail_of(mail, holder).outgoing


def _why_held(mail: Mail, trail: Trail, *, is_cut: bool) -> ReceivedMail.Why | None:
    """What speaks against the mail itself, whoever wrote it."""
    if is_cut:
        return Why.TOO_LARGE
    if set(mail.problems) - {SEVERAL_SENDERS}:
        return Why.BROKEN
    if trail.by is By.WRONG_SIGN:
        return Why.WRONG_SIGN
    verdict = verdict_of(mail)
    if verdict is Verdict.FAILED:
        return Why.FORGED
    if verdict is Verdict.UNKNOWN and not _answers_by_secret(mail, trail):
        return Why.NOT_PROVEN
    return None


def _answers_by_secret(mail: Mail, trail: Trail) -> bool:
    """Where no receiving server is configured: only the reader of a mail knows the address it was signed with."""
    is_reader = trail.outgoing is not None and mail.sender == trail.outgoing.to
    return not conf.authserv_id() and trail.by is By.REPLY_ADDRESS and is_reader


def _why_not_theirs(trail: Trail, speaker: Speaker | None) -> ReceivedMail.Why | None:
    if trail.case is None:
        return Why.NO_CASE
    if speaker is None:
        return Why.OTHER_SENDER if trail.outgoing is not None else Why.STRANGER
    return Why.CLOSED if trail.case.status == Status.CLOSED else None


def _pace(mail: Mail, case: Case | None) -> ReceivedMail.State | None:
    """Whether more came than a person writes, and then whether it is worth a look.

    Forged mail is counted apart, so that it does not shut out the person in whose name it comes.
    """
    lately = ReceivedMail.objects.filter(created_at__gte=clock.now() - timedelta(hours=1))
    of_sender = lately.filter(sender=mail.sender, proof=verdict_of(mail).value)
    if of_sender.filter(state=State.QUARANTINED).count() >= MOST_HELD_OF_SENDER:
        return State.IGNORED
    is_flood = of_sender.count() >= MOST_OF_SENDER or (
        case is not None and lately.filter(case=case, state=State.TAKEN).count() >= MOST_OF_CASE
    )
    return State.QUARANTINED if is_flood else None
