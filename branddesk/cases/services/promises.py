"""What the desk itself does about promises: it warns before a breach, and says when there was one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.cases import events, sla
from branddesk.cases.models import Breach, Case
from branddesk.cases.selectors.people import participants
from branddesk.core import clock
from branddesk.core.enums import Side, Status
from branddesk.notices.services import notify

BATCH = 500
"""Cases looked at in one run; the next run, a minute later, goes on."""


def warn_of_promises() -> int:
    """Tell the moderator, or all who may take the case, once for each promise that is near. Returns how many cases."""
    near = Case.objects.filter(sla.near_breach(), due_at__gte=clock.now(), warned_at=None)
    return sum(_warn(pk) for pk in near.order_by("due_at").values_list("pk", flat=True)[:BATCH])


def tell_of_breaches() -> int:
    """Note every promise that is over and tell those who owe it, once. Returns how many cases."""
    noted = Breach.objects.filter(case=OuterRef("pk"), due_at=OuterRef("due_at"))
    late = Case.objects.filter(~Exists(noted), sla.in_breach())
    return sum(_tell_of_breach(pk) for pk in late.order_by("due_at").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _warn(pk: int) -> bool:
    case = _locked(pk)
    if case is None or case.warned_at is not None:
        return False
    debts = sla.outstanding(case, Status(case.status))
    Case.objects.filter(pk=pk).update(warned_at=clock.now())
    for debt in debts:
        if debt.due_at == case.due_at:
            _tell(case, f"case.{debt.what}-near")
    return True


@transaction.atomic
def _tell_of_breach(pk: int) -> bool:
    case = _locked(pk)
    if case is None:
        return False
    late = [debt for debt in sla.outstanding(case, Status(case.status)) if debt.due_at < clock.now()]
    noted = [debt for debt in late if sla.note_breach(case, debt)]
    for debt in noted:
        _tell(case, f"case.{debt.what}-missed")
    if noted:
        events.case_changed.send(sender=Case, case=case, actor=None, action="case.promise-missed")
    return bool(noted)


def _locked(pk: int) -> Case | None:
    rows = Case.objects.select_for_update(of=("self",)).select_related("brand", "marketplace", "moderator")
    return rows.filter(pk=pk, due_at__isnull=False).first()


def _tell(case: Case, code: str) -> None:
    people: list[User] = list(participants(case, Side.PLATFORM))
    for person in people:
        notify(
            person=person,
            code=code,
            url=reverse("cases:detail", args=[case.number]),
            number=case.number,
            subject=str(case),
        )
