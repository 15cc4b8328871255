"""Tags and filters that every template has without loading them. What they write is decided in `web.formats`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from branddesk.web import formats

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An outline icon of the sprite; decoration beside a word, so hidden from readers of the page's words."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, static("vendor/icons.svg"), name
    )


@register.simple_tag
def glyph(status: str, label: str = "") -> SafeString:
    """The shape of a status; with a label where no word stands beside it."""
    address = static("web/status.svg")
    if label:
        return format_html(
            '<svg class="glyph" role="img" aria-label="{}"><title>{}</title><use href="{}#{}"></use></svg>',
            label,
            label,
            address,
            status,
        )
    return format_html('<svg class="glyph" aria-hidden="true"><use href="{}#{}"></use></svg>', address, status)


def _writes(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """A filter that writes nothing for nothing: templates hand over "" for a name that was not given."""

    def filter_(value: object) -> str:
        return "" if value is None or isinstance(value, str) else write(value)

    return filter_


register.filter("day", _writes(formats.day))
register.filter("full_day", _writes(formats.full_day))
register.filter("clock_time", _writes(formats.hour))
register.filter("moment", _writes(formats.moment))
register.filter("short_moment", _writes(formats.short_moment))
register.filter("left", _writes(formats.left))
register.filter("ago_or_in", _writes(formats.ago_or_in))
register.filter("duration", _writes(formats.duration))
register.filter("clock_state", _writes(formats.clock_state))
register.filter("num", _writes(formats.number))
register.filter("count", _writes(formats.count))
register.filter("filesize_", _writes(formats.size))


@register.filter
def money(value: float | Decimal | str | None, currency: str) -> str:
    return "" if value is None or value == "" else formats.money(value, currency)


@register.filter
def initials(name: object) -> str:
    return formats.initials(str(name))


@register.filter
def hue(name: object) -> str:
    return formats.hue(str(name))


@register.filter
def control_kind(field: BoundField) -> str:
    """Which markup a form field needs: text, select, check (one box), options (radio or boxes)."""
    widget = field.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "options"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "select" if isinstance(widget, Select) else "text"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's own control, dressed, and tied to its hint and its errors."""
    css = {"select": "form-select", "check": "form-check-input", "options": "form-check-input"}
    classes = [css.get(control_kind(field), "form-control"), field.field.widget.attrs.get("class", "")]
    if field.errors:
        classes.append("is-wrong")
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    return field.as_widget(attrs=attrs)
