"""Changes of a password are recorded, whichever page they came from."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.dispatch import receiver

from branddesk.accounts.models import User
from branddesk.foundation.journal import services as journal


@receiver(password_changed, dispatch_uid="accounts.password_changed")
def record_change(sender: type[User], user: User, **kwargs: Any) -> None:
    journal.record(user, "person.password-changed", user)


@receiver(password_reset, dispatch_uid="accounts.password_reset")
def record_reset(sender: type[User], user: User, **kwargs: Any) -> None:
    journal.record(user, "person.password-reset", user)
