"""Telling a person something, and the person having read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from branddesk.accounts.models import User
from branddesk.core import clock
from branddesk.foundation.live import services as live
from branddesk.notices import selectors, texts
from branddesk.notices.models import Notice


def notify(*, person: User, code: str, url: str, key: str = "", **facts: object) -> Notice | None:
    """Tell one person, as `notify_each` does. None when the person was deactivated or was told before."""
    return next(iter(notify_each(people=[person], code=code, url=url, key=key, **facts)), None)


def notify_each(*, people: Iterable[User], code: str, url: str, key: str = "", **facts: object) -> list[Notice]:
    """Tell these people, in the transaction of the change that concerns them, and on their open pages.

    `code` names a sentence registered in `texts`, `facts` fill its places, `url` is a page of the desk. With a `key`
    a person is told once, however often this runs. Whoever was deactivated is left out.
    """
    if not texts.is_known(code):
        raise ValueError(f"No text is registered for the notice {code}")
    if not is_local(url):
        raise ValueError(f"A notice leads to a page of the desk, not to {url}")
    people = [person for person in people if person.is_active]
    said = {"code": code, "url": url, "facts": facts}
    with transaction.atomic(savepoint=False):
        if key:
            rows = [Notice.objects.get_or_create(person=person, key=key, defaults=said) for person in people]
            notices = [notice for notice, is_new in rows if is_new]
        else:
            notices = Notice.objects.bulk_create(Notice(person=person, **said) for person in people)

        unread = selectors.unread_counts([notice.person for notice in notices]) if notices else {}
        for notice in notices:
            with translation.override(notice.person.language):
                text = notice.sentence
            live.announce(
                f"person:{notice.person_id}",
                "notice",
                notice=notice.pk,
                text=text,
                url=reverse("notices:open", args=[notice.pk]),
                unread=unread[notice.person_id],
            )
    return notices


@transaction.atomic
def mark_read(*, actor: User, notice: Notice) -> Notice:
    """The actor has seen it. Only one's own notices; a second time changes nothing."""
    notice = selectors.notices_of(actor).select_for_update().get(pk=notice.pk)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
        _announce_count(actor)
    return notice


def mark_page_read(*, actor: User, url: str) -> int:
    """The actor has opened the page, so whatever led there is read. Returns how many notices that were.

    One statement, since it stands in the way of the page; the bell of other open pages follows with the next notice.
    """
    return selectors.unread_of(actor).filter(url=url).update(read_at=clock.now())


@transaction.atomic
def mark_all_read(*, actor: User) -> datetime:
    """Everything is read. Returns the moment, by which `mark_unread` can take it back."""
    moment = clock.now()
    if selectors.unread_of(actor).update(read_at=moment):
        _announce_count(actor)
    return moment


@transaction.atomic
def mark_unread(*, actor: User, moment: datetime) -> int:
    """Take back `mark_all_read` of that moment. Returns how many notices are unread again."""
    count = selectors.notices_of(actor).filter(read_at=moment).update(read_at=None)
    if count:
        _announce_count(actor)
    return count


@transaction.atomic
def forget(*, person: User, fact: str, values: Collection[str]) -> int:
    """Take back what the person was told of things they may no longer see: every notice whose fact is one of these."""
    count, _by_model = selectors.notices_of(person).filter(**{f"facts__{fact}__in": list(values)}).delete()
    if count:
        _announce_count(person)
    return count


def is_local(url: str) -> bool:
    """Whether the address is a page of this desk, so that no notice leads elsewhere."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def _announce_count(person: User) -> None:
    live.announce(f"person:{person.pk}", "unread", unread=selectors.unread_count(person))
