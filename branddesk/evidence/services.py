"""Sealing evidence, saying what it shows, sharing it and taking it out of use. The sealed bytes never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid5

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import hold
from branddesk.evidence import events, permissions, selectors
from branddesk.evidence.models import Exhibit, Share
from branddesk.foundation.files import services as files
from branddesk.foundation.files.names import clean_filename
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify

SEEN_AGAIN_AFTER = timedelta(minutes=10)
"""Opening an exhibit twice within this time is one entry in its custody."""


@transaction.atomic
def seal_exhibit(
    *,
    actor: User,
    brand: Brand,
    file: File,
    kind: str,
    title: str = "",
    source: str = Exhibit.Source.CHOOSE,
    source_url: str = "",
    captured_at: datetime | None = None,
    language: str = "",
    right: Right | None = None,
    authorisation: Authorisation | None = None,
    sealed_from: str | None = None,
    upload_key: UUID | None = None,
    context: Mapping[str, str] | None = None,
) -> Exhibit:
    """Put a file into the brand's vault: its bytes once, who brought it, when and from where.

    Without a title the file's name is taken. An upload sent again under its `upload_key`, because the answer was lost,
    gives the exhibit that is sealed already. `context` is passed on to those who listen to `exhibit_sealed`. Raises
    NotAllowed, DomainError, or what the vault says of a file that is empty, too large or a program.
    """
    permissions.check_can_seal(actor, brand)
    if upload_key is not None and (before := sealed_before(actor=actor, brand=brand, upload_key=upload_key)):
        return before
    _check_belongs(brand, right, authorisation)
    _check_found(source_url, captured_at)
    blob = files.store(file)
    if upload_key is not None:
        # Of two at once the second waits here, where the first needs only an instant more.
        hold(actor)
        if before := sealed_before(actor=actor, brand=brand, upload_key=upload_key):
            return before

    file_name = _fit(clean_filename(file.name or ""))
    exhibit = Exhibit.objects.create(
        brand=brand,
        blob=blob,
        kind=kind,
        title=_title(title) or PurePath(file_name).stem,
        file_name=file_name,
        language=language,
        right=right,
        authorisation=authorisation,
        sealed_by=actor,
        sealed_at=clock.now(),
        sealed_from=sealed_from,
        source=source,
        source_url=source_url,
        captured_at=captured_at,
        upload_key=upload_key,
    )

    journal.record(
        actor,
        "exhibit.sealed",
        exhibit,
        private={"title": exhibit.title, "file_name": file_name, "source_url": source_url},
        brand=brand.pk,
        sha256=blob.sha256,
        size=blob.size,
        kind=str(kind),
        source=str(source),
        sealed_from=sealed_from,
        captured_at=captured_at,
        right=right.pk if right else None,
        authorisation=authorisation.pk if authorisation else None,
    )
    events.exhibit_sealed.send(sender=Exhibit, exhibit=exhibit, actor=actor, context=dict(context or {}))
    if blob.is_infected:
        report_virus(exhibit=exhibit)
    return exhibit


def sealed_before(*, actor: User, brand: Brand, upload_key: UUID) -> Exhibit | None:
    """What this upload became when it came before: its answer was lost and the browser sends it again."""
    exhibit = Exhibit.objects.filter(upload_key=upload_key).select_related("blob", "brand").first()
    if exhibit is not None and (exhibit.sealed_by_id != actor.pk or exhibit.brand_id != brand.pk):
        raise DomainError(_("This upload was already sent. Choose the file again."))
    return exhibit


@transaction.atomic
def seal_exhibits(
    *, actor: User, brand: Brand, uploads: Iterable[File], upload_key: UUID | None = None, **about: Any
) -> list[Exhibit]:
    """Seal several files of one form: all of them or none. What is said `about` holds for each, see `seal_exhibit`."""
    return [
        seal_exhibit(actor=actor, brand=brand, file=file, upload_key=key_of_file(upload_key, number), **about)
        for number, file in enumerate(uploads)
    ]


def key_of_file(upload_key: UUID | None, number: int) -> UUID | None:
    """The key of one file of several that came by one upload."""
    return uuid5(upload_key, str(number)) if upload_key and number else upload_key


@transaction.atomic
def describe_exhibit(
    *,
    actor: User,
    exhibit: Exhibit,
    kind: str,
    title: str,
    source_url: str = "",
    captured_at: datetime | None = None,
    language: str = "",
) -> Exhibit:
    """Say what the exhibit shows, where it was found and when. Its custody keeps what was said before."""
    exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("brand").get(pk=exhibit.pk)
    permissions.check_can_change(actor, exhibit)
    _check_found(source_url, captured_at)
    recording = Exhibit.Kind.CALL_RECORDING
    if (kind == recording) != (exhibit.kind == recording):
        raise DomainError(_("Only the log of a call says that all agreed to its recording."))
    said = {
        "kind": str(kind),
        "title": _title(title) or exhibit.title,
        "source_url": source_url,
        "captured_at": captured_at,
        "language": language,
    }
    before = {name: getattr(exhibit, name) for name, value in said.items() if getattr(exhibit, name) != value}
    if not before:
        return exhibit

    for name in before:
        setattr(exhibit, name, said[name])
    exhibit.save(update_fields=list(before))

    journal.record(
        actor,
        "exhibit.described",
        exhibit,
        private={
            f"{name}_{when}": str(values[name])
            for name in before
            if name in {"title", "source_url"}
            for when, values in (("before", before), ("after", said))
        },
        changed=sorted(before),
        **{name: said[name] for name in before if name not in {"title", "source_url"}},
    )
    return exhibit


@transaction.atomic
def withdraw_exhibit(*, actor: User, exhibit: Exhibit, reason: str) -> Exhibit:
    """Take the exhibit out of use. It stays in the vault, visible with the reason, to everyone who could see it."""
    exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("brand").get(pk=exhibit.pk)
    permissions.check_can_change(actor, exhibit)
    if not reason.strip():
        raise DomainError(_("Say why this exhibit must not be used any more. The reason stays beside it."))

    exhibit.withdrawn_at = clock.now()
    exhibit.save(update_fields=["withdrawn_at"])

    journal.record(actor, "exhibit.withdrawn", exhibit, private={"reason": reason.strip()})
    events.exhibit_withdrawn.send(sender=Exhibit, exhibit=exhibit, actor=actor)
    return exhibit


def share_exhibits(*, actor: User, exhibits: Iterable[Exhibit], organisation: Organisation, reason: str) -> None:
    """Let the organisation see the exhibits; `reason` is the number of the case. Sharing again changes nothing."""
    rows = list(
        Exhibit.objects.filter(pk__in=[exhibit.pk for exhibit in exhibits])
        .select_related("brand", "blob")
        .order_by("pk")
    )
    permissions.check_can_share(actor, rows)
    shares = Share.objects.filter(exhibit__in=rows, organisation=organisation, reason=reason)
    there = set(shares.values_list("exhibit_id", flat=True))
    fresh = [exhibit for exhibit in rows if exhibit.pk not in there]
    with transaction.atomic(savepoint=False):
        Share.objects.bulk_create(
            Share(exhibit=exhibit, organisation=organisation, reason=reason, shared_by=actor) for exhibit in fresh
        )
        journal.record_on_each(actor, "exhibit.shared", fresh, organisation=organisation.pk, case=reason)


@transaction.atomic
def note_opening(*, actor: User, exhibit: Exhibit, downloaded: bool = False) -> None:
    """Keep in the exhibit's custody that somebody saw or took it, once per person within ten minutes."""
    action = "exhibit.downloaded" if downloaded else "exhibit.opened"
    if not selectors.did_lately(actor, exhibit, action, since=clock.now() - SEEN_AGAIN_AFTER):
        journal.record(actor, action, exhibit)


def note_use(*, actor: User, exhibits: Sequence[Exhibit], case: str, is_used: bool = True) -> None:
    """Keep in the custody of each exhibit that it was put into a case, or taken out of it."""
    journal.record_on_each(actor, "exhibit.used" if is_used else "exhibit.unused", exhibits, case=case)


@transaction.atomic
def report_virus(*, exhibit: Exhibit) -> None:
    """Keep in the custody that a virus was found, and tell everyone who keeps the brand's papers, once."""
    journal.record(None, "exhibit.infected", exhibit, private={"threat": exhibit.blob.threat})
    for person in selectors.keepers_of(exhibit.brand):
        notify(
            person=person,
            code="exhibit.infected",
            key=f"exhibit.infected:{exhibit.pk}",
            url=reverse("evidence:detail", args=[exhibit.key]),
            title=exhibit.title,
        )


def _check_belongs(brand: Brand, right: Right | None, authorisation: Authorisation | None) -> None:
    for paper in (right, authorisation):
        if paper is not None and paper.brand_id != brand.pk:
            raise DomainError(_("This paper belongs to another brand. Choose one of the brand's own papers."))


def _check_found(source_url: str, captured_at: datetime | None) -> None:
    if source_url and not source_url.startswith(("https://", "http://")):
        raise DomainError(_("The source address must be an address of the web, starting with https://."))
    if captured_at is not None and captured_at > clock.now() + timedelta(minutes=5):
        raise DomainError(_("The time of capture lies in the future. Check the date and the time zone."))


def _title(text: str) -> str:
    return " ".join(text.split())[: Exhibit._meta.get_field("title").max_length]


def _fit(file_name: str) -> str:
    """The name within the column, with its ending."""
    longest = 160
    path = PurePath(file_name)
    return file_name if len(file_name) <= longest else path.stem[: longest - len(path.suffix)] + path.suffix
