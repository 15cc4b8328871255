"""A visitor of the public help centre shows that a mail address is theirs, and then chats."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.channels.chat.models import AddressProof, Visitor
from branddesk.channels.chat.services.lines import required
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.services import send_mail

LASTS = timedelta(minutes=30)
MOST_TO_ADDRESS, MOST_FROM_ADDRESS, MOST_AT_ALL = 3, 10, 300
"""Codes within an hour: to one mail address, asked for from one place, and by everybody together."""
MOST_ATTEMPTS = 5
SALT = "branddesk.chat.visitor"


@transaction.atomic
def ask_for_code(*, name: str, email: str, text: str, language: str, asked_from: str) -> AddressProof:
    """Send a code to the address. Beyond the limits nothing is sent, and the answer is the same.

    The mail holds no word that was typed here, so that nobody can make the desk speak to strangers.
    """
    email, name = email.strip().lower(), " ".join(name.split())[:120]
    try:
        validate_email(email)
    except ValidationError:
        raise DomainError(_("Enter a mail address such as name@example.com.")) from None
    if not name:
        raise DomainError(_("Tell us how to address you."))
    text = required(text, _("Write your question first."))
    since = clock.now() - timedelta(hours=1)
    recent = AddressProof.objects.filter(created_at__gt=since)
    origin = _digest(asked_from)
    code = f"{secrets.randbelow(1_000_000):06d}"
    is_too_many = (
        recent.filter(email=email).count() >= MOST_TO_ADDRESS
        or recent.filter(from_digest=origin).count() >= MOST_FROM_ADDRESS
        or recent.count() >= MOST_AT_ALL
    )
    proof = AddressProof(
        email=email,
        name=name,
        topic=" ".join(text.split())[:200],
        text=text,
        language=language,
        digest="" if is_too_many else _digest(code),
        from_digest=origin,
        expires_at=clock.now() + LASTS,
    )
    proof.save()
    if not is_too_many:
        _send(proof, code)
    return proof


def confirm(*, proof_id: int, code: str) -> tuple[Visitor, AddressProof]:
    """The code that came by mail opens the chat, once. Each wrong one counts, and after five a new code is needed."""
    is_right = False
    with transaction.atomic():
        proof = AddressProof.objects.select_for_update().filter(pk=proof_id).first()
        if proof is not None and proof.used_at is None and proof.expires_at > clock.now():
            if proof.attempts < MOST_ATTEMPTS and proof.digest:
                is_right = hmac.compare_digest(proof.digest, _digest(code.strip()))
            if is_right:
                proof.used_at = clock.now()
            proof.attempts = min(proof.attempts + 1, 1_000)
            proof.save(update_fields=["attempts", "used_at"])
            if is_right:
                return _visitor_of(proof), proof
    raise DomainError(_("This code is not right, or no longer valid. Look into the mail, or ask for a new code."))


def token_of(proof: AddressProof, code: str) -> str:
    return signing.dumps([proof.pk, code], salt=SALT)


def read_token(token: str) -> tuple[int, str] | None:
    """What a link of the mail names; None when it is none of ours or too old."""
    try:
        pk, code = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return int(pk), str(code)


def forget_old_proofs() -> int:
    """Codes and what was typed with them are forgotten after a day."""
    count, _by_model = AddressProof.objects.filter(created_at__lt=clock.now() - timedelta(days=1)).delete()
    return count


def _send(proof: AddressProof, code: str) -> None:
    link = settings.SITE_URL + reverse("chat:visit_link", args=[token_of(proof, code)])
    with translation.override(proof.language):
        send_mail(
            to=proof.email,
            subject=_("Your code for the chat"),
            text=_(
                "Enter this code on the help centre to begin the chat: %(code)s\n\n"
                "Or open this link in the same browser:\n%(link)s\n\n"
                "Both are valid for 30 minutes. If you did not ask for a chat, you need not do anything."
            )
            % {"code": code, "link": link},
            language=proof.language,
            key=f"chat.code:{proof.pk}",
            is_sensitive=True,
        )


def _visitor_of(proof: AddressProof) -> Visitor:
    now = clock.now()
    visitor, _is_new = Visitor.objects.get_or_create(email=proof.email, defaults={"confirmed_at": now})
    visitor.name, visitor.language, visitor.confirmed_at = proof.name, proof.language, now
    visitor.save()
    return visitor


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()
