"""The inbox, and one voice opened in it."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.complaints import permissions
from branddesk.complaints.forms import AnswerForm
from branddesk.complaints.models import AnswerTemplate, Complaint
from branddesk.complaints.proposals import outcome_for
from branddesk.complaints.selectors import inbox as selectors
from branddesk.complaints.selectors import one
from branddesk.complaints.selectors.inbox import Filters, read_filters
from branddesk.complaints.services import beginning, deciding
from branddesk.core.enums import Language
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.lists.models import SavedView
from branddesk.foundation.lists.selectors import views_of
from branddesk.foundation.lists.services import exports
from branddesk.foundation.lists.services import views as saved

LIST = "complaints"
LABELS = {
    "open": pgettext_lazy("voices", "Waits for us"),
    "mine": pgettext_lazy("voices", "Mine"),
    "reviews": pgettext_lazy("voices", "Reviews"),
    "questions": pgettext_lazy("voices", "Questions"),
    "chats": pgettext_lazy("voices", "Buyer chats"),
    "returns": pgettext_lazy("voices", "Returns"),
    "settled": pgettext_lazy("voices", "Settled"),
    "all": pgettext_lazy("voices", "All"),
}


@login_required
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    permissions.check_can_read(request.user)
    return render(request, "complaints/inbox.html", context_of(request, read_filters(request.GET.dict())))


@login_required
@require_safe
def voice(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_read(request.user)
    return voice_page(request, found(request, pk))


def found(request: DeskRequest, pk: int) -> Complaint:
    rows = Complaint.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("brand", "product", "store", "assignee", "case", "theme"), pk=pk)


def voice_page(
    request: DeskRequest,
    complaint: Complaint,
    form: AnswerForm | None = None,
    *,
    chat_fault: str = "",
    chat_text: str = "",
) -> HttpResponse:
    """The inbox with this voice open; a form that was refused keeps what was typed."""
    address = request.GET or request.POST
    filters = read_filters(address.dict())
    context = context_of(request, filters, complaint, form) | {"chat_fault": chat_fault, "chat_text": chat_text}
    is_refused = bool(chat_fault) or (form is not None and bool(form.errors))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "complaints/inbox.html", context, status=status)


def context_of(
    request: DeskRequest, filters: Filters, complaint: Complaint | None = None, form: AnswerForm | None = None
) -> dict[str, Any]:
    user = request.user
    page = selectors.page_of(user, filters)
    counts = {} if filters.q else selectors.view_counts(user, filters)
    chosen = complaint or (page.rows[0] if page.rows else None)
    if complaint is None and chosen is not None:
        chosen = found(request, chosen.pk)
    kept = views_of(user, LIST)
    return {
        "filters": filters,
        "tabs": [(view, label, counts.get(view), filters.with_(view=view).query) for view, label in LABELS.items()],
        "page": page,
        "is_chosen": complaint is not None,
        "opened": one.opened(user, chosen) if chosen else None,
        "form": form or (AnswerForm(initial={"text": _words_of(request, chosen)}) if chosen else None),
        "offered": deciding.offered(chosen) if chosen and permissions.may_work(user) else [],
        "may_work": permissions.may_work(user),
        "may_begin_chat": chosen is not None and permissions.may_work(user) and beginning.may_begin(chosen),
        "brands": list(Brand.objects.visible_to(user)),
        "wishes": Complaint.Wish.choices,
        "languages": Language.choices,
        "chips": _chips(filters),
        "kept": [(view, view.query == filters.query) for view in kept],
        "is_kept": any(view.query == filters.query for view in kept),
    }


def _words_of(request: DeskRequest, complaint: Complaint) -> str:
    """The words of the template that the address names, or how the case ended."""
    number = request.GET.get("template", "")
    if number == "outcome":
        return outcome_for(complaint)
    if not number.isdecimal():
        return ""
    template = AnswerTemplate.objects.visible_to(request.user).filter(pk=int(number), brand=complaint.brand_id).first()
    return one.filled(template, complaint) if template else ""


def _chips(filters: Filters) -> list[tuple[str, str]]:
    """What narrows the list, each with the address without it."""
    labels = {
        "wish": lambda value: Complaint.Wish(value).label,
        "language": lambda value: Language(value).label,
        "rating": lambda value: _("One and two stars") if value == "low" else "★" * int(value),
        "assignee": lambda value: {"me": _("Mine"), "none": _("Nobody's")}.get(value, _("A colleague's")),
        "theme": lambda value: _("One theme"),
    }
    return [
        (str(labels.get(name, str)(value)), replace(filters, after="", **{name: ""}).query)
        for name, value in filters.narrowing.items()
    ]


@login_required
@require_POST
def save_view(request: DeskRequest) -> HttpResponse:
    """Keep the inbox as it stands under a name."""
    permissions.check_can_read(request.user)
    query = read_filters(_address(request.POST.get("query", ""))).query
    saved.save_view(
        actor=request.user,
        list_name=LIST,
        name=request.POST.get("name", ""),
        query=query,
        is_shared="is_shared" in request.POST,
    )
    messages.success(request, _("The view is kept."))
    return redirect(f"{reverse('complaints:inbox')}?{query}")


@login_required
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Begin to write the inbox as it is narrowed."""
    permissions.check_can_read(request.user)
    made = exports.begin(
        actor=request.user,
        list_name=LIST,
        query=read_filters(_address(request.POST.get("query", "")[:2000])).query,
        format=request.POST.get("format", ""),
        form_key=form_key_of(request),
    )
    return redirect("cases:export_page", made.key)


@login_required
@require_POST
def forget_view(request: DeskRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, list=LIST, owner=request.user)
    saved.delete_view(actor=request.user, view=view)
    messages.success(request, _("The view is gone."))
    return redirect("complaints:inbox")


def _address(query: str) -> dict[str, str]:
    return QueryDict(query).dict()
