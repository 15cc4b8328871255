"""Signing in by e-mail, and the signed-in person of a request in one query."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from branddesk.accounts.models import User


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """The person with their organisation, which every page shows; nobody when they are deactivated."""
        return User.objects.select_related("organisation").filter(pk=user_id, is_active=True).first()
