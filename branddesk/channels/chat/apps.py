from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOTICES = {
    "chat.waiting": _("%(who)s waits in the chat: %(topic)s"),
    "chat.unanswered": _("%(who)s waits for your answer in the chat: %(topic)s"),
    "chat.handed-over": _("%(by)s handed the chat with %(who)s over to you: %(topic)s"),
    "chat.taken": _("%(by)s answers your chat: %(topic)s"),
    "chat.answered": _("%(by)s answered in your chat: %(topic)s"),
}


class ChatConfig(AppConfig):
    name = "branddesk.channels.chat"
    label = "chat"

    def ready(self) -> None:
        from branddesk.channels import sources
        from branddesk.channels.chat import navigation, selectors, watching
        from branddesk.channels.chat.permissions import may_ask
        from branddesk.contacts import ways
        from branddesk.foundation.live import channels
        from branddesk.helpcenter import slots as help_slots
        from branddesk.notices import texts
        from branddesk.web import slots

        for code, text in NOTICES.items():
            texts.register(code, text, texts.Kind.TURN)
        channels.register("chat", watching.may_watch)
        channels.register("chatnote", watching.may_watch_notes)
        channels.register("chatqueue", watching.may_watch_queue)
        channels.register("chatwait", watching.may_watch_waiting)
        channels.register_guests(watching.guest)
        for item in navigation.ITEMS:
            slots.navigation.add(item)
        slots.corner.add(navigation.CORNER)
        slots.case_actions.add(navigation.FROM_CASE)
        slots.case_panels.add(navigation.OF_CASE)
        help_slots.entries.add(navigation.ENTRY)
        sources.register("line", selectors.source_of_line)
        ways.register(
            "chat",
            pgettext_lazy("reach a contact", "Chat"),
            "message-circle",
            navigation.page_of_contact,
            30,
            may_use=may_ask,
        )
