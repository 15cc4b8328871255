"""How sign-in behaves here: by invitation only, in plain sentences, with mail through the outbox."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branddesk.accounts import devices
from branddesk.accounts.models import User
from branddesk.accounts.selectors import FACTORS
from branddesk.accounts.services import tell_of_security
from branddesk.core import encryption
from branddesk.core.errors import NotAllowed
from branddesk.foundation.delivery.services import send_mail

CHANGES = {
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your account."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made; the ones before are void."),
}
"""What allauth tells of the second factor, in the desk's words."""


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account was deactivated. Ask an administrator of your organisation."),
        "email_password_mismatch": gettext_lazy("The e-mail or the password is not right. Check both and try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts to sign in. Wait five minutes and try again, or set a new password."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "rate_limited": gettext_lazy("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The person of these credentials. Whoever knows the right password of a closed account is told so."""
        person = super().authenticate(request, **credentials)
        if person is not None and not person.is_active:
            raise self.validation_error("account_inactive")
        return person

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A deactivated person's passkey opens nothing."""
        raise NotAllowed(_("This account was deactivated. Ask an administrator of your organisation."))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages of their own say what happened; no message follows the reader to the next one."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link leads to the desk's own address, whatever host the request named."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        """Tell the person of a changed second factor, in their language and through the outbox."""
        if not isinstance(user, User) or template_prefix not in CHANGES:
            return
        with translation.override(user.language):
            tell_of_security(user, str(CHANGES[template_prefix]))

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Write in the person's language, to the address as we know it."""
        if not isinstance(user, User):
            raise TypeError("The desk's people are the only ones with a password here.")
        with translation.override(user.language):
            subject = _("Set a new password for branddesk")
            text = render_to_string(
                "accounts/mail/password_reset.txt", {"person": user, "url": context["password_reset_url"]}
            )
        send_mail(
            to=user.email,
            subject=subject,
            text=text,
            language=user.language,
            key=f"password-reset:{uuid4()}",
            is_sensitive=True,
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right, too old or already used. Type the one shown now."),
        "cannot_delete_authenticator": gettext_lazy(
            "Your organisation requires a second factor, and this is your only one. Add another one first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for an authenticator app or a passkey. Set one of them up first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The only factor stays where the organisation requires one."""
        person = User.objects.select_related("organisation").get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user=person, type__in=FACTORS).exclude(pk=authenticator.pk)
        return not person.organisation.requires_second_factor or others.exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A passkey is called after the device until its owner calls it something else."""
        return devices.name_of(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "branddesk"}
