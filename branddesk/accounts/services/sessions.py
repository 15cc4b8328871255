"""Where a person is signed in, and ending it."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from branddesk.accounts import selectors
from branddesk.accounts.models import User
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live


@transaction.atomic
def end_session(*, actor: User, session: UserSession) -> None:
    """Sign the actor out on one of their devices. One that has ended already stays ended."""
    mine = UserSession.objects.filter(user=actor, pk=session.pk).first()
    if mine is None:
        return
    mine.end()

    journal.record(actor, "person.session-ended", actor)
    live.recheck(actor.pk)


@transaction.atomic
def end_other_sessions(*, actor: User, session_key: str) -> int:
    """Sign the actor out everywhere but in the session of this key; returns how many sessions ended."""
    number = end_sessions(actor, besides=session_key)
    if number:
        journal.record(actor, "person.sessions-ended", actor, number=number)
    return number


def end_sessions(person: User, *, besides: str = "") -> int:
    """End the person's sessions, in the transaction of the change that calls for it; open pages learn of it at once."""
    number = 0
    for session in selectors.sessions_of(person).exclude(session_key=besides):
        session.end()
        number += 1
    live.recheck(person.pk)
    return number
