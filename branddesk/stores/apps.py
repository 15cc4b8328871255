from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StoresConfig(AppConfig):
    name = "branddesk.stores"
    label = "stores"

    def ready(self) -> None:
        from branddesk.accounts.models import User
        from branddesk.foundation.delivery import inbox
        from branddesk.notices import texts
        from branddesk.stores.permissions import may_keep_stores
        from branddesk.stores.services import pushing
        from branddesk.web import slots

        import_module("branddesk.stores.receivers")
        inbox.register(pushing.CHANNEL, pushing.handle)

        def is_keeper(request: HttpRequest) -> bool:
            return isinstance(request.user, User) and may_keep_stores(request.user)

        texts.register(
            "store.key-ends",
            _("The API key of %(store)s ends on %(ends_on)s. Make a new one in the cabinet and replace it here."),
            texts.Kind.DATE,
        )
        slots.navigation.add(
            slots.NavItem(
                key="stores",
                label=pgettext_lazy("navigation", "Stores"),
                icon="building-store",
                url_name="stores:list",
                group="organisation",
                order=960,
                visible=is_keeper,
            )
        )
        slots.commands.add(
            slots.Command(
                key="stores",
                label=_("Connect a store"),
                icon="plug",
                url_name="stores:connect",
                order=215,
                visible=is_keeper,
                words=_("Ozon, API, key, Client-Id"),
            )
        )
