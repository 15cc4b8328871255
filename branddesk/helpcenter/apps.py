from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpCenterConfig(AppConfig):
    name = "branddesk.helpcenter"
    label = "helpcenter"

    def ready(self) -> None:
        from branddesk.helpcenter import finding
        from branddesk.web import slots

        slots.search_groups.add(finding.GROUP)

        slots.navigation.add(
            slots.NavItem(
                key="help",
                label=_("Help centre"),
                icon="help-circle",
                url_name="helpcenter:home",
                group="talk",
                order=900,
            )
        )
