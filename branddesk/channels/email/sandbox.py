"""A mail server for the demo and the tests: takes mail by SMTP, keeps it in folders, hands it out by IMAP.

It is the receiving server of everybody: what comes to the desk's domain falls into one mailbox and gets an
`Authentication-Results`, in which the address of MAIL FROM is the truth. Nothing leaves this machine.

python -m branddesk.channels.email.sandbox FOLDER SMTP_PORT IMAP_PORT DOMAIN SERVER_NAME
"""

from __future__ import annotations

import asyncio
import hashlib
import mailbox
import signal
import sys
from argparse import ArgumentParser
from contextlib import AsyncExitStack
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from pymap.backend.maildir import Identity, MaildirBackend
from pymap.imap import IMAPService
from pymap.user import Passwords, UserMetadata

HOST = "127.0.0.1"
USER = PASSWORD = "desk"
MAX_BYTES = 60_000_000


@dataclass(frozen=True)
class Place:
    """Where the sandbox keeps its mail, and for whom it receives."""

    folder: Path
    domain: str
    server: str

    def folder_of(self, address: str) -> Path:
        """The mailbox of an address: one for all of the desk's, one for each other."""
        local, _at, domain = address.lower().rpartition("@")
        if domain == self.domain:
            return self.folder / USER
        return self.folder / "others" / hashlib.sha256(f"{local}@{domain}".encode()).hexdigest()[:24]

    def keep(self, address: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "others").mkdir(exist_ok=True)
        mailbox.Maildir(self.folder_of(address), create=True).add(content)

    def mails_of(self, address: str) -> list[bytes]:
        """What lies in a mailbox, oldest first."""
        box = mailbox.Maildir(self.folder_of(address), create=False)
        return [bytes(box.get_bytes(key)) for key in sorted(box.keys())]


class Receiver:
    """What the SMTP server does with a mail: one copy for each mailbox."""

    def __init__(self, place: Place) -> None:
        self.place = place

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        stated = self._stated(envelope.mail_from or "", content)
        boxes: dict[Path, str] = {}
        for address in envelope.rcpt_tos:
            boxes.setdefault(self.place.folder_of(address), address)
        for address in boxes.values():
            head = f"Delivered-To: {address}\r\nReturn-Path: <{envelope.mail_from or ''}>\r\n{stated}\r\n".encode()
            self.place.keep(address, head + content)
        return "250 Kept"

    def _stated(self, mail_from: str, content: bytes) -> str:
        header = str(BytesHeaderParser().parsebytes(content).get("From", ""))
        sender = parseaddr(header)[1].rpartition("@")[2].lower()
        truth = mail_from.rpartition("@")[2].lower()
        dmarc = "pass" if sender and sender == truth else "fail"
        return (
            f"Authentication-Results: {self.place.server}; spf=pass smtp.mailfrom={mail_from or 'nobody'};"
            f" dmarc={dmarc} header.from={sender or 'none'}"
        )


async def serve(place: Place, smtp_port: int, imap_port: int) -> None:
    """Run both servers until a signal comes."""
    place.folder.mkdir(parents=True, exist_ok=True)
    mailbox.Maildir(place.folder / USER, create=True)
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)

    def make_smtp() -> SMTP:
        return SMTP(Receiver(place), data_size_limit=MAX_BYTES, enable_SMTPUTF8=True, hostname=place.server)

    smtp = await loop.create_server(make_smtp, HOST, smtp_port)
    async with smtp, AsyncExitStack() as stack:
        await _start_imap(stack, place, imap_port)
        await stop.wait()


async def _start_imap(stack: AsyncExitStack, place: Place, port: int) -> None:
    parser = ArgumentParser()
    parser.set_defaults(debug=False, skip_services=[], passlib_cfg=None)
    IMAPService.add_arguments(parser)
    MaildirBackend.add_subparser("maildir", parser.add_subparsers())
    args = parser.parse_args(["--host", HOST, "--port", str(port), "--no-tls", "maildir", str(place.folder)])
    backend, config = await MaildirBackend.init(args)
    config.apply_context()
    password = await Passwords(config).hash_password(PASSWORD)
    identity = Identity(config, backend.login.tokens, USER, None, {"admin"})
    params: Any = {"mailbox_path": USER}
    await identity.set(UserMetadata(config, USER, password=password, params=params))
    await backend.start(stack)
    await IMAPService(backend, config).start(stack)


def main(arguments: list[str]) -> int:
    folder, smtp_port, imap_port, domain, server = arguments
    asyncio.run(serve(Place(Path(folder), domain.lower(), server), int(smtp_port), int(imap_port)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
