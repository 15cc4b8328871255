"""A place on the register's pages where the app that holds the proofs shows them, so that brands know no exhibits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from branddesk.brands.models import Authorisation, Brand, Right


@dataclass(frozen=True)
class Proof:
    """A link to what proves a paper."""

    title: str
    url: str


Paper = Right | Authorisation
ProofsOf = Callable[[HttpRequest, Brand], dict[Paper, list[Proof]]]
Panel = Callable[[HttpRequest, Paper], SafeString]


class Proofs:
    """Filled once, in AppConfig.ready; empty where no app holds proofs."""

    def __init__(self) -> None:
        self._list: ProofsOf | None = None
        self._panel: Panel | None = None

    def provide(self, listed: ProofsOf, panel: Panel) -> None:
        self._list, self._panel = listed, panel

    def of(self, request: HttpRequest, brand: Brand) -> dict[Paper, list[Proof]]:
        """The proofs of all papers of a brand, in as many queries as for one."""
        return self._list(request, brand) if self._list else {}

    def panel(self, request: HttpRequest, paper: Paper) -> SafeString:
        """The proofs of one paper, with the means to add more."""
        return self._panel(request, paper) if self._panel else SafeString("")


proofs = Proofs()
