"""Who plays in the demo world: three organisations on the brands' side, two marketplaces, and their people."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.contrib.auth.hashers import make_password

from branddesk.accounts.models import Organisation, Role, User
from branddesk.accounts.services import change_duties
from branddesk.core.enums import CaseKind, Language, Route
from branddesk.stores.models import Marketplace

PASSWORD = "branddesk-demo"
"""Of every demo person; the demo also lets one in with a click."""

ZH, RU, EN = Language.CHINESE, Language.RUSSIAN, Language.ENGLISH
SHANGHAI, MOSCOW, LONDON, OSLO = "Asia/Shanghai", "Europe/Moscow", "Europe/London", "Europe/Oslo"
HOLIDAYS = {SHANGHAI: "CN", MOSCOW: "RU", LONDON: "GB", OSLO: "NO"}
"""Whose holidays people keep, by where they work."""

PEOPLE: dict[str, tuple[tuple[str, str, Role, Language, str], ...]] = {
    "qiheng": (
        ("lin", "林晓雯", Role.REPRESENTATIVE, ZH, SHANGHAI),
        ("emma", "Emma Clarke", Role.REPRESENTATIVE, EN, LONDON),
        ("liang", "梁思远", Role.BRAND_MANAGER, ZH, SHANGHAI),
        ("he", "何静", Role.VIEWER, ZH, SHANGHAI),
        ("zhou", "周启明", Role.ADMINISTRATOR, ZH, SHANGHAI),
    ),
    "tarusno": (
        ("vetrova", "Марина Ветрова", Role.REPRESENTATIVE, RU, MOSCOW),
        ("savelyev", "Игорь Савельев", Role.BRAND_MANAGER, RU, MOSCOW),
        ("grineva", "Наталья Гринёва", Role.COUNSEL, RU, MOSCOW),
    ),
    "znak": (
        ("rudina", "Аглая Рудина", Role.REPRESENTATIVE, RU, MOSCOW),
        ("halvorsen", "Tom Halvorsen", Role.REPRESENTATIVE, EN, OSLO),
        ("lemeshev", "Виктор Лемешев", Role.ADMINISTRATOR, RU, MOSCOW),
    ),
    "verba": (
        ("orlov", "Дмитрий Орлов", Role.MODERATOR, RU, MOSCOW),
        ("sokolova", "Елена Соколова", Role.MODERATOR, RU, MOSCOW),
        ("ryabov", "Павел Рябов", Role.SUPPORT_AGENT, RU, MOSCOW),
        ("kalugina", "Ирина Калугина", Role.ACCOUNT_MANAGER, RU, MOSCOW),
        ("aslanov", "Тимур Асланов", Role.ACTIVITY_MANAGER, RU, MOSCOW),
        ("meshcherskaya", "Юлия Мещерская", Role.TRAINER, RU, MOSCOW),
        ("belova", "Анна Белова", Role.ADMINISTRATOR, RU, MOSCOW),
    ),
}
"""By organisation: the name before the @, the name, the role, the language and where they work."""

ORGANISATIONS = {
    "qiheng": ("启衡品牌管理", "Shenzhen Qiheng Brand Management Co., Ltd.", Organisation.Kind.MERCHANT),
    "tarusno": ("Тарусно", "ООО «Мануфактура Тарусно»", Organisation.Kind.MERCHANT),
    "znak": ("Северный знак", "ООО «Северный знак»", Organisation.Kind.AGENCY),
    "verba": ("Verba Market", "ООО «Верба Маркет»", Organisation.Kind.PLATFORM),
}

DESKS = {
    CaseKind.INFRINGEMENT: ("orlov", "orlov", "sokolova"),
    CaseKind.CONTENT: ("sokolova", "sokolova", "orlov"),
    CaseKind.PROMOTION: ("aslanov",),
}
"""Who answers on the platform's side; all other kinds are the support agent's."""


@dataclass(frozen=True)
class Cast:
    """Everyone, and the places where cases are put."""

    people: dict[str, User]
    organisations: dict[str, Organisation]
    desk: Marketplace
    cabinet: Marketplace

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def desk_of(self, kind: CaseKind) -> list[User]:
        return [self[name] for name in DESKS.get(kind, ("ryabov",))]


def make_cast() -> Cast:
    organisations = {
        slug: Organisation.objects.create(name=name, legal_name=legal_name, kind=kind)
        for slug, (name, legal_name, kind) in ORGANISATIONS.items()
    }
    # Hashing a password is slow on purpose; all have the same.
    password = make_password(PASSWORD)
    people = {
        login: User.objects.create(
            email=f"{login}@{slug}.example",
            password=password,
            name=name,
            organisation=organisations[slug],
            role=role,
            language=language,
            time_zone=zone,
        )
        for slug, login, name, role, language, zone in chain.from_iterable(
            ((slug, *row) for row in rows) for slug, rows in PEOPLE.items()
        )
    }
    desk = Marketplace.objects.create(
        name="Verba Market", slug="verba", route=Route.DESK, operator=organisations["verba"]
    )
    ozon = Marketplace.objects.create(name="Ozon", slug="ozon", route=Route.CABINET, gateway="ozon")
    return Cast(people, organisations, desk, ozon)


def grant_single_brand(cast: Cast, brand: int) -> None:
    """One of the agency's two representatives works for this brand alone."""
    change_duties(
        actor=cast["lemeshev"],
        person=cast["halvorsen"],
        role=Role.REPRESENTATIVE,
        sees_all_brands=False,
        brands=[brand],
    )
    cast["halvorsen"].refresh_from_db()
