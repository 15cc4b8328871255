"""What the brand does beside waiting: notes, tags, promises to ask again, a second case, a level up, the end."""

from __future__ import annotations

from datetime import timedelta

from branddesk.accounts.models import User
from branddesk.cases.models import Closing
from branddesk.cases.services import answers, filing, follow_ups, gathering, handling, messages, related
from branddesk.core.enums import EscalationLevel, SubmissionStatus
from branddesk.demo.rhythm import MOSCOW, later
from branddesk.demo.story.teller import Moments
from branddesk.demo.story.writing import Writing
from branddesk.demo.texts import talk


class Beside(Writing):
    def merge(self) -> Moments:
        """The same is reported twice; the second case goes into the first."""
        first = self.case
        yield self.wait(self.author, self.dice.uniform(2, 6))
        yield from self.write()
        yield self.wait(self.author, 0.5)
        self.submit()
        yield self.wait(self.author, self.dice.uniform(0.5, 2))
        self.case = related.merge_cases(actor=self.author, case=self.case, into=first)

    def note(self) -> None:
        text = self.say(talk.NOTES).format(colleague=self.colleague().name)
        messages.add_note(actor=self.author, case=self.case, text=text)

    def colleague(self) -> User:
        others = [person for person in self.house.writers if person.organisation_id == self.author.organisation_id]
        return self.dice.choice([person for person in others if person != self.author] or others)

    def sort(self) -> None:
        """Tags and watchers, on some."""
        slug = next(slug for slug, each in self.cast.organisations.items() if each == self.author.organisation)
        if self.dice.random() < 0.16:
            gathering.add_tag(actor=self.author, case=self.case, name=self.dice.choice(talk.TAGS[slug]))
        if self.dice.random() < 0.1:
            gathering.watch(actor=self.author, case=self.case, person=self.colleague())

    def follow(self) -> None:
        """A promise to ask again that is still to be kept: today or on a day to come."""
        due_on = MOSCOW.working_day_from(self.stage.now.date() + timedelta(days=self.dice.choice([0, 0, 1, 3, 6])))
        follow_ups.plan_follow_up(actor=self.author, case=self.case, due_on=due_on)

    def ask_again(self, hours: float) -> Moments:
        """A promise made at once and kept some days later, while no answer has come. Takes that many working hours."""
        due_on = MOSCOW.today(later(self.author, self.at, hours))
        planned = follow_ups.plan_follow_up(actor=self.author, case=self.case, due_on=due_on)
        yield self.wait(self.author, hours)
        follow_ups.ask_again(actor=self.author, follow_up=planned, text=self.say(talk.CHASERS))

    def leave_undone(self) -> Moments:
        yield self.wait(self.author, 3)
        due_on = MOSCOW.next_working_day(MOSCOW.today(self.at))
        follow_ups.plan_follow_up(actor=self.author, case=self.case, due_on=due_on)

    def withdraw(self) -> Moments:
        yield self.wait(self.author, self.dice.uniform(3, 20))
        for submission in self.case.submissions.all():
            filing.withdraw_submission(
                actor=self.author, submission=submission, reason=talk.WITHDRAWALS[self.author.language]
            )

    def escalate(self) -> None:
        self.case.refresh_from_db()
        level = EscalationLevel(self.case.level + 1)
        handling.escalate_case(actor=self.author, case=self.case, level=level, reason=self.say(talk.ESCALATIONS))

    def close(self, outcome: SubmissionStatus) -> Moments:
        yield self.wait(self.author, self.dice.lognormvariate(2.2, 0.6))
        closing = Closing.SETTLED if outcome == SubmissionStatus.GRANTED else self.dice.choice(list(Closing)[1:])
        answers.close_case(actor=self.author, case=self.case, closing=closing)
        if self.dice.random() < 0.5:
            yield self.wait(self.author, self.dice.uniform(0.1, 20))
            scores = {SubmissionStatus.GRANTED: (5, 5, 4, 4, 3), SubmissionStatus.PARTLY: (4, 3, 3, 2)}
            score = self.dice.choice(scores.get(outcome, (4, 3, 2, 2, 1)))
            comment = talk.COMMENTS[self.author.language].get(score, "") if self.dice.random() < 0.5 else ""
            handling.rate_case(actor=self.author, case=self.case, score=score, comment=comment)
