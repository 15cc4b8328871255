from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client.pace import LocalPace
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running, running


@pytest.fixture
def sandbox() -> Iterator[Running]:
    """One that keeps to the contract, or the test fails."""
    with running() as there:
        yield there
        assert list(there.world.violations) == []


@pytest.fixture
def client_of(sandbox: Running) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def make(number: int = 0, **options: Any) -> Client:
        client_id, key = KEYS[number]
        options.setdefault("sleep", lambda seconds: None)
        made.append(Client(client_id, options.pop("key", key), pace=LocalPace(), base_url=sandbox.url, **options))
        return made[-1]

    yield make
    for client in made:
        client.close()
