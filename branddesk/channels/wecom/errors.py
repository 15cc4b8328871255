"""What WeCom's error codes mean for us: come again later, never, or with a fresh token."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Meaning(Enum):
    TOKEN = "token"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True)
class Code:
    meaning: Meaning
    sentence: Promise
    pause_seconds: int = 0


T, L, R = Meaning.TOKEN, Meaning.LATER, Meaning.REFUSED

CODES: dict[int, Code] = {
    -1: Code(L, _("WeCom is busy. The desk tries again."), 10),
    40001: Code(T, _("WeCom does not know this secret. Copy the app's secret once more.")),
    40003: Code(R, _("WeCom knows no such member. Check the member's user ID.")),
    40004: Code(R, _("WeCom does not take this type of file.")),
    40006: Code(R, _("The file is too small or too large for WeCom (5 bytes to 20 MB).")),
    40007: Code(R, _("The file is no longer at WeCom.")),
    40008: Code(R, _("WeCom does not take this type of message.")),
    40013: Code(R, _("WeCom does not know this company ID. Check it.")),
    40014: Code(T, _("The access token is not valid.")),
    40056: Code(R, _("WeCom does not know this agent ID. Check it.")),
    40058: Code(R, _("WeCom refused what was sent as incomplete.")),
    41001: Code(T, _("The access token is missing.")),
    42001: Code(T, _("The access token has expired.")),
    44001: Code(R, _("The file is empty.")),
    45002: Code(R, _("The text is too long for WeCom. Shorten it.")),
    45009: Code(L, _("WeCom's limit of calls is reached. The desk tries again."), 60),
    45033: Code(L, _("Too many calls to WeCom at once. The desk tries again."), 5),
    46004: Code(R, _("WeCom knows no such member. Check the member's user ID.")),
    48002: Code(R, _("The app may not use this part of WeCom. Allow it in WeCom's administration.")),
    60011: Code(R, _("The member is outside the app's visible range. Widen it in WeCom's administration.")),
    60020: Code(
        R, _("This desk's address is not among the app's trusted addresses. Add it in WeCom's administration.")
    ),
    60111: Code(R, _("WeCom knows no such member. Check the member's user ID.")),
    81013: Code(R, _("The member is unknown to WeCom, or outside the app's visible range.")),
    82001: Code(R, _("No receiver was named.")),
    93000: Code(R, _("The robot's address is not valid any more. Copy it again from the group.")),
    93004: Code(R, _("The robot was switched off. Switch it on in the group.")),
    93008: Code(R, _("The robot is not in the group any more.")),
}
"""After the public list of global error codes; what is not in it is tried again with growing pauses."""


class WeComError(Exception):
    """WeCom said no. Holds its code and never an address, a token or a secret."""

    def __init__(self, code: int, call: str) -> None:
        super().__init__(f"{call}: WeCom answered with code {code}")
        self.code = code

    @property
    def meaning(self) -> Meaning | None:
        known = CODES.get(self.code)
        return known.meaning if known else None

    @property
    def pause_seconds(self) -> int:
        known = CODES.get(self.code)
        return known.pause_seconds if known else 0

    @property
    def sentence(self) -> str:
        known = CODES.get(self.code)
        if known is None:
            return str(_("WeCom answered with code %(code)s.") % {"code": self.code})
        return f"{known.sentence} ({self.code})"


class Unreachable(Exception):
    """WeCom did not answer, or not in its protocol. Holds the kind of failure and never an address."""

    def __init__(self, call: str, cause: str) -> None:
        super().__init__(f"{call}: {cause}")
