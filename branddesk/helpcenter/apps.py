from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
                short=pgettext_lazy("navigation", "Help"),
                icon="help-circle",
                url_name="helpcenter:home",
                group="talk",
                order=900,
            )
        )
