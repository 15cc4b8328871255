"""Where the apps above say which exhibits serve in their work, so that the vault knows no cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, QuerySet

from branddesk.accounts.models import User
from branddesk.evidence.models import Exhibit


@dataclass(frozen=True)
class Use:
    """A place in which an exhibit serves."""

    label: str
    url: str


IsUsed = Callable[[], Exists]
UsesOf = Callable[[Exhibit, User], list[Use]]


class Uses:
    """Filled once, in AppConfig.ready; empty where no app uses exhibits."""

    def __init__(self) -> None:
        self._is_used: IsUsed | None = None
        self._of: UsesOf | None = None

    def provide(self, is_used: IsUsed, of: UsesOf) -> None:
        """`is_used` is a condition on rows of exhibits, `of` names the places that the reader may see."""
        self._is_used, self._of = is_used, of

    def narrow(self, rows: QuerySet[Exhibit], *, used: bool) -> QuerySet[Exhibit]:
        """The exhibits that serve somewhere, or those that serve nowhere yet."""
        if self._is_used is None:
            return rows.none() if used else rows
        return rows.filter(self._is_used() if used else ~self._is_used())

    def of(self, exhibit: Exhibit, reader: User) -> list[Use]:
        return self._of(exhibit, reader) if self._of else []


uses = Uses()
