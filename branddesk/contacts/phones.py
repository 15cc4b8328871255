"""Phone numbers: kept as E.164, written as their reader writes them."""

from __future__ import annotations

import phonenumbers
from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat
from phonenumbers.timezone import time_zones_for_number


class UnreadablePhone(ValueError):
    """The text is no phone number; its words are a sentence for whoever wrote it."""


def read_phone(text: str, region: str = "RU") -> tuple[str, str]:
    """E.164 and the extension. `region`: the country of numbers without a country code."""
    try:
        number = phonenumbers.parse(text, region or "RU")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise UnreadablePhone(
            _("“%(text)s” is no phone number. Write it with its country, like +7 495 000-01-14.") % {"text": text[:40]}
        )
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), number.extension or ""


def shown(phone: str, extension: str = "") -> str:
    """The number as it is dialled where the reader is: nationally in its own country, else internationally."""
    if not phone:
        return ""
    number = phonenumbers.parse(phone)
    is_here = timezone.get_current_timezone_name() in time_zones_for_number(number)
    text = phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if is_here else PhoneNumberFormat.INTERNATIONAL
    )
    return _("%(number)s, extension %(extension)s") % {"number": text, "extension": extension} if extension else text


def dial(phone: str, extension: str = "") -> str:
    """The address that a telephone dials."""
    return f"tel:{phone};ext={extension}" if extension else f"tel:{phone}"
