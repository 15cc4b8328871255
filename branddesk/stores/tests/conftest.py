"""A small Ozon that answers each method as a test says."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

from branddesk.core.enums import Route
from branddesk.marketplaces.ozon.client import transport
from branddesk.stores import ozon
from branddesk.stores.models import Marketplace
from branddesk.stores.tests.factories import make_marketplace

ENDS = "2027-02-20T10:00:00Z"


class SmallOzon:
    """Answers with nothing, or with what is set for a path: a body, a status with a message, or an error."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {
            "/v1/roles": {"expires_at": ENDS, "roles": [{"name": "Admin", "methods": []}]},
            "/v1/seller/info": {"company": {"name": "Kettora"}, "subscription": {"type": "PREMIUM"}},
        }
        self.calls: list[httpx2.Request] = []

    def refuse(self, path: str, status: int, message: str) -> None:
        self.answers[path] = (status, message)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.calls.append(request)
        answer = self.answers.get(request.url.path, {})
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, tuple):
            status, message = answer
            return httpx2.Response(status, content=json.dumps({"code": 7, "message": message, "details": []}))
        return httpx2.Response(200, json=answer)


@pytest.fixture
def small_ozon(monkeypatch: pytest.MonkeyPatch) -> SmallOzon:
    there = SmallOzon()
    real = transport.Client

    def client(*args: Any, **options: Any) -> transport.Client:
        return real(*args, **options, transport=httpx2.MockTransport(there), sleep=lambda seconds: None)

    monkeypatch.setattr(ozon, "Client", client)
    return there


@pytest.fixture
def place(db: None) -> Marketplace:
    return make_marketplace(gateway="ozon", route=Route.CABINET)
