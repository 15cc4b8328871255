from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactsConfig(AppConfig):
    name = "branddesk.contacts"
    label = "contacts"

    def ready(self) -> None:
        from branddesk.contacts import sheet
        from branddesk.foundation.transfers import registry
        from branddesk.notices import texts
        from branddesk.web import slots

        registry.register(sheet.BOOK)
        texts.register("contact.made-manager", _("You are now the account manager of %(brand)s"), texts.Kind.MENTION)
        texts.register(
            "contact.made-deputy", _("You are now a deputy of the account manager of %(brand)s"), texts.Kind.MENTION
        )
        slots.navigation.add(
            slots.NavItem(
                key="contacts",
                label=pgettext_lazy("navigation", "Contacts"),
                icon="users",
                url_name="contacts:list",
                group="talk",
                order=600,
            )
        )
        slots.commands.add(
            slots.Command(
                key="contacts",
                label=_("Contacts and account managers"),
                icon="users",
                url_name="contacts:list",
                order=60,
                words=_("manager, phone, support line, who to call"),
            )
        )
