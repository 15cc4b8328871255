"""The list of cases, and one case as the brand reads it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions, selectors
from branddesk.cases.models import Case, Message
from branddesk.cases.panels import panels_of
from branddesk.cases.panels.talking import placed
from branddesk.cases.prefetched import bring_along, links_of, submissions_of
from branddesk.cases.readiness import Readiness, check_case
from branddesk.cases.selectors import Story
from branddesk.cases.services import release_due
from branddesk.cases.views import platform
from branddesk.cases.views.fields import story_of, typed_before
from branddesk.core.enums import Side, Status, SubmissionStatus
from branddesk.notices.services import mark_page_read


def find_case(request: DeskRequest, number: str) -> Case:
    """The case, if the reader may know of it; else 404."""
    cases = Case.objects.visible_to(request.user).select_related(
        "brand",
        "marketplace__operator",
        "marketplace__calendar",
        "right",
        "assignee__organisation",
        "moderator",
        "created_by__organisation",
    )
    return get_object_or_404(cases, number=number)


@login_required
@require_safe
def detail(request: DeskRequest, number: str) -> HttpResponse:
    """One address for both sides; each reads its own page."""
    case = find_case(request, number)
    news = selectors.news_of(case, request.user, request.path)
    if news.is_due and release_due(case=case):
        case = find_case(request, number)
    if news.is_unread:
        mark_page_read(actor=request.user, url=request.path)
    if request.user.is_platform:
        return platform.case_page(request, case, typed=typed_before(request, case))
    if case.is_being_written and permissions.can(request.user, "edit", case):
        return redirect("cases:draft", number)
    return case_page(request, case, typed=typed_before(request, case))


def case_page(request: DeskRequest, case: Case, *, status: int = 200, **more: Any) -> HttpResponse:
    """The brand's page. `typed` among `more` brings back what was typed when a form was refused."""
    bring_along(case)
    submissions = submissions_of(case)
    may = permissions.may(request.user, case, is_visible=True)
    links = links_of(case)
    timeline = story_of(request, case)
    colleagues = selectors.colleagues_of(case, Side.BRAND) if may["hand_over"] else []
    context = {
        "case": case,
        "may": may,
        "submissions": submissions,
        "hidden": sum(row.status == SubmissionStatus.GRANTED for row in submissions),
        "to_file": sum(row.status == SubmissionStatus.PREPARED for row in submissions),
        "timeline": timeline,
        "tracker": selectors.tracker(case, timeline if timeline.is_whole else None),
        "readiness": _readiness(request, case),
        "links": links,
        "unsent": [link for link in links if link.sent_at is None and not link.exhibit.is_withdrawn],
        "listings": [] if submissions else list(case.listings.all()),
        "colleagues": [person for person in colleagues if person != case.assignee],
        "question": _last_question(case, timeline),
        "form_key": uuid.uuid4(),
        "note_key": uuid.uuid4(),
        "upload_fields": {"brand": case.brand.slug, "case": case.number, "next": f"{request.path}#evidence"},
    }
    context |= panels_of(case, request.user, may) | more
    context["typed"] = placed(more.get("typed"), may)
    return render(request, "cases/case_detail.html", context, status=status)


def _readiness(request: DeskRequest, case: Case) -> Readiness | None:
    """What is missing, while it can still be mended."""
    if not (case.is_being_written or case.awaits_mending):
        return None
    return check_case(case, today=case.marketplace.today(), organisation=request.user.organisation)


def _last_question(case: Case, timeline: Story) -> Message | None:
    """What the platform asked for last, while the brand owes the answer."""
    if case.status != Status.WAITING:
        return None
    if not timeline.is_whole:
        return case.messages.filter(kind=Message.Kind.QUESTION, leaves_at=None).order_by("happened_at").last()
    messages = [item.message for item in timeline if item.message is not None]
    return next((message for message in reversed(messages) if message.kind == Message.Kind.QUESTION), None)
