from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComplaintsConfig(AppConfig):
    name = "branddesk.complaints"
    label = "complaints"

    def ready(self) -> None:
        from branddesk.accounts.models import User
        from branddesk.complaints import decisions, delivery, finding, permissions, receivers, sheet, sync, table
        from branddesk.complaints.models import Complaint
        from branddesk.complaints.selectors import inbox
        from branddesk.complaints.services import answering, deciding
        from branddesk.foundation.delivery import transports
        from branddesk.foundation.lists import registry as lists
        from branddesk.foundation.live import channels
        from branddesk.foundation.transfers import registry
        from branddesk.notices import texts
        from branddesk.web import slots

        import_module("branddesk.complaints.tasks")
        transports.register(answering.CHANNEL, delivery.send)
        transports.register(deciding.CHANNEL, decisions.send)
        channels.register("brand", receivers.may_watch)
        registry.register(sheet.VOICES)
        lists.register_table(table.LIST, table.TABLE)
        texts.register("call-back.due", _("Call %(who)s back today."), texts.Kind.DATE)
        sync.register()
        slots.search_groups.add(finding.GROUP)

        def may_read(request: HttpRequest) -> bool:
            return isinstance(request.user, User) and permissions.may_read(request.user)

        def may_work(request: HttpRequest) -> bool:
            return isinstance(request.user, User) and permissions.may_work(request.user)

        def waiting(request: HttpRequest) -> QuerySet[Complaint]:
            assert isinstance(request.user, User)
            return inbox.open_count(request.user)

        slots.navigation.add(
            slots.NavItem(
                key="complaints",
                label=_("Customers' voice"),
                icon="message-circle",
                url_name="complaints:inbox",
                group="work",
                order=30,
                visible=may_read,
                count=waiting,
                ours=True,
                short=pgettext_lazy("tab", "Voices"),
            )
        )
        slots.commands.add(
            slots.Command(
                key="complaints",
                label=_("Write down a customer's words"),
                icon="message-circle",
                url_name="complaints:new",
                order=225,
                visible=may_work,
                words=_("complaint, review, question, return"),
            )
        )
