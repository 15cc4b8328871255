"""The brand writes a case and submits it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from branddesk.cases.kinds import kind_of
from branddesk.cases.readiness import check_case
from branddesk.cases.services import drafts, filing, handling, related
from branddesk.core.enums import Priority
from branddesk.core.errors import DomainError
from branddesk.demo.story.proof import Proof
from branddesk.demo.story.teller import Moments
from branddesk.demo.texts import infringement, talk

SHEET_HEADINGS = "Link\tSKU\tTitle\tSeller\tINN\tPrice\tSeen"


class Writing(Proof):
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

    def submit(self) -> None:
        try:
            filing.submit_case(actor=self.author, case=self.case)
        except DomainError:
            self.set_warnings_aside()
            filing.submit_case(actor=self.author, case=self.case)
        if self.is_infringement:
            self.link()

    def set_warnings_aside(self) -> None:
        self.case.refresh_from_db()
        readiness = check_case(self.case, today=self.marketplace.today(), organisation=self.author.organisation)
        codes = [check.code for check in readiness.warnings]
        drafts.overrule_warnings(actor=self.author, case=self.case, codes=codes, reason=self.say(talk.OVERRULES))

    def link(self) -> None:
        place = self.brand.pk, self.sellers[0].name
        before, self.stage.latest[place] = self.stage.latest.get(place), self.case
        if before is not None and self.dice.random() < 0.25:
            related.link_cases(actor=self.author, case=self.case, other=before)
