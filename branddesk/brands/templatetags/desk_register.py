from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template

from branddesk.brands.slots import Paper, Proof

register = template.Library()


@register.filter
def of(proofs: Mapping[Paper, Sequence[Proof]], paper: Paper) -> Sequence[Proof]:
    """What proves the paper."""
    return proofs.get(paper, [])
