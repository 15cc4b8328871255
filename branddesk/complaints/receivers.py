from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases.events import case_decided
from branddesk.cases.models import Case
from branddesk.complaints import events, tasks
from branddesk.complaints.models import Answer
from branddesk.complaints.permissions import may_read
from branddesk.complaints.services import answering, calling_back, deciding
from branddesk.foundation.delivery import events as delivery
from branddesk.foundation.delivery.models import Outbound


@receiver(delivery.outbound_dead)
def note_refusal(sender: Any, outbound: Outbound, **kwargs: Any) -> None:
    """Ozon will not take it: its writer learns why, and the complaint waits for us again."""
    if outbound.channel == answering.CHANNEL:
        answer = Answer.objects.select_related("complaint").get(pk=outbound.payload["answer"])
        answering.note_outcome(answer=answer, published=False, reason=outbound.last_error)
    elif outbound.channel == deciding.CHANNEL:
        deciding.note_outcome(outbound.payload["decision"], refusal=outbound.last_error or "refused")


@receiver(events.voices_kept)
def group_later(sender: Any, complaints: list[int], **kwargs: Any) -> None:
    """Themes are found by a job: a first reading of many voices does not wait for it."""
    tasks.group.enqueue(complaints)


@receiver(events.case_opened)
def seal_later(sender: Any, case: Case, **kwargs: Any) -> None:
    """Customers' photos are fetched by a job: the case is there at once."""
    tasks.seal_pictures.enqueue(case.pk)


@receiver(case_decided)
def have_the_customer_told(sender: Any, case: Case, **kwargs: Any) -> None:
    """A case's outcome goes back to those whose words began it."""
    calling_back.tell_outcome(case)


def may_watch(person: AbstractBaseUser, key: str) -> bool:
    """Who sees a brand's customers hears at once of each new voice."""
    if not (isinstance(person, User) and may_read(person) and key.isdecimal()):
        return False
    return Brand.objects.visible_to(person).filter(pk=int(key)).exists()
