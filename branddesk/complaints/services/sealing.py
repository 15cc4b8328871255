"""A customer's photos go into the vault with the case that their words have opened: sealed, and used in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.permissions import can
from branddesk.cases.services import attach_exhibit
from branddesk.complaints.models import Picture
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.foundation.files import fetching

MOST = 30
"""Photos of one case; what is more stays a link."""


def seal_pictures(case: Case) -> int:
    """Fetch, seal and attach what came with the words of this case. Gives how many. Harmless twice.

    What leads into the own network, or is no picture, is noted beside it and stays a link. Raises Failed where
    something could not be fetched now: it is tried again.
    """
    rows = Picture.objects.filter(complaint__case=case, exhibit=None, note="", is_video=False)
    sealed, trouble = 0, None
    for picture in rows.select_related("complaint__brand").order_by("pk")[:MOST]:
        with override(case.created_by.language):
            try:
                sealed += _seal(picture, case)
            except fetching.Failed as error:
                trouble = error
    if trouble is not None:
        raise trouble
    return sealed


def _seal(picture: Picture, case: Case) -> int:
    try:
        exhibit = fetching.fetch(
            picture.url, partial(_keep, picture, case, case.created_by), allowed=(settings.OZON_URL.rstrip("/"),)
        )
    except fetching.Forbidden:
        _note(picture, _("Its address leads where the desk does not go, so it stays a link."))
    except DomainError as refusal:
        _note(picture, refusal.message)
    else:
        _use(picture, case, exhibit)
        return 1
    return 0


def _keep(picture: Picture, case: Case, actor: User, body: Iterator[bytes]) -> Exhibit:
    return seal_exhibit(
        actor=actor,
        brand=picture.complaint.brand,
        file=fetching.Arriving(body, PurePosixPath(urlsplit(picture.url).path).name or "photo.jpg"),
        kind=Exhibit.Kind.PHOTO,
        title=_("Customer's photo, %(kind)s") % {"kind": picture.complaint.get_kind_display()},
        source_url=picture.url,
        captured_at=picture.complaint.received_at,
        upload_key=uuid5(NAMESPACE_URL, f"{picture.pk} {picture.url}"),
    )


@transaction.atomic
def _use(picture: Picture, case: Case, exhibit: Exhibit) -> None:
    picture.exhibit = exhibit
    picture.save(update_fields=["exhibit"])
    if can(case.created_by, "attach", case):
        attach_exhibit(actor=case.created_by, case=case, exhibit=exhibit)


def _note(picture: Picture, sentence: str) -> None:
    Picture.objects.filter(pk=picture.pk).update(note=sentence[:200])
