from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

NOTICES = {
    "call.ringing": _("%(who)s is calling you"),
    "call.again": _("You meant to call again today: %(who)s"),
}


class PhoneConfig(AppConfig):
    name = "branddesk.channels.phone"
    label = "phone"

    def ready(self) -> None:
        from branddesk.channels import port
        from branddesk.channels.phone import receivers, table, ways
        from branddesk.channels.phone.channel import PhoneChannel
        from branddesk.foundation.lists import registry
        from branddesk.notices import texts
        from branddesk.web import slots

        assert receivers
        port.register(PhoneChannel())
        for code, text in NOTICES.items():
            texts.register(code, text, texts.Kind.TURN)
        registry.register_table("calls", table.TABLE)
        ways.register()
        slots.navigation.add(ways.NAVIGATION)
        slots.navigation.add(ways.SYSTEM)
        slots.corner.add(ways.CORNER)
        slots.case_actions.add(ways.ACTION)
        for command in ways.COMMANDS:
            slots.commands.add(command)
