"""Which exhibits of the vault serve in cases; fills the vault's slot."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.cases.models import Case, CaseExhibit
from branddesk.evidence.models import Exhibit
from branddesk.evidence.slots import Use


def is_used() -> Exists:
    return Exists(CaseExhibit.objects.filter(exhibit=OuterRef("pk")))


def uses_of(exhibit: Exhibit, reader: User) -> list[Use]:
    """The cases that the reader may see and in which the exhibit stands."""
    cases = Case.objects.visible_to(reader).filter(exhibit_links__exhibit=exhibit).order_by("pk")
    return [Use(number, reverse("cases:detail", args=[number])) for number in cases.values_list("number", flat=True)]
