"""Which addresses a group robot may have: WeCom's own host and nothing else, so never one of the own network."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from branddesk.channels.wecom.client import WECOM, base_address
from branddesk.core.errors import DomainError

PATH = "/cgi-bin/webhook/send"


def check_address(address: str) -> str:
    """The address, if it is a robot's webhook at WeCom, or at the sandbox that the settings name. Raises DomainError.

    The host is compared whole with the known ones, so no name, number, user part or port leads elsewhere.
    """
    try:
        parts = urlsplit(address.strip())
        place = f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        raise _refusal() from None
    is_known = place in {WECOM, base_address()}
    if not is_known or parts.path != PATH or parts.fragment or not parse_qs(parts.query).get("key", [""])[0].strip():
        raise _refusal()
    return parts.geturl()


def _refusal() -> DomainError:
    return DomainError(
        _("This is not the address of a group robot. Copy it from the robot's page in WeCom: %(start)s…")
        % {"start": f"{WECOM}{PATH}?key="}
    )
