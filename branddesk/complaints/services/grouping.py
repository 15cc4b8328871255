"""Putting voices of the same trouble together, and what people change about that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.services import change_draft, open_draft
from branddesk.complaints import events, permissions
from branddesk.complaints.models import Complaint, Improvement, Theme
from branddesk.complaints.services.casing import KINDS, LONGEST_SUBJECT, details_of, marketplace_of
from branddesk.complaints.services.changing import lock, settle
from branddesk.complaints.troubles import most_like, trouble_of, words_of
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal

LOOKED_BACK = timedelta(days=90)
MOST_COMPARED = 300
QUOTED = 5
GROUPED = (Complaint.Wish.COMPLAINT, Complaint.Wish.SUGGESTION)


@transaction.atomic
def group(keys: Iterable[int]) -> int:
    """Give the voices their themes: by a rule, else by likeness to others about the same product. Harmless twice.

    A voice that a person has placed stays where it is. Gives how many got a theme.
    """
    rows = Complaint.objects.filter(pk__in=list(keys), theme=None, is_theme_given=False, wish__in=GROUPED)
    placed = 0
    for complaint in rows.select_related("product").exclude(text="").order_by("pk"):
        theme = _by_rule(complaint) or _by_likeness(complaint)
        if theme is not None:
            Complaint.objects.filter(pk=complaint.pk).update(theme=theme)
            placed += 1
    return placed


def _by_rule(complaint: Complaint) -> Theme | None:
    trouble = trouble_of(complaint.text)
    if not trouble:
        return None
    name = complaint.product.name if complaint.product else ""
    theme, _is_new = Theme.objects.get_or_create(
        brand_id=complaint.brand_id, sku=complaint.sku, trouble=trouble, defaults={"product_name": name}
    )
    return theme.merged_into or theme


def _by_likeness(complaint: Complaint) -> Theme | None:
    """Join what is most alike of the last months; with a voice that has no theme, both begin one."""
    others = list(
        Complaint.objects.filter(
            brand=complaint.brand_id,
            sku=complaint.sku,
            received_at__gte=complaint.received_at - LOOKED_BACK,
            wish__in=GROUPED,
        )
        .exclude(pk=complaint.pk)
        .exclude(text="")
        .select_related("theme")
        .order_by("-received_at")[:MOST_COMPARED]
    )
    words = words_of(complaint.text)
    found = most_like(words, [(other.pk, words_of(other.text)) for other in others])
    if found is None:
        return None
    like = next(other for other in others if other.pk == found)
    if like.theme is not None:
        return like.theme
    if like.is_theme_given:
        return None
    shared = sorted(words & words_of(like.text), key=len, reverse=True)[:4]
    theme = Theme.objects.create(
        brand_id=complaint.brand_id,
        sku=complaint.sku,
        product_name=complaint.product.name if complaint.product else "",
        words=shared,
        name=like.first_words[:120],
    )
    Complaint.objects.filter(pk=like.pk).update(theme=theme)
    return theme


@transaction.atomic
def place(*, actor: User, complaint: Complaint, theme: Theme | None) -> Complaint:
    """Put a voice into another theme, or into none; rules leave it there."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    if theme is not None and theme.brand_id != complaint.brand_id:
        raise DomainError(_("This theme belongs to another brand."))
    if complaint.theme == theme and complaint.is_theme_given:
        return complaint
    complaint.theme, complaint.is_theme_given = theme, True
    return settle(actor, "complaint.placed", complaint, theme=theme.pk if theme else None)


@transaction.atomic
def rename(*, actor: User, theme: Theme, name: str) -> Theme:
    """Give a theme its own name; an empty one gives it back the rule's."""
    theme = _locked(actor, theme)
    theme.name = " ".join(name.split())[:120]
    if not theme.name and not theme.trouble:
        raise DomainError(_("Write a name: no rule names this theme."))
    theme.save(update_fields=["name"])
    journal.record(actor, "theme.renamed", theme, brand=theme.brand_id, private={"name": theme.name})
    return theme


@transaction.atomic
def merge(*, actor: User, theme: Theme, into: Theme) -> Theme:
    """Put all voices of a theme into another one; what the rule finds later follows."""
    theme, into = _locked(actor, theme), _locked(actor, into)
    if theme == into or theme.brand_id != into.brand_id or into.merged_into_id is not None:
        raise DomainError(_("Choose another theme of the same brand."))
    theme.complaints.update(theme=into)
    theme.merged.update(merged_into=into)
    theme.improvements.update(theme=into)
    theme.merged_into, theme.closed_at = into, clock.now()
    theme.save(update_fields=["merged_into", "closed_at"])
    journal.record(actor, "theme.merged", theme, brand=theme.brand_id, into=into.pk)
    return into


@transaction.atomic
def set_closed(*, actor: User, theme: Theme, closed: bool) -> Theme:
    """Take a theme off the list, or put it back. New voices still join it."""
    theme = _locked(actor, theme)
    theme.closed_at = clock.now() if closed else None
    theme.save(update_fields=["closed_at"])
    journal.record(actor, "theme.closed" if closed else "theme.reopened", theme, brand=theme.brand_id)
    return theme


@transaction.atomic
def improve(
    *, actor: User, theme: Theme, text: str, owner: User, due_on: date | None = None, form_key: UUID | None = None
) -> Improvement:
    """Note what is done about the trouble, by whom, until when. The same form sent twice notes it once."""
    theme = _locked(actor, theme)
    before = made_before(Improvement.objects.all(), form_key, person=actor, maker="made_by")
    if before is not None:
        return before
    if not text.strip():
        raise DomainError(_("Write what is done."))
    if owner.organisation_id != actor.organisation_id:
        raise DomainError(_("Choose one of your colleagues."))
    task = Improvement.objects.create(
        theme=theme, text=text.strip()[:300], owner=owner, due_on=due_on, made_by=actor, form_key=form_key
    )
    journal.record(actor, "theme.improvement", theme, brand=theme.brand_id, improvement=task.pk)
    return task


@transaction.atomic
def finish_improvement(*, actor: User, task: Improvement) -> Improvement:
    """From now on its effect is counted."""
    theme = _locked(actor, task.theme)
    task = Improvement.objects.select_for_update().get(pk=task.pk)
    if task.done_at is None:
        task.done_at = clock.now()
        task.save(update_fields=["done_at"])
        journal.record(actor, "theme.improved", theme, brand=theme.brand_id, improvement=task.pk)
    return task


@transaction.atomic
def open_case(*, actor: User, theme: Theme, kind: str, form_key: UUID | None = None) -> Case:
    """Draft a case that holds the latest words, orders and goods of the theme. Once for each theme."""
    theme = _locked(actor, theme)
    if theme.case is not None:
        return theme.case
    if kind not in KINDS:
        raise DomainError(_("Choose what the case is about."))
    voices = list(theme.complaints.select_related("product", "store").order_by("-received_at")[:QUOTED])
    if not voices:
        raise DomainError(_("There is no voice in this theme."))
    marketplace = marketplace_of(voices[0])
    with override(marketplace.language):
        subject = f"{theme.product_name or theme.sku}: {theme}".strip(": ")[:LONGEST_SUBJECT]
        case = open_draft(
            actor=actor, brand=theme.brand, marketplace=marketplace, kind=kind, subject=subject, form_key=form_key
        )
        case = change_draft(actor=actor, case=case, details=details_of(kind, voices))
    theme.case = case
    theme.save(update_fields=["case"])
    theme.complaints.filter(case=None).update(case=case)
    journal.record(actor, "theme.case-opened", theme, brand=theme.brand_id, case=case.number)
    events.case_opened.send(sender=Case, case=case)
    return case


def _locked(actor: User, theme: Theme) -> Theme:
    found = Theme.objects.select_for_update(of=("self",)).select_related("brand").get(pk=theme.pk)
    permissions.check_can_work(actor, found.brand)
    return found
