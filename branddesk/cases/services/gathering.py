"""Who watches a case, and the words by which an organisation sorts its cases. The case itself does not change."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.models import Case, CaseTag, Tag, Watcher
from branddesk.cases.services.changing import clean, lock, required
from branddesk.core.enums import Side
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal import services as journal

MOST_TAGS = 20
"""More than this no longer sorts."""


@transaction.atomic
def watch(*, actor: User, case: Case, person: User | None = None) -> Case:
    """Be told of everything in the case, or let a colleague of the own side be told."""
    case = lock(case)
    person = person or actor
    permissions.check_can(actor, "watch" if person == actor else "add_watcher", case)
    if person != actor and not (person.is_active and _is_colleague(person, actor, case)):
        raise DomainError(_("Choose a colleague who may read this case."))
    _watcher, is_new = Watcher.objects.get_or_create(case=case, person=person)
    if is_new:
        _record(actor, case, "case.watched", person=person.pk)
        if person != actor:
            events.person_watches.send(sender=Case, case=case, actor=actor, person=person)
    return case


@transaction.atomic
def unwatch(*, actor: User, case: Case, person: User | None = None) -> Case:
    """Be told no more, or let a colleague be told no more."""
    case = lock(case)
    person = person or actor
    permissions.check_can(actor, "watch" if person == actor else "add_watcher", case)
    if person.is_platform != actor.is_platform:
        raise NotAllowed(_("This person watches for the other side."))
    gone, _rows = Watcher.objects.filter(case=case, person=person).delete()
    if gone:
        _record(actor, case, "case.unwatched", person=person.pk)
    return case


@transaction.atomic
def add_tag(*, actor: User, case: Case, name: str) -> Case:
    """Sort the case under a word of the own organisation; a word that is new is kept for the next case."""
    case = lock(case)
    permissions.check_can(actor, "tag", case)
    name = required(_tidy(name), _("Write the tag first."))
    tag = find_tag(actor, name)
    if tag is None:
        clean(Tag(name=name), ["name"])
        tag, _is_new = Tag.objects.get_or_create(organisation=actor.organisation, name=name)
    there = set(case.tag_links.filter(tag__organisation=actor.organisation_id).values_list("tag_id", flat=True))
    if tag.pk in there:
        return case
    if len(there) >= MOST_TAGS:
        raise DomainError(_("A case holds up to %(most)d tags. Take one off first.") % {"most": MOST_TAGS})
    CaseTag.objects.create(case=case, tag=tag)
    _record(actor, case, "case.tagged", tag=tag.pk)
    return case


@transaction.atomic
def remove_tag(*, actor: User, case: Case, name: str) -> Case:
    """Take the word off the case; a word that no case has any more is forgotten."""
    case = lock(case)
    permissions.check_can(actor, "tag", case)
    tag = find_tag(actor, _tidy(name))
    if tag is None or not CaseTag.objects.filter(case=case, tag=tag).delete()[0]:
        return case
    if not tag.case_links.exists():
        tag.delete()
    _record(actor, case, "case.untagged")
    return case


def find_tag(actor: User, name: str) -> Tag | None:
    """The organisation's tag of this name, however its letters are written."""
    wanted = name.casefold()
    tags = Tag.objects.filter(organisation=actor.organisation_id)
    return next((tag for tag in tags if tag.name.casefold() == wanted), None)


def _is_colleague(person: User, actor: User, case: Case) -> bool:
    return person.is_platform == actor.is_platform and permissions.side_of(person, case) != Side.NONE


def _tidy(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in plain).split())


def _record(actor: User, case: Case, action: str, **facts: Any) -> None:
    """One's own side's affair: neither the case's version nor its place in the lists changes."""
    side = Side.PLATFORM if actor.is_platform else Side.BRAND
    journal.record(actor, action, case, side=side.value, **facts)
    events.case_changed.send(sender=Case, case=case, actor=actor, action=action)
