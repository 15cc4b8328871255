from __future__ import annotations

from django.apps import AppConfig
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy


class MessengerConfig(AppConfig):
    name = "branddesk.channels.messenger"
    label = "messenger"

    def ready(self) -> None:
        from branddesk.accounts.models import User
        from branddesk.cases import offered
        from branddesk.channels.messenger import delivery, offering, permissions, receivers, selectors, sync
        from branddesk.channels.messenger.models import Talk
        from branddesk.channels.messenger.services import writing
        from branddesk.foundation.delivery import transports
        from branddesk.foundation.live import channels
        from branddesk.web import slots

        transports.register(writing.CHANNEL, delivery.send)
        channels.register("talks", receivers.may_watch)
        offered.register("messenger", offering.offers)
        sync.register()

        def may_read(request: HttpRequest) -> bool:
            return isinstance(request.user, User) and permissions.may_read(request.user)

        def unread(request: HttpRequest) -> QuerySet[Talk] | None:
            return selectors.unread(request.user) if isinstance(request.user, User) else None

        slots.navigation.add(
            slots.NavItem(
                key="messenger",
                label=pgettext_lazy("navigation", "Support and managers"),
                short=pgettext_lazy("tab", "Support"),
                icon="headset",
                url_name="messenger:list",
                group="talk",
                order=415,
                visible=may_read,
                count=unread,
                ours=True,
            )
        )
