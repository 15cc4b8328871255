"""Who a mail really comes from, as the receiving server found: `Authentication-Results` by RFC 8601.

Only the topmost header of the configured server counts: everything below may have been written by the sender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_RESULT = re.compile(r"([a-z0-9-]{1,40})(?:/\d+)?\s{0,9}=\s{0,9}([a-z0-9-]{1,40})", re.IGNORECASE)
_PROPERTY = re.compile(
    r"([a-z0-9-]{1,40})\s{0,9}\.\s{0,9}([a-z0-9_-]{1,60})\s{0,9}=\s{0,9}(\"[^\"]{0,400}\"|[^\s;]{1,400})", re.IGNORECASE
)


class Verdict(Enum):
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The server said nothing that bears on the sender, or no server is configured."""


@dataclass(frozen=True)
class Result:
    """One method's result, such as dkim=pass with header.d."""

    method: str
    result: str
    properties: dict[str, str]


def verdict_of(sender: str, stated: Sequence[str], *, authserv_id: str) -> Verdict:
    """Whether the receiving server vouches for the address in From.

    DMARC decides where it was checked; else a DKIM or SPF pass for the domain of From, or a domain above it.
    """
    results = results_of(stated, authserv_id=authserv_id)
    domain = sender.rpartition("@")[2].lower()
    if not results or not domain:
        return Verdict.UNKNOWN
    dmarc = [row for row in results if row.method == "dmarc" and row.result != "none"]
    if dmarc:
        named = dmarc[0].properties.get("header.from", domain).lower().rpartition("@")[2]
        return Verdict.PASSED if dmarc[0].result == "pass" and named == domain else Verdict.FAILED
    if any(row.result == "pass" and _speaks_for(row, domain) for row in results):
        return Verdict.PASSED
    failed = {"fail", "hardfail", "softfail", "permerror"}
    return Verdict.FAILED if any(row.result in failed for row in results) else Verdict.UNKNOWN


def results_of(stated: Sequence[str], *, authserv_id: str) -> list[Result]:
    """The results in the topmost header of the server; none without a configured server."""
    if not authserv_id:
        return []
    for header in stated:
        plain = _without_comments(header)
        server, _semicolon, rest = plain.partition(";")
        words = server.split()
        if words and words[0].strip('"').lower() == authserv_id.lower():
            return [result for part in rest.split(";")[:50] if (result := _read(part))]
    return []


def _without_comments(header: str) -> str:
    text = " ".join(header[:4_000].split())
    for _depth in range(5):
        text, changed = _COMMENT.subn(" ", text)
        if not changed:
            break
    return text


def _read(part: str) -> Result | None:
    found = _RESULT.match(part.strip())
    if found is None:
        return None
    properties = {
        f"{kind.lower()}.{name.lower()}": value.strip('"')
        for kind, name, value in _PROPERTY.findall(part[found.end() :])
    }
    return Result(found[1].lower(), found[2].lower(), properties)


def _speaks_for(row: Result, domain: str) -> bool:
    if row.method == "dkim":
        named = row.properties.get("header.d") or row.properties.get("header.i", "")
    elif row.method == "spf":
        named = row.properties.get("smtp.mailfrom", "")
    else:
        return False
    named = named.lower().rpartition("@")[2]
    return "." in named and (domain == named or domain.endswith(f".{named}"))
