from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from branddesk.notices.texts import Kind

NOTICES = {
    "case.submitted": _("New in the queue: %(number)s, %(subject)s"),
    "case.asked": _("The platform asks for more on %(number)s: %(subject)s"),
    "case.answered": _("The brand has answered on %(number)s: %(subject)s"),
    "case.granted": _("%(number)s was granted: %(subject)s"),
    "case.partly": _("%(number)s was granted in part: %(subject)s"),
    "case.refused": _("%(number)s was refused: %(subject)s"),
    "case.decided-so-far": _("Part of %(number)s was decided: %(subject)s"),
    "case.reopened": _("%(number)s was reopened: %(subject)s"),
    "case.withdrawn": _("The brand withdrew a listing from %(number)s: %(subject)s"),
    "case.closed": _("%(number)s was closed: %(subject)s"),
    "case.messaged": _("%(who)s wrote on %(number)s: %(subject)s"),
    "case.noted": _("%(who)s left a note on %(number)s: %(subject)s"),
    "case.mentioned": _("%(who)s mentioned you in %(number)s: %(subject)s"),
    "case.returned": _("Your text on %(number)s could not be sent any more; it is kept there: %(subject)s"),
    "case.handed-over": _("%(who)s handed %(number)s over to you: %(subject)s"),
    "case.sent": _("%(who)s submitted %(number)s: %(subject)s"),
    "case.escalated": _("%(who)s escalated %(number)s: %(subject)s"),
    "case.lowered": _("%(who)s took the escalation of %(number)s back: %(subject)s"),
    "case.prioritised": _("%(who)s changed the priority of %(number)s: %(subject)s"),
    "case.merged": _("%(who)s merged another case into %(number)s: %(subject)s"),
    "case.unmerged": _("%(who)s took the merge of %(number)s back: %(subject)s"),
    "case.watched": _("%(who)s made you a watcher of %(number)s: %(subject)s"),
    "case.has-assignee": _("%(number)s has another assignee: %(subject)s"),
    "case.has-moderator": _("%(number)s has another moderator: %(subject)s"),
    "case.response-near": _("The first answer on %(number)s is due soon: %(subject)s"),
    "case.resolution-near": _("The decision on %(number)s is due soon: %(subject)s"),
    "case.response-missed": _("The first answer on %(number)s is overdue: %(subject)s"),
    "case.resolution-missed": _("The decision on %(number)s is overdue: %(subject)s"),
    "case.follow-up-due": _("Ask again about %(number)s today: %(subject)s"),
    "case.follow-up-overdue": _("You meant to ask again about %(number)s: %(subject)s"),
    "case.passed-on": _("%(who)s passed %(number)s on to you: %(subject)s"),
}

KINDS = {
    Kind.TURN: "submitted asked answered reopened returned withdrawn",
    Kind.MENTION: "mentioned handed-over passed-on watched",
    Kind.DECISION: "granted partly refused decided-so-far closed",
    Kind.MESSAGE: "messaged noted",
    Kind.DATE: "response-near resolution-near response-missed resolution-missed follow-up-due follow-up-overdue",
}
"""By what people choose on which ways they are told; the others are changes."""


class CasesConfig(AppConfig):
    name = "branddesk.cases"
    label = "cases"

    def ready(self) -> None:
        from branddesk.cases import commands, index_receivers, navigation, receivers, uses  # noqa: F401
        from branddesk.cases.ladder import places
        from branddesk.cases.services import bulk, table
        from branddesk.evidence.slots import uses as exhibit_uses
        from branddesk.foundation.lists import registry
        from branddesk.foundation.live import channels
        from branddesk.notices import texts
        from branddesk.web import slots

        for list_name in bulk.LISTS:
            registry.register_table(list_name, table.TABLE)
            for action in bulk.ACTIONS:
                registry.register_action(list_name, action)
        exhibit_uses.provide(uses.is_used, uses.uses_of)
        channels.register("case", receivers.may_watch)
        channels.register("side", receivers.may_watch_side)
        kinds = {f"case.{code}": kind for kind, codes in KINDS.items() for code in codes.split()}
        for code, text in NOTICES.items():
            texts.register(code, text, kinds.get(code, Kind.CHANGES))
        slots.paste.fill(slots.Paste("cases:paste", visible=navigation.may_paste))
        places.fill()
        for item in navigation.ITEMS:
            slots.navigation.add(item)
        slots.search_groups.add(commands.GROUP)
        for command in commands.COMMANDS:
            slots.commands.add(command)
