"""What stands between a request and its method: the key, the pace, the switches, in the order in which Ozon looks."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from branddesk.marketplaces.ozon.sandbox import methods
from branddesk.marketplaces.ozon.sandbox.methods import METHODS, Body, Method, Refusal
from branddesk.marketplaces.ozon.sandbox.world import Shop, World

PER_SECOND = 50
for _module in iter_modules(methods.__path__):
    # Importing a module declares its methods.
    import_module(f"{methods.__name__}.{_module.name}")
DEAD = frozenset(
    {
        *("/v1/actions/candidates", "/v1/actions/products", "/v1/actions/products/activate"),
        *("/v1/actions/products/deactivate", "/v1/actions/auto-add/products/candidates"),
        *("/v1/actions/auto-add/products/list", "/v1/actions/auto-add/products/update"),
        *("/v1/actions/auto-add/products/delete", "/v1/product/certificate/create", "/v1/product/pictures/import"),
        *("/v2/chat/list", "/v2/chat/history", "/v1/conditional-cancellation/list"),
        *("/v2/returns/rfbs/verify", "/v2/returns/rfbs/reject", "/v2/returns/rfbs/compensate"),
        *("/v2/returns/rfbs/receive-return", "/v2/returns/rfbs/return-money"),
    }
)
"""Methods that Ozon has switched off."""
KEYS = {
    "invalid": (403, 7, "Invalid Api-Key, please check the key and try again"),
    "expired": (403, 7, "Api-key is deactivated, use another one or generate a new one"),
    "role": (403, 7, "Api-Key is missing a required role for a method"),
    "ip": (403, 7, "Api-Key is restricted to specific IP addresses"),
    "blocked": (403, 7, "Company is blocked, please contact support"),
}
NO_SUBSCRIPTION = "i.service.{name}: rpc error: code = PermissionDenied desc = not available with existing subscription"


class NoSuchPath(Exception):
    """Answered in plain text."""


def find(verb: str, path: str) -> Method:
    """The method. Raises NoSuchPath, or Refusal for one that Ozon no longer has."""
    if path in DEAD:
        raise Refusal(400, 3, "obsolete method cannot be used")
    found = METHODS.get((verb, path))
    if found is None:
        raise NoSuchPath(path)
    return found


def shop_of(world: World, headers: Mapping[str, str]) -> Shop:
    """The seller whose key it is. Raises Refusal."""
    named = {name.casefold(): value for name, value in headers.items()}
    client_id, api_key = named.get("client-id"), named.get("api-key")
    if not client_id or not api_key:
        raise Refusal(401, 16, "Client-Id and Api-Key headers are required")
    shop = world.shops.get(client_id)
    if shop is None or shop.api_key != api_key:
        raise Refusal(*KEYS["invalid"])
    if shop.key_state != "good" and shop.key_state in KEYS:
        raise Refusal(*KEYS[shop.key_state])
    return shop


def keep_pace(shop: Shop, method: Method) -> None:
    """Fifty requests in any second for a Client-Id, and what a method has of its own. Raises Refusal."""
    now = time.monotonic()
    if method.path in shop.world.modes.tripped:
        raise Refusal(429, 8, "Circle is open")
    _count(shop.uses, PER_SECOND, 1.0, now)
    if method.per_minute:
        _count(shop.own_uses.setdefault(method.path, deque()), method.per_minute, 60.0, now)


def _count(uses: deque[float], most: int, seconds: float, now: float) -> None:
    while uses and uses[0] <= now - seconds:
        uses.popleft()
    if len(uses) >= most:
        wait = max(1, round(uses[0] + seconds - now + 0.5))
        headers = {"Ratelimit-Remaining": "0", "Retry-After": str(wait)}
        raise Refusal(429, 8, "You have reached request rate limit per second", headers)
    uses.append(now)


def check(shop: Shop, method: Method, body: Body) -> None:
    """The request's shape first, the subscription after it. Raises Refusal."""
    if method.check is not None:
        method.check(body)
    if not shop.may(method.gate):
        raise Refusal(403, 7, NO_SUBSCRIPTION.format(name=method.path.strip("/").replace("/", ".")))
