"""The second factor of an organisation's people: asking for it, and starting anew when it is lost."""

from __future__ import annotations

from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts import permissions
from branddesk.accounts.models import Organisation, User
from branddesk.accounts.services.sessions import end_sessions
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.services import send_mail
from branddesk.foundation.journal import services as journal


@transaction.atomic
def require_second_factor(*, actor: User, is_required: bool) -> Organisation:
    """Ask everybody of the actor's organisation for a second factor, or leave it to each of them."""
    organisation = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    permissions.check_can_manage_people(actor, organisation)
    if organisation.requires_second_factor == is_required:
        return organisation

    organisation.requires_second_factor = is_required
    organisation.save(update_fields=["requires_second_factor"])

    journal.record(actor, "organisation.second-factor-required", actor, is_required=is_required)
    return organisation


@transaction.atomic
def reset_second_factor(*, actor: User, person: User) -> User:
    """Take away the person's authenticator app, passkeys and recovery codes, end their sessions and tell them.

    They sign in with the password alone afterwards; where the organisation requires it, they set up a new one then.
    """
    person = User.objects.select_for_update().select_related("organisation").get(pk=person.pk)
    permissions.check_can_manage_people(actor, person.organisation)
    if person.pk == actor.pk:
        raise DomainError(_("Change your own second factor on your profile."))
    removed, _each = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise DomainError(_("%(name)s has no second factor.") % {"name": person.name})
    end_sessions(person)

    journal.record(actor, "person.second-factor-reset", person)
    with translation.override(person.language):
        sentence = _("%(name)s removed your second factor: authenticator app, passkeys and recovery codes.") % {
            "name": actor.name
        }
        tell_of_security(person, sentence)
    return person


def tell_of_security(person: User, sentence: str) -> None:
    """Write to the person what happened to their way in, in the active language, so that a stranger's hand shows."""
    text = render_to_string(
        "accounts/mail/security.txt",
        {"person": person, "sentence": sentence, "url": settings.SITE_URL + reverse("accounts:profile")},
    )
    send_mail(
        to=person.email,
        subject=_("Your sign-in to branddesk was changed"),
        text=text,
        language=person.language,
        key=f"security:{uuid4()}",
    )
