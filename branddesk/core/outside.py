"""Addresses that somebody typed or that came from outside: the desk never lets them lead into its own network.

The host is resolved once, every address it has must be public, and the connection goes to the address that was
checked, so that a name cannot change in between. Redirects are not followed.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


class Forbidden(Exception):
    """The address leads where the desk does not go."""


class Unknown(Exception):
    """The address is fine, but its name is not known now."""


@dataclass(frozen=True)
class Place:
    """Where to connect, and what to say there: for a request by httpx2."""

    url: str
    """The address with the checked IP in place of the name."""
    host: str
    headers: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)


def check_address(address: str, allowed: Collection[str] = ()) -> Place:
    """Where the address leads. Raises Forbidden, or Unknown when the name is not known now.

    `allowed` names places, as scheme and host, that may be in the own network: what the operator has set.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Forbidden("not an address") from None
    if f"{parts.scheme}://{parts.netloc}" in {str(place).rstrip("/") for place in allowed}:
        return Place(address, host)
    if parts.scheme != "https" or not host or parts.username or parts.password or port not in (None, 443):
        raise Forbidden("only https, on its usual port")
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Unknown("the name is not known") from None
    if not found or not all(is_public(ip) for ip in found):
        raise Forbidden("an address of the own network")
    ip = sorted(found)[0]
    url = parts._replace(netloc=f"[{ip}]" if ":" in ip else ip).geturl()
    return Place(url, host, {"Host": host}, {"sni_hostname": host})


def is_public(ip: str) -> bool:
    """Whether the IP is one of the open internet; those that carry another one within are judged by that."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if within is not None:
            return is_public(str(within))
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast
