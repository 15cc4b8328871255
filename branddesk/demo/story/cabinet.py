"""A case that is answered in the marketplace's cabinet: a person files it there and records what came."""

from __future__ import annotations

from branddesk.cases.models import Submission
from branddesk.cases.services import answers, filing
from branddesk.core.enums import Language, SubmissionStatus
from branddesk.demo.rhythm import MOSCOW
from branddesk.demo.story.beside import Beside
from branddesk.demo.story.teller import STOPS, Moments
from branddesk.demo.story.verdicts import Verdicts
from branddesk.demo.texts import talk


class InTheCabinet(Beside, Verdicts):
    def answered_in_the_cabinet(self) -> Moments:
        yield from self.file()
        if self.fate == "submitted":
            return
        if self.fate == "overdue":
            yield from self.leave_undone()
            return
        if self.first > 30 and self.dice.random() < 0.6:
            yield from self.ask_again(24)
            self.first, self.decision = self.first - 24, self.decision - 24
        asks = self.fate == "waiting" or (not self.fate and self.dice.random() < 0.25)
        if asks:
            yield from self.recorded(SubmissionStatus.WAITING, self.first, self.question(), self.asking())
            if self.fate == "waiting":
                return
            yield self.wait(self.author, self.dice.uniform(4, 12))
            for submission in self.submissions():
                answers.refile(actor=self.author, submission=submission)
            yield from self.file()
        elif self.first < self.decision:
            yield from self.recorded(SubmissionStatus.IN_REVIEW, self.first, self.dice.choice(talk.RECEIVED), "")
        if self.fate == "review":
            self.follow()
            return
        outcome = self.outcome()
        text, reason = self.verdict(outcome), self.reason_of(outcome)
        yield from self.recorded(outcome, max(self.decision - self.first, 1), text, reason)
        if self.fate not in STOPS:
            yield from self.close(outcome)

    def submissions(self) -> list[Submission]:
        return list(self.case.submissions.all())

    def file(self) -> Moments:
        for submission in self.submissions():
            yield self.wait(self.author, self.dice.uniform(0.1, 0.5))
            reference = f"{self.dice.randint(48_000_000, 48_999_999)}"
            filing.record_filing(actor=self.author, submission=submission, reference=reference)

    def recorded(self, outcome: SubmissionStatus, hours: float, text: str, reason: str) -> Moments:
        """The platform answers in its own hours; the brand writes it down in its own."""
        answered_at = MOSCOW.add_working_time(self.at, max(hours, 0.1)).replace(microsecond=0)
        self.at = answered_at
        yield self.wait(self.author, self.dice.uniform(0.2, 4))
        for submission in self.submissions():
            answers.record_answer(
                actor=self.author,
                submission=submission,
                outcome=outcome,
                reason=reason,
                text=text,
                answered_at=answered_at,
                language=Language.RUSSIAN,
            )
