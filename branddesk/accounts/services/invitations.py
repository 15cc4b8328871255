"""Letting people in: an administrator writes, the invited person answers once."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts import events, permissions, reach
from branddesk.accounts.models import Invitation, Organisation, User, digest_of
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.delivery.services import send_mail
from branddesk.foundation.journal import services as journal

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite_person(
    *,
    actor: User,
    email: str,
    role: str,
    language: str,
    sees_all_brands: bool = True,
    brands: Collection[int] = (),
    form_key: UUID | None = None,
) -> Invitation:
    """Write to the address that it may join the actor's organisation; an earlier open letter to it is void.

    With `sees_all_brands` false the person will work only for `brands`, of those that the organisation then has. The
    `key` of the returned invitation makes the link; it is never to be had again. The same form sent twice makes one
    link; the second time the invitation comes without its key. Says nothing about people of other organisations: that
    the address already has an account is told to whoever opens the letter.
    """
    organisation = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    permissions.check_can_manage_people(actor, organisation)
    before = made_before(Invitation.objects.all(), form_key, person=actor, maker="invited_by")
    if before is not None:
        return before
    permissions.check_role_fits(role, organisation)
    reach.check(organisation, sees_all_brands=sees_all_brands, brand_ids=brands)
    email = email.strip().lower()
    colleague = User.objects.filter(organisation=organisation, email=email).first()
    if colleague is not None and colleague.is_active:
        raise DomainError(_("%(name)s already belongs to your organisation.") % {"name": colleague.name})
    if colleague is not None:
        raise DomainError(
            _("%(name)s belonged to your organisation before. Reactivate them in the list of people.")
            % {"name": colleague.name}
        )

    now = clock.now()
    for earlier in Invitation.objects.select_for_update().filter(
        organisation=organisation, email=email, accepted_at=None, withdrawn_at=None
    ):
        earlier.withdrawn_at = now
        earlier.save(update_fields=["withdrawn_at"])
    key = _new_key()
    invitation = Invitation.objects.create(
        digest=digest_of(key),
        organisation=organisation,
        email=email,
        role=role,
        sees_all_brands=sees_all_brands,
        brands=sorted(brands),
        language=language,
        invited_by=actor,
        expires_at=now + VALID_FOR,
        form_key=form_key,
    )

    invitation.key = key

    journal.record(
        actor, "person.invited", actor, private={"email": email}, invitation=invitation.pk, role=role, language=language
    )
    _send_letter(invitation)
    return invitation


@transaction.atomic
def renew_link(*, actor: User, invitation: Invitation, form_key: UUID | None = None) -> Invitation:
    """Make a new link, valid for a week from now, and write it to the address; the link before opens nothing more.

    The same form sent twice makes one link, see `invite_person`.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    permissions.check_can_manage_people(actor, invitation.organisation)
    if form_key is not None and invitation.form_key == form_key:
        return invitation
    if invitation.accepted_at is not None:
        raise WrongStatus(_("This invitation was already accepted. Deactivate the person instead."))
    if invitation.withdrawn_at is not None:
        raise WrongStatus(_("This invitation was withdrawn. Invite the person again."))

    key = _new_key()
    invitation.digest = digest_of(key)
    invitation.invited_by = actor
    invitation.expires_at = clock.now() + VALID_FOR
    invitation.form_key = form_key
    invitation.save(update_fields=["digest", "invited_by", "expires_at", "form_key"])
    invitation.key = key

    journal.record(actor, "person.invited-again", actor, invitation=invitation.pk)
    _send_letter(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Make the letter void. Withdrawing it again changes nothing; an accepted one stays accepted."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    permissions.check_can_manage_people(actor, invitation.organisation)
    if invitation.accepted_at is not None:
        raise WrongStatus(_("This invitation was already accepted. Deactivate the person instead."))
    if invitation.withdrawn_at is not None:
        return invitation

    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])

    journal.record(actor, "person.uninvited", actor, invitation=invitation.pk)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, password: str, language: str, time_zone: str) -> User:
    """Join the organisation with the role of the letter. The password was checked by the form."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    check_is_open(invitation)
    if User.objects.filter(email=invitation.email).exists():
        raise WrongStatus(_("There is already an account with this address. Sign in with it."))

    person = User.objects.create_user(
        invitation.email,
        password,
        name=name,
        organisation=invitation.organisation,
        role=invitation.role,
        sees_all_brands=invitation.sees_all_brands,
        language=language,
        time_zone=time_zone,
    )
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])

    journal.record(
        person, "person.joined", person, private={"name": name}, invitation=invitation.pk, role=invitation.role
    )
    events.person_joined.send(sender=User, person=person, invitation=invitation)
    return person


def check_is_open(invitation: Invitation) -> None:
    """Refuse a letter that was used, withdrawn or has expired, and say which."""
    if invitation.accepted_at is not None:
        raise WrongStatus(_("This invitation was already used. Sign in with your e-mail and password."))
    if invitation.withdrawn_at is not None:
        raise WrongStatus(_("This invitation was withdrawn. Ask the person who invited you for a new one."))
    if invitation.is_expired:
        raise WrongStatus(_("This invitation has expired. Ask the person who invited you for a new one."))


def link_of(invitation: Invitation) -> str:
    """The address to join at, for whoever has just made the link and so knows its key."""
    return settings.SITE_URL + reverse("accounts:invitation", args=[invitation.key])


def _new_key() -> str:
    return secrets.token_urlsafe(32)


def _send_letter(invitation: Invitation) -> None:
    facts = {
        "invitation": invitation,
        "inviter": invitation.invited_by,
        "organisation": invitation.organisation,
        "url": link_of(invitation),
        "days": VALID_FOR.days,
    }
    with translation.override(invitation.language):
        subject = _("%(name)s invites you to %(organisation)s on branddesk") % {
            "name": invitation.invited_by.name,
            "organisation": invitation.organisation.name,
        }
        text = render_to_string("accounts/mail/invitation.txt", facts)
    send_mail(
        to=invitation.email,
        subject=subject,
        text=text,
        language=invitation.language,
        key=f"invitation:{invitation.digest}",
        is_sensitive=True,
    )
