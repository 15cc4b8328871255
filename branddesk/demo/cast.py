"""Who plays in the demo world: organisations, people, brands, their rights and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from branddesk.accounts.models import Organisation, Role, User
from branddesk.brands.models import Brand, BrandGrant, Register, Right
from branddesk.brands.services import add_authorisation, add_right
from branddesk.core.enums import Language, Route
from branddesk.demo import pictures, stories
from branddesk.demo.stories import Goods
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.stores.models import Marketplace

PASSWORD = "branddesk-demo"
"""Of every demo person; the demo also lets one in with a click."""


@dataclass(frozen=True)
class Cast:
    """Everyone and everything the cases are made of."""

    lin: User
    emma: User
    zhou: User
    orlov: User
    sokolova: User
    desk: Marketplace
    cabinet: Marketplace
    brands: dict[Brand, tuple[Goods, ...]]
    rights: dict[Brand, Right]
    papers: dict[Brand, list[Exhibit]]


def make_cast(today: date) -> Cast:
    qiheng = Organisation.objects.create(
        name="启衡品牌管理",
        legal_name="Shenzhen Qiheng Brand Management Co., Ltd.",
        kind=Organisation.Kind.MERCHANT,
    )
    verba = Organisation.objects.create(
        name="Verba Market", legal_name="ООО «Верба Маркет»", kind=Organisation.Kind.PLATFORM
    )

    def person(email: str, name: str, where: Organisation, role: Role, language: Language, zone: str) -> User:
        return User.objects.create_user(
            email, PASSWORD, name=name, organisation=where, role=role, language=language, time_zone=zone
        )

    zh, en, ru = Language.CHINESE, Language.ENGLISH, Language.RUSSIAN
    lin = person("lin@qiheng.example", "林晓雯", qiheng, Role.REPRESENTATIVE, zh, "Asia/Shanghai")
    emma = person("emma@qiheng.example", "Emma Clarke", qiheng, Role.REPRESENTATIVE, en, "Europe/London")
    zhou = person("zhou@qiheng.example", "周启明", qiheng, Role.ADMINISTRATOR, zh, "Asia/Shanghai")
    orlov = person("orlov@verba.example", "Дмитрий Орлов", verba, Role.MODERATOR, ru, "Europe/Moscow")
    sokolova = person("sokolova@verba.example", "Елена Соколова", verba, Role.MODERATOR, ru, "Europe/Moscow")
    desk = Marketplace.objects.create(name="Verba Market", slug="verba", route=Route.DESK, operator=verba)
    ozon = Marketplace.objects.create(name="Ozon", slug="ozon", route=Route.CABINET, gateway="ozon")

    kettora, nordbay = (Brand.objects.create(name=name, slug=name.lower()) for name in ("Kettora", "Nordbay"))
    for brand in (kettora, nordbay):
        BrandGrant.objects.create(brand=brand, organisation=qiheng)
    rights, papers = {}, {}
    for brand, holder, number, nice, letters in (
        (kettora, "Kettora Housewares AG", "912447", [21], [("Kettora Housewares AG", qiheng.legal_name, 38)]),
        (
            nordbay,
            "Nordbay Outdoor AS",
            "1604218",
            [18, 25],
            [("Nordbay Outdoor AS", "Nordbay Asia Ltd.", 500), ("Nordbay Asia Ltd.", qiheng.legal_name, 410)],
        ),
    ):
        rights[brand], papers[brand] = _papers_of(lin, brand, holder, number, nice, letters, today)
    _other_rights(lin, kettora, nordbay, today)
    return Cast(
        lin,
        emma,
        zhou,
        orlov,
        sokolova,
        desk,
        ozon,
        {kettora: stories.KETTORA, nordbay: stories.NORDBAY},
        rights,
        papers,
    )


def _other_rights(lin: User, kettora: Brand, nordbay: Brand, today: date) -> None:
    """Rights that a case should not rest on, to see what the readiness check says of them."""
    for brand, sign, number, register, nice, territory, holder, since, until in (
        (kettora, "KETTORA", "38112096", Register.CNIPA, 21, "CN", "Kettora Housewares AG", -1900, 1750),
        (nordbay, "NORDBAY TRAIL", "701532", Register.ROSPATENT, 18, "RU", "Nordbay Outdoor AS", -3790, -140),
    ):
        add_right(
            actor=lin,
            brand=brand,
            kind=Right.Kind.TRADEMARK,
            sign=sign,
            number=number,
            register=register,
            classes=[nice],
            territories=[territory],
            holder=holder,
            valid_from=today + timedelta(days=since),
            valid_to=today + timedelta(days=until),
        )


def _papers_of(
    lin: User,
    brand: Brand,
    holder: str,
    number: str,
    classes: list[int],
    letters: list[tuple[str, str, int]],
    today: date,
) -> tuple[Right, list[Exhibit]]:
    """The brand's mark, the letters from its holder down to us, and the exhibits that prove them."""
    register = Register.ROSPATENT if number == "912447" else Register.MADRID
    right = add_right(
        actor=lin,
        brand=brand,
        kind=Right.Kind.TRADEMARK,
        sign=brand.name.upper(),
        number=number,
        register=register,
        classes=classes,
        territories=["RU", "KZ"],
        holder=holder,
        valid_from=today - timedelta(days=1500),
        valid_to=today + timedelta(days=2150),
    )
    heading = f"{register.label} № {number}"
    body = (brand.name.upper(), holder, ", ".join(str(n) for n in classes), right.valid_from.isoformat())
    exhibits = [
        seal(
            lin,
            brand,
            Exhibit.Kind.CERTIFICATE,
            f"{heading}.pdf",
            pictures.paper(heading=heading, lines=body),
            right=right,
        )
    ]
    for grantor, grantee, days in letters:
        letter = add_authorisation(
            actor=lin,
            brand=brand,
            kind="letter",
            grantor=grantor,
            grantee=grantee,
            allows_enforcement=True,
            territories=["RU", "KZ"],
            valid_from=today - timedelta(days=700),
            valid_to=today + timedelta(days=days),
        )
        lines = (grantor, "→", grantee, f"{letter.valid_from} – {letter.valid_to}")
        exhibits.append(
            seal(
                lin,
                brand,
                Exhibit.Kind.LETTER,
                f"Letter {grantee}.pdf",
                pictures.paper(heading="Letter of authorisation", lines=lines),
                authorisation=letter,
            )
        )
    return right, exhibits


def seal(actor: User, brand: Brand, kind: Exhibit.Kind, name: str, data: bytes, **more: Any) -> Exhibit:
    return seal_exhibit(
        actor=actor,
        brand=brand,
        file=SimpleUploadedFile(name, data),
        kind=kind,
        title=name.rsplit(".", 1)[0],
        source=Exhibit.Source.CHOOSE,
        language=Language.ENGLISH,
        **more,
    )
