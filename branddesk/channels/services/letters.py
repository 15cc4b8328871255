"""Looking after what could not be sent or understood: mend it, send it again, or let it be."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels import permissions
from branddesk.channels.selectors.letters import letters_in, letters_out
from branddesk.channels.services.deliveries import note_waiting
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.services import inbox, outbox
from branddesk.foundation.journal import services as journal


@transaction.atomic
def send_again(*, actor: User, outbound: Outbound, to: str | None = None, text: str | None = None) -> Outbound:
    """Send something that was given up anew, to a mended address or in mended words if need be."""
    permissions.check_can_keep_letters(actor)
    _check_own(letters_out(actor), outbound)
    if to is not None and not to.strip():
        raise DomainError(_("Enter the address to which it is to go."))
    sent = outbox.send_again(outbound=outbound, to=to, text=None if outbound.is_sensitive else text)
    journal.record(actor, "letter.sent-again", sent, is_mended=(sent.to, sent.text) != (outbound.to, outbound.text))
    note_waiting(outbound=sent)
    return sent


@transaction.atomic
def drop_outbound(*, actor: User, outbound: Outbound) -> Outbound:
    """Never send it. It can still be sent again."""
    permissions.check_can_keep_letters(actor)
    _check_own(letters_out(actor), outbound)
    dropped = outbox.drop(outbound=outbound)
    journal.record(actor, "letter.dropped", dropped)
    return dropped


@transaction.atomic
def try_again(*, actor: User, inbound: Inbound) -> Inbound:
    """Have something that could not be understood looked at anew."""
    permissions.check_can_keep_letters(actor)
    _check_own(letters_in(actor), inbound)
    tried = inbox.try_again(inbound=inbound)
    journal.record(actor, "letter.tried-again", tried)
    return tried


@transaction.atomic
def drop_inbound(*, actor: User, inbound: Inbound) -> Inbound:
    """Let it be; its bytes stay, and it can still be tried again."""
    permissions.check_can_keep_letters(actor)
    _check_own(letters_in(actor), inbound)
    dropped = inbox.drop(inbound=inbound)
    journal.record(actor, "letter.dropped", dropped)
    return dropped


def _check_own(rows: object, letter: Outbound | Inbound) -> None:
    if not rows.filter(pk=letter.pk).exists():  # type: ignore[attr-defined]
        raise WrongStatus(_("It is no longer here: it was sent, or somebody else looked after it."))
