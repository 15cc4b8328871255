"""Telling people by mail: one mail for all that is due, each line with a link that opens the right place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from branddesk.accounts.models import User
from branddesk.foundation.delivery.services import send_mail
from branddesk.notices.models import Mode, Notice
from branddesk.notices.texts import Kind
from branddesk.notices.ways import Way


def addresses(people: Collection[User]) -> Mapping[int, str]:
    return {person.pk: person.email for person in people}


def owe(person: User, address: str, key: str, notices: Sequence[Notice]) -> None:
    """Write the mail in the person's language."""
    lines = [(notice.sentence, link_to(notice)) for notice in notices]
    count = len(lines)
    subject = lines[0][0] if count == 1 else ngettext("%(n)s notice", "%(n)s notices", count) % {"n": count}
    choices = settings.SITE_URL + reverse("notices:choices")
    context = {"person": person, "lines": lines, "choices": choices, "subject": subject}
    send_mail(
        to=address,
        subject=subject,
        text=render_to_string("notices/mail/notices.txt", context),
        html=render_to_string("notices/mail/notices.html", context),
        language=person.language,
        key=key,
        payload={"headers": {"List-Unsubscribe": f"<{choices}>"}},
    )


def link_to(notice: Notice) -> str:
    """Opens the right place, after signing in where that is needed."""
    return settings.SITE_URL + reverse("notices:open", args=[notice.pk])


WAY = Way(
    key="mail",
    label=_("By mail"),
    icon="mail",
    addresses=addresses,
    owe=owe,
    usual={Kind.TURN: Mode.DIGEST, Kind.MENTION: Mode.DIGEST, Kind.DECISION: Mode.DIGEST, Kind.DATE: Mode.DIGEST},
)
