"""How a telephone system proves that an event is its own. Pure, so that the simulator signs by the same rule.

`X-Timestamp` holds the seconds since 1970, `X-Signature` the hexadecimal HMAC-SHA-256 over the timestamp, a full stop
and the body, by the secret.
"""

from __future__ import annotations

import hashlib
import hmac


def signature_of(secret: bytes, timestamp: str, body: bytes) -> str:
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(secret: bytes, timestamp: str, body: bytes, signature: str) -> bool:
    """Whether the signature is that of somebody who knows the secret; a leading "sha256=" is allowed."""
    return hmac.compare_digest(
        signature_of(secret, timestamp, body).encode(), signature.removeprefix("sha256=").encode()
    )
