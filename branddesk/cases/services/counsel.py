"""Handing a whole case to the lawyers."""

from __future__ import annotations

from django.db import transaction

from branddesk.accounts.models import User
from branddesk.cases import counsel, events, permissions
from branddesk.cases.models import Case
from branddesk.cases.services.changing import lock
from branddesk.evidence.services import note_opening
from branddesk.foundation.journal import services as journal


@transaction.atomic
def package_for_counsel(*, actor: User, case: Case) -> counsel.Package:
    """The case with its rights, story and exhibits, in the language of the actor's page; to be streamed.

    The case's journal says who took it, the custody of each exhibit that it was downloaded.
    """
    case = lock(case)
    permissions.check_can(actor, "package", case)
    package = counsel.package_of(case, actor)
    for paper in package.papers:
        if paper.is_enclosed:
            note_opening(actor=actor, exhibit=paper.exhibit, downloaded=True)
    journal.record(actor, "case.packaged", case, count=sum(paper.is_enclosed for paper in package.papers))
    events.case_changed.send(sender=Case, case=case, actor=actor, action="case.packaged")
    return package
