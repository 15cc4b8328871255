"""One case of the demo, lived through the services from the day somebody noticed it.

A story is a generator: it yields the moment of its next step and is resumed when the world's clock has come to it, so
that all stories go on side by side and everything stands in the order in which it happened.
"""

from __future__ import annotations

from branddesk.core.enums import Route
from branddesk.demo.story.cabinet import InTheCabinet
from branddesk.demo.story.desk import AtTheDesk
from branddesk.demo.story.teller import Moments, Stage

__all__ = ["CaseStory", "Moments", "Stage"]


class CaseStory(AtTheDesk, InTheCabinet):
    def live(self) -> Moments:
        yield self.at
        yield from self.write()
        if self.fate in {"draft", "broken"}:
            return
        yield self.wait(self.author, self.dice.uniform(0.2, 1.5))
        self.submit()
        if self.fate == "merged":
            yield from self.merge()
        if self.dice.random() < 0.33:
            yield self.wait(self.author, self.dice.uniform(0.1, 0.6))
            self.note()
        self.sort()
        if self.fate == "prepared":
            return
        if self.plot.route == Route.DESK:
            yield from self.answered_here()
        else:
            yield from self.answered_in_the_cabinet()
