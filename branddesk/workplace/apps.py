from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplaceConfig(AppConfig):
    name = "branddesk.workplace"
    label = "workplace"

    def ready(self) -> None:
        from branddesk.web import slots

        slots.navigation.add(
            slots.NavItem(key="start", label=_("Today"), icon="home", url_name="workplace:start", order=0)
        )
