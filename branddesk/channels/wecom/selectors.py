"""Questions about the app, who is bound to it, and what came in."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db.models import Q, QuerySet

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case
from branddesk.channels.wecom.models import Binding, Card, Received, Robot, WeComApp
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.foundation.delivery.models import Outbound

NUMBER = re.compile(r"\b(BD-\d{1,12})\b", re.IGNORECASE)
ANSWER_WITHIN = timedelta(hours=24)
"""A message this long after the last card is an answer to it."""
MOST_OFFERED = 5
MOST_SHOWN = 20


def app_of(organisation: Organisation) -> WeComApp | None:
    return WeComApp.objects.filter(organisation=organisation).first()


def robot_of(organisation: Organisation) -> Robot | None:
    return Robot.objects.filter(organisation=organisation).first()


def binding_of(person: User) -> Binding | None:
    return Binding.objects.select_related("app").filter(person=person).first()


def bound_person(app: WeComApp, wecom_user: str) -> User | None:
    """The person who writes as this member; None for anybody who is not bound, or works here no more."""
    binding = (
        Binding.objects.filter(app=app, wecom_user=wecom_user, person__is_active=True)
        .select_related("person__organisation")
        .first()
    )
    return binding.person if binding is not None else None


def case_named_in(person: User, text: str) -> tuple[str, Case | None]:
    """The first number of a case in the text, and the case if the person may see it."""
    found = NUMBER.search(text)
    if found is None:
        return "", None
    number = found.group(1).upper()
    return number, Case.objects.visible_to(person).filter(number=number).first()


def case_answered(app: WeComApp, person: User, wecom_user: str) -> Case | None:
    """The case of the last card that reached the member not long ago, if the person may still see it."""
    card = (
        Card.objects.filter(
            app=app,
            wecom_user=wecom_user,
            created_at__gte=clock.now() - ANSWER_WITHIN,
            outbound__state=Outbound.State.SENT,
        )
        .order_by("-pk")
        .first()
    )
    return Case.objects.visible_to(person).filter(pk=card.case_id).first() if card is not None else None


def newest_cases(person: User) -> list[Case]:
    """Those that the person is most likely to mean: the open ones of their own first seen to."""
    mine = Q(assignee=person) | Q(moderator=person)
    rows = Case.objects.visible_to(person).exclude(status__in=[Status.DRAFT, Status.CLOSED])
    own = list(rows.filter(mine).order_by("-last_event_at", "-pk")[:MOST_OFFERED])
    if len(own) < MOST_OFFERED:
        others = rows.exclude(mine).order_by("-last_event_at", "-pk")
        own += others[: MOST_OFFERED - len(own)]
    return own


def waiting_for_case(app: WeComApp, wecom_user: str) -> QuerySet[Received]:
    """What the member wrote and has not yet said where it belongs."""
    return Received.objects.filter(app=app, wecom_user=wecom_user, state=Received.State.ASKED).order_by("pk")


def latest_received(app: WeComApp) -> list[Received]:
    return list(app.received.select_related("person", "case").order_by("-pk")[:MOST_SHOWN])


def bindings_of(app: WeComApp) -> list[Binding]:
    return list(app.bindings.select_related("person").order_by("person__name"))
