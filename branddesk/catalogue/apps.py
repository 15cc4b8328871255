from __future__ import annotations

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "branddesk.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from branddesk.catalogue import finding, sheet
        from branddesk.foundation.transfers import registry
        from branddesk.web import slots

        registry.register(sheet.PRODUCTS)
        slots.search_groups.add(finding.GROUP)
        slots.navigation.add(
            slots.NavItem(
                key="catalogue",
                label=_("Products"),
                icon="package",
                url_name="catalogue:list",
                group="brand",
                order=520,
                visible=_is_merchant,
            )
        )


def _is_merchant(request: HttpRequest) -> bool:
    return bool(request.user.is_merchant)  # type: ignore[union-attr]
