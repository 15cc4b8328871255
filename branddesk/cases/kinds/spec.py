"""What a kind of case is: when to choose it, what it asks, which proof it wants, what its letter says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from branddesk.cases.kinds.questions import Answer, Question
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

MATTER, ASKED = "matter", "asked"
"""The codes of the two questions that lead the letter: what it is about, and what is asked for."""


@dataclass(frozen=True)
class Proof:
    """Evidence that a kind wants: any exhibit of these kinds will do."""

    code: str
    kinds: tuple[Exhibit.Kind, ...]
    level: Literal["blocker", "warning"]
    text: Promise
    """What is so while it is missing, in a sentence."""
    why: Promise
    mend: Promise
    only_for: frozenset[str] = frozenset()

    def is_wanted(self, matter: str) -> bool:
        return not self.only_for or matter in self.only_for


@dataclass(frozen=True)
class Section:
    """A part of the composer: a step of a large matter, or a heading of a small one."""

    anchor: str
    title: Promise
    has_right: bool = False
    """The right in question is chosen here."""


@dataclass(frozen=True)
class Kind:
    """A kind of case, declared once for its form, its check, its preview and its letter."""

    code: CaseKind
    when: Promise
    """One sentence that says when to choose it."""
    icon: str
    title: Phrase
    sections: tuple[Section, ...]
    """What is filled in, in order; evidence and preview follow by themselves."""
    statement_label: Promise
    statement_help: Promise
    questions: tuple[Question, ...] = ()
    proofs: tuple[Proof, ...] = ()
    exhibits: tuple[Exhibit.Kind, ...] = tuple(kind for kind in Exhibit.Kind if kind != Exhibit.Kind.CALL_RECORDING)
    """The kinds of exhibit that its upload offers first."""
    has_steps: bool = False
    has_listings: bool = False
    """One submission for each offending listing; else one for the case as a whole."""

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)

    @property
    def statement_step(self) -> str:
        """The section in which the statement is written."""
        return "right" if self.has_listings else self.sections[0].anchor

    @property
    def has_right(self) -> bool:
        return any(section.has_right for section in self.sections)

    def asked_of(self, matter: str) -> list[Question]:
        """The questions that a case about this matter has to answer."""
        return [question for question in self.questions if question.is_asked(matter)]

    def answers_in(self, stored: object) -> dict[str, Answer]:
        """The answers that a row holds, each as its question takes it; whatever does not fit is left out."""
        if not isinstance(stored, Mapping):
            return {}
        answers: dict[str, Answer] = {}
        for question in self.questions:
            try:
                answer = question.read(stored.get(question.code))
            except DomainError:
                continue
            if answer is not None:
                answers[question.code] = answer
        return answers

    def given(self, stored: object) -> dict[str, Answer]:
        """The answers that count: those to questions that are asked, the matter being what it is."""
        answers = self.answers_in(stored)
        matter = str(answers.get(MATTER, ""))
        return {q.code: answers[q.code] for q in self.asked_of(matter) if q.code in answers}
