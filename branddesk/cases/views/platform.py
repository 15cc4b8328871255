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
from branddesk.cases.panels import panels_of
from branddesk.cases.panels.talking import Typed, placed
from branddesk.cases.prefetched import bring_along, submissions_of
from branddesk.cases.readiness import check_case
from branddesk.cases.review_forms import ReviewForm
from branddesk.cases.selectors.filters import read_filters
from branddesk.cases.services import review, stop_writing
from branddesk.cases.services.changing import said_before
from branddesk.cases.views.bulk import result_context
from branddesk.cases.views.fields import story_of, until_it_leaves
from branddesk.cases.views.lists import kept_context
from branddesk.cases.views.narrowing import chips_of
from branddesk.core import clock
from branddesk.core.enums import Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.evidence.models import Exhibit
from branddesk.foundation.lists.selectors import views_of


def queue_context(request: DeskRequest) -> dict[str, Any]:
    """The list beside the case: its tabs, its rows, what narrows it, and the views that the person keeps."""
    tabs = queues.tabs(request.user)
    busiest = next((tab.key for tab in tabs if tab.count), "unassigned")
    filters = read_filters(request.GET.dict(), tuple(queues.VIEWS), first=busiest)
    page = queues.page_of(request.user, filters.view, filters)
    return {"tabs": tabs, "view": filters.view, "query": filters.q, "filters": filters, "page": page}


@login_required
def queue(request: DeskRequest) -> HttpResponse:
    if not request.user.is_platform:
        raise Http404
    context = queue_context(request)
    filters = context["filters"]
    context |= {"chips": chips_of(request.user, filters), "narrows": True}
    context |= kept_context(views_of(request.user, "queue"), filters, request.user)
    context |= {"without_words": filters.without("q")}
    context |= result_context(request, "queue") | {"may_change": request.user.role in permissions.HANDS}
    return render(request, "cases/platform/desk.html", context)


def case_page(
    request: DeskRequest,
    case: Case,
    form: ReviewForm | None = None,
    status: int = 200,
    typed: Typed | None = None,
) -> HttpResponse:
    """The platform's reading of one case, with what was typed before. Called for people of the platform."""
    bring_along(case)
    may = permissions.may(request.user, case, is_visible=True)
    if form is None and may["decide"]:
        begun = {**typed.fields, "text": typed.text} if typed and typed.box == "decide" else {}
        fresh = {"version": case.version, "form_key": uuid.uuid4()}
        form = ReviewForm(case=case, reader=request.user, initial={**begun, **fresh})
    colleagues = selectors.colleagues_of(case, Side.PLATFORM)
    exhibits = Exhibit.objects.visible_to(request.user).filter(case_links__case=case)
    timeline = story_of(request, case)
    steps = selectors.tracker(case, timeline if timeline.is_whole else None)
    context = queue_context(request) | {
        "case": case,
        "form": form,
        "submissions": submissions_of(case),
        "exhibits": list(exhibits),
        "timeline": timeline,
        "tracker": [step for step in steps if step.status != Status.DRAFT],
        "readiness": check_case(case, today=clock.today(), organisation=case.created_by.organisation, as_received=True),
        "may": may,
        "other_desk": permissions.other_desk(request.user, case),
        "colleagues": colleagues.exclude(pk=request.user.pk) if may["pass_on"] else [],
        "form_key": uuid.uuid4(),
        "note_key": uuid.uuid4(),
        "typed": placed(typed, may, decides=form is not None and bool(form.undecided)),
    }
    context |= panels_of(case, request.user, may)
    return render(request, "cases/platform/desk.html", context, status=status)


def _case(request: DeskRequest, number: str) -> Case:
    cases = Case.objects.visible_to(request.user).select_related(
        "brand", "marketplace__calendar", "moderator", "right", "created_by__organisation"
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
    case = review.take_next(actor=request.user, form_key=form_key_of(request))
    if case is None:
        messages.info(request, _("Nobody is waiting: every submitted case has its moderator."))
        return redirect("cases:queue")
    return redirect("cases:detail", case.number)


@login_required
@require_POST
def decide(request: DeskRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    if said_before(request.user, case, request.POST.get("form_key") or None):
        return redirect("cases:detail", number)
    try:
        permissions.check_can_decide(request.user, case)
        form = ReviewForm(request.POST, case=case, reader=request.user)
        if not form.is_valid():
            return case_page(request, case, form, status=422)
        messages.success(request, _record(request, case, form.cleaned_data))
    except NotAllowed:
        raise
    except DomainError as refusal:
        # The case moved on while the answer was written: the page as it stands now, with the answer still in it.
        typed = Typed("decide", request.POST.get("text", ""), sentence=refusal.message, fields=_chosen(request))
        return case_page(request, _case(request, number), status=refusal.status_code, typed=typed)
    stop_writing(actor=request.user, case=case)
    return redirect("cases:detail", number)


def _record(request: DeskRequest, case: Case, data: dict[str, Any]) -> str:
    """Ask or decide as the form says; returns what to tell the moderator."""
    answer = {key: data[key] for key in ("submissions", "reason", "text", "version", "form_key")}
    if data["outcome"] == SubmissionStatus.WAITING:
        review.ask_for_information(actor=request.user, case=case, due_at=data["due_on"], **answer)
        done = _("%(number)s: the brand has been asked.")
    else:
        review.decide(actor=request.user, case=case, outcome=data["outcome"], **answer)
        done = _("%(number)s: the decision is recorded and the brand is told.")
    return until_it_leaves() or done % {"number": case.number}


def _chosen(request: DeskRequest) -> dict[str, Any]:
    """What was chosen in the form beside its text."""
    chosen = {name: request.POST.get(name, "") for name in ("outcome", "reason", "due_on")}
    return chosen | {"submissions": [int(pk) for pk in request.POST.getlist("submissions") if pk.isdecimal()]}


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
