from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "branddesk.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from branddesk.catalogue import delivery, finding, sheet, sync
        from branddesk.catalogue.services import ordering
        from branddesk.foundation.delivery import transports
        from branddesk.foundation.transfers import registry
        from branddesk.notices import texts
        from branddesk.web import slots

        import_module("branddesk.catalogue.receivers")
        import_module("branddesk.catalogue.tasks")
        transports.register(ordering.CHANNEL, delivery.send)
        sync.register()
        texts.register("listings.changed", _("%(store)s: not changed by this desk: %(number)s."), texts.Kind.CHANGES)
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
        slots.commands.add(
            slots.Command(
                key="listings",
                label=_("Own listings and what changed"),
                icon="package",
                url_name="catalogue:listings",
                order=226,
                visible=_is_merchant,
                words=_("price, pictures, text, content rating"),
            )
        )


def _is_merchant(request: HttpRequest) -> bool:
    return bool(request.user.is_merchant)  # type: ignore[union-attr]
