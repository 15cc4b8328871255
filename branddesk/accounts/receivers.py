"""What follows for people when they sign in, change a password or a second factor, whichever page it came from."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from branddesk.accounts.devices import remember_device
from branddesk.accounts.models import User
from branddesk.accounts.services import end_sessions
from branddesk.foundation.journal import services as journal


@receiver(user_logged_in, dispatch_uid="accounts.user_logged_in")
def remember_sign_in(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    remember_device(request, user)


@receiver(password_changed, dispatch_uid="accounts.password_changed")
def record_change(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    end_sessions(user, besides=request.session.session_key or "")
    journal.record(user, "person.password-changed", user)


@receiver(password_reset, dispatch_uid="accounts.password_reset")
def record_reset(sender: type[User], user: User, **kwargs: Any) -> None:
    end_sessions(user)
    journal.record(user, "person.password-reset", user)


@receiver(authenticator_added, dispatch_uid="accounts.authenticator_added")
def record_added_factor(sender: type[Authenticator], user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    journal.record(user, "person.factor-added", user, factor=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="accounts.authenticator_removed")
def record_removed_factor(sender: type[Authenticator], user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    journal.record(user, "person.factor-removed", user, factor=authenticator.type)


@receiver(authenticator_reset, dispatch_uid="accounts.authenticator_reset")
def record_renewed_codes(sender: type[Authenticator], user: User, **kwargs: Any) -> None:
    journal.record(user, "person.recovery-codes-renewed", user)
