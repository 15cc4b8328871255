"""How many cases the demo has, when each is opened, what it is about and how far it has come by today."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from branddesk.core.enums import CaseKind, Priority, Route

YEARS = 729
"""Days over which the cases spread; the desk itself was set up a few days before."""
GROWTH = 1.35
"""More than 1: there were fewer cases at first."""

K = CaseKind
WEIGHTS = {
    K.INFRINGEMENT: 50,
    K.QUALITY: 10,
    K.COMPLAINT: 11,
    K.PROMOTION: 9,
    K.CONTENT: 9,
    K.ACCOUNT: 7,
    K.OTHER: 4,
}
PRIORITIES = {Priority.LOW: 6, Priority.NORMAL: 72, Priority.HIGH: 17, Priority.URGENT: 5}


@dataclass(frozen=True)
class Plot:
    """One case: the day it is opened and how it will go."""

    opened_on: date
    kind: CaseKind
    route: Route
    priority: Priority
    fate: str = ""
    """Where it stops, or what is special about it; empty: it goes its way as long as time allows."""


# What is to be seen today: the fate, the kind, the route, and how many days ago it was opened.
TODAY: tuple[tuple[str, CaseKind, Route, int], ...] = (
    ("draft", K.INFRINGEMENT, Route.DESK, 1),
    ("submitted", K.INFRINGEMENT, Route.DESK, 1),
    ("review", K.INFRINGEMENT, Route.DESK, 5),
    ("waiting", K.INFRINGEMENT, Route.DESK, 4),
    ("granted", K.INFRINGEMENT, Route.DESK, 12),
    ("partly", K.INFRINGEMENT, Route.DESK, 13),
    ("refused", K.INFRINGEMENT, Route.DESK, 12),
    ("reopened", K.INFRINGEMENT, Route.DESK, 14),
    ("prepared", K.INFRINGEMENT, Route.CABINET, 3),
    ("waiting", K.INFRINGEMENT, Route.CABINET, 8),
    ("near", K.INFRINGEMENT, Route.DESK, 6),
    ("late", K.QUALITY, Route.DESK, 9),
    ("escalated", K.INFRINGEMENT, Route.DESK, 12),
    ("legal", K.INFRINGEMENT, Route.DESK, 20),
    ("merged", K.INFRINGEMENT, Route.DESK, 7),
    ("withdrawn", K.INFRINGEMENT, Route.DESK, 10),
    ("overdue", K.INFRINGEMENT, Route.CABINET, 12),
    ("submitted", K.COMPLAINT, Route.DESK, 1),
    ("review", K.PROMOTION, Route.DESK, 3),
    ("waiting", K.QUALITY, Route.DESK, 5),
    ("submitted", K.ACCOUNT, Route.DESK, 2),
    ("review", K.CONTENT, Route.DESK, 4),
    ("granted", K.OTHER, Route.DESK, 9),
    ("draft", K.COMPLAINT, Route.DESK, 2),
    ("draft", K.CONTENT, Route.CABINET, 1),
    ("review", K.INFRINGEMENT, Route.CABINET, 9),
    ("near", K.COMPLAINT, Route.DESK, 5),
    ("late", K.PROMOTION, Route.DESK, 6),
    ("merged", K.INFRINGEMENT, Route.DESK, 26),
    ("overdue", K.INFRINGEMENT, Route.DESK, 11),
    ("submitted", K.INFRINGEMENT, Route.CABINET, 4),
    ("prepared", K.QUALITY, Route.CABINET, 2),
    ("refused", K.COMPLAINT, Route.CABINET, 13),
    ("reopened", K.CONTENT, Route.DESK, 14),
    ("waiting", K.ACCOUNT, Route.CABINET, 6),
    ("escalated", K.QUALITY, Route.DESK, 13),
    ("withdrawn", K.CONTENT, Route.DESK, 40),
    ("submitted", K.INFRINGEMENT, Route.DESK, 2),
    ("broken", K.INFRINGEMENT, Route.DESK, 3),
    ("refused", K.PROMOTION, Route.DESK, 11),
)


PRIORITY_OF = {"legal": Priority.URGENT, "escalated": Priority.HIGH, "withdrawn": Priority.LOW}
"""What goes a level up is urgent to somebody."""


def plan(dice: random.Random, today: date, cases: int) -> list[Plot]:
    """The plots in the order in which their cases are opened."""
    plots = [
        Plot(today - timedelta(days=back), kind, route, PRIORITY_OF.get(fate, Priority.NORMAL), fate)
        for fate, kind, route, back in TODAY[: cases * 2 // 3]
    ]
    for _number in range(cases - len(plots)):
        back = 4 + round((YEARS - 4) * dice.random() ** GROWTH)
        kind = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        route = dice.choices([Route.DESK, Route.CABINET], [64, 36])[0]
        priority = dice.choices(list(PRIORITIES), list(PRIORITIES.values()))[0]
        plots.append(Plot(today - timedelta(days=back), kind, route, priority))
    return sorted(plots, key=lambda plot: plot.opened_on)
