from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeComConfig(AppConfig):
    name = "branddesk.channels.wecom"
    label = "wecom"

    def ready(self) -> None:
        from branddesk.channels import port
        from branddesk.channels.wecom import receivers, telling, ways
        from branddesk.channels.wecom.channel import WeComChannel
        from branddesk.channels.wecom.services import robots
        from branddesk.foundation.delivery import transports
        from branddesk.notices import texts
        from branddesk.notices.ways import register as register_way
        from branddesk.web import slots

        assert receivers
        port.register(WeComChannel())
        transports.register(robots.CHANNEL, robots.deliver)
        ways.register()
        register_way(telling.WAY)
        slots.navigation.add(ways.NAVIGATION)
        slots.case_actions.add(ways.ACTION)
        slots.profile.add(ways.PROFILE)
        texts.register("wecom.answered", _("%(name)s answered you by WeCom."), texts.Kind.TURN)
        for command in ways.COMMANDS:
            slots.commands.add(command)
