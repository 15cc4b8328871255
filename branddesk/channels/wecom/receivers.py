"""What of the outbox and of cases concerns WeCom."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from branddesk.accounts.models import Organisation, User
from branddesk.cases.events import (
    case_answered,
    case_asked,
    case_decided,
    case_escalated,
    case_reopened,
    case_submitted,
)
from branddesk.cases.models import Case
from branddesk.channels.wecom import events, tasks
from branddesk.channels.wecom.models import Robot
from branddesk.channels.wecom.services import robots, sending
from branddesk.core.enums import Status
from branddesk.foundation.delivery.events import outbound_dead, outbound_sent
from branddesk.foundation.delivery.models import Outbound

TOLD = {
    case_asked: "case.asked",
    case_answered: "case.answered",
    case_escalated: "case.escalated",
    case_reopened: "case.reopened",
    case_submitted: "case.submitted",
}
OUTCOMES = {Status.GRANTED: "case.granted", Status.PARTLY: "case.partly", Status.REFUSED: "case.refused"}


@receiver(events.media_wanted)
def fetch(sender: object, *, received_id: int, **kwargs: Any) -> None:
    tasks.fetch_media.enqueue(received_id)


@receiver(outbound_sent)
def note_sent(sender: object, *, outbound: Outbound, **kwargs: Any) -> None:
    if outbound.channel == sending.CHANNEL:
        sending.note_outcome(outbound, is_sent=True)


@receiver(outbound_dead)
def note_dead(sender: object, *, outbound: Outbound, **kwargs: Any) -> None:
    if outbound.channel == sending.CHANNEL:
        sending.note_outcome(outbound, is_sent=False)


@receiver(list(TOLD))
def tell_groups(sender: object, *, signal: Any, case: Case, actor: User | None = None, **kwargs: Any) -> None:
    _tell(case, actor, TOLD[signal])


@receiver(case_decided)
def tell_groups_of_decision(sender: object, *, case: Case, actor: User | None = None, **kwargs: Any) -> None:
    _tell(case, actor, OUTCOMES.get(Status(case.status), "case.decided-so-far"))


def _tell(case: Case, actor: User | None, code: str) -> None:
    """Both sides' groups: that of the assignee's organisation, and that of the marketplace."""
    wanted = {case.assignee.organisation_id if case.assignee else None, case.marketplace.operator_id}
    for robot in Robot.objects.filter(organisation__in=[pk for pk in wanted if pk]).select_related("organisation"):
        robots.tell_group(
            organisation=robot.organisation,
            code=code,
            facts={"number": case.number, "subject": str(case), "who": actor.name if actor else ""},
            url=reverse("cases:detail", args=[case.number]),
            key=f"{case.number}:{code}:{case.version}",
            language=_language_of(robot.organisation),
        )


def _language_of(organisation: Organisation) -> str:
    """What most administrators of the organisation read; the group has no language of its own."""
    first = organisation.people.filter(is_active=True).order_by("pk").values_list("language", flat=True).first()
    return first or ""
