from __future__ import annotations

from collections.abc import Iterator

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.core.encryption import encrypt
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.marketplaces.ozon.client.pace import LocalPace
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running, running
from branddesk.stores import ozon
from branddesk.stores.models import Capability, Store
from branddesk.stores.services import syncing
from branddesk.stores.tests.factories import make_store


@pytest.fixture
def sandbox(settings, monkeypatch) -> Iterator[Running]:
    monkeypatch.setattr(ozon, "PACE", LocalPace())
    settings.TASKS = DATABASE_QUEUE
    with running() as there:
        settings.OZON_URL = there.url
        yield there
        assert list(there.world.violations) == []


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def store(alice, sandbox, brand) -> Store:
    client_id, key = KEYS[0]
    made = make_store(organisation=alice.organisation, brand=brand, client_id=client_id, api_key=encrypt(key))
    Capability.objects.create(store=made, code="people_writing", state="available")
    syncing.prepare(made)
    return made
