"""Fetching mail by IMAP. A mail is marked as read only once it is stored, so that a crash in between loses nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from branddesk.channels.email import conf
from branddesk.channels.email.conf import Imap
from branddesk.channels.email.models import Fetched
from branddesk.core import clock
from branddesk.foundation.delivery.services import take_in

log = logging.getLogger(__name__)

CHANNEL = "mail-in"
MOST_AT_ONCE = 100
TIMEOUT_SECONDS = 20


def fetch_mail() -> int:
    """Store what is unread in the mailbox. Returns how many mails; none where no mailbox is set up.

    Two at once store each mail once: its key is the mailbox, its UIDVALIDITY and its UID.
    """
    mailbox = conf.imap()
    if mailbox is None:
        return 0
    try:
        with _opened(mailbox) as box:
            count = sum(1 for _uid in _stored(box, mailbox))
    except (OSError, ImapToolsError) as error:
        _note(mailbox, type(error).__name__)
        log.warning("%s could not be read: %s", mailbox.name, type(error).__name__)
        return 0
    _note(mailbox, "")
    return count


@contextmanager
def _opened(mailbox: Imap) -> Iterator[BaseMailBox]:
    kind = MailBox if mailbox.is_secure else MailBoxUnencrypted
    with kind(mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS).login(
        mailbox.user, mailbox.password, mailbox.folder
    ) as box:
        yield box


def _stored(box: BaseMailBox, mailbox: Imap) -> Iterator[str]:
    validity = box.folder.status(mailbox.folder, ["UIDVALIDITY"])["UIDVALIDITY"]
    for uid in box.uids("UNSEEN")[:MOST_AT_ONCE]:
        size = _size(box, uid)
        is_cut = size > conf.MAX_BYTES
        content = _content(box, uid, "BODY.PEEK[HEADER]" if is_cut else "BODY.PEEK[]")
        if content is None:
            continue  # Somebody else took it away meanwhile.
        take_in(
            channel=CHANNEL,
            key=f"{mailbox.name}:{validity}:{uid}",
            content=content,
            meta={"from": "imap", "size": size, "is_cut": is_cut},
        )
        box.flag(uid, MailMessageFlags.SEEN, True)
        yield uid


def _size(box: BaseMailBox, uid: str) -> int:
    _status, rows = box.client.uid("fetch", uid, "(RFC822.SIZE)")
    text = b" ".join(row if isinstance(row, bytes) else row[0] for row in rows if row)
    digits = text.partition(b"RFC822.SIZE")[2].strip(b" )").split()
    return int(digits[0].strip(b")")) if digits else 0


def _content(box: BaseMailBox, uid: str, what: str) -> bytes | None:
    _status, rows = box.client.uid("fetch", uid, f"({what})")
    return next((row[1] for row in rows if isinstance(row, tuple)), None)


def _note(mailbox: Imap, trouble: str) -> None:
    Fetched.objects.update_or_create(mailbox=mailbox.name[:300], defaults={"last_at": clock.now(), "trouble": trouble})
