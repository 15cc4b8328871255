"""Deciding on mail that waits for a person: into a case, away, or back from there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import permissions as of_cases
from branddesk.cases.models import Case, Message
from branddesk.channels.email import permissions
from branddesk.channels.email.finding import OTHER, Speaker, speaker_of
from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.parsing import parse
from branddesk.channels.email.services.taking import put_into_case
from branddesk.core import clock
from branddesk.core.enums import Side, Status
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.delivery.services.inbox import content_of
from branddesk.foundation.journal import services as journal

State = ReceivedMail.State
SURE = ReceivedMail.Why.NO_CASE, ReceivedMail.Why.CLOSED, ReceivedMail.Why.TOO_MANY, ReceivedMail.Why.AUTOMATIC
"""Held back for reasons that leave no doubt about who wrote."""


@transaction.atomic
def accept_mail(*, actor: User, mail: ReceivedMail, case: Case, side: Side | None = None) -> Message:
    """Let a mail that waited stand in the case, on the actor's responsibility.

    Whoever wrote it speaks as a person of the desk only where the receiving server confirmed the address; else as
    somebody outside, on `side`, which is the other side unless said otherwise. A second time changes nothing.
    """
    found = _lock(mail)
    permissions.check_can_decide(actor, found)
    if found.message is not None:
        return found.message
    if found.state == State.DISCARDED:
        raise WrongStatus(_("This mail was discarded. Bring it back first."))
    if not found.may_be_taken:
        raise WrongStatus(_("This is no message to a case: the desk sent it itself, or it came before."))
    case = Case.objects.select_related("brand", "marketplace").get(pk=case.pk)
    _check_case(actor, found, case)

    content = parse(content_of(found.inbound))
    own = of_cases.side_of(actor, case)
    speaker = speaker_of(content, case) if found.proof == "passed" and found.why in SURE else None
    if speaker is None:
        name = found.sender_name or found.sender or _("Unknown sender")
        speaker = Speaker(side or OTHER[own], name)
    message = put_into_case(found, content, case=case, speaker=speaker)
    _note(actor, found)
    journal.record(actor, "case.mail-accepted", case, message=message.pk, mail=found.pk)
    return message


@transaction.atomic
def discard_mail(*, actor: User, mail: ReceivedMail) -> ReceivedMail:
    """Put a mail away. Its bytes stay, and it can be brought back. A second time changes nothing."""
    found = _lock(mail)
    permissions.check_can_decide(actor, found)
    if found.state == State.DISCARDED:
        return found
    if found.state == State.TAKEN:
        raise WrongStatus(_("This mail is in a case already."))
    found.state = State.DISCARDED
    _note(actor, found)
    journal.record(actor, "mail.discarded", found)
    return found


@transaction.atomic
def restore_mail(*, actor: User, mail: ReceivedMail) -> ReceivedMail:
    """Let a discarded mail wait for a decision again."""
    found = _lock(mail)
    permissions.check_can_decide(actor, found)
    if found.state == State.DISCARDED:
        found.state = State.QUARANTINED
        _note(actor, found)
        journal.record(actor, "mail.restored", found)
    return found


def _lock(mail: ReceivedMail) -> ReceivedMail:
    rows = ReceivedMail.objects.select_for_update(of=("self",))
    return rows.select_related("inbound", "brand", "marketplace", "message").get(pk=mail.pk)


def _check_case(actor: User, mail: ReceivedMail, case: Case) -> None:
    if of_cases.side_of(actor, case) == Side.NONE:
        raise DomainError(_("Choose one of your own cases."))
    if mail.brand_id is not None and mail.brand_id != case.brand_id:
        raise DomainError(_("This mail came to the address of another brand. Choose a case of that brand."))
    if mail.marketplace_id is not None and mail.marketplace_id != case.marketplace_id:
        raise DomainError(_("This mail came to the address of another marketplace. Choose one of its cases."))
    if not case.was_prepared:
        raise WrongStatus(_("This case is still a draft. Submit it first, then put the mail into it."))
    if case.status == Status.CLOSED:
        raise WrongStatus(_("This case is closed. Open it again, then put the mail into it."))


def _note(actor: User, mail: ReceivedMail) -> None:
    mail.decided_by, mail.decided_at = actor, clock.now()
    mail.save(update_fields=["state", "decided_by", "decided_at"])
