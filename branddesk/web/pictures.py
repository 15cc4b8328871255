"""Pictures that stand on other hosts, which the pages' policy must allow."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings


def may_show(url: str) -> bool:
    """Whether a page may show it: `PICTURE_HOSTS` names sources as a content policy does, `https://*.example.com`."""
    try:
        there = urlsplit(url)
    except ValueError:
        return False
    return any(_fits(f"{there.scheme}://{there.netloc}".casefold(), source) for source in settings.PICTURE_HOSTS)


def _fits(origin: str, source: str) -> bool:
    scheme, _colon, host = source.partition("://")
    if host.startswith("*."):
        return origin.startswith(f"{scheme}://") and origin.endswith(host[1:]) and "@" not in origin
    return origin == source
