from __future__ import annotations

from django.apps import AppConfig


class WeComConfig(AppConfig):
    name = "branddesk.channels.wecom"
    label = "wecom"

    def ready(self) -> None:
        from branddesk.channels import port
        from branddesk.channels.wecom import receivers, telling, ways
        from branddesk.channels.wecom.channel import WeComChannel
        from branddesk.channels.wecom.services import robots
        from branddesk.foundation.delivery import transports
        from branddesk.notices.ways import register as register_way
        from branddesk.web import slots

        assert receivers
        port.register(WeComChannel())
        transports.register(robots.CHANNEL, robots.deliver)
        ways.register()
        register_way(telling.WAY)
        slots.navigation.add(ways.NAVIGATION)
        slots.case_actions.add(ways.ACTION)
        for command in ways.COMMANDS:
            slots.commands.add(command)
