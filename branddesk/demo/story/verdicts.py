"""How the platform decides, and in which words."""

from __future__ import annotations

from branddesk.core.enums import Reason, SubmissionStatus
from branddesk.demo.story.teller import STOPS, Teller
from branddesk.demo.texts import infringement, matters

OUTCOMES = {SubmissionStatus.GRANTED: 62, SubmissionStatus.PARTLY: 14, SubmissionStatus.REFUSED: 24}


class Verdicts(Teller):
    def outcome(self) -> SubmissionStatus:
        if self.fate == "reopened":
            return SubmissionStatus.REFUSED
        if self.fate in STOPS:
            return SubmissionStatus(self.fate)
        return self.dice.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]

    def reason_of(self, outcome: SubmissionStatus) -> str:
        if self.matter is not None:
            return self.matter.reasons[outcome == SubmissionStatus.REFUSED]
        return Reason.SELLER_PERMITTED if outcome == SubmissionStatus.REFUSED else Reason(self.violation)

    def verdict(self, outcome: SubmissionStatus) -> str:
        if self.matter is not None:
            partly = self.dice.choice(matters.TALK[self.plot.kind].partly)
            words = {SubmissionStatus.GRANTED: self.matter.granted, SubmissionStatus.REFUSED: self.matter.refused}
            return words.get(outcome, partly)
        texts = {SubmissionStatus.GRANTED: infringement.GRANTED, SubmissionStatus.REFUSED: infringement.REFUSED}
        return self.dice.choice(texts.get(outcome, infringement.PARTLY))

    def question(self) -> str:
        if self.matter is None:
            return self.dice.choice(infringement.QUESTIONS)
        return self.dice.choice(matters.TALK[self.plot.kind].questions)

    def asking(self) -> Reason:
        return Reason.PROOF_INSUFFICIENT if self.matter is None else matters.TALK[self.plot.kind].asking
