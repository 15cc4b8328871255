"""What holds for every address of the desk at once, whoever adds the next one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

TYPICAL = {"int": "1", "slug": "x", "str": "x", "uuid": str(uuid4()), "path": "x"}
TALKS = {"aiohttp", "ftplib", "http.client", "httpx", "httpx2", "requests", "telnetlib", "urllib.request", "urllib3"}


def addresses() -> Iterator[tuple[str, Any]]:
    """Every address, with something typical in its places."""

    def walk(patterns: Any, before: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            place = before + getattr(pattern.pattern, "_route", "")
            if isinstance(pattern, URLPattern):
                for name, converter in pattern.pattern.converters.items():
                    kind = type(converter).__name__.removesuffix("Converter").lower()
                    kind = {"string": "str"}.get(kind, kind)
                    place = place.replace(f"<{kind}:{name}>", TYPICAL[kind]).replace(f"<{name}>", "x")
                yield "/" + place, pattern.callback
            else:
                yield from walk(pattern.url_patterns, place)

    yield from walk(get_resolver().url_patterns, "")


def test_no_address_takes_a_form_that_none_of_our_pages_made(cast):
    signed_in = []
    for person in (cast.alice, cast.administrator, cast.moderator, cast.trainer, None):
        client = Client(enforce_csrf_checks=True)
        if person is not None:
            client.force_login(person)
        signed_in.append(client)

    found = list(addresses())
    taken = {
        address
        for client in signed_in
        for address, _view in found
        if client.post(address, {"form_key": str(uuid4())}).status_code < 400
    }

    assert len(found) > 100
    assert taken == set()


SIGNED = {"/mail/in/", "/wecom/callback/", "/calls/hook/", "/stores/push/", "/demo/translator/"}
"""What other machines post to, each call taken once. They are signed, but for Ozon's, which come to an address that
nobody can guess from Ozon's own networks, and for the demo's stand-in for a translator."""


def test_no_view_is_freed_from_that_but_those_that_machines_sign(cast):
    freed = [address for address, view in addresses() if getattr(view, "csrf_exempt", False)]

    assert {address for address in freed if not address.startswith(tuple(SIGNED))} == set()
    assert len(freed) == len(SIGNED)


ASKS = {
    "config/processes.py": "whether our own processes answer",
    "foundation/files/fetching.py": "for recordings and customers' photos, through core/outside.py",
    "channels/translator.py": "for translations, through core/outside.py",
    "channels/wecom/client.py": "WeCom's own host, or the sandbox that the settings name",
    "marketplaces/ozon/client/transport.py": "Ozon's own host, or the sandbox that the settings name",
}
STANDS_IN = (
    *("channels/email/sandbox.py", "channels/wecom/sandbox/", "channels/phone/sandbox.py"),
    "marketplaces/ozon/sandbox/",
)
"""Programs of their own, for the demo and the tests."""


def test_the_desk_asks_no_address_that_people_typed():
    """Little code could: what somebody types is shown as a link, and what is fetched never lies in the own network."""
    root = settings.ROOT / "branddesk"
    code = [path for path in root.rglob("*.py") if "tests" not in path.parts]

    assert len(code) > 200
    talking = {str(path.relative_to(root)) for path in code if _imports(path) & TALKS}
    assert {path for path in talking if not path.startswith(STANDS_IN)} <= set(ASKS)


def _imports(path: Path) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("name", ["cases:list", "cases:queue", "evidence:list", "catalogue:list", "web:search"])
@pytest.mark.parametrize(
    "asked",
    [
        "brand__grants__organisation__name=x",
        "created_by__password__startswith=pbkdf2",
        "assignee__email__contains=@",
        "pk__in=1,2&order_by=created_by__password",
        "sort=created_by__password",
        "view=all&filter=eyJmaWx0ZXJpbmciOnt9fQ==",
        "after=created_by__password",
    ],
)
def test_an_address_asks_the_database_only_what_its_page_offers(client, cast, name, asked):
    case = make_case(
        created_by=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.SUBMITTED,
    )
    client.force_login(cast.moderator if name == "cases:queue" else cast.alice)
    plain = client.get(reverse(name), {"view": "all"} if name == "cases:list" else {})

    asked_for = client.get(f"{reverse(name)}?{asked}" + ("&view=all" if name == "cases:list" else ""))

    assert asked_for.status_code == 200
    assert (case.number in asked_for.content.decode()) == (case.number in plain.content.decode())


@pytest.mark.parametrize("path", ["/call-our-hotline-0900/", "/cases/Your%20account%20is%20locked/", "/<h1>pay</h1>/"])
def test_a_page_that_there_is_not_repeats_nothing_of_its_address(client, cast, path):
    client.force_login(cast.alice)

    page = client.get(path)

    assert page.status_code == 404
    for words in ("hotline", "locked", "pay<"):
        assert words not in page.content.decode().split("<main", 1)[1].split("</main>")[0]
