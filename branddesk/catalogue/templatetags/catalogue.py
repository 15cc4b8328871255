"""Pictures of goods, from the hosts that this desk trusts with its readers' addresses."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from branddesk.web.pictures import may_show

register = template.Library()


@register.simple_tag
def picture(url: str | None, size: int) -> SafeString:
    """A square of so many pixels; an empty one where the picture stands on a host that is not trusted."""
    if not url or not may_show(url):
        return format_html('<span class="pic d-inline-block" style="width:{0}px;height:{0}px"></span>', size)
    return format_html(
        '<img class="pic" src="{1}" alt="" width="{0}" height="{0}" loading="lazy" referrerpolicy="no-referrer">',
        size,
        url,
    )


@register.filter
def plain_amount(amount: Decimal | None) -> str:
    """A sum as one types it into a field."""
    return "" if amount is None else f"{amount:f}".removesuffix(".00")
