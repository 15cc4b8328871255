"""A mail that is stored becomes a message of its case, a note on one that was sent, or waits for a person."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.permissions import may_keep_papers
from branddesk.cases import permissions as of_cases
from branddesk.cases.models import Case, Message
from branddesk.cases.services import plan_follow_up
from branddesk.cases.services.outside import note_delivery, take_message
from branddesk.channels.email import invitations
from branddesk.channels.email.deciding import Decision, decide, verdict_of
from branddesk.channels.email.desk_addresses import holder_of
from branddesk.channels.email.finding import Speaker
from branddesk.channels.email.invitations import Meeting
from branddesk.channels.email.models import DeskAddress, OutgoingMail, ReceivedMail
from branddesk.channels.email.parsing import Attachment, Mail, parse
from branddesk.channels.email.quoting import without_tail
from branddesk.channels.email.reports import Fate
from branddesk.core import clock
from branddesk.core.enums import Side, Via
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit, share_exhibits
from branddesk.foundation.delivery.models import Inbound
from branddesk.notices.services import notify
from branddesk.web import formats

SOURCE = "mail"
NOTHING_SAID = "–"
FATES = {
    Fate.BOUNCED: Message.Delivery.BOUNCED,
    Fate.DELAYED: Message.Delivery.DELAYED,
    Fate.ARRIVED: Message.Delivery.ARRIVED,
}

State, Why = ReceivedMail.State, ReceivedMail.Why


def receive(inbound: Inbound, content: bytes) -> str:
    """Understand one mail, in the transaction that notes it as handled. Returns what became of it."""
    mail = parse(content)
    holder = holder_of((*_envelope(inbound), *mail.recipients))
    digest = digest_of(mail, content)
    decision = decide(mail, holder, digest=digest, is_cut=bool(inbound.meta.get("is_cut")))
    received = _keep(inbound, mail, holder, decision, digest)
    if decision.state == State.TAKEN:
        assert decision.case is not None
        assert decision.speaker is not None
        put_into_case(received, mail, case=decision.case, speaker=decision.speaker, outgoing=decision.outgoing)
    elif decision.state == State.QUARANTINED and decision.why != Why.TOO_MANY:
        _tell(received)
    elif decision.outgoing is not None:
        _note_fate(decision, mail, decision.outgoing)
    return f"{received.state} {received.why}".strip()


def put_into_case(
    received: ReceivedMail, mail: Mail, *, case: Case, speaker: Speaker, outgoing: OutgoingMail | None = None
) -> Message:
    """Let the mail stand in the case: the answer without what it quotes, files in the vault, meetings as dates."""
    sealer = _sealer(case, speaker, outgoing)
    exhibits, left_out = _seal(mail, case, sealer)
    text = without_tail(mail.text) or mail.subject or NOTHING_SAID
    message = take_message(
        case=case,
        via=Via.EMAIL,
        key=f"mail-in:{received.digest}",
        text=text,
        side=speaker.side,
        actor=speaker.person,
        name=speaker.name,
        address=mail.sender,
        exhibits=exhibits,
        original=mail.text.strip() if mail.text.strip() != text else "",
    )
    if speaker.person is not None and speaker.side == Side.PLATFORM and exhibits and sealer is not None:
        # The platform sees what its own person sent.
        share_exhibits(actor=sealer, exhibits=exhibits, organisation=speaker.person.organisation, reason=case.number)
    _plan_meetings(mail, case)
    received.state, received.case, received.message, received.left_out = State.TAKEN, case, message, left_out
    received.save(update_fields=["state", "case", "message", "left_out"])
    return message


def digest_of(mail: Mail, content: bytes) -> str:
    """By which a copy is told, whatever servers wrote above it. A Message-ID alone could be taken by somebody else."""
    if not mail.message_id or mail.problems:
        return hashlib.sha256(content).hexdigest()
    parts = [mail.message_id, mail.sender, mail.subject, mail.text, mail.html]
    hashed = hashlib.sha256("\0".join(parts).encode("utf-8", "replace"))
    for attachment in mail.attachments:
        hashed.update(hashlib.sha256(attachment.content).digest())
    return hashed.hexdigest()


def _envelope(inbound: Inbound) -> tuple[str, ...]:
    return tuple(str(one).lower()[:320] for one in inbound.meta.get("recipients", ())[:20])


def _keep(inbound: Inbound, mail: Mail, holder: DeskAddress | None, decision: Decision, digest: str) -> ReceivedMail:
    brand, marketplace = (holder.brand, holder.marketplace) if holder else (None, None)
    if holder is None and decision.outgoing is not None:
        is_brand = decision.outgoing.side == Side.BRAND
        case = decision.outgoing.case
        brand, marketplace = (case.brand, None) if is_brand else (None, case.marketplace)
    return ReceivedMail.objects.create(
        inbound=inbound,
        state=decision.state,
        why=decision.why or "",
        brand=brand,
        marketplace=marketplace,
        case=decision.case,
        sender=mail.sender,
        sender_name=mail.sender_name,
        recipient=next(iter(mail.recipients), ""),
        subject=mail.subject,
        text=mail.text,
        has_html=bool(mail.html),
        mail_id=mail.message_id,
        digest=digest,
        proof=verdict_of(mail).value,
        problems=list(mail.problems),
        written_at=mail.written_at,
    )


def _tell(received: ReceivedMail) -> None:
    """Whoever handles the case for the brand hears of a mail that waits; a flood is not told one by one."""
    case = received.case
    if case is not None and case.assignee is not None and received.brand_id == case.brand_id:
        notify(
            person=case.assignee,
            code="mail.held",
            url=reverse("email:mail", args=[received.key]),
            key=f"mail-held:{received.pk}",
            number=case.number,
            sender=received.sender_name or received.sender,
        )


def _note_fate(decision: Decision, mail: Mail, outgoing: OutgoingMail) -> None:
    author = outgoing.message.author
    if decision.report is not None:
        note_delivery(message=outgoing.message, state=FATES[decision.report.fate], note=decision.report.note)
    elif decision.why == Why.AUTOMATIC and mail.sender == outgoing.to:
        with translation.override(author.language if author else "en"):
            note = _("An automatic answer came: %(subject)s") % {"subject": mail.subject[:200]}
        note_delivery(message=outgoing.message, state=Message.Delivery.ARRIVED, note=note)


def _sealer(case: Case, speaker: Speaker, outgoing: OutgoingMail | None) -> User | None:
    """Who answers for the files: whoever sent them, whoever was answered, else who handles the case for the brand."""
    people = (speaker.person, outgoing.message.author if outgoing else None, case.assignee, case.created_by)
    return next((person for person in people if person is not None and may_keep_papers(person, case.brand)), None)


def _seal(mail: Mail, case: Case, sealer: User | None) -> tuple[list[Exhibit], list[dict[str, str]]]:
    exhibits, left_out = [], []
    for attachment in mail.attachments:
        if _is_decoration(attachment, mail):
            continue
        try:
            if sealer is None:
                raise DomainError("Nobody of the brand could be named for this file.")
            with transaction.atomic(), translation.override(sealer.language):
                exhibits.append(_sealed(attachment, case, sealer))
        except DomainError as refusal:
            left_out.append({"name": attachment.name, "why": refusal.message})
    return exhibits, left_out


def _sealed(attachment: Attachment, case: Case, sealer: User) -> Exhibit:
    exhibit = seal_exhibit(
        actor=sealer,
        brand=case.brand,
        file=ContentFile(attachment.content, name=attachment.name),
        kind=Exhibit.Kind.CORRESPONDENCE,
        source=SOURCE,
    )
    if exhibit.blob.is_infected:
        raise DomainError(_("A virus was found in this file."))
    return exhibit


def _is_decoration(attachment: Attachment, mail: Mail) -> bool:
    """A picture that the HTML shows in its place, such as the logo of a signature."""
    is_shown = bool(attachment.cid) and f"cid:{attachment.cid}" in mail.html
    return is_shown and attachment.content_type.startswith("image/")


def _plan_meetings(mail: Mail, case: Case) -> None:
    """A meeting becomes a follow-up of whoever handles the case for the brand; else the mail still says it."""
    person = case.assignee
    if person is None:
        return
    for meeting in invitations.meetings_of(mail.invitations):
        if meeting.is_cancelled or meeting.starts_at < clock.now() - timedelta(days=1):
            continue
        zone = ZoneInfo(person.time_zone)
        starts = meeting.starts_at if meeting.is_whole_day else meeting.starts_at.astimezone(zone)
        with translation.override(person.language), timezone.override(person.time_zone):
            text = _about(meeting, starts)
        try:
            with transaction.atomic():
                if of_cases.can(person, "follow_up", case):
                    plan_follow_up(actor=person, case=case, due_on=starts.date(), text=text, language=person.language)
        except DomainError:
            continue


def _about(meeting: Meeting, starts: datetime) -> str:
    """What it is in the desk's own words, in the reader's language; the inviter's words only as a quotation."""
    day = formats.full_day(starts)
    lines = [
        _("A meeting on %(day)s") % {"day": day}
        if meeting.is_whole_day
        else _("A meeting on %(day)s at %(hour)s") % {"day": day, "hour": formats.hour(starts)}
    ]
    if meeting.title:
        lines.append(_("Named in the invitation: “%(title)s”") % {"title": meeting.title})
    if meeting.place:
        lines.append(_("Place, by the invitation: “%(place)s”") % {"place": meeting.place})
    return "\n".join(lines)
