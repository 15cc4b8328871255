"""What a contact must be like. One set of rules for the form and for every row of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from branddesk.accounts import zones
from branddesk.contacts.models import Contact
from branddesk.contacts.phones import UnreadablePhone, read_phone
from branddesk.contacts.schedule import Span, UnreadableHours, read_hours, write_hours
from branddesk.core.enums import Language
from branddesk.foundation.calendars.models import Country

Faults = dict[str, str]
"""The field's name and what is wrong with it."""

MENU_LINE = re.compile(
    r"(?P<keys>[0-9*#]+(?:[ ,>→+-]+[0-9*#]+)*)\s*[.:)：、–—-]?\s+(?P<label>[^|]+?)(?:\s*\|\s*(?P<purpose>.+))?"
)
MOST_OPTIONS = 30
WECOM = re.compile(r"[\w.@-]{1,64}")
LONGEST = {"name": 120, "position": 120, "purpose": 300}

ROLE_WORDS: dict[str, str] = {
    **dict.fromkeys(("deputy", "заместитель", "зам", "副经理", "代理", "副客户经理"), "manager"),
    "менеджер": "manager",
    "персональный менеджер": "manager",
    "客户经理": "manager",
    "поддержка": "support",
    "客服": "support",
    "电话客服": "support",
    "чат": "chat",
    "在线客服": "chat",
    "юристы": "legal",
    "юридический отдел": "legal",
    "法务": "legal",
    "обучение": "training",
    "培训": "training",
    "акции": "activities",
    "活动": "activities",
}
LANGUAGE_WORDS: dict[str, Language] = {
    **dict.fromkeys(("zh", "zh-hans", "zh-cn", "cn", "chinese", "китайский", "中文", "汉语"), Language.CHINESE),
    **dict.fromkeys(("ru", "ru-ru", "russian", "русский", "俄语", "俄文"), Language.RUSSIAN),
    **dict.fromkeys(("en", "en-gb", "en-us", "english", "английский", "英语", "英文"), Language.ENGLISH),
}
COUNTRY_WORDS: dict[str, str] = {
    **dict.fromkeys(("ru", "russia", "россия", "俄罗斯"), Country.RUSSIA.value),
    **dict.fromkeys(("cn", "china", "китай", "中国"), Country.CHINA.value),
}


DEPUTY_WORDS = frozenset({"deputy", "заместитель", "зам", "副经理", "代理", "副客户经理"})
_ELSEWHERE = frozenset({"hours", "menu", "as_deputy"})
"""What of a card stands in rows of its own."""


@dataclass(frozen=True)
class MenuLine:
    keys: str
    label: str
    purpose: str = ""


@dataclass
class Card:
    """A contact as somebody describes it, checked."""

    name: str = ""
    role: str = Contact.Role.MANAGER.value
    position: str = ""
    purpose: str = ""
    languages: list[str] = field(default_factory=list)
    phone: str = ""
    extension: str = ""
    email: str = ""
    wecom: str = ""
    chat_url: str = ""
    time_zone: str = "Europe/Moscow"
    country: str = Country.RUSSIA.value
    hours: list[Span] = field(default_factory=list)
    menu: list[MenuLine] = field(default_factory=list)
    as_deputy: bool = False
    """A manager who is there when the first one is not."""

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the contact's own row."""
        return {name: value for name, value in vars(self).items() if name not in _ELSEWHERE}


def read_card(cells: Mapping[str, Any], *, zone: str = "Europe/Moscow", country: str = "RU") -> tuple[Card, Faults]:
    """The contact that texts describe, and what is wrong with them, by field. `zone`, `country`: if none is named."""
    faults: Faults = {}
    card = Card()
    for name, most in LONGEST.items():
        text = " ".join(str(cells.get(name) or "").split())
        if len(text) > most:
            faults[name] = _("This has %(length)d characters; shorten it to %(most)d.") % {
                "length": len(text),
                "most": most,
            }
        setattr(card, name, text)
    if not card.name:
        faults["name"] = _("The name is missing.")
    card.role = _role(cells, faults)
    card.as_deputy = str(cells.get("role") or "").strip().casefold() in DEPUTY_WORDS
    card.languages = _languages(cells.get("languages") or [], faults)
    card.country = _country(cells, country, faults)
    card.time_zone = str(cells.get("time_zone") or "").strip() or zone
    if zones.zone(card.time_zone) is None:
        faults["time_zone"] = _("“%(text)s” is no time zone. Write it like Europe/Moscow.") % {
            "text": card.time_zone[:40]
        }
    _read_ways(card, cells, faults)
    try:
        card.hours = read_hours(str(cells.get("hours") or ""))
    except UnreadableHours as fault:
        faults["hours"] = str(fault)
    try:
        card.menu = read_menu(str(cells.get("menu") or ""))
    except ValueError as fault:
        faults["menu"] = str(fault)
    return card, faults


def read_menu(text: str) -> list[MenuLine]:
    """Options one a line: keys, label, and after a stroke what it is for. ValueError with a sentence."""
    found: dict[str, MenuLine] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = MENU_LINE.fullmatch(line)
        keys = " ".join(re.findall(r"[0-9*#]+", match["keys"])) if match else ""
        if match is None or len(keys) > 20 or len(match["label"]) > 120 or len(match["purpose"] or "") > 200:
            raise ValueError(
                _("“%(text)s” is no menu option. Write the keys, then the words: 2 1 Complaints of brands | what for.")
                % {"text": line[:60]}
            )
        if keys in found:
            raise ValueError(_("The keys %(keys)s stand there twice.") % {"keys": keys})
        found[keys] = MenuLine(keys, match["label"].strip(), (match["purpose"] or "").strip())
    if len(found) > MOST_OPTIONS:
        raise ValueError(_("Write at most %(most)d options.") % {"most": MOST_OPTIONS})
    return list(found.values())


def write_menu(options: Iterable[Any]) -> str:
    return "\n".join(
        f"{option.keys} {option.label}" + (f" | {option.purpose}" if option.purpose else "") for option in options
    )


def plain_card(card: Card) -> dict[str, Any]:
    """The same as JSON keeps it, for comparing and for showing. Hours are written in English."""
    with override("en"):
        parts = {"hours": write_hours(card.hours), "menu": write_menu(card.menu), "as_deputy": card.as_deputy}
        return {**card.columns, **parts}


def from_plain(values: Mapping[str, Any]) -> Card:
    """What `plain_card` made, as a card again."""
    rest = {name: value for name, value in values.items() if name in Card.__dataclass_fields__}
    return Card(**{**rest, "hours": read_hours(values["hours"]), "menu": read_menu(values["menu"])})


def _role(cells: Mapping[str, Any], faults: Faults) -> str:
    text = str(cells.get("role") or "").strip()
    known = {role.value: role.value for role in Contact.Role} | ROLE_WORDS
    for role in Contact.Role:
        known[str(role.label).casefold()] = role.value
    found = known.get(text.casefold(), "") if text else Contact.Role.MANAGER.value
    if not found:
        faults["role"] = _("“%(text)s” is no role of a contact. Use one of: %(roles)s.") % {
            "text": text[:40],
            "roles": ", ".join(role.value for role in Contact.Role),
        }
    return found or Contact.Role.OTHER.value


def _languages(given: Any, faults: Faults) -> list[str]:
    parts = re.split(r"[,;/、，\s]+", given) if isinstance(given, str) else list(given)
    found = [LANGUAGE_WORDS.get(str(part).casefold()) for part in parts if part]
    if None in found:
        faults["languages"] = _("Write the languages as zh, ru or en.")
    return [language.value for language in Language if language in found]


def _country(cells: Mapping[str, Any], usual: str, faults: Faults) -> str:
    if "country" not in cells:
        return usual
    text = str(cells["country"] or "").strip()
    if text and text.casefold() not in COUNTRY_WORDS:
        faults["country"] = _("“%(text)s” is no country whose holidays the desk knows: use RU or CN.") % {
            "text": text[:30]
        }
    return COUNTRY_WORDS.get(text.casefold(), "")


def _read_ways(card: Card, cells: Mapping[str, Any], faults: Faults) -> None:
    texts = {name: str(cells.get(name) or "").strip() for name in ("phone", "extension", "email", "wecom", "chat_url")}
    if texts["phone"]:
        try:
            card.phone, card.extension = read_phone(texts["phone"], card.country)
        except UnreadablePhone as fault:
            faults["phone"] = str(fault)
    if texts["extension"]:
        card.extension = texts["extension"]
        if not (texts["extension"].isascii() and texts["extension"].isdigit() and len(texts["extension"]) <= 10):
            faults["extension"] = _("An extension has up to ten digits.")
    if texts["email"]:
        card.email = texts["email"]
        try:
            validate_email(card.email)
        except ValidationError:
            faults["email"] = _("“%(text)s” is no e-mail address.") % {"text": card.email[:60]}
    if texts["wecom"]:
        card.wecom = texts["wecom"]
        if not WECOM.fullmatch(card.wecom):
            faults["wecom"] = _("A WeCom ID has up to 64 letters, digits, dots and strokes.")
    if texts["chat_url"]:
        card.chat_url = texts["chat_url"]
        try:
            URLValidator(schemes=["https", "http"])(card.chat_url)
        except ValidationError:
            faults["chat_url"] = _("“%(text)s” is no address of a page. It begins with https://.") % {
                "text": card.chat_url[:60]
            }
    if not faults and not any((card.phone, card.email, card.wecom, card.chat_url)):
        faults["phone"] = _("Name at least one way to reach the contact: phone, e-mail, WeCom or a chat address.")
