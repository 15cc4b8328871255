"""Questions about the app, who is bound to it, and what came in."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

from django.db.models import Q, QuerySet

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case
from branddesk.channels.wecom.models import Binding, Card, Received, Robot, WeComApp
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.foundation.delivery.models import Outbound

NUMBER = re.compile(r"\b(BD-\d{1,12})\b", re.IGNORECASE)
ANSWER_WITHIN = timedelta(hours=24)
"""A message this long after the last card is an answer to it."""
MOST_OFFERED = 5
MOST_SAID = 30
TALK = "wecom-text"
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
    """The case of the last card that reached the member, if the person may still see it."""
    card = last_card_to(app, wecom_user)
    return Case.objects.visible_to(person).filter(pk=card.case_id).first() if card is not None else None


def key_of_talk(app: WeComApp, wecom_user: str) -> str:
    """How the keys of all texts begin that were written to the member outside of cases."""
    return f"{TALK}:{app.pk}:{hashlib.sha256(wecom_user.encode()).hexdigest()[:32]}:"


def last_text_to(app: WeComApp, wecom_user: str) -> Outbound | None:
    """The text that reached the member not long ago."""
    sent = Outbound.objects.filter(key__startswith=key_of_talk(app, wecom_user), state=Outbound.State.SENT)
    return sent.filter(created_at__gte=clock.now() - ANSWER_WITHIN).order_by("-pk").first()


def last_card_to(app: WeComApp, wecom_user: str) -> Card | None:
    """The card that reached the member not long ago."""
    cards = Card.objects.filter(app=app, wecom_user=wecom_user, outbound__state=Outbound.State.SENT)
    recent = cards.filter(created_at__gte=clock.now() - ANSWER_WITHIN)
    return (
        recent.select_related("case__brand", "case__marketplace", "message__author", "outbound").order_by("-pk").first()
    )


def contact_of(reader: User, wecom_user: str) -> Contact | None:
    """The contact with this ID whom the person may see."""
    return Contact.objects.visible_to(reader).standing().filter(wecom=wecom_user).order_by("pk").first()


def talk_with(app: WeComApp, wecom_user: str) -> list[Outbound | Received]:
    """What was said outside of cases, the latest first."""
    sent = Outbound.objects.filter(key__startswith=key_of_talk(app, wecom_user)).order_by("-pk")[:MOST_SAID]
    came = Received.objects.filter(app=app, wecom_user=wecom_user, state=Received.State.TALK).order_by("-pk")[
        :MOST_SAID
    ]
    lines: list[Outbound | Received] = [*sent, *came]
    return sorted(lines, key=lambda line: line.created_at, reverse=True)[:MOST_SAID]


def cases_with(person: User, contact: Contact) -> list[Case]:
    """Open cases that a talk may be about: at the contact's marketplace, of the brands for which it is there."""
    rows = Case.objects.visible_to(person).filter(marketplace=contact.marketplace_id)
    if not contact.serves_all:
        rows = rows.filter(brand__contact_coverages__contact=contact)
    rows = rows.exclude(status__in=[Status.DRAFT, Status.CLOSED])
    return list(rows.order_by("-last_event_at", "-pk")[:MOST_OFFERED])


def unplaced_of(person: User) -> list[Received]:
    """What the person wrote by WeCom and has not yet said where it belongs."""
    rows = Received.objects.filter(person=person, state=Received.State.ASKED)
    return list(rows.select_related("app", "blob").order_by("pk")[:MOST_SHOWN])


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
