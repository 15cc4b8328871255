"""Finds the adapter that a marketplace's row names."""

from __future__ import annotations

from branddesk.marketplaces.gateway import Gateway
from branddesk.marketplaces.ozon.gateway import OzonGateway
from branddesk.marketplaces.plain.gateway import PlainGateway

_GATEWAYS: dict[str, Gateway] = {"ozon": OzonGateway(), "plain": PlainGateway()}


def gateway(name: str) -> Gateway:
    """The adapter called `name`; `LookupError` for a name that is not one of ours."""
    try:
        return _GATEWAYS[name]
    except KeyError:
        raise LookupError(f"There is no marketplace adapter called {name!r}.") from None


def names() -> tuple[str, ...]:
    """Every adapter there is."""
    return tuple(_GATEWAYS)
