"""What mail servers report of a mail that the desk sent: it came back, it is late, it arrived (RFC 3464 and plain)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from branddesk.channels.email import headers
from branddesk.channels.email.loops import has_null_return_path
from branddesk.channels.email.parsing import Mail

_FIELD = re.compile(r"^([A-Za-z-]{1,60}):\s*(.*)$", re.MULTILINE)
_SUBJECT = re.compile(
    r"undeliver|delivery (status notification|failure|has failed|delayed)|returned mail|failure notice|mail delivery|"
    r"не\s?достав|недостав|возвращ|退信|投递失败|系统退信|未送达|delayed",
    re.IGNORECASE,
)
_LATE = re.compile(r"delay|still trying|will (be )?retr|отлож|задерж|延迟|稍后重试", re.IGNORECASE)
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS = re.compile(r"[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


class Fate(Enum):
    BOUNCED = "bounced"
    DELAYED = "delayed"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Report:
    """What became of one recipient. `about`: Message-IDs that the report names."""

    fate: Fate
    note: str
    about: tuple[str, ...]
    recipient: str = ""


def report_of(mail: Mail) -> Report | None:
    """The report that this mail is, if it is one."""
    if mail.report and "report" in mail.header("content-type").lower():
        return _formal(mail)
    comes_from_server = has_null_return_path(mail) or mail.sender.startswith(("mailer-daemon@", "postmaster@"))
    if comes_from_server and _SUBJECT.search(mail.subject):
        return _plain(mail)
    return None


def _formal(mail: Mail) -> Report | None:
    fields: dict[str, str] = {}
    for block in mail.report:
        for name, value in _FIELD.findall(block[:20_000]):
            fields.setdefault(name.lower(), value.strip())
    action, status = fields.get("action", "").lower(), fields.get("status", "")
    recipient = _recipient(fields.get("final-recipient") or fields.get("original-recipient") or "")
    about = tuple(
        one for name in ("original-message-id", "message-id") for one in headers.message_ids(fields.get(name, ""))
    )
    if "disposition" in fields:
        fate = Fate.ARRIVED
    elif action == "delayed":
        fate = Fate.DELAYED
    elif action in ("delivered", "relayed", "expanded"):
        fate = Fate.ARRIVED
    elif action == "failed" or status.startswith("5"):
        fate = Fate.BOUNCED
    elif status.startswith("4"):
        fate = Fate.DELAYED
    else:
        return None
    said = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("diagnostic-code", "")
    return Report(fate, _note(status, said), about, recipient)


def _plain(mail: Mail) -> Report:
    """Reports in words alone: the fate by what they say, the mail by the Message-IDs that they quote."""
    text = mail.text[:20_000]
    is_late = bool(_LATE.search(mail.subject) or (_LATE.search(text) and not _STATUS.search(text)))
    status = _STATUS.search(text)
    if status and status[1] == "4":
        is_late = True
    ids = tuple(dict.fromkeys([*mail.in_reply_to, *mail.references, *headers.message_ids(text)]))
    failed = mail.header("x-failed-recipients") or next(iter(_ADDRESS.findall(text)), "")
    line = next((line.strip() for line in text.splitlines() if _STATUS.search(line)), "")
    fate = Fate.DELAYED if is_late else Fate.BOUNCED
    return Report(fate, _note("", line), ids, failed.split(",")[0].strip().lower())


def _recipient(value: str) -> str:
    return value.rpartition(";")[2].strip().strip("<>").lower()[:320]


def _note(status: str, said: str) -> str:
    return " ".join(f"{status} {headers.decoded(said)}".split())[:300]
