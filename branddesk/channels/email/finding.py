"""Which case a mail belongs to, and whether whoever wrote it may speak there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.db.models import Q, QuerySet

from branddesk.accounts.models import User
from branddesk.cases import permissions
from branddesk.cases.models import Case
from branddesk.channels.email import addresses, conf
from branddesk.channels.email.models import DeskAddress, OutgoingMail
from branddesk.channels.email.parsing import Mail
from branddesk.contacts.models import Contact
from branddesk.core.enums import Side

OTHER = {Side.BRAND: Side.PLATFORM, Side.PLATFORM: Side.BRAND}


class By(Enum):
    """How the case was found, from the surest to the weakest."""

    REPLY_ADDRESS = "reply address"
    REFERENCES = "references"
    SUBJECT = "subject"
    WRONG_SIGN = "wrong sign"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Trail:
    """Where a mail leads: to a case, and to the mail of the desk that it answers."""

    by: By
    case: Case | None = None
    outgoing: OutgoingMail | None = None


@dataclass(frozen=True)
class Speaker:
    """Who speaks in the case, and on which side. Without a person it is somebody outside."""

    side: Side
    name: str
    person: User | None = None


def trail_of(mail: Mail, holder: DeskAddress | None) -> Trail:
    """By the signed reply address, then by the mails it refers to, then by the number in its subject."""
    for recipient in mail.recipients:
        claim = addresses.claim_of(recipient, domain=conf.domain())
        if claim is not None:
            outgoing = _outgoing().filter(pk=claim.outgoing).first()
            if outgoing is None or not addresses.is_signed(
                claim, case=outgoing.case_id, message=outgoing.message_id, to=outgoing.to
            ):
                return Trail(By.WRONG_SIGN)
            return Trail(By.REPLY_ADDRESS, outgoing.case, outgoing)
    outgoing = answered(mail)
    if outgoing is not None:
        return Trail(By.REFERENCES, outgoing.case, outgoing)
    case = _case_in_subject(mail, holder)
    return Trail(By.SUBJECT, case) if case is not None else Trail(By.NOTHING)


def answered(mail: Mail, ids: tuple[str, ...] = ()) -> OutgoingMail | None:
    """The latest mail of the desk among those that it names."""
    named = [*mail.in_reply_to, *reversed(mail.references), *ids]
    found = {row.mail_id: row for row in _outgoing().filter(mail_id__in=named)} if named else {}
    return next((found[one] for one in named if one in found), None)


def speaker_of(mail: Mail, case: Case) -> Speaker | None:
    """Who of this case writes from this address: a person of the desk, somebody it wrote to, a contact; else nobody."""
    person = User.objects.select_related("organisation").filter(email=mail.sender, is_active=True).first()
    if person is not None:
        side = permissions.side_of(person, case)
        return Speaker(side, person.name, person) if side != Side.NONE and person.role in permissions.HANDS else None
    wrote_to = case.outgoing_mails.filter(Q(to=mail.sender) | Q(outbound__to=mail.sender)).order_by("-pk").first()
    if wrote_to is not None:
        return Speaker(OTHER[Side(wrote_to.side)], wrote_to.to_name or mail.sender_name or mail.sender)
    contact = _contact(mail.sender, case)
    return Speaker(Side.PLATFORM, contact.name) if contact is not None else None


def _contact(address: str, case: Case) -> Contact | None:
    """A contact of the case's marketplace and brand, from the book of its operator or of whoever acts for the brand."""
    keepers = Q(keeper=case.marketplace.operator_id) | Q(keeper__brand_grants__brand=case.brand_id)
    return (
        Contact.objects.standing()
        .filter(keepers, Q(serves_all=True) | Q(coverages__brand=case.brand_id), email__iexact=address)
        .filter(marketplace=case.marketplace_id)
        .first()
    )


def _case_in_subject(mail: Mail, holder: DeskAddress | None) -> Case | None:
    """The number counts only at the address to which its case belongs."""
    numbers = addresses.numbers_in(mail.subject)
    if holder is None or not numbers:
        return None
    cases = Case.objects.select_related("brand", "marketplace").filter(number__in=numbers)
    if holder.brand_id is not None:
        cases = cases.filter(brand=holder.brand_id)
    else:
        cases = cases.filter(marketplace=holder.marketplace_id, submitted_at__isnull=False)
    return cases.first()


def _outgoing() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.select_related("case__brand", "case__marketplace", "message", "outbound")
