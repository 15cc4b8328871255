"""The demo's brands with their rights, the papers that lead to who acts for them, and the scans that prove both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Authorisation, Brand, Register, Right
from branddesk.brands.services import add_authorisation, add_right, found_brand, grant_brand
from branddesk.core.enums import Language
from branddesk.demo import pictures
from branddesk.demo.cast import Cast, grant_single_brand
from branddesk.demo.goods import BEST_KNOWN, Goods, bring_in_catalogue
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit

K = Right.Kind
SINCE = 830
"""Papers of people who have worked here for two years are older than that."""
BROKEN_FOR = 41
"""So many days ago the last link of Nordbay's chain ended; nobody has renewed it yet."""
ENDS_IN = 24
"""The power of attorney that the agency holds from Tarusno."""


@dataclass
class House:
    """A brand as its cases need it: its goods, its main mark, who writes for it and what proves that they may."""

    brand: Brand
    goods: tuple[Goods, ...]
    right: Right
    writers: list[User]
    certificates: list[Exhibit]
    letters: dict[Organisation, list[Exhibit]]
    extracts: list[Exhibit] = field(default_factory=list)
    """Taken from the register now and then; the newest stands last."""
    documents: dict[str, Exhibit] = field(default_factory=dict)
    """Papers that serve in several cases, by what they are."""


def make_houses(cast: Cast, today: date) -> list[House]:
    return [_kettora(cast, today), _nordbay(cast, today), _tarusno(cast, today)]


def _kettora(cast: Cast, today: date) -> House:
    lin, agency, qiheng = cast["lin"], cast.organisations["znak"], cast.organisations["qiheng"]
    brand = found_brand(actor=cast["liang"], name="Kettora")
    grant_brand(actor=cast["liang"], brand=brand, legal_name=agency.legal_name)
    holder = "Kettora Housewares AG"
    desk = _Desk(lin, brand, today)
    mark, certificate = desk.right(K.TRADEMARK, "KETTORA", "912447", Register.ROSPATENT, holder, 2150, classes=[21])
    desk.right(K.TRADEMARK, "KETTORA", "38112096", Register.CNIPA, holder, 1750, classes=[21], places=["CN"])
    _design, drawing = desk.right(K.DESIGN, "Термос с гранёной крышкой", "138204", Register.ROSPATENT, holder, 1320)
    letter = desk.paper("letter", holder, qiheng.legal_name, 38)
    licence = desk.paper("licence", holder, qiheng.legal_name, 520, complaints=False, scope="Термосы, кружки")
    power = desk.paper("power", holder, agency.legal_name, 300)
    grant_single_brand(cast, brand.pk)
    bring_in_catalogue(lin, brand)
    return House(
        brand,
        BEST_KNOWN[brand.name],
        mark,
        [cast[name] for name in ("lin", "lin", "emma", "emma", "liang", "halvorsen", "rudina")],
        [certificate, drawing],
        {qiheng: [letter, licence], agency: [power]},
    )


def _nordbay(cast: Cast, today: date) -> House:
    """Its chain is broken: the second letter ended and nobody has renewed it."""
    lin, qiheng = cast["lin"], cast.organisations["qiheng"]
    brand = found_brand(actor=cast["zhou"], name="Nordbay")
    holder, between = "Nordbay Outdoor AS", "Nordbay Asia Ltd."
    desk = _Desk(lin, brand, today)
    mark, certificate = desk.right(K.TRADEMARK, "NORDBAY", "1604218", Register.MADRID, holder, 2150, classes=[18, 25])
    desk.right(K.TRADEMARK, "NORDBAY TRAIL", "701532", Register.ROSPATENT, holder, -140, classes=[18])
    desk.right(K.COPYRIGHT, "Каталог Nordbay: фотографии", "ND-2024-0087", Register.DEPOSIT, holder, None)
    letters = [
        desk.paper("licence", holder, between, 500),
        desk.paper("letter", between, qiheng.legal_name, -BROKEN_FOR),
    ]
    bring_in_catalogue(lin, brand)
    return House(
        brand,
        BEST_KNOWN[brand.name],
        mark,
        [cast[name] for name in ("lin", "lin", "emma", "liang")],
        [certificate],
        {qiheng: letters},
    )


def _tarusno(cast: Cast, today: date) -> House:
    agency, maker = cast.organisations["znak"], cast.organisations["tarusno"]
    brand = found_brand(actor=cast["savelyev"], name="Tarusno")
    grant_brand(actor=cast["savelyev"], brand=brand, legal_name=agency.legal_name)
    desk = _Desk(cast["vetrova"], brand, today)
    holder = maker.legal_name
    mark, certificate = desk.right(K.TRADEMARK, "ТАРУСНО TARUSNO", "874310", Register.ROSPATENT, holder, 1700, [24, 21])
    desk.right(K.PATENT, "Способ умягчения льняной ткани", "2784116", Register.ROSPATENT, holder, 4100)
    desk.right(K.COPYRIGHT, "Орнамент «Ока»", "TR-2023-014", Register.DEPOSIT, holder, None)
    power = desk.paper("power", holder, agency.legal_name, ENDS_IN, scope="Жалобы и переписка с площадками")
    desk.paper("distribution", holder, "ООО «Льняная лавка»", 240, complaints=False, scope="Розничная продажа")
    bring_in_catalogue(cast["savelyev"], brand)
    return House(
        brand,
        BEST_KNOWN[brand.name],
        mark,
        [cast[name] for name in ("vetrova", "vetrova", "savelyev", "rudina")],
        [certificate],
        {maker: [], agency: [power]},
    )


@dataclass(frozen=True)
class _Desk:
    """Enters papers into a brand's register, each with its scan."""

    actor: User
    brand: Brand
    today: date

    def right(
        self,
        kind: Right.Kind,
        sign: str,
        number: str,
        register: Register,
        holder: str,
        days: int | None,
        classes: list[int] | None = None,
        places: list[str] | None = None,
    ) -> tuple[Right, Exhibit]:
        right = add_right(
            actor=self.actor,
            brand=self.brand,
            kind=kind,
            sign=sign,
            number=number,
            register=register,
            classes=classes or [],
            territories=places or ["RU", "KZ"],
            holder=holder,
            valid_from=self.today - timedelta(days=1500),
            valid_to=None if days is None else self.today + timedelta(days=days),
        )
        heading = f"{register.label} № {number}"
        body = (sign, holder, ", ".join(map(str, right.classes)), right.valid_from.isoformat())
        scan = pictures.paper(heading=heading, lines=body)
        return right, seal(self.actor, self.brand, Exhibit.Kind.CERTIFICATE, f"{heading}.pdf", scan, right=right)

    def paper(
        self, kind: str, grantor: str, grantee: str, days: int, *, complaints: bool = True, scope: str = ""
    ) -> Exhibit:
        authorisation = add_authorisation(
            actor=self.actor,
            brand=self.brand,
            kind=kind,
            grantor=grantor,
            grantee=grantee,
            allows_enforcement=complaints,
            scope=scope,
            territories=["RU", "KZ"],
            valid_from=self.today - timedelta(days=SINCE),
            valid_to=self.today + timedelta(days=days),
        )
        name = Authorisation.Kind(kind).name.capitalize()
        lines = (grantor, "→", grantee, f"{authorisation.valid_from} – {authorisation.valid_to}")
        scan = pictures.paper(heading=name, lines=lines)
        return seal(
            self.actor, self.brand, Exhibit.Kind.LETTER, f"{name} {grantee}.pdf", scan, authorisation=authorisation
        )


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
