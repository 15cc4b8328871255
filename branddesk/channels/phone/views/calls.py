"""The calls: their list, one of them, its recording, and the one that rings now."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.permissions import KEEPERS
from branddesk.cases.models import Case
from branddesk.channels.phone import permissions, selectors
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.selectors import Filters
from branddesk.channels.phone.views.finding import entry_of, find_call, shown
from branddesk.core.errors import NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.evidence.services import note_opening
from branddesk.foundation.files.serving import serve
from branddesk.foundation.lists.services import exports
from branddesk.notices.services import mark_page_read


@login_required
@require_safe
def call_list(request: DeskRequest) -> HttpResponse:
    """The calls of the reader's brands, the newest first."""
    filters, brands = selectors.read_filters(request.user, request.GET)
    rows, after = selectors.page_of(selectors.calls(request.user, filters), request.GET.get("before", ""))
    query = _query(filters)
    context = {
        "calls": rows,
        "brands": brands,
        "filters": filters,
        "results": Call.Result.choices,
        "query": query,
        "next": f"{query}&before={after}" if query and after else f"before={after}" if after else "",
        "is_first": not request.GET.get("before"),
        "may_log": permissions.may_log(request.user, None),
    }
    return render(request, "phone/call_list.html", context)


@login_required
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Begin to write the list as it is filtered."""
    filters, _brands = selectors.read_filters(request.user, QueryDict(request.POST.get("query", "")[:2000]))
    made = exports.begin(
        actor=request.user,
        list_name="calls",
        query=_query(filters),
        format=request.POST.get("format", ""),
        form_key=form_key_of(request),
    )
    return redirect("cases:export_page", made.key)


@login_required
@require_safe
def detail(request: DeskRequest, pk: int) -> HttpResponse:
    """One call: of one that rings who it is and what it may be about, of one that is over what came of it."""
    call = find_call(request, pk)
    mark_page_read(actor=request.user, url=request.path)
    sees_case = call.case_id and Case.objects.visible_to(request.user).filter(pk=call.case_id).exists()
    context = {
        "call": call,
        "case": call.case if sees_case else None,
        "cases": [] if call.is_logged else selectors.open_cases_with(request.user, call),
        "entry": entry_of(call.contact),
        "number": shown(call.number),
        "may_log": permissions.may_log(request.user, None) and not call.is_logged,
        "may_hear": call.recording is not None and _may_hear(request, call),
    }
    return render(request, "phone/call_detail.html", context)


@login_required
@require_safe
def recording(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The recording's bytes, for those who keep the brand's papers."""
    call = find_call(request, pk)
    if call.recording is None:
        raise Http404
    if not _may_hear(request, call):
        raise NotAllowed(_("Recordings are heard by those who keep the brand's evidence. Ask one of them."))
    if call.exhibit is not None:
        note_opening(actor=request.user, exhibit=call.exhibit)
    return serve(call.recording, f"call-{call.pk}", inline=True, request=request)


@login_required
@never_cache
@require_safe
def ringing(request: DeskRequest) -> HttpResponse:
    """The small card in the corner of the open page, while somebody calls."""
    call = selectors.ringing_for(request.user)
    return render(request, "phone/_ringing.html", {"call": call, "number": shown(call.number) if call else ""})


def _query(filters: Filters) -> str:
    asked = {"brand": filters.brand.slug if filters.brand else "", "result": filters.result, "q": filters.q}
    return urlencode({name: value for name, value in asked.items() if value})


def _may_hear(request: DeskRequest, call: Call) -> bool:
    return request.user.role in KEEPERS or call.person_id == request.user.pk
