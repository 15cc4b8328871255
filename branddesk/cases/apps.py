from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

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
    "case.handed-over": _("%(who)s handed %(number)s over to you: %(subject)s"),
    "case.passed-on": _("%(who)s passed %(number)s on to you: %(subject)s"),
}


class CasesConfig(AppConfig):
    name = "branddesk.cases"
    label = "cases"

    def ready(self) -> None:
        from branddesk.cases import navigation, receivers
        from branddesk.foundation.live import channels
        from branddesk.notices import texts
        from branddesk.web import slots

        channels.register("case", receivers.may_watch)
        for code, text in NOTICES.items():
            texts.register(code, text)
        for item in navigation.ITEMS:
            slots.navigation.add(item)
