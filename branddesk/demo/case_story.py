"""One case of the demo, lived through the services from the day somebody noticed it.

A story is a generator: it yields the moment of its next step and is resumed when the world's clock has come to it, so
that all stories go on side by side and everything stands in the order in which it happened.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from branddesk.accounts.models import User
from branddesk.cases import sla
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Case, Closing, OffendingListing, Submission
from branddesk.cases.readiness import check_case
from branddesk.cases.selectors.templates import fill
from branddesk.cases.services import (
    answers,
    drafts,
    filing,
    follow_ups,
    gathering,
    handling,
    messages,
    related,
    review,
)
from branddesk.core.enums import CaseKind, EscalationLevel, Language, Priority, Reason, Route, SubmissionStatus
from branddesk.demo import administration, pictures
from branddesk.demo.cast import MOSCOW as MOSCOW_ZONE
from branddesk.demo.cast import Cast
from branddesk.demo.papers import BROKEN_FOR, House, seal
from branddesk.demo.plan import Plot
from branddesk.demo.rhythm import MOSCOW, later, moment_of, waits
from branddesk.demo.texts import infringement, matters, talk
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.registry import gateway

K = Exhibit.Kind
Moments = Iterator[datetime]

SHEET_HEADINGS = "Link\tSKU\tTitle\tSeller\tINN\tPrice\tSeen"
OUTCOMES = {SubmissionStatus.GRANTED: 62, SubmissionStatus.PARTLY: 14, SubmissionStatus.REFUSED: 24}
STOPS = {"granted", "partly", "refused", "reopened"}
"""Fates that are decided, and decided soon."""
SOON = {"review", "waiting", "escalated", "legal", *STOPS}
EXTRACT_DAYS = 25


@dataclass
class Stage:
    """What the stories share: who plays, with what, and the latest case about each seller."""

    cast: Cast
    houses: list[House]
    now: datetime
    latest: dict[tuple[int, str], Case] = field(default_factory=dict)


class CaseStory:
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

    # -- the whole of it

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

    def wait(self, person: User, hours: float) -> datetime:
        """When the person has worked so long since the last step."""
        self.at = later(person, self.at, hours)
        return self.at

    def say(self, texts: Mapping[str, Sequence[str]]) -> str:
        return self.dice.choice(texts[self.author.language])

    # -- the brand writes

    def write(self) -> Moments:
        self.open()
        if self.fate == "draft" and self.dice.random() < 0.5:
            return
        yield self.wait(self.author, self.dice.uniform(0.1, 0.6))
        self.add_proof()
        if self.plot.priority != Priority.NORMAL:
            reason = talk.URGENT[self.author.language] if self.plot.priority == Priority.URGENT else ""
            handling.set_priority(actor=self.author, case=self.case, priority=self.plot.priority, reason=reason)

    def open(self) -> None:
        lines = [SHEET_HEADINGS, *(self.line(index) for index in range(self.listed))] if self.is_infringement else []
        self.case = drafts.open_draft(
            actor=self.author,
            brand=self.brand,
            marketplace=self.marketplace,
            kind=self.plot.kind,
            text="\n".join(lines),
        )
        drafts.change_draft(
            actor=self.author, case=self.case, **(self.demand() if self.is_infringement else self.answered_questions())
        )

    def demand(self) -> dict[str, Any]:
        subjects = infringement.SUBJECTS[self.violation][self.author.language]
        names = {"brand": self.brand.name, "goods": self.goods.title, "seller": self.sellers[0].name}
        return {
            "subject": self.dice.choice(subjects).format(**names),
            "violation": self.violation,
            "right": self.house.right,
            "own_sku": self.goods.sku,
            "nice_class": self.goods.nice_class,
            "statement": self.dice.choice(infringement.STATEMENTS[self.violation]),
        }

    def answered_questions(self) -> dict[str, Any]:
        matter = self.matter
        assert matter is not None
        day = self.at.date()
        price = Decimal(self.goods.price)
        others = [goods.sku for goods in self.house.goods if goods != self.goods]
        facts = {
            "goods": self.goods.title,
            "brand": self.brand.name,
            "sku": self.goods.sku,
            "other": self.dice.choice(others),
            "order": f"{self.dice.randint(10_000_000, 99_999_999)}-{self.dice.randint(1000, 9999)}-1",
            "price": f"{price} ₽",
            "low": f"{price * 7 // 10} ₽",
            "link": self.address_of(self.goods.sku),
            "n": str(self.dice.randint(10_000, 99_999)),
            "gone": (day - timedelta(days=30)).isoformat(),
            "ago": (day - timedelta(days=self.dice.randint(1, 12))).isoformat(),
            "soon": (day + timedelta(days=self.dice.randint(5, 12))).isoformat(),
            "end": (day + timedelta(days=self.dice.randint(14, 24))).isoformat(),
            "until": (day + timedelta(days=self.dice.randint(200, 700))).isoformat(),
        }
        fields: dict[str, Any] = {
            "subject": {"zh-hans": matter.zh, "ru": matter.ru, "en": matter.en}[self.author.language].format(**facts),
            "statement": matter.statement,
            "details": {code: text.format(**facts) for code, text in matter.details.items()},
        }
        if kind_of(self.plot.kind).has_right:
            fields["right"] = self.house.right
        return fields

    def line(self, index: int) -> str:
        """One line as people paste it from a sheet: link, title, seller, INN, price, day."""
        sku = str(self.dice.randint(1_680_000_000, 1_699_999_999))
        seller = self.sellers[index % len(self.sellers)]
        price = round(self.goods.price * self.dice.uniform(0.3, 0.7), -1) - 1
        seen = self.at.strftime("%d.%m.%Y %H:%M")
        title = self.dice.choice(self.goods.copies)
        return "\t".join([self.address_of(sku), sku, title, seller.name, seller.inn, f"{price:.0f} ₽", seen])

    def address_of(self, sku: str) -> str:
        return gateway(self.marketplace.gateway).listing_url(sku) or f"https://verba.example/product/{sku}"

    # -- and proves

    def add_proof(self) -> None:
        if self.matter is not None:
            for kind in self.matter.proofs:
                self.attach(self.proof_of(kind))
            return
        for listing in self.case.listings.all():
            self.attach(self.screenshot_of(listing), listing)
        letters = self.house.letters[self.author.organisation]
        for exhibit in [self.house.certificates[0], *letters, self.extract()]:
            self.attach(exhibit)
        if self.violation == "counterfeit" and self.dice.random() < 0.3:
            data = pictures.photo(colour=self.goods.colour, mark=self.brand.name)
            self.attach(seal(self.author, self.brand, K.PURCHASE, f"Test purchase {self.case.number}.jpg", data))

    def attach(self, exhibit: Exhibit, listing: OffendingListing | None = None) -> None:
        drafts.attach_exhibit(actor=self.author, case=self.case, exhibit=exhibit, listing=listing)

    def proof_of(self, kind: Exhibit.Kind) -> Exhibit:
        if kind == K.CERTIFICATE:
            return self.house.certificates[0]
        if kind == K.SCREENSHOT:
            return self.screenshot_of(None)
        if kind == K.PHOTO:
            data = pictures.photo(colour=self.goods.colour, mark=self.brand.name)
            return seal(self.author, self.brand, kind, f"Photo {self.case.number}.jpg", data)
        if kind == K.CORRESPONDENCE:
            data = pictures.notice(
                heading=self.marketplace.name, lines=(self.case.number, self.case.subject), seen_at=self.at
            )
            return seal(self.author, self.brand, kind, f"Notice {self.case.number}.png", data, captured_at=self.at)
        # What is attached to the case is a paper of the brand: it is scanned once.
        name = f"{kind.label} {self.goods.sku}"
        if name not in self.house.documents:
            data = pictures.paper(
                heading=str(kind.label), lines=(self.brand.name, self.goods.title, f"{self.at:%d.%m.%Y}")
            )
            self.house.documents[name] = seal(self.author, self.brand, kind, f"{name}.pdf", data)
        return self.house.documents[name]

    def extract(self) -> Exhibit:
        """The extract of the month; a new one when the last is getting old."""
        extracts, right = self.house.extracts, self.house.right
        if not extracts or extracts[-1].sealed_at < self.at - timedelta(days=EXTRACT_DAYS):
            heading = f"Extract {right.number} {self.at:%Y-%m-%d}"
            data = pictures.paper(heading=heading, lines=(self.brand.name.upper(), f"{self.at:%d.%m.%Y}"))
            extracts.append(
                seal(self.author, self.brand, K.EXTRACT, f"{heading}.pdf", data, right=right, captured_at=self.at)
            )
        return extracts[-1]

    def screenshot_of(self, listing: OffendingListing | None) -> Exhibit:
        sku = listing.sku if listing else self.goods.sku
        address = (listing and listing.url) or self.address_of(sku)
        data = pictures.screenshot(
            address=address,
            title=listing.title if listing else self.goods.title,
            seller=listing.seller if listing else self.brand.name,
            price=f"{listing.price:.0f} ₽" if listing and listing.price else f"{self.goods.price} ₽",
            seen_at=self.at,
            colour=self.goods.colour,
        )
        return seal(
            self.author,
            self.brand,
            K.SCREENSHOT,
            f"SKU {sku}.png",
            data,
            source_url=address,
            captured_at=self.at,
        )

    def submit(self) -> None:
        self.case.refresh_from_db()
        readiness = check_case(self.case, today=self.marketplace.today(), organisation=self.author.organisation)
        if readiness.warnings:
            codes = [check.code for check in readiness.warnings]
            drafts.overrule_warnings(actor=self.author, case=self.case, codes=codes, reason=self.say(talk.OVERRULES))
        filing.submit_case(actor=self.author, case=self.case)
        if self.is_infringement:
            self.link()

    # -- what is done beside

    def link(self) -> None:
        place = self.brand.pk, self.sellers[0].name
        before, self.stage.latest[place] = self.stage.latest.get(place), self.case
        if before is not None and self.dice.random() < 0.25:
            related.link_cases(actor=self.author, case=self.case, other=before)

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

    # -- answered on this desk

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

    # -- answered in the marketplace's cabinet, recorded by a person

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

    # -- words

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
