"""Articles on pages of apps above."""

from __future__ import annotations

from typing import Any

from django import template

from branddesk.helpcenter.selectors import Card, suggested

register = template.Library()


@register.simple_tag(takes_context=True)
def suggested_articles(context: dict[str, Any], kind: str) -> list[Card]:
    """Articles that help with a case of this kind. One query."""
    return suggested(context["request"].user, kind)
