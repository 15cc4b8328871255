from __future__ import annotations

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "branddesk.accounts"
    label = "accounts"

    def ready(self) -> None:
        from branddesk.accounts import receivers  # noqa: F401
        from branddesk.web import slots

        slots.navigation.add(
            slots.NavItem(
                key="people",
                label=_("People"),
                icon="users",
                url_name="accounts:people",
                group="organisation",
                order=900,
                visible=_is_administrator,
            )
        )


def _is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_administrator", False))
