"""Tags and filters that every template has without loading them. What they write is decided in `web.formats`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.boundfield import BoundWidget
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from branddesk.web import formats
from branddesk.web import markdown as markdown_

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An outline icon of the sprite; decoration beside a word, so hidden from readers of the page's words."""
    return _icon(static("vendor/icons.svg"), name, css)


@lru_cache(maxsize=1000)
def _icon(sprite: str, name: str, css: str) -> SafeString:
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, sprite, name)


class _Kept(template.Node):
    def __init__(self, nodes: template.NodeList, given: list[FilterExpression]) -> None:
        self.nodes, self.given = nodes, given
        self.kept: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), *(bool(each.resolve(context)) for each in self.given))
        if key not in self.kept:
            self.kept[key] = self.nodes.render(context)
        return self.kept[key]


@register.tag
def kept(parser: Parser, token: Token) -> _Kept:
    """Parts of the frame that say the same to every reader of a language: rendered once, and kept by the process.

    {% kept pastes %}…{% endkept %}: once for each language, with and without `pastes`. Nothing else that differs
    between readers, requests or moments may stand inside.
    """
    given = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(nodes, given)


@register.simple_tag
def form_key() -> SafeString:
    """The hidden field by which a form that is sent twice is known again; see `core.form_keys`."""
    return format_html('<input type="hidden" name="form_key" value="{}" autocomplete="off">', uuid4())


@register.simple_tag
def upload_limit() -> int:
    """The largest file that the desk takes, in bytes."""
    return int(settings.MAX_UPLOAD_BYTES)


@register.filter
def megabytes(size: int) -> int:
    return size // 1_000_000


@register.simple_tag
def glyph(status: str, label: str = "") -> SafeString:
    """The shape of a status; with a label where no word stands beside it."""
    return _glyph(static("web/status.svg"), status, str(label))


@lru_cache(maxsize=1000)
def _glyph(address: str, status: str, label: str) -> SafeString:
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
register.filter("day_of_week", _writes(formats.day_of_week))
register.filter("percent", _writes(formats.percent))
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
def markdown(text: str) -> SafeString:
    """The text with its formatting; nothing in it can run."""
    return markdown_.render(text)


@register.filter
def markdown_article(text: str) -> SafeString:
    """The same for an article, with headings and tables."""
    return markdown_.render_article(text)


@register.filter
def both_clocks(value: datetime | None, zone: str) -> str:
    """The moment on the reader's clock and on that of the other side's time zone."""
    return "" if value is None else formats.both_clocks(value, zone)


@register.filter
def clocks(value: datetime, zone: str) -> str:
    """What time it is for the reader, and in the other side's time zone."""
    return formats.both_clocks(value, zone, is_now=True)


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
def choice(option: BoundWidget) -> SafeString:
    """The circle or the box of one option, dressed like every other."""
    option.data["attrs"]["class"] = "form-check-input"
    return option.tag()


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's own control, dressed, and tied to its hint and its errors."""
    css = {"select": "form-select", "check": "form-check-input", "options": "form-check-input"}
    classes = [css.get(control_kind(field), "form-control"), field.field.widget.attrs.get("class", "")]
    if field.errors:
        classes.append("is-wrong")
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    return field.as_widget(attrs=attrs)
