from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EmailConfig(AppConfig):
    name = "branddesk.channels.email"
    label = "email"

    def ready(self) -> None:
        from branddesk.cases import returning
        from branddesk.channels import port
        from branddesk.channels.email import panels
        from branddesk.channels.email.channel import EmailChannel
        from branddesk.channels.email.services import writing
        from branddesk.contacts import ways
        from branddesk.foundation.delivery import mail
        from branddesk.notices import texts
        from branddesk.web import slots

        import_module("branddesk.channels.email.tasks")
        mail.provide_files(panels.content_of_file)
        port.register(EmailChannel())
        texts.register("mail.held", _("%(number)s: a mail from %(sender)s waits for your decision."), texts.Kind.TURN)
        returning.register(writing.ACTION, panels.page_of_return)
        ways.register("write", pgettext_lazy("reach a contact", "Write"), "mail", panels.write_address, 20)
        slots.case_panels.add(slots.Panel("mail", "email/_case_panel.html", order=60, context=panels.case_context))
        slots.navigation.add(
            slots.NavItem(
                key="mail",
                label=pgettext_lazy("navigation", "Mail to decide"),
                short=_("Mail"),
                icon="mail",
                url_name="email:held",
                group="talk",
                order=420,
                visible=_decides,
                count=panels.held_rows,
                ours=True,
            )
        )


def _decides(request: HttpRequest) -> bool:
    from branddesk.channels.email.permissions import DECIDERS

    return getattr(request.user, "role", "") in DECIDERS
