"""Photos from a phone: a link to one case, good for half an hour, through which files come in and nothing goes out."""

from __future__ import annotations

from datetime import timedelta
from mimetypes import guess_type
from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.files import File
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import permissions
from branddesk.cases.models import Case, PhoneLink
from branddesk.cases.services.changing import lock
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.foundation.journal import services as journal

GOOD_FOR = timedelta(minutes=30)
MOST_FILES = 60
"""Through one link."""
MOST_A_MINUTE = 240
"""Requests through one link; a part of a large file is one."""


ARRIVED = Coalesce(
    Subquery(
        Exhibit.objects.filter(
            case_links__case=OuterRef("case"),
            source=Exhibit.Source.PHONE,
            sealed_by=OuterRef("made_by"),
            sealed_at__gte=OuterRef("created_at"),
        )
        .order_by()
        .values("source")
        .annotate(number=Count("pk"))
        .values("number")
    ),
    0,
)
"""How many files came through a link, to annotate links with."""


class LinkEnded(DomainError):
    status_code = 410


class TooFast(DomainError):
    status_code = 429


@transaction.atomic
def open_phone_link(*, actor: User, case: Case) -> PhoneLink:
    """A link through which a phone adds files to the case in the actor's name. The actor's older ones end."""
    case = lock(case)
    permissions.check_can(actor, "attach", case)

    links_of(actor, case).delete()
    link = PhoneLink.objects.create(key=uuid4(), case=case, made_by=actor, expires_at=clock.now() + GOOD_FOR)

    journal.record(actor, "case.phone-linked", case, link=link.pk, expires_at=link.expires_at)
    return link


@transaction.atomic
def end_phone_link(*, actor: User, case: Case) -> None:
    """The actor's links to the case lead nowhere any more."""
    links_of(actor, case).delete()


@transaction.atomic
def seal_from_phone(
    *, link: PhoneLink, file: File, sealed_from: str | None = None, upload_key: UUID | None = None
) -> Exhibit:
    """Seal what the phone sent, in the name of whoever made the link, and put it into the case."""
    check_link(link)
    if upload_key is None or not Exhibit.objects.filter(upload_key=upload_key).exists():
        _check_room(link)
    return seal_exhibit(
        actor=link.made_by,
        brand=link.case.brand,
        file=file,
        kind=_kind_of(file.name or ""),
        source=Exhibit.Source.PHONE,
        sealed_from=sealed_from,
        upload_key=upload_key,
        context={"case": link.case.number},
    )


def check_link(link: PhoneLink) -> None:
    """A link ends after its time, and with its maker's right to add to the case."""
    maker, case = link.made_by, link.case
    if link.expires_at <= clock.now():
        raise LinkEnded(_("This link has expired. Open a new code on the page of the case."))
    is_theirs = maker.is_active and Case.objects.visible_to(maker).filter(pk=case.pk).exists()
    if not is_theirs or not permissions.can(maker, "attach", case):
        raise LinkEnded(_("Nothing can be added to this case any more, so this link has ended."))


def check_pace(link: PhoneLink) -> None:
    """Refuse a phone, or whatever has its link, that asks too often."""
    key = f"phone-link:{link.pk}:{clock.now():%H%M}"
    cache.add(key, 0, 120)
    if cache.incr(key) > MOST_A_MINUTE:
        raise TooFast(_("This is too fast. Wait a minute, then go on."))


def links_of(actor: User, case: Case) -> QuerySet[PhoneLink]:
    return PhoneLink.objects.filter(case=case, made_by=actor)


def arrived_through(link: PhoneLink) -> QuerySet[Exhibit]:
    """What came through the link, the newest first."""
    exhibits = Exhibit.objects.filter(
        case_links__case=link.case_id,
        source=Exhibit.Source.PHONE,
        sealed_by=link.made_by_id,
        sealed_at__gte=link.created_at,
    )
    return exhibits.select_related("blob").order_by("-pk")


def _check_room(link: PhoneLink) -> None:
    if arrived_through(link).count() >= MOST_FILES:
        raise TooFast(_("Many files have come through this link. Open a new code for more."))


def _kind_of(name: str) -> str:
    """A first word about what it is, from the name; the maker says it better on the desk."""
    family = (guess_type(name)[0] or "image/").split("/")[0]
    return {"image": Exhibit.Kind.PHOTO, "video": Exhibit.Kind.VIDEO}.get(family, Exhibit.Kind.OTHER)
