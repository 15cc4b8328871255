"""What apps above put on the public help centre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from branddesk.helpcenter import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def public_entries(context: Context) -> list[tuple[str, Mapping[str, Any]]]:
    """Ways to reach the desk without an account: templates, and what they need."""
    request = context["request"]
    return [(panel.template, panel.context(request)) for panel in slots.entries if panel.visible(request)]
