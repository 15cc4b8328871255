from __future__ import annotations

from django import template

from branddesk.web import formats

register = template.Library()


@register.filter
def city_of(zone: str) -> str:
    """The city of a time zone, in the reader's language."""
    return formats.city(zone)


@register.filter
def minutes(seconds: int) -> str:
    """A length as a clock shows it."""
    return f"{seconds // 60}:{seconds % 60:02}"
