"""Changing who somebody is here: their profile, their role, whether they may come in."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts import permissions, reach, selectors
from branddesk.accounts.models import Organisation, User
from branddesk.accounts.services.sessions import end_sessions
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal


@transaction.atomic
def change_profile(*, actor: User, name: str, language: str, time_zone: str) -> User:
    """Change how the actor is called and in which language and time zone pages speak to them."""
    person = User.objects.select_for_update().get(pk=actor.pk)
    if (person.name, person.language, person.time_zone) == (name, language, time_zone):
        return person

    person.name = name
    person.language = language
    person.time_zone = time_zone
    person.save(update_fields=["name", "language", "time_zone"])

    journal.record(
        actor, "person.profile-changed", person, private={"name": name}, language=language, time_zone=time_zone
    )
    return person


@transaction.atomic
def change_language(*, actor: User, language: str) -> User:
    """Speak to the actor in this language from now on, here and in mail."""
    person = User.objects.select_for_update().get(pk=actor.pk)
    if person.language == language:
        return person

    person.language = language
    person.save(update_fields=["language"])

    journal.record(actor, "person.language-changed", person, language=language)
    return person


@transaction.atomic
def change_role(*, actor: User, person: User, role: str) -> User:
    """Give a person of the actor's organisation another of its roles. One administrator always stays."""
    organisation, person = _locked(person)
    permissions.check_can_manage_people(actor, organisation)
    permissions.check_role_fits(role, organisation)
    if person.role == role:
        return person
    _check_administrator_remains(organisation, without=person)

    before = person.role
    person.role = role
    person.save(update_fields=["role"])

    journal.record(actor, "person.role-changed", person, before=before, after=role)
    return person


@transaction.atomic
def change_duties(
    *, actor: User, person: User, role: str, sees_all_brands: bool = True, brands: Collection[int] = ()
) -> User:
    """Give a person of the actor's organisation a role and the brands to work for, both or neither."""
    person = change_role(actor=actor, person=person, role=role)
    if person.is_platform:
        return person
    return reach.brands().grant(actor=actor, person=person, sees_all_brands=sees_all_brands, brands=brands)


@transaction.atomic
def deactivate_person(*, actor: User, person: User) -> User:
    """End the person's sessions and let them in no more. What they did stays theirs.

    The password goes too, so that no session of theirs comes back to life when they are reactivated.
    """
    organisation, person = _locked(person)
    permissions.check_can_manage_people(actor, organisation)
    if person.pk == actor.pk:
        raise DomainError(_("You cannot deactivate yourself. Ask another administrator."))
    if not person.is_active:
        return person
    _check_administrator_remains(organisation, without=person)

    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    end_sessions(person)

    journal.record(actor, "person.deactivated", person)
    return person


@transaction.atomic
def reactivate_person(*, actor: User, person: User) -> User:
    """Let the person in again; they choose a new password through "Forgot password"."""
    organisation, person = _locked(person)
    permissions.check_can_manage_people(actor, organisation)
    if person.is_active:
        return person

    person.is_active = True
    person.save(update_fields=["is_active"])

    journal.record(actor, "person.reactivated", person)
    return person


def _locked(person: User) -> tuple[Organisation, User]:
    """The organisation first, so that two administrators cannot take each other's role at once."""
    organisation = Organisation.objects.select_for_update().get(pk=person.organisation_id)
    return organisation, User.objects.select_for_update().get(pk=person.pk)


def _check_administrator_remains(organisation: Organisation, *, without: User) -> None:
    if not without.is_administrator:
        return
    if not selectors.administrators_of(organisation).exclude(pk=without.pk).exists():
        raise DomainError(_("An organisation needs an administrator. Make somebody else one first."))
