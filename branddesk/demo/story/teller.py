"""Whom a case of the demo is about, who plays in it, and how its clock goes on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from branddesk.accounts.models import User
from branddesk.cases import sla
from branddesk.cases.models import Case
from branddesk.core.enums import CaseKind, Priority, Route
from branddesk.demo.cast import MOSCOW as MOSCOW_ZONE
from branddesk.demo.cast import Cast
from branddesk.demo.papers import BROKEN_FOR, House
from branddesk.demo.plan import Plot
from branddesk.demo.rhythm import MOSCOW, later, moment_of, waits
from branddesk.demo.texts import infringement, matters
from branddesk.marketplaces.registry import gateway

Moments = Iterator[datetime]

STOPS = {"granted", "partly", "refused", "reopened"}
"""Fates that are decided, and decided soon."""
SOON = {"review", "waiting", "escalated", "legal", *STOPS}


@dataclass
class Stage:
    """What the stories share: who plays, with what, and the latest case about each seller."""

    cast: Cast
    houses: list[House]
    now: datetime
    latest: dict[tuple[int, str], Case] = field(default_factory=dict)


class Teller:
    """What all parts of a story know: the people, the goods, the case and the moment it has come to."""

    def __init__(self, dice: random.Random, stage: Stage, plot: Plot) -> None:
        self.dice = dice
        self.stage = stage
        self.plot = plot
        self.cast = stage.cast
        self.marketplace = self.cast.desk if plot.route == Route.DESK else self.cast.cabinet
        self.house = self._house()
        self.brand = self.house.brand
        self.author = dice.choice(self._writers())
        self.moderator = dice.choice(self.cast.desk_of(plot.kind))
        self.goods = dice.choice(self.house.goods)
        self.violation = dice.choice(list(infringement.SUBJECTS))
        self.sellers = dice.sample(infringement.SELLERS, dice.randint(1, 2))
        self.listed = dice.choices([1, 2, 3, 5], [74, 18, 6, 2])[0]
        self.matter = None if self.is_infringement else dice.choice(matters.MATTERS[plot.kind])
        self.first, self.decision = waits(dice, plot.kind, plot.route, plot.priority)
        if plot.fate in SOON:
            self.first, self.decision = min(self.first, 5), min(self.decision, 20)
        self.case = Case()
        self.at = self._opened_at()

    @property
    def is_infringement(self) -> bool:
        return self.plot.kind == CaseKind.INFRINGEMENT

    @property
    def fate(self) -> str:
        return self.plot.fate

    def _house(self) -> House:
        """Nordbay's papers do not reach us any more, so its latest case can only be a draft."""
        kettora, nordbay, tarusno = self.stage.houses
        if self.fate == "broken":
            return nordbay
        if self.fate in {"near", "late"}:
            return tarusno
        days = (self.stage.now.date() - self.plot.opened_on).days
        houses, weights = [kettora, nordbay, tarusno], [46, 29, 25]
        return self.dice.choices(houses, weights if days > BROKEN_FOR + 5 else [58, 0, 42])[0]

    def _writers(self) -> list[User]:
        """Whoever writes at a moment counted back from the platform's clock sits in the same zone."""
        if self.fate in {"near", "late"}:
            return [person for person in self.house.writers if person.time_zone == MOSCOW_ZONE]
        return self.house.writers

    def _opened_at(self) -> datetime:
        if self.fate in {"near", "late"}:
            promised = next(
                terms.response_hours
                for terms in sla.table_of(self.cast.desk)
                if (terms.kind, terms.priority) == (self.plot.kind, Priority.NORMAL)
            )
            return MOSCOW.add_working_time(self.stage.now, -promised * (0.86 if self.fate == "near" else 1.2) - 1)
        return moment_of(self.author, self.plot.opened_on, self.dice.uniform(9.1, 16))

    def wait(self, person: User, hours: float) -> datetime:
        """When the person has worked so long since the last step."""
        self.at = later(person, self.at, hours)
        return self.at

    def say(self, texts: Mapping[str, Sequence[str]]) -> str:
        return self.dice.choice(texts[self.author.language])

    def address_of(self, sku: str) -> str:
        return gateway(self.marketplace.gateway).listing_url(sku) or f"https://verba.example/product/{sku}"
