"""One case of the demo, lived through the services from the day somebody noticed it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from branddesk.cases.models import Case, OffendingListing
from branddesk.cases.readiness import check_case
from branddesk.cases.services import answers, drafts, filing, messages, review
from branddesk.core import clock
from branddesk.core.enums import Language, Reason, Route, SubmissionStatus
from branddesk.demo import pictures, stories
from branddesk.demo.cast import Cast, seal
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.registry import gateway

SHEET_HEADINGS = "Link\tSKU\tTitle\tSeller\tINN\tPrice\tSeen"


class CaseStory:
    """One case from the day somebody noticed it to where it stands today."""

    def __init__(self, dice: random.Random, cast: Cast, route: Route) -> None:
        self.dice = dice
        self.cast = cast
        self.marketplace = cast.desk if route == Route.DESK else cast.cabinet
        self.brand = dice.choice(list(cast.brands))
        self.goods = dice.choice(cast.brands[self.brand])
        self.violation = dice.choice(list(stories.SUBJECTS))
        self.sellers = dice.sample(stories.SELLERS, dice.randint(1, 2))
        self.author = dice.choice([cast.lin, cast.lin, cast.emma])
        self.moderator = dice.choice([cast.orlov, cast.orlov, cast.sokolova])
        self.at = clock.now()
        self.case = Case()

    def live(self, opened_at: datetime, fate: str) -> None:
        if fate in {"review", "waiting"}:
            self.moderator = self.cast.orlov
        self.at = opened_at
        self.step(self.draft, minutes=0)
        if fate == "draft":
            return
        self.step(self.add_proof, minutes=self.dice.randint(10, 60))
        self.step(self.submit, minutes=self.dice.randint(10, 180))
        if self.dice.random() < 0.5:
            self.step(self.note, minutes=30)
        if fate == "prepared":
            return
        if self.marketplace.route == Route.DESK:
            self.answered_here(fate)
        else:
            self.answered_in_the_cabinet(fate)
        if fate.startswith("closed"):
            self.step(self.close, hours=self.dice.randint(4, 60))

    def step(self, act: Callable[[], object], *, hours: int = 0, minutes: int = 0) -> None:
        """Let time pass, never beyond the present, and act."""
        self.at = min(self.at + timedelta(hours=hours, minutes=minutes), clock.now())
        with clock.at(self.at):
            act()

    # -- the brand's side

    def draft(self) -> None:
        lines = [SHEET_HEADINGS, *(self.line(index) for index in range(self.dice.choice([1, 1, 2, 2, 3, 4, 6])))]
        self.case = drafts.open_draft(
            actor=self.author, brand=self.brand, marketplace=self.marketplace, text="\n".join(lines)
        )
        subject = stories.SUBJECTS[self.violation].get(self.author.language, stories.SUBJECTS[self.violation]["en"])
        right = self.cast.rights[self.brand]
        drafts.change_draft(
            actor=self.author,
            case=self.case,
            subject=subject.format(brand=self.brand, goods=self.goods.title, seller=self.sellers[0].name),
            violation=self.violation,
            right=right,
            own_sku=self.goods.sku,
            nice_class=right.classes[0],
            statement=stories.STATEMENTS[self.violation],
        )

    def line(self, index: int) -> str:
        """One line as people paste it from a sheet: link, title, seller, INN, price, day."""
        sku = str(self.dice.randint(1_680_000_000, 1_699_999_999))
        seller = self.sellers[index % len(self.sellers)]
        price = round(self.goods.price * self.dice.uniform(0.3, 0.7), -1) - 1
        seen = self.at.strftime("%d.%m.%Y %H:%M")
        title = self.dice.choice(self.goods.copies)
        cells = [self.address_of(sku), sku, title, seller.name, seller.inn, f"{price:.0f} ₽", seen]
        return "\t".join(cells)

    def address_of(self, sku: str) -> str:
        return gateway(self.marketplace.gateway).listing_url(sku) or f"https://verba.example/product/{sku}"

    def add_proof(self) -> None:
        for listing in self.case.listings.all():
            self.attach(self.screenshot_of(listing), listing)
        heading = f"Extract {self.cast.rights[self.brand].number} {self.at:%Y-%m-%d}"
        extract = seal(
            self.author,
            self.brand,
            Exhibit.Kind.EXTRACT,
            f"{heading}.pdf",
            pictures.paper(heading=heading, lines=(self.brand.name.upper(), f"{self.at:%d.%m.%Y}")),
            right=self.cast.rights[self.brand],
            captured_at=self.at,
        )
        for exhibit in [*self.cast.papers[self.brand], extract]:
            self.attach(exhibit)
        if self.violation == "counterfeit":
            data = pictures.photo(colour=self.goods.colour, mark=self.brand.name)
            self.attach(
                seal(self.author, self.brand, Exhibit.Kind.PURCHASE, f"Test purchase {self.case.number}.jpg", data)
            )

    def attach(self, exhibit: Exhibit, listing: OffendingListing | None = None) -> None:
        drafts.attach_exhibit(actor=self.author, case=self.case, exhibit=exhibit, listing=listing)

    def screenshot_of(self, listing: OffendingListing) -> Exhibit:
        address = listing.url or self.address_of(listing.sku)
        data = pictures.screenshot(
            address=address,
            title=listing.title,
            seller=listing.seller,
            price=f"{listing.price:.0f} ₽" if listing.price else "",
            seen_at=self.at,
            colour=self.goods.colour,
        )
        name = f"SKU {listing.sku}.png"
        return seal(
            self.author, self.brand, Exhibit.Kind.SCREENSHOT, name, data, source_url=address, captured_at=self.at
        )

    def submit(self) -> None:
        self.case.refresh_from_db()
        readiness = check_case(self.case, today=clock.today(), organisation=self.author.organisation)
        for check in readiness.warnings:
            drafts.overrule_warning(
                actor=self.author, case=self.case, code=check.code, reason="Checked with the rights holder by phone."
            )
        filing.submit_case(actor=self.author, case=self.case)

    def note(self) -> None:
        language = "zh-hans" if self.author.language == Language.CHINESE else "en"
        messages.add_note(actor=self.author, case=self.case, text=self.dice.choice(stories.NOTES[language]))

    def close(self) -> None:
        answers.close_case(actor=self.author, case=self.case)

    # -- answered on this desk

    def answered_here(self, fate: str) -> None:
        if fate == "submitted":
            return
        self.step(lambda: review.take_case(actor=self.moderator, case=self.case), hours=self.dice.randint(3, 40))
        if fate == "review":
            return
        asks = fate == "waiting" or self.dice.random() < 0.35
        if asks:
            self.step(self.ask, hours=self.dice.randint(2, 30))
        if fate == "waiting":
            return
        if asks:
            self.step(self.answer, hours=self.dice.randint(5, 50))
        outcome = "refused" if fate == "reopened" else fate.removeprefix("closed_")
        self.step(lambda: self.decide(outcome), hours=self.dice.randint(6, 80))
        if fate == "reopened":
            self.step(self.reopen, hours=self.dice.randint(10, 40))

    def ask(self) -> None:
        review.ask_for_information(
            actor=self.moderator,
            case=self.case,
            reason=Reason.PROOF_INSUFFICIENT,
            text=self.dice.choice(stories.QUESTIONS),
        )

    def answer(self) -> None:
        listing = self.case.listings.first()
        fresh = [self.screenshot_of(listing)] if listing else []
        answers.answer_request(
            actor=self.author, case=self.case, text=self.dice.choice(stories.ANSWERS_OF_BRAND), exhibits=fresh
        )

    def decide(self, outcome: str) -> None:
        reason = Reason.SELLER_PERMITTED if outcome == "refused" else Reason(self.violation)
        review.decide(
            actor=self.moderator,
            case=self.case,
            outcome=SubmissionStatus(outcome),
            reason=reason,
            text=stories.DECISIONS[outcome],
        )

    def reopen(self) -> None:
        language = "zh-hans" if self.author.language == Language.CHINESE else "en"
        answers.reopen_case(actor=self.author, case=self.case, reason=stories.REOPENINGS[language])

    # -- answered in the marketplace's cabinet, recorded by a person

    def answered_in_the_cabinet(self, fate: str) -> None:
        submissions = list(self.case.submissions.all())
        for submission in submissions:
            reference = f"{self.dice.randint(48_000_000, 48_999_999)}"
            self.step(
                partial(filing.record_filing, actor=self.author, submission=submission, reference=reference),
                minutes=self.dice.randint(4, 20),
            )
        if fate == "submitted":
            return
        self.step(lambda: None, hours=self.dice.randint(20, 90))
        for index, submission in enumerate(submissions):
            outcome = fate.removeprefix("closed_")
            if fate == "review" and index:
                continue
            if fate == "waiting":
                outcome = "waiting" if index == 0 else "granted"
            elif outcome == "partly":
                outcome = "granted" if index % 2 else "refused"
                outcome = "partly" if len(submissions) == 1 else outcome
            self.step(partial(self.record, submission.pk, outcome), minutes=self.dice.randint(1, 90))

    def record(self, pk: int, outcome: str) -> None:
        submission = self.case.submissions.get(pk=pk)
        texts = stories.DECISIONS | {
            "waiting": stories.QUESTIONS[0],
            "review": "Здравствуйте! Передали обращение специалисту. Ответим здесь.",
        }
        reasons = {"refused": Reason.NO_VIOLATION, "waiting": Reason.PROOF_INSUFFICIENT, "review": ""}
        answers.record_answer(
            actor=self.author,
            submission=submission,
            outcome=SubmissionStatus(outcome),
            reason=reasons.get(outcome, Reason(self.violation)),
            text=texts[outcome],
            answered_at=clock.now(),
            language=Language.RUSSIAN,
        )
