"""The platform's desk: the queue beside the open case, and the moderator's moves."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions, queues, selectors
from branddesk.cases.models import Case
from branddesk.cases.prefetched import bring_along, submissions_of
from branddesk.cases.readiness import check_case
from branddesk.cases.review_forms import ReviewForm
from branddesk.cases.services import review
from branddesk.core import clock
from branddesk.core.enums import Side, Status, SubmissionStatus
from branddesk.evidence.models import Exhibit


def queue_context(request: DeskRequest) -> dict[str, Any]:
    tabs = queues.tabs(request.user)
    view = request.GET.get("view", "")
    if view not in queues.VIEWS:
        view = next((tab.key for tab in tabs if tab.count), "unassigned")
    query = request.GET.get("q", "").strip()
    page = queues.page_of(request.user, view, query=query, after=request.GET.get("after", ""))
    return {"tabs": tabs, "view": view, "query": query, "page": page}


@login_required
def queue(request: DeskRequest) -> HttpResponse:
    if not request.user.is_platform:
        raise Http404
    return render(request, "cases/platform/desk.html", queue_context(request))


def case_page(request: DeskRequest, case: Case, form: ReviewForm | None = None, status: int = 200) -> HttpResponse:
    """The platform's reading of one case. Called by `cases:detail` for people of the platform."""
    bring_along(case)
    may = permissions.may(request.user, case)
    if form is None and may["decide"]:
        form = ReviewForm(case=case, reader=request.user, initial={"version": case.version, "form_key": uuid.uuid4()})
    colleagues = selectors.colleagues_of(case, Side.PLATFORM)
    exhibits = Exhibit.objects.visible_to(request.user).filter(case_links__case=case)
    context = queue_context(request) | {
        "case": case,
        "form": form,
        "submissions": submissions_of(case),
        "exhibits": list(exhibits),
        "timeline": selectors.timeline(case, request.user),
        "tracker": [step for step in selectors.tracker(case) if step.status != Status.DRAFT],
        "readiness": check_case(case, today=clock.today(), organisation=case.created_by.organisation, as_received=True),
        "may": may,
        "colleagues": colleagues.exclude(pk=request.user.pk) if may["pass_on"] else [],
        "form_key": uuid.uuid4(),
    }
    return render(request, "cases/platform/desk.html", context, status=status)


def _case(request: DeskRequest, number: str) -> Case:
    cases = Case.objects.visible_to(request.user).select_related(
        "brand", "marketplace", "moderator", "right", "created_by__organisation"
    )
    return get_object_or_404(cases, number=number)


@login_required
@require_POST
def take(request: DeskRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    review.take_case(actor=request.user, case=case)
    return redirect("cases:detail", number)


@login_required
@require_POST
def take_next(request: DeskRequest) -> HttpResponse:
    if not request.user.is_platform:
        raise PermissionDenied(_("Only the platform's people take cases from the queue."))
    case = queues.next_in_queue(request.user)
    if case is None:
        messages.info(request, _("Nobody is waiting: every submitted case has its moderator."))
        return redirect("cases:queue")
    review.take_case(actor=request.user, case=case)
    return redirect("cases:detail", case.number)


@login_required
@require_POST
def decide(request: DeskRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    permissions.check_can_decide(request.user, case)
    form = ReviewForm(request.POST, case=case, reader=request.user)
    if not form.is_valid():
        return case_page(request, case, form, status=422)
    data = form.cleaned_data
    answer = {key: data[key] for key in ("reason", "text", "version", "form_key")} | {
        "submissions": data["submissions"]
    }
    if data["outcome"] == SubmissionStatus.WAITING:
        review.ask_for_information(actor=request.user, case=case, due_at=data["due_on"], **answer)
        messages.success(request, _("%(number)s: the brand has been asked.") % {"number": number})
    else:
        review.decide(actor=request.user, case=case, outcome=data["outcome"], **answer)
        messages.success(request, _("%(number)s: the decision is recorded and the brand is told.") % {"number": number})
    return redirect("cases:detail", number)


@login_required
@require_POST
def pass_on(request: DeskRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    moderator = get_object_or_404(selectors.colleagues_of(case, Side.PLATFORM), pk=request.POST.get("moderator") or 0)
    review.pass_on(actor=request.user, case=case, moderator=moderator)
    messages.success(request, _("%(number)s is now with %(name)s.") % {"number": number, "name": moderator.name})
    return redirect("cases:queue")


@login_required
@require_POST
def release(request: DeskRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    review.release_case(actor=request.user, case=case)
    messages.success(request, _("%(number)s is back in the queue.") % {"number": number})
    return redirect("cases:queue")
