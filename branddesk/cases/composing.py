"""What the composer shows: its sections with their questions, the listings, the exhibits, the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from branddesk.accounts.models import User
from branddesk.cases import packets, permissions, proofs, selectors
from branddesk.cases.forms import ANSWER, DraftForm
from branddesk.cases.kinds import ASKED, KINDS, Kind, kind_of
from branddesk.cases.models import Case, CaseExhibit, OffendingListing
from branddesk.cases.prefetched import bring_along, links_of
from branddesk.cases.readiness import Readiness, check_case
from branddesk.core.enums import Side
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.registry import gateway

MOST_OFFERED = 8
"""Exhibits of the vault that are offered at once; the rest is found on the vault's own page."""
MOST_LOOKED_AT = 300

EVIDENCE: tuple[str, Promise] = ("evidence", gettext_lazy("Evidence"))
PREVIEW: tuple[str, Promise] = ("preview", gettext_lazy("Preview and submit"))


@dataclass(frozen=True)
class Step:
    """One step of the composer: done, now (the first with something missing) or later."""

    number: int
    anchor: str
    title: Promise
    note: str
    state: str


@dataclass(frozen=True)
class Asked:
    """A field of the composer, and the matters for which it is asked."""

    field: BoundField
    anchor: str
    only_for: str
    is_optional: bool


@dataclass(frozen=True)
class Part:
    """A section of the composer with its fields in order."""

    anchor: str
    title: Promise
    fields: list[Asked]


@dataclass(frozen=True)
class Row:
    """A listing and the screenshots that show it."""

    listing: OffendingListing
    screenshots: list[Exhibit]


def context_of(case: Case, reader: User, form: DraftForm) -> dict[str, Any]:
    """Everything on the composer but its preview; the number of queries does not grow with the rows."""
    kind = kind_of(case.kind)
    listings = list(bring_along(case).listings.all())
    links = links_of(case)
    readiness = check_case(case, today=case.marketplace.today(), organisation=reader.organisation)
    may_hand_over = permissions.can(reader, "hand_over", case)
    colleagues = selectors.colleagues_of(case, Side.BRAND).exclude(pk=case.assignee_id or 0) if may_hand_over else ()
    return {
        "case": case,
        "kind": kind,
        "form": form,
        "parts": parts_of(kind, form),
        "may": {"edit": True},
        "readiness": readiness,
        "steps": steps_of(case, readiness, listings, links),
        "listings": listings,
        "rows": rows_of(case, listings, links),
        "links": links,
        "offered": offered_to(case, links),
        "colleagues": list(colleagues),
        "other_kinds": [other for other in KINDS.values() if other != kind] if may_change_kind(case, listings) else [],
        "kinds": upload_kinds(kind),
    }


def may_change_kind(case: Case, listings: list[OffendingListing]) -> bool:
    return case.is_being_written and not listings


def upload_kinds(kind: Kind) -> list[tuple[str, str]]:
    """The kinds of exhibit to choose from, those that this kind of case wants first."""
    first = [(item.value, str(item.label)) for item in kind.exhibits]
    return [*first, *((item.value, str(item.label)) for item in Exhibit.Kind if item not in kind.exhibits)]


def parts_of(kind: Kind, form: DraftForm) -> list[Part]:
    """The sections of a kind that is about no listing. What is asked for comes last, as in the letter."""
    if kind.has_listings:
        return []
    last = kind.sections[-1]
    parts = []
    for section in kind.sections:
        is_first = section.anchor == kind.statement_step
        names = ["subject"] if is_first else []
        questions = [question for question in kind.questions if question.section == section.anchor]
        names += [f"{ANSWER}{question.code}" for question in questions if question.code != ASKED]
        names += ["right"] if section.has_right else []
        names += ["statement"] if is_first else []
        names += [f"{ANSWER}{question.code}" for question in questions if question.code == ASKED]
        names += ["marketplace"] if section is last and form.instance.is_being_written else []
        fields = [_asked(kind, form[name]) for name in names]
        parts.append(Part(section.anchor, section.title, fields))
    return parts


def _asked(kind: Kind, field: BoundField) -> Asked:
    question = kind.question(field.name.removeprefix(ANSWER)) if field.name.startswith(ANSWER) else None
    if question is None:
        return Asked(field, f"field-{field.name}", "", field.name in {"subject", "right"})
    return Asked(field, f"field-{question.code}", " ".join(sorted(question.only_for)), question.need == "optional")


def rows_of(case: Case, listings: list[OffendingListing], links: list[CaseExhibit]) -> list[Row]:
    port = gateway(case.marketplace.gateway)
    standing = [link for link in links if link.exhibit.withdrawn_at is None]
    return [Row(listing, proofs.screenshots_for(listing, standing, listings, port)) for listing in listings]


def offered_to(case: Case, links: list[CaseExhibit]) -> list[Exhibit]:
    """Exhibits of the brand that are not in the case: the latest of each paper, those of its right first, then others.

    Screenshots that stand in another case are left out, they show something else.
    """
    rows = Exhibit.objects.filter(brand=case.brand_id, withdrawn_at=None)
    rows = rows.exclude(pk__in=[link.exhibit_id for link in links])
    rows = rows.exclude(Q(kind=Exhibit.Kind.SCREENSHOT) & Q(case_links__isnull=False))
    latest: dict[tuple[object, ...], Exhibit] = {}
    for exhibit in rows.select_related("blob", "right").order_by("-pk")[:MOST_LOOKED_AT]:
        is_paper = exhibit.right_id is not None or exhibit.authorisation_id is not None
        paper = (exhibit.kind, exhibit.right_id, exhibit.authorisation_id)
        latest.setdefault(paper if is_paper else (exhibit.pk,), exhibit)
    here = {(link.exhibit.kind, link.exhibit.right_id, link.exhibit.authorisation_id) for link in links}

    def urgency(exhibit: Exhibit) -> tuple[bool, bool, bool]:
        paper = (exhibit.kind, exhibit.right_id, exhibit.authorisation_id)
        is_of_case = exhibit.authorisation_id is not None or (case.right_id and exhibit.right_id == case.right_id)
        return paper in here, not is_of_case, exhibit.right_id is None and exhibit.authorisation_id is None

    return sorted(latest.values(), key=urgency)[:MOST_OFFERED]


def steps_of(
    case: Case, readiness: Readiness, listings: list[OffendingListing], links: list[CaseExhibit]
) -> list[Step]:
    """The steps of a large matter; a small one is on one page and has none."""
    kind = kind_of(case.kind)
    if not kind.has_steps:
        return []
    answers = kind.given(case.details)
    titles = [*((section.anchor, section.title) for section in kind.sections), EVIDENCE, PREVIEW]
    notes = {
        "listings": _count_of_listings(len(listings)),
        "right": str(case.right.number) if case.right else _("Not chosen yet"),
        "evidence": ngettext("%(count)d exhibit", "%(count)d exhibits", len(links)) % {"count": len(links)},
        "preview": _how_filed(case, kind),
    }
    is_begun = {"listings": bool(listings), "right": case.right is not None, "evidence": bool(links), "preview": False}
    if not kind.has_listings:
        for section in kind.sections:
            count = sum(question.code in answers for question in kind.questions if question.section == section.anchor)
            notes[section.anchor] = ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}
            is_begun[section.anchor] = bool(count)
    missing = {anchor: [c for c in readiness.blockers if c.step == anchor] for anchor, _title in titles}
    first = next((anchor for anchor, _title in titles if missing[anchor] or not is_begun[anchor]), "preview")
    steps = []
    for number, (anchor, title) in enumerate(titles, start=1):
        gaps = len(missing[anchor])
        note = ngettext("%(count)d point missing", "%(count)d points missing", gaps) % {"count": gaps}
        is_done = not gaps and is_begun[anchor]
        state = "now" if anchor == first else "done" if is_done else ""
        steps.append(Step(number, anchor, title, note if gaps else notes[anchor], state))
    return steps


def _how_filed(case: Case, kind: Kind) -> str:
    if kind.has_listings:
        return _("Filed by a person, listing by listing") if case.by_cabinet else _("One submission per listing")
    return _("Sent by a person in the support chat") if case.by_cabinet else _("One submission for the whole")


def _count_of_listings(count: int) -> str:
    if not count:
        return _("Paste the first one")
    return ngettext("%(count)d listing", "%(count)d listings", count) % {"count": count}


def preview_of(case: Case, listings: list[OffendingListing], sku: int | None, language: str) -> dict[str, Any]:
    """The letter as the platform reads it, and what it means in the reader's language.

    By desk one letter is about all listings; by cabinet each listing has its own.
    """
    kind = kind_of(case.kind)
    shown = next((row for row in listings if row.pk == sku), listings[0] if listings else None)
    subject = shown if case.by_cabinet and kind.has_listings else None
    is_foreign = case.marketplace.language != language
    return {
        "shown": subject,
        "preview": packets.preview(case, subject, case.marketplace.language),
        "meaning": packets.preview(case, subject, language) if is_foreign else None,
    }
