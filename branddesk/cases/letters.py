"""What a case's letter is filled from: the case, its right or its answers, one listing, and who files it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from branddesk.accounts.models import Organisation
from branddesk.cases.kinds import ASKED, MATTER, Answer, Kind, Question, Type, kind_of, price_of
from branddesk.cases.models import Case, OffendingListing
from branddesk.marketplaces.appeal import Appeal, Price, Value, compose_appeal
from branddesk.marketplaces.gateway import Complaint, Facts, Gateway
from branddesk.marketplaces.words import Phrase


def letter_of(
    case: Case,
    listing: OffendingListing | None,
    listings: Sequence[OffendingListing],
    applicant: Organisation | None,
    port: Gateway,
    language: str,
) -> Complaint:
    """The letter as the platform reads it: about one listing, about all of them, or about what the case answers."""
    kind = kind_of(case.kind)
    if not kind.has_listings:
        return compose_appeal(appeal_of(case, kind, applicant), language)
    facts = facts_of(case, listing, applicant) if listing else facts_of_all(case, listings, applicant)
    return port.complaint(facts, language)


def appeal_of(case: Case, kind: Kind, applicant: Organisation | None) -> Appeal:
    """What a case that is about no listing says, from its answers."""
    answers = kind.given(case.details)
    matter, asked = _sentence(kind, MATTER, answers), _sentence(kind, ASKED, answers)
    return Appeal(
        title=kind.title,
        opening=matter,
        facts=tuple(_facts(kind, answers)),
        texts=tuple(
            (question.label, str(answers[question.code]))
            for question in kind.questions
            if question.type is Type.LONG and question.code in answers
        ),
        statement=case.statement,
        basis=facts_of(case, None, applicant),
        demand=asked,
    )


def _sentence(kind: Kind, code: str, answers: dict[str, Answer]) -> Phrase | None:
    question = kind.question(code)
    choice = question.choice(answers.get(code)) if question else None
    return choice.says if choice else None


def _facts(kind: Kind, answers: dict[str, Answer]) -> Iterator[tuple[Phrase, Value]]:
    for question in kind.questions:
        answer = answers.get(question.code)
        if answer is not None and question.type is not Type.LONG and question.code not in (MATTER, ASKED):
            yield question.label, value_of(question, answer)


def value_of(question: Question, answer: Answer) -> Value:
    """A stored answer as something that each language writes in its way."""
    if isinstance(answer, list):
        return tuple(answer)
    if question.type is Type.CHOICE and (choice := question.choice(answer)):
        return choice.label
    if question.type is Type.DATE:
        return date.fromisoformat(str(answer))
    if question.type is Type.MONEY:
        return Price(*price_of(str(answer)))
    return answer


def facts_of(case: Case, listing: OffendingListing | None, applicant: Organisation | None) -> Facts:
    """The facts of one complaint. The applicant is named only where it is not the holder itself."""
    right = case.right
    holder = right.holder if right else ""
    name = applicant.legal_name if applicant else ""
    return Facts(
        violation=case.violation,
        brand=case.brand.name,
        own_sku=case.own_sku.strip(),
        sku=listing.sku if listing else "",
        url=listing.url if listing else "",
        title=listing.title if listing else "",
        seller=listing.seller.strip() if listing else "",
        inn=listing.seller_inn if listing else "",
        price=listing.price if listing else None,
        currency=listing.currency if listing else "RUB",
        seen_on=listing.seen_at.date() if listing and listing.seen_at else None,
        right_kind=right.kind if right else "",
        sign=right.sign if right else "",
        right_number=right.number if right else "",
        register=right.register if right else "",
        classes=tuple(int(number) for number in right.classes) if right else (),
        right_ends_on=right.valid_to if right else None,
        holder=holder,
        applicant="" if name == holder else name,
        statement=case.statement,
    )


def facts_of_all(case: Case, listings: Sequence[OffendingListing], applicant: Organisation | None) -> Facts:
    """The facts of one complaint about all listings of the case, each seller named once."""
    if len(listings) == 1:
        return facts_of(case, listings[0], applicant)
    sellers = dict.fromkeys((row.seller.strip(), row.seller_inn) for row in listings if row.seller.strip())
    return replace(
        facts_of(case, None, applicant), listings=tuple(str(row) for row in listings), sellers=tuple(sellers)
    )
