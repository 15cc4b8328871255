"""What the installation says about its mail: `BRANDDESK_MAIL_*` and `BRANDDESK_IMAP_URL` (docs/howto/run.md)."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings

MAX_BYTES = 30_000_000
"""A larger mail is kept by its headers only."""
MAX_ATTACHED_BYTES = 18_000_000
"""What one mail carries: many servers refuse 25 MB, and base64 adds a third."""


@dataclass(frozen=True)
class Imap:
    """The mailbox into which the mail for the desk's domain falls."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_secure: bool

    @property
    def name(self) -> str:
        """Tells this mailbox from others, without its password."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


def domain() -> str:
    """The domain at which brands have their addresses; empty while mail is not set up."""
    return str(getattr(settings, "MAIL_DOMAIN", "")).strip().lower()


def authserv_id() -> str:
    """The receiving server whose `Authentication-Results` are believed; empty for none."""
    return str(getattr(settings, "MAIL_AUTHSERV_ID", "")).strip().lower()


def webhook_secret() -> str:
    return str(getattr(settings, "MAIL_WEBHOOK_SECRET", ""))


def imap() -> Imap | None:
    """The mailbox to fetch from, written as imaps://user:password@host:993/INBOX; `imap://` speaks without TLS."""
    address = urlsplit(str(getattr(settings, "IMAP_URL", "")))
    if address.scheme not in ("imap", "imaps") or not address.hostname:
        return None
    is_secure = address.scheme == "imaps"
    return Imap(
        host=address.hostname,
        port=address.port or (993 if is_secure else 143),
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        folder=unquote(address.path.strip("/")) or "INBOX",
        is_secure=is_secure,
    )


def own_address() -> str:
    """The address from which the desk itself writes its news."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
