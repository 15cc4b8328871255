"""The address to which an answer goes, signed so that nobody can guess one, and the number in a subject."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from django.conf import settings

SIGN_LENGTH = 20
"""Letters of base32: a hundred bits."""
LONGEST_SLUG = 24
PURPOSE = b"branddesk reply address"

_REPLY = re.compile(r"^[a-z0-9.-]{1,64}\+([0-9]{1,12})-([a-z2-7]{20})$")
_NUMBER = re.compile(r"\[(BD-[0-9]{1,12})\]", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """What a reply address says: an answer to this mail; and its sign, which is still to be checked."""

    outgoing: int
    sign: str


def reply_address(*, local: str, domain: str, outgoing: int, case: int, message: int, to: str) -> str:
    """The address for answers to one mail of one recipient. It has no capital letters and fits 64 characters."""
    sign = _sign(settings.SECRET_KEY, outgoing, case, message, to)
    return f"{local[:LONGEST_SLUG].strip('.-')}+{outgoing}-{sign}@{domain}"


def claim_of(address: str, *, domain: str) -> Claim | None:
    """The claim in an address of this domain, if it has the form of a reply address."""
    local, _at, host = address.lower().rpartition("@")
    found = _REPLY.match(local) if host == domain else None
    return Claim(int(found[1]), found[2]) if found else None


def is_signed(claim: Claim, *, case: int, message: int, to: str) -> bool:
    """Whether this desk signed it for that case, message and recipient; also with a key that was replaced."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    signs = [_sign(key, claim.outgoing, case, message, to) for key in keys]
    return any(hmac.compare_digest(claim.sign, sign) for sign in signs)


def plain_local(address: str, *, domain: str) -> str:
    """The part before “+” and “@” of an address of this domain, else nothing."""
    local, _at, host = address.lower().rpartition("@")
    return local.partition("+")[0] if host == domain else ""


def subject_token(number: str) -> str:
    return f"[{number}]"


def numbers_in(subject: str) -> list[str]:
    return [number.upper() for number in _NUMBER.findall(subject)][:3]


def _sign(secret: str, *facts: object) -> str:
    key = hashlib.sha256(PURPOSE + secret.encode()).digest()
    text = "\n".join(str(fact).lower() for fact in facts)
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:SIGN_LENGTH]
