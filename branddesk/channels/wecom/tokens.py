"""The access token: one for all processes, fetched by one of them when it is needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from branddesk.channels.wecom.errors import Unreachable
from branddesk.channels.wecom.models import AccessToken, WeComApp
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable, decrypt, encrypt

EARLY = timedelta(minutes=5)
"""It is renewed this long before WeCom says it ends."""
CLAIM_LASTS = timedelta(seconds=20)
PATIENCE_SECONDS = 25.0
PAUSE_SECONDS = 0.1


def token_of(app: WeComApp, fetch: Callable[[WeComApp], tuple[str, int]], *, rejected: str = "") -> str:
    """A token that should hold. `rejected`: WeCom did not take this one, whatever its age.

    Not to be called inside a transaction: it may call WeCom, and other processes must see the claim.
    """
    AccessToken.objects.get_or_create(app=app)
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience:
        row = AccessToken.objects.get(app=app)
        token = _readable(row)
        if token and token != rejected and row.expires_at is not None and row.expires_at > clock.now():
            return token
        if _claim(row):
            return _renew(row, app, fetch)
        time.sleep(PAUSE_SECONDS)
    raise Unreachable("gettoken", "another process did not bring a token in time")


def forget_token(app: WeComApp) -> None:
    """The app's settings changed: the next call fetches a token anew."""
    AccessToken.objects.filter(app=app).update(value="", expires_at=None)


def _claim(row: AccessToken) -> bool:
    """The conditional update lets one process through."""
    now = clock.now()
    free = AccessToken.objects.filter(pk=row.pk, claimed_until__lte=now, value=row.value)
    return free.update(claimed_until=now + CLAIM_LASTS) == 1


def _renew(row: AccessToken, app: WeComApp, fetch: Callable[[WeComApp], tuple[str, int]]) -> str:
    mine = AccessToken.objects.filter(pk=row.pk)
    try:
        token, seconds = fetch(app)
    except BaseException:
        mine.update(claimed_until=clock.now())
        raise
    holds = max(timedelta(seconds=seconds) - EARLY, timedelta(seconds=seconds) / 2)
    mine.update(value=encrypt(token), expires_at=clock.now() + holds, claimed_until=clock.now())
    return token


def _readable(row: AccessToken) -> str:
    try:
        return decrypt(row.value) if row.value else ""
    except Undecipherable:
        return ""
