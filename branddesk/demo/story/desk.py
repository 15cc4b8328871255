"""A case that the platform answers on this desk."""

from __future__ import annotations

from branddesk.cases.selectors.templates import fill
from branddesk.cases.services import answers, messages, review
from branddesk.core.enums import Language, SubmissionStatus
from branddesk.demo import administration
from branddesk.demo.story.beside import Beside
from branddesk.demo.story.teller import STOPS, Moments
from branddesk.demo.story.verdicts import Verdicts
from branddesk.demo.texts import talk


class AtTheDesk(Beside, Verdicts):
    def answered_here(self) -> Moments:
        match self.fate:
            case "submitted" | "near":
                if self.fate == "submitted" and self.dice.random() < 0.4:
                    self.follow()
                return
            case "overdue":
                yield from self.leave_undone()
                return
            case "withdrawn":
                yield from self.withdraw()
                return
        waited = 0.0
        if self.first > 30 and self.dice.random() < 0.5:
            waited = 22
            yield from self.ask_again(waited)
        waited += (self.first - waited) * self.dice.uniform(0.3, 0.9)
        yield self.wait(self.moderator, waited if waited < 22 else waited - 22)
        review.take_case(actor=self.moderator, case=self.case)
        if self.fate == "late":
            return
        asks = self.fate == "waiting" or (not self.fate and self.dice.random() < 0.3)
        yield self.wait(self.moderator, self.first - waited)
        if asks:
            yield from self.ask()
        elif self.first < self.decision and self.dice.random() < 0.7:
            self.receive()
        if self.fate == "waiting":
            return
        if self.fate == "review":
            self.follow()
            return
        if self.fate in {"escalated", "legal"} or (not self.fate and self.decision > 70 and self.dice.random() < 0.5):
            yield from self.lift()
        if self.fate in {"escalated", "legal"}:
            return
        yield from self.decide(self.decision - self.first)

    def receive(self) -> None:
        if self.dice.random() < 0.4:
            words = administration.TEXTS["verba"][0][2][Language.RUSSIAN]
            text = fill(words, self.case, self.moderator)
        else:
            text = self.dice.choice(talk.RECEIVED)
        messages.send_message(actor=self.moderator, case=self.case, text=text)
        if self.dice.random() < 0.25:
            note = self.dice.choice(talk.PLATFORM_NOTES).format(colleague=self.cast["belova"].name)
            messages.add_note(actor=self.moderator, case=self.case, text=note)

    def ask(self) -> Moments:
        review.ask_for_information(actor=self.moderator, case=self.case, reason=self.asking(), text=self.question())
        if self.fate == "waiting":
            return
        yield self.wait(self.author, self.dice.lognormvariate(2, 0.6))
        listing = self.case.listings.first()
        fresh = [self.screenshot_of(listing)] if listing else []
        answers.answer_request(actor=self.author, case=self.case, text=self.dice.choice(talk.ANSWERS), exhibits=fresh)

    def lift(self) -> Moments:
        """A level up, or two, and to the account manager."""
        yield self.wait(self.author, self.dice.uniform(2, 9))
        self.escalate()
        if self.fate == "legal":
            yield self.wait(self.author, self.dice.uniform(9, 18))
            self.escalate()
        yield self.wait(self.moderator, self.dice.uniform(0.5, 4))
        manager = self.cast["kalugina"]
        review.pass_on(actor=self.moderator, case=self.case, moderator=manager)
        self.moderator = manager
        yield self.wait(self.moderator, self.dice.uniform(0.5, 3))
        self.receive()

    def decide(self, hours: float) -> Moments:
        outcome = self.outcome()
        yield self.wait(self.moderator, hours)
        self.rule(outcome)
        if self.fate in STOPS - {"reopened"}:
            return
        goes_on = outcome != SubmissionStatus.GRANTED and self.dice.random() < 0.14
        if self.fate == "reopened" or goes_on:
            yield self.wait(self.author, self.dice.uniform(3, 14))
            answers.reopen_case(actor=self.author, case=self.case, reason=self.say(talk.REOPENINGS))
            if self.fate == "reopened":
                return
            yield self.wait(self.moderator, self.dice.uniform(9, 40))
            outcome = self.dice.choice([SubmissionStatus.GRANTED, SubmissionStatus.REFUSED])
            self.rule(outcome)
        yield from self.close(outcome)

    def rule(self, outcome: SubmissionStatus) -> None:
        review.decide(
            actor=self.moderator,
            case=self.case,
            outcome=outcome,
            reason=self.reason_of(outcome),
            text=self.verdict(outcome),
        )
