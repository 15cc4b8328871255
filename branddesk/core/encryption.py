"""Secrets at rest: what lies in the database is of no use to who has the database alone."""

from __future__ import annotations

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"branddesk secrets at rest"


class Undecipherable(Exception):
    """It was encrypted with a SECRET_KEY that this desk no longer knows."""


def encrypt(text: str) -> str:
    """The text as it is kept, by a key made from SECRET_KEY (HKDF, Fernet)."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """What `encrypt` was given; also by the keys of SECRET_KEY_FALLBACKS. Raises Undecipherable."""
    try:
        return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(kept.encode()).decode()
    except InvalidToken:
        raise Undecipherable from None


@cache
def _box(*secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
