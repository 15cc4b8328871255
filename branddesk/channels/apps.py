from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "branddesk.channels"
    label = "channels"

    def ready(self) -> None:
        from branddesk.channels import receivers, sources  # noqa: F401
        from branddesk.web import slots

        slots.administration.add(
            slots.AdminLine(
                "letters",
                _("Not delivered"),
                _("What could not be sent or understood, to be mended and sent again"),
                "alert-circle",
                "channels:letters",
                order=30,
                args=("out",),
            )
        )
        slots.administration.add(
            slots.AdminLine(
                "translator",
                _("Machine translation"),
                _("The service that is asked, and what leaves the house"),
                "language",
                "channels:translator",
                order=40,
            )
        )
        sources.register("message", sources.message)
        slots.beneath_messages.add(slots.Panel("translation", "channels/_message_translation.html"))
