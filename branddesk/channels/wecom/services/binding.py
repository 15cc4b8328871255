"""Binding a person of the desk to a member in WeCom by a code that only the person has seen."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User, digest_of
from branddesk.channels.wecom.models import Binding, BindingCode, WeComApp
from branddesk.channels.wecom.selectors import app_of
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import hold
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look like others."""
CODE = re.compile(r"\b([A-HJ-NP-Z2-9]{4})[-\s–—]?([A-HJ-NP-Z2-9]{4})\b")
GOOD_FOR = timedelta(minutes=10)
MOST_CODES_AN_HOUR = 10
MOST_TRIES_AN_HOUR = 8
"""Wrong codes of one member; a code has 40 bits, so this is against noise rather than luck."""


class TooOften(DomainError):
    status_code = 429


@transaction.atomic
def offer_code(*, actor: User) -> str:
    """A code for the actor to send to the app within ten minutes. An older one ends; only its digest is kept."""
    app = app_of(actor.organisation)
    if app is None or not app.may_receive or not app.may_send:
        raise DomainError(_("WeCom is not connected yet. An administrator of your organisation does that."))
    if not _may(f"wecom-codes:{actor.pk}", MOST_CODES_AN_HOUR):
        raise TooOften(_("Too many codes in one hour. Use the last one, or come back later."))
    hold(actor)
    letters = "".join(secrets.choice(LETTERS) for _letter in range(8))
    BindingCode.objects.filter(person=actor).delete()
    BindingCode.objects.create(person=actor, app=app, digest=digest_of(letters), expires_at=clock.now() + GOOD_FOR)
    return f"{letters[:4]}-{letters[4:]}"


def code_in(text: str) -> str:
    """The code, when the text is one and nothing else; in capitals, without the dash."""
    found = CODE.fullmatch(text.strip().upper())
    return "".join(found.groups()) if found else ""


@transaction.atomic
def bind(*, app: WeComApp, wecom_user: str, code: str) -> User | None:
    """Make the member the person who was shown the code. None when the code is wrong, spent or too old.

    The code works once. Whoever was bound to the member before is not any more, nor is the person to another member.
    """
    if not may_try(app, wecom_user):
        return None
    offered = (
        BindingCode.objects.select_for_update(of=("self",))
        .filter(app=app, digest=digest_of(code), expires_at__gt=clock.now())
        .select_related("person__organisation")
        .first()
    )
    if offered is None or not offered.person.is_active or offered.person.organisation_id != app.organisation_id:
        _may(_tries(app, wecom_user), MOST_TRIES_AN_HOUR)
        return None
    person = offered.person
    offered.delete()
    for before in Binding.objects.filter(app=app, wecom_user=wecom_user).exclude(person=person):
        _end(before, actor=None)
    Binding.objects.filter(person=person).delete()
    Binding.objects.create(app=app, wecom_user=wecom_user, person=person)

    journal.record(person, "person.wecom-bound", person, private={"wecom_user": wecom_user})
    live.announce(f"person:{person.pk}", "changed")
    return person


@transaction.atomic
def unbind(*, actor: User) -> None:
    """The actor's own binding ends; what was said stays. A second time changes nothing."""
    for binding in Binding.objects.select_for_update().filter(person=actor):
        _end(binding, actor=actor)
    BindingCode.objects.filter(person=actor).delete()


def may_try(app: WeComApp, wecom_user: str) -> bool:
    return bool(cache.get(_tries(app, wecom_user), 0) < MOST_TRIES_AN_HOUR)


def _tries(app: WeComApp, wecom_user: str) -> str:
    return f"wecom-tries:{app.pk}:{digest_of(wecom_user)}"


def _end(binding: Binding, *, actor: User | None) -> None:
    journal.record(actor, "person.wecom-unbound", binding.person, private={"wecom_user": binding.wecom_user})
    live.announce(f"person:{binding.person_id}", "changed")
    binding.delete()


def _may(key: str, most: int) -> bool:
    """Counts up to `most` within an hour."""
    cache.add(key, 0, timeout=3600)
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:  # It ended in this very moment.
        return True
