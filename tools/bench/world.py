"""The desk that is measured: one merchant with five brands, a platform, and as many cases as asked for."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.base import ContentFile

from branddesk.accounts.models import Organisation, Role, User
from branddesk.brands.models import Brand, BrandGrant, Register, Right
from branddesk.cases.models import Case, CaseExhibit, Message, OffendingListing, Submission
from branddesk.cases.services.indexing import message_part
from branddesk.core.enums import Language, Route, Side, Status, SubmissionStatus
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.foundation.journal import hashing
from branddesk.foundation.journal.models import Chain, Entry
from branddesk.foundation.search import services as search
from branddesk.foundation.search.services import PartText
from branddesk.stores.models import Marketplace
from tools.bench.loader import load, set_sequences
from tools.bench.words import LANGUAGES, Speech

BRANDS = 5
MESSAGES = 5
PARTS = MESSAGES + 2
"""What the index has of each case: its facts, its listing, its messages."""
READY_DRAFTS = 6_000
"""Drafts that only wait to be filed, for measuring `create`."""
SHOWN = "https://shop.example.com/item/1"
"""The page that a brand's one screenshot shows, and at which its ready drafts all lie."""
NOW = datetime.now(UTC).replace(microsecond=0)

S, U = Status, SubmissionStatus
FATES: tuple[tuple[Status, SubmissionStatus, Side, int], ...] = (
    (S.CLOSED, U.GRANTED, Side.NONE, 70),
    (S.GRANTED, U.GRANTED, Side.NONE, 5),
    (S.REFUSED, U.REFUSED, Side.NONE, 6),
    (S.IN_REVIEW, U.IN_REVIEW, Side.PLATFORM, 8),
    (S.SUBMITTED, U.SUBMITTED, Side.PLATFORM, 5),
    (S.WAITING, U.WAITING, Side.BRAND, 6),
)
KINDS = (
    (Message.Kind.SUBMISSION, Side.BRAND),
    (Message.Kind.QUESTION, Side.PLATFORM),
    (Message.Kind.MESSAGE, Side.BRAND),
    (Message.Kind.MESSAGE, Side.PLATFORM),
    (Message.Kind.MESSAGE, Side.BRAND),
)
ACTIONS = ("case.submitted", "case.messaged", "case.messaged", "case.messaged", "case.messaged")


@dataclass
class Cast:
    """Everyone the measured requests are made as, and what they work on."""

    representatives: list[User] = field(default_factory=list)
    moderator: User = field(default_factory=User)
    idle: User = field(default_factory=User)
    """Somebody whose pages are empty: the cost of the frame itself."""
    brands: list[Brand] = field(default_factory=list)
    rights: list[Right] = field(default_factory=list)
    papers: list[list[Exhibit]] = field(default_factory=list)
    screenshots: list[Exhibit] = field(default_factory=list)
    marketplace: Marketplace = field(default_factory=Marketplace)


def make_cast(clients: int) -> Cast:
    """The people and their brands, made through the services where there is one."""
    cast = Cast()
    merchant = Organisation.objects.create(name="Bench", legal_name="Bench Ltd", kind=Organisation.Kind.MERCHANT)
    platform = Organisation.objects.create(name="Market", legal_name="Market LLC", kind=Organisation.Kind.PLATFORM)
    nobody = Organisation.objects.create(name="Idle", legal_name="Idle Ltd", kind=Organisation.Kind.MERCHANT)
    for number in range(clients):
        language = (Language.CHINESE, Language.RUSSIAN, Language.ENGLISH)[number % 3]
        cast.representatives.append(_person(merchant, Role.REPRESENTATIVE, f"rep{number}", language))
    cast.moderator = _person(platform, Role.MODERATOR, "moderator", Language.RUSSIAN)
    cast.idle = _person(nobody, Role.REPRESENTATIVE, "idle", Language.ENGLISH)
    cast.marketplace = Marketplace.objects.create(name="Market", slug="market", route=Route.DESK, operator=platform)
    actor = cast.representatives[0]
    for number in range(BRANDS):
        brand = Brand.objects.create(name=f"Brand {number}", slug=f"brand-{number}")
        BrandGrant.objects.create(brand=brand, organisation=merchant)
        right = Right.objects.create(
            brand=brand,
            sign=f"BRAND {number}",
            number=str(912_000 + number),
            register=Register.ROSPATENT,
            classes=[21],
            territories=["RU"],
            holder=merchant.legal_name,
            valid_from=(NOW - timedelta(days=900)).date(),
            valid_to=(NOW + timedelta(days=900)).date(),
        )
        cast.brands.append(brand)
        cast.rights.append(right)
        cast.papers.append(
            [_seal(actor, brand, kind, right) for kind in (Exhibit.Kind.CERTIFICATE, Exhibit.Kind.EXTRACT)]
        )
        cast.screenshots.append(_seal(actor, brand, Exhibit.Kind.SCREENSHOT, None))
    return cast


def _person(organisation: Organisation, role: Role, name: str, language: Language) -> User:
    return User.objects.create_user(
        f"{name}@bench.example",
        None,
        name=name.title(),
        organisation=organisation,
        role=role,
        language=language,
        time_zone="Asia/Shanghai",
    )


def _seal(actor: User, brand: Brand, kind: Exhibit.Kind, right: Right | None) -> Exhibit:
    """A small picture of its own."""
    picture = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + secrets.token_bytes(
        64
    )
    return seal_exhibit(
        actor=actor,
        brand=brand,
        file=ContentFile(picture, name=f"{kind}.png"),
        kind=kind,
        title=f"{kind.label} of {brand}",
        language=Language.RUSSIAN,
        right=right,
        captured_at=NOW,
        source_url="" if right else SHOWN,
    )


def fill(cast: Cast, cases: int, *, first: int, seed: int = 1) -> None:
    """Write `cases` cases with their listings, submissions, messages and journal, in the order of their keys."""
    plan = list(_plan(cast, cases, first, seed))
    load(Case, CASE, (_case(row) for row in plan))
    load(OffendingListing, LISTING, (_listing(row) for row in plan))
    load(Submission, SUBMISSION, (_submission(row) for row in plan))
    load(Message, MESSAGE, (each for row in plan for each in _messages(row)))
    load(Chain, CHAIN, (_chain(row) for row in plan))
    load(Entry, ENTRY, (each for row in plan for each in _entries(row)))
    search.index_many("case", ((row.pk, _parts(row)) for row in plan))


def _parts(row: Row) -> list[PartText]:
    """What is found of the case: its facts, its listing, its messages; by both sides."""
    case = Case(pk=row.pk, brand_id=row.cast.brands[row.brand].pk, marketplace_id=row.cast.marketplace.pk)
    scopes = [f"=b{case.brand_id}", f"=m{case.marketplace_id}"]
    facts = "\n".join(
        [f"BD-{10_000 + row.pk}", row.subject, row.cast.brands[row.brand].name, "1571120446", row.texts[0]]
    )
    listing = f"{1_600_000_000 + row.pk} {row.subject[:80]} shop-{row.pk % 997} "
    first = (row.pk - 1) * MESSAGES + 1
    said = [
        Message(pk=first + place, case=case, kind="message", side=side, body=row.texts[place])
        for place, (_k, side) in enumerate(KINDS)
    ]
    return [PartText("head", facts, scopes), PartText("listings0", listing, scopes)] + [
        message_part(each, case) for each in said
    ]


@dataclass
class Row:
    """One case to be written."""

    pk: int
    cast: Cast
    brand: int
    status: Status
    filed_as: SubmissionStatus
    turn: Side
    opened_at: datetime
    author: User
    language: str
    subject: str
    texts: list[str]
    last: str = ""
    """Hash of the last entry of its chain."""

    def at(self, step: int) -> datetime:
        return self.opened_at + timedelta(hours=7 * step)


def _plan(cast: Cast, cases: int, first: int, seed: int) -> Iterator[Row]:
    speech = Speech(seed * 1_000_003 + first)
    dice = speech.dice
    weights = [fate[3] for fate in FATES]
    for pk in range(first, first + cases):
        status, filed_as, turn, _share = dice.choices(FATES, weights)[0]
        language = LANGUAGES[dice.randrange(len(LANGUAGES))]
        age = dice.random() ** 2 * 700 if status == S.CLOSED else dice.random() * 20
        yield Row(
            pk=pk,
            cast=cast,
            brand=dice.randrange(BRANDS),
            status=status,
            filed_as=filed_as,
            turn=turn,
            opened_at=NOW - timedelta(days=3 + age),
            author=cast.representatives[dice.randrange(len(cast.representatives))],
            language=language,
            subject=speech.sentence(language, 6)[:150],
            texts=[speech.text(language) for _n in range(MESSAGES)],
        )


CASE = (
    "id number kind brand marketplace subject violation right own_sku nice_class statement details status turn priority "
    "level version assignee moderator created_by submitted_at review_at decided_at closed_at last_event_at created_at "
    "updated_at response_due_at responded_at resolution_due_at due_at brand_due_at"
).split()


def _case(row: Row) -> tuple[Any, ...]:
    decided = row.at(5) if row.filed_as in {U.GRANTED, U.REFUSED} else None
    due = row.at(9) if row.turn == Side.PLATFORM else None
    answer_due = row.at(6) + timedelta(days=row.pk % 15) if row.status == S.WAITING else None
    priority = {0: 4, 1: 3, 2: 3, 3: 1}.get(row.pk % 20, 2)
    return (
        row.pk, f"BD-{10_000 + row.pk}", "infringement", row.cast.brands[row.brand].pk, row.cast.marketplace.pk, row.subject,
        "counterfeit", row.cast.rights[row.brand].pk, "1571120446", 21, row.texts[0], {}, row.status.value, row.turn.value,
        priority, 1, 6, row.author.pk, row.cast.moderator.pk if row.status != S.SUBMITTED else None, row.author.pk, row.at(0), row.at(1),
        decided, row.at(6) if row.status == S.CLOSED else None, row.at(6), row.opened_at,
        row.at(6), row.at(4), row.at(1), row.at(9), due, answer_due,
    )  # fmt: skip


LISTING = "id case position sku url title seller seller_inn price currency seen_at created_at updated_at".split()


def _listing(row: Row, url: str = "") -> tuple[Any, ...]:
    sku = str(1_600_000_000 + row.pk)
    return (
        row.pk, row.pk, 1, sku, url or f"https://shop.example.com/item/{sku}", row.subject[:80], f"shop-{row.pk % 997}", "", 990,
        "RUB", row.opened_at, row.opened_at, row.opened_at,
    )  # fmt: skip


SUBMISSION = "id case listing status attempt reference reason submitted_at answered_at created_at updated_at".split()


def _submission(row: Row) -> tuple[Any, ...]:
    answered = row.at(5) if row.filed_as in {U.GRANTED, U.REFUSED, U.WAITING} else None
    return row.pk, row.pk, row.pk, row.filed_as.value, 1, "", "", row.at(0), answered, row.at(0), row.at(0)


MESSAGE = "id case kind author side body language is_quoted happened_at created_at updated_at".split()


def _messages(row: Row) -> Iterator[tuple[Any, ...]]:
    for place, (kind, side) in enumerate(KINDS):
        author = row.author if side == Side.BRAND else row.cast.moderator
        pk = (row.pk - 1) * MESSAGES + place + 1
        at = row.at(place)
        yield pk, row.pk, kind.value, author.pk, side.value, row.texts[place], row.language, False, at, at, at


CHAIN = "id kind target_id seq hash sealed_seq".split()
ENTRY = "id chain seq at actor action facts digests prev_hash hash".split()


def _chain(row: Row) -> tuple[Any, ...]:
    row.last = [values[-1] for values in _entries(row)][-1]
    return _chain_key(row.pk), "cases.case", str(row.pk), MESSAGES, row.last, MESSAGES


def _chain_key(pk: int) -> int:
    return 1_000_000 + pk


def _entries(row: Row) -> Iterator[tuple[Any, ...]]:
    chain = Chain(pk=_chain_key(row.pk), kind="cases.case", target_id=str(row.pk))
    before = ""
    for place, (_kind, side) in enumerate(KINDS):
        facts = {"message": (row.pk - 1) * MESSAGES + place + 1, "version": place + 2}
        entry = Entry(
            chain=chain,
            seq=place + 1,
            at=row.at(place),
            actor_id=row.author.pk if side == Side.BRAND else row.cast.moderator.pk,
            action=ACTIONS[place],
            facts=facts,
            digests={},
            prev_hash=before,
        )
        before = hashing.entry_hash(entry)
        pk = 10_000_000 + (row.pk - 1) * MESSAGES + place
        yield pk, chain.pk, entry.seq, entry.at, entry.actor_id, entry.action, facts, {}, entry.prev_hash, before


def ready_drafts(cast: Cast, count: int, *, first: int) -> None:
    """Drafts that lack nothing: the papers of the brand and a screenshot of their listing."""
    dice = random.Random(first)
    cases: list[Any] = []
    listings: list[Any] = []
    links: list[Any] = []
    for pk in range(first, first + count):
        brand = dice.randrange(BRANDS)
        author = cast.representatives[pk % len(cast.representatives)]
        row = Row(
            pk, cast, brand, S.DRAFT, U.PREPARED, Side.BRAND, NOW, author, "ru", f"Черновик {pk}", [""] * MESSAGES
        )
        cases.append(
            (
                pk, f"BD-{10_000 + pk}", "infringement", cast.brands[brand].pk, cast.marketplace.pk, row.subject, "counterfeit",
                cast.rights[brand].pk, "1571120446", 21, "Товар не выпущен правообладателем. Просим скрыть карточку.", {},
                "draft", "brand", 2, 1, 1, author.pk, None, author.pk, None, None, None, None, NOW, NOW, NOW, None, None, None,
                None, None,
            )
        )  # fmt: skip
        listings.append(_listing(row, SHOWN))
        exhibits = [cast.screenshots[brand], *cast.papers[brand]]
        for place, exhibit in enumerate(exhibits):
            listing = pk if place == 0 else None
            links.append((pk, exhibit.pk, listing, place + 1, None, NOW, NOW))
    load(Case, CASE, cases)
    load(OffendingListing, LISTING, listings)
    load(CaseExhibit, "case exhibit listing position sent_at created_at updated_at".split(), links)


def finish() -> None:
    set_sequences(Case, OffendingListing, Submission, Message, Chain, Entry)


def session_of(person: User) -> str:
    """A signed-in browser's session key."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def new_form_key() -> UUID:
    return uuid4()
