"""A raw mail as plain data. Whatever a stranger sends, this ends soon and raises nothing.

Python's new header policy reads long hostile headers in quadratic time; the old one leaves them as they are, and
`headers` reads what is needed of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message as Part
from email.parser import BytesParser
from email.policy import compat32

from branddesk.channels.email import headers
from branddesk.channels.email.html import text_of_html

LONGEST_HEADERS = 256_000
"""Bytes of a mail's headers; no honest mail has more."""
MOST_PARTS = 200
DEEPEST = 20
MOST_ATTACHMENTS = 25
LONGEST_TEXT = 200_000

LARGE_HEADERS = "large headers"
TOO_MANY_PARTS = "too many parts"
TOO_DEEP = "too deep"
UNREADABLE = "unreadable"
SEVERAL_SENDERS = "several senders"

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_NESTED = re.compile(rb"^content-type:\s*message/rfc822", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Attachment:
    """A file of a mail. `cid`: by which its HTML shows it."""

    name: str
    content_type: str
    content: bytes
    cid: str = ""


@dataclass(frozen=True)
class Mail:
    """What a mail says. `problems`: why it could not be read whole."""

    message_id: str = ""
    sender: str = ""
    """The address in From; empty when there is none or more than one."""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    written_at: datetime | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    invitations: tuple[bytes, ...] = ()
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Headers that say how it was sent, by their names in small letters, topmost first."""
    report: tuple[str, ...] = ()
    """The blocks of fields of a delivery report, and the headers of the mail that it is about."""
    problems: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        return next(iter(self.named.get(name, ())), "")


KEPT = frozenset(
    {
        "authentication-results",
        "auto-submitted",
        "precedence",
        "x-auto-response-suppress",
        "x-autoreply",
        "x-autorespond",
        "list-id",
        "list-unsubscribe",
        "return-path",
        "content-type",
        "x-failed-recipients",
        "feedback-id",
    }
)
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to")


def parse(content: bytes) -> Mail:
    """Read a mail. What cannot be read stays out, and `problems` says so."""
    problems = []
    head_end = _END_OF_HEADERS.search(content, 0, LONGEST_HEADERS)
    if head_end is None and len(content) > LONGEST_HEADERS:
        problems.append(LARGE_HEADERS)
        content = content[: content.rfind(b"\n", 0, 64_000) + 1 or 64_000] + b"\r\n"
    elif len(_BOUNDARY.findall(content)) > MOST_PARTS or len(_NESTED.findall(content)) > MOST_PARTS:
        problems.append(TOO_DEEP)
        content = content[: head_end.end() if head_end else 0]
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return Mail(problems=(*problems, UNREADABLE))
    return _Reader(message, problems).mail()


class _Reader:
    """Walks one message within the limits."""

    def __init__(self, message: Part, problems: list[str]) -> None:
        self.message = message
        self.problems = problems
        self.texts: list[str] = []
        self.htmls: list[str] = []
        self.attachments: list[Attachment] = []
        self.invitations: list[bytes] = []
        self.report: list[str] = []

    def mail(self) -> Mail:
        for part in self._parts():
            try:
                self._read(part)
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
                self._note(UNREADABLE)
        senders = headers.addresses(self._all("from"))
        if len({address for _name, address in senders}) > 1 or len(self._all("from")) > 1:
            self._note(SEVERAL_SENDERS)
            senders = []
        name, sender = senders[0] if senders else ("", "")
        html = "\n".join(self.htmls)[:LONGEST_TEXT]
        text = "\n".join(text for text in self.texts if text.strip())[:LONGEST_TEXT]
        ids = headers.message_ids(self._first("message-id"))
        return Mail(
            message_id=ids[0] if ids else "",
            sender=sender,
            sender_name=name,
            recipients=tuple(dict.fromkeys(address for _n, address in headers.addresses(self._all(*RECIPIENTS)))),
            subject=headers.decoded(self._first("subject"))[:500],
            written_at=headers.date_of(self._first("date")),
            in_reply_to=tuple(headers.message_ids(self._first("in-reply-to"))),
            references=tuple(headers.message_ids(self._first("references"))),
            text=text or text_of_html(html),
            html=html,
            attachments=tuple(self.attachments),
            invitations=tuple(self.invitations),
            named={name: tuple(self._all(name)) for name in KEPT if self._all(name)},
            report=tuple(self.report),
            problems=tuple(self.problems),
        )

    def _parts(self) -> Iterator[Part]:
        """The leaves, in their order; a mail inside the mail is one leaf."""
        waiting: list[tuple[Part, int]] = [(self.message, 0)]
        seen = 0
        while waiting:
            part, depth = waiting.pop()
            seen += 1
            if seen > MOST_PARTS:
                self._note(TOO_MANY_PARTS)
                return
            is_leaf = not part.is_multipart() or part.get_content_maintype() == "message"
            if is_leaf:
                yield part
            elif depth >= DEEPEST:
                self._note(TOO_DEEP)
            else:
                inner = part.get_payload()
                parts = [each for each in inner if isinstance(each, Part)] if isinstance(inner, list) else []
                waiting.extend((each, depth + 1) for each in reversed(parts))

    def _read(self, part: Part) -> None:
        kind = part.get_content_type()
        is_attached = part.get_content_disposition() == "attachment"
        if kind in ("message/delivery-status", "message/disposition-notification"):
            inner = part.get_payload()
            blocks = inner if isinstance(inner, list) else [part]
            self.report += [_fields(block) for block in blocks if isinstance(block, Part)]
        elif kind in ("message/rfc822", "message/rfc822-headers", "text/rfc822-headers") and self._is_report():
            self.report.append(self._returned(part))
        elif kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            content = first.as_bytes() if isinstance(first, Part) else b""
            self._attach(part, kind, content, fallback="message.eml")
        elif kind == "text/calendar":
            content = self._bytes(part)
            self.invitations.append(content)
            self._attach(part, kind, content, fallback="invitation.ics")
        elif kind in ("text/plain", "text/html") and not is_attached:
            text = headers.text_of(self._bytes(part), str(part.get_content_charset("")))
            (self.texts if kind == "text/plain" else self.htmls).append(text.replace("\r\n", "\n")[:LONGEST_TEXT])
        else:
            self._attach(part, kind, self._bytes(part))

    def _returned(self, part: Part) -> str:
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Part):
            return _fields(inner[0])
        return headers.text_of(self._bytes(part))[:20_000]

    def _attach(self, part: Part, kind: str, content: bytes, fallback: str = "file") -> None:
        if len(self.attachments) >= MOST_ATTACHMENTS:
            self._note(TOO_MANY_PARTS)
        elif content:
            name = headers.decoded(part.get_filename() or "")[:200] or fallback
            cid = str(part.get("content-id", ""))[:200].strip().strip("<>")
            self.attachments.append(Attachment(name, kind, content, cid))

    def _bytes(self, part: Part) -> bytes:
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""

    def _is_report(self) -> bool:
        return self.message.get_content_type() == "multipart/report"

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _first(self, name: str) -> str:
        return next(iter(self._all(name)), "")

    def _all(self, *names: str) -> list[str]:
        """As it stands in the mail: raw eight-bit bytes are kept as lone surrogates, for `headers.decoded`."""
        return [str(value) for name, value in self.message.raw_items() if name.lower() in names][:100]


def _fields(block: Part) -> str:
    return "\n".join(f"{name}: {' '.join(str(value).split())}"[:1_000] for name, value in block.items()[:100])
