"""What the readiness check finds: each with its sentence, the reason for it, and the way to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from branddesk.cases.models import OffendingListing, Overrule
from branddesk.evidence.models import Exhibit

Level = Literal["blocker", "warning", "ok"]


@dataclass(frozen=True)
class Check:
    """One rule, met or not. Blockers stop the submission; a warning may be set aside with a reason."""

    code: str
    """Names the rule, and the row it is about where there may be several: `screenshot:17`."""
    level: Level
    text: str
    """What is so, in a sentence."""
    why: str = ""
    mend: str = ""
    """What to do, beginning with a verb; the words of the link."""
    mend_url: str = ""
    step: str = ""
    """Where in the composer it belongs: a section of the kind, evidence or preview."""
    listing: OffendingListing | None = None
    exhibit: Exhibit | None = None
    overruled: Overrule | None = None

    @property
    def is_standing(self) -> bool:
        """Neither met nor set aside."""
        return self.level == "blocker" or (self.level == "warning" and self.overruled is None)


@dataclass(frozen=True)
class Readiness:
    """Everything that was checked, in the order in which a person would go through it."""

    checks: list[Check]

    @property
    def blockers(self) -> list[Check]:
        return [check for check in self.checks if check.level == "blocker"]

    @property
    def warnings(self) -> list[Check]:
        """Warnings that nobody set aside."""
        return [check for check in self.checks if check.level == "warning" and check.overruled is None]

    @property
    def overruled(self) -> list[Check]:
        return [check for check in self.checks if check.level == "warning" and check.overruled is not None]

    @property
    def passed(self) -> list[Check]:
        return [check for check in self.checks if check.level == "ok"]

    @property
    def may_submit(self) -> bool:
        """Nothing is left that the platform would refuse, and every warning was set aside with a reason."""
        return not self.blockers and not self.warnings
