"""How sign-in behaves here: by invitation only, in plain sentences, with mail through the outbox."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branddesk.accounts.models import User
from branddesk.foundation.delivery.services import send_mail


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account was deactivated. Ask an administrator of your organisation."),
        "email_password_mismatch": gettext_lazy("The e-mail or the password is not right. Check both and try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts to sign in. Wait five minutes and try again, or set a new password."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
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

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages of their own say what happened; no message follows the reader to the next one."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link leads to the desk's own address, whatever host the request named."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

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
