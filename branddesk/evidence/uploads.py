"""Uploads as pages send them: each file whole in its form, or in parts before it."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.core.errors import DomainError
from branddesk.evidence import services
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files import partials


def receive_part(request: HttpRequest, *, owner: str, most: int = partials.MOST_PER_OWNER) -> HttpResponse:
    """Append the body to the file that the address names; the answer says where to go on. `discard` forgets it."""
    key, offset, size = key_of(request.GET.get("key", "")), _count(request.GET, "offset"), _count(request.GET, "size")
    if key is None or offset is None or size is None:
        raise DomainError(_("The page did not say which file this is a part of. Choose the file again."))
    if "discard" in request.GET:
        partials.discard(owner=owner, key=key)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    there = partials.append(owner=owner, key=key, offset=offset, size=size, source=request, most=most)
    return JsonResponse({"offset": there})


def bring_parts(request: HttpRequest, *, owner: str) -> None:
    """Let a file that came in parts stand among the files of the form, as if it had come with it."""
    key, size = key_of(request.POST.get("parts", "")), _count(request.POST, "size")
    if key is not None and size is not None:
        name = request.POST.get("name", "")
        request.FILES.appendlist("file", partials.finish(owner=owner, key=key, size=size, name=name))


def sealed_before(request: HttpRequest, *, actor: User, brand: Brand) -> Exhibit | None:
    """The exhibit that this upload became already, when its answer was lost on the way."""
    key = key_of(request.POST.get("upload_key", ""))
    return services.sealed_before(actor=actor, brand=brand, upload_key=key) if key else None


def address_of(request: HttpRequest) -> str | None:
    """Where the file came from, as far as the proxies that stand before the desk may be believed."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


def key_of(text: str) -> UUID | None:
    """The key that the browser chose; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _count(data: dict[str, str], name: str) -> int | None:
    text = str(data.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
