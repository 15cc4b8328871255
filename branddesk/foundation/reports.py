"""What a verification found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Report:
    """The outcome of a verification: whether all is well, and what to tell the person who asked."""

    ok: bool = True
    lines: list[str] = field(default_factory=list)

    def note(self, line: str) -> None:
        self.lines.append(line)

    def fault(self, line: str) -> None:
        self.ok = False
        self.lines.append(line)
