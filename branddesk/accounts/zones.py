"""Time zones to choose from, the common ones first."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COMMON = [
    ("Asia/Shanghai", _("Beijing, Shanghai, Shenzhen")),
    ("Asia/Hong_Kong", _("Hong Kong")),
    ("Europe/Kaliningrad", _("Kaliningrad")),
    ("Europe/Moscow", _("Moscow, Saint Petersburg")),
    ("Europe/Samara", _("Samara")),
    ("Asia/Yekaterinburg", _("Yekaterinburg")),
    ("Asia/Novosibirsk", _("Novosibirsk")),
    ("Asia/Vladivostok", _("Vladivostok")),
    ("Asia/Almaty", _("Almaty, Astana")),
    ("Europe/Minsk", _("Minsk")),
    ("Europe/London", _("London")),
    ("UTC", pgettext_lazy("time zone", "UTC, no summer time")),
]
_AREAS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def _others() -> list[tuple[str, str]]:
    common = {name for name, _label in COMMON}
    names = sorted(name for name in available_timezones() if name.startswith(_AREAS) and name not in common)
    return [(name, name.replace("_", " ")) for name in names]


def choices() -> list[tuple[object, object]]:
    """Choices of a select in two groups: the common zones by the names of their cities, then all others."""
    return [(_("Common"), COMMON), (_("All time zones"), _others())]


def zone(name: str) -> ZoneInfo | None:
    """The zone of this name; None when there is none, whatever the text holds."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
