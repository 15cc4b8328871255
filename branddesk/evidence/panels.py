"""What the vault shows on the pages of the rights register: the proofs of its papers."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from branddesk.brands.models import Brand, Right
from branddesk.brands.slots import Paper, Proof
from branddesk.evidence.models import Exhibit

MOST_SHOWN = 6
"""Rows that a paper's page shows at once; an extract joins with every case."""


def proofs_of_brand(request: HttpRequest, brand: Brand) -> dict[Paper, list[Proof]]:
    """The newest standing proof of each kind, of each right and authorisation, and how many more there are."""
    exhibits = Exhibit.objects.filter(brand=brand, withdrawn_at=None).select_related("right", "authorisation")
    found: dict[Paper, list[Exhibit]] = defaultdict(list)
    for exhibit in exhibits.exclude(right=None, authorisation=None).order_by("-pk"):
        for paper in (exhibit.right, exhibit.authorisation):
            if paper is not None:
                found[paper].append(exhibit)
    return {paper: _newest(standing, brand) for paper, standing in found.items()}


def _newest(standing: list[Exhibit], brand: Brand) -> list[Proof]:
    by_kind = {exhibit.kind: exhibit for exhibit in reversed(standing)}
    shown = [Proof(exhibit.title, reverse("evidence:detail", args=[exhibit.key])) for exhibit in by_kind.values()]
    more = len(standing) - len(shown)
    if more:
        title = ngettext("%(number)s more", "%(number)s more", more) % {"number": more}
        shown.append(Proof(title, f"{reverse('evidence:list')}?{urlencode({'brand': brand.slug})}"))
    return shown


def proofs_of_paper(request: HttpRequest, paper: Paper) -> SafeString:
    """The proofs of one paper and a zone to add more. Whoever opens the page may keep the brand's papers."""
    name = "right" if isinstance(paper, Right) else "authorisation"
    kinds = (
        (Exhibit.Kind.CERTIFICATE, Exhibit.Kind.EXTRACT, Exhibit.Kind.TRANSLATION)
        if isinstance(paper, Right)
        else (Exhibit.Kind.LETTER, Exhibit.Kind.TRANSLATION)
    )
    order = list(Exhibit.Kind)
    exhibits = sorted(
        paper.proofs.select_related("blob").order_by("-pk"), key=lambda exhibit: order.index(Exhibit.Kind(exhibit.kind))
    )
    context = {
        "exhibits": exhibits,
        "shown": f":{MOST_SHOWN}",
        "rest": f"{MOST_SHOWN}:",
        "more": max(0, len(exhibits) - MOST_SHOWN),
        "fields": {"brand": paper.brand.slug, name: paper.pk, "kind": kinds[0].value, "next": request.get_full_path()},
        "zone": f"proofs-of-{name}-{paper.pk}",
        "kinds": [(kind.value, kind.label) for kind in kinds],
        "next": request.get_full_path(),
    }
    return mark_safe(render_to_string("evidence/_proofs.html", context, request=request))  # noqa: S308  a template's output
