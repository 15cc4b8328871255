"""What the menu of a case does, and the people and tags of its panel: for both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.models import User
from branddesk.accounts.requests import DeskRequest
from branddesk.cases import handling_forms, permissions, selectors, services
from branddesk.cases.handling_forms import CaseForm
from branddesk.cases.models import Case
from branddesk.cases.services.changing import did_before
from branddesk.cases.views.fields import version_of
from branddesk.cases.views.pages import find_case
from branddesk.core.errors import DomainError, NotAllowed


@dataclass(frozen=True)
class Act:
    """A form of the menu and what it does: the service takes what the form holds."""

    form: type[CaseForm]
    service: Callable[..., object]


ACTS: dict[str, Act] = {
    "priority": Act(handling_forms.PriorityForm, services.set_priority),
    "escalate": Act(handling_forms.EscalateForm, services.escalate_case),
    "lower": Act(handling_forms.LowerForm, services.lower_case),
    "link": Act(handling_forms.LinkForm, services.link_cases),
    "merge": Act(handling_forms.MergeForm, services.merge_cases),
    "unmerge": Act(handling_forms.UnmergeForm, services.unmerge_cases),
    "watchers": Act(handling_forms.WatcherForm, services.watch),
    "closing": Act(handling_forms.CloseForm, services.close_case),
    "rating": Act(handling_forms.RateForm, services.rate_case),
}
"""By the word in the address."""


@login_required
@require_http_methods(["GET", "POST"])
def act(request: DeskRequest, number: str, what: str) -> HttpResponse:
    """One small form: a dialog on the open page, a page of its own without JavaScript."""
    case = find_case(request, number)
    if what not in ACTS:
        raise Http404
    form_class, service = ACTS[what].form, ACTS[what].service
    typed = request.POST if request.method == "POST" else None
    if typed and _is_sent_again(request, case, form_class.recorded):
        return _go_to(request, case.merged_into or case)
    permissions.check_can(request.user, form_class.action, case)
    form = form_class(typed, case=case, reader=request.user, initial=request.GET.dict())
    if form.is_valid():
        try:
            done = service(actor=request.user, case=case, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            # The sentence belongs on the form, beside what was typed: a dialog covers the page's own place for it.
            form.add_error(None, error.message)
        else:
            messages.success(request, str(form.done))
            return _go_to(request, done if isinstance(done, Case) else case)
    context = {"case": case, "form": form, "what": what}
    return render(request, "cases/act.html", context, status=422 if form.is_bound else 200)


def _is_sent_again(request: DeskRequest, case: Case, action: str) -> bool:
    """Whether this very form came before: the reader did this to the case right after the version that it shows."""
    version = version_of(request)
    return version is not None and did_before(request.user, case, action, version=version + 1)


def _go_to(request: DeskRequest, case: Case) -> HttpResponse:
    """A form in a dialog is answered by the word where to go, since what it stood on has changed."""
    response = redirect("cases:detail", case.number)
    if request.headers.get("HX-Request") != "true":
        return response
    told = HttpResponse(status=204)
    told["HX-Redirect"] = response.url
    return told


@login_required
@require_POST
def watch(request: DeskRequest, number: str) -> HttpResponse:
    services.watch(actor=request.user, case=find_case(request, number))
    return _panel(number)


@login_required
@require_POST
def unwatch(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    asked = request.POST.get("person", "")
    person = get_object_or_404(User, pk=int(asked), watched_cases__case=case) if asked.isdecimal() else request.user
    services.unwatch(actor=request.user, case=case, person=person)
    return _panel(number)


@login_required
@require_POST
def tag(request: DeskRequest, number: str) -> HttpResponse:
    services.add_tag(actor=request.user, case=find_case(request, number), name=request.POST.get("name", ""))
    return _panel(number)


@login_required
@require_POST
def untag(request: DeskRequest, number: str) -> HttpResponse:
    services.remove_tag(actor=request.user, case=find_case(request, number), name=request.POST.get("name", ""))
    return _panel(number)


@login_required
@require_POST
def unlink(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    other = get_object_or_404(Case.objects.visible_to(request.user), number=request.POST.get("number", ""))
    services.unlink_cases(actor=request.user, case=case, other=other)
    return _panel(number)


@login_required
@require_safe
def tags(request: DeskRequest, number: str) -> HttpResponse:
    """The organisation's tags that hold what is being typed, as options of the field."""
    find_case(request, number)
    names = selectors.tags_like(request.user, request.GET.get("name", ""))
    return HttpResponse(format_html_join("", '<option value="{}"></option>', ((name,) for name in names)))


def _panel(number: str) -> HttpResponse:
    """Back to the case, at its panel."""
    return redirect(reverse("cases:detail", args=[number]) + "#handling")
