"""The conversations of the own stores with the marketplace's people, and one of them opened."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.models import Case
from branddesk.channels.messenger import permissions, selectors
from branddesk.channels.messenger.models import Line, Talk
from branddesk.channels.messenger.services import placing, taking, writing
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.marketplaces.ozon.client.chats import LONGEST
from branddesk.stores.models import Store


@login_required
@require_safe
def talk_list(request: DeskRequest) -> HttpResponse:
    permissions.check_can_read(request.user)
    return _page(request, None)


@login_required
@require_safe
def talk(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_read(request.user)
    found = _found(request, pk)
    taking.note_seen(actor=request.user, talk=found)
    return _page(request, found)


@login_required
@require_POST
def place(request: DeskRequest, pk: int) -> HttpResponse:
    """Put the chosen lines into a case; all that the page shows where none is chosen."""
    permissions.check_can_work(request.user)
    found, number = _found(request, pk), request.POST.get("case", "").strip().upper()
    case = Case.objects.visible_to(request.user).filter(number=number).first()
    chosen = [int(each) for each in request.POST.getlist("line") if each.isdecimal()]
    try:
        if case is None:
            raise DomainError(_("There is no case with this number that you see. Choose one from the list."))
        shown = selectors.opened(request.user, found).lines
        lines = [each.line for each in shown if not chosen or each.line.pk in chosen]
        count = placing.place_lines(actor=request.user, talk=found, case=case, lines=lines)
    except NotAllowed:
        raise
    except DomainError as refusal:
        return _page(request, found, refusal=refusal.message, number=number, chosen=chosen)
    messages.success(
        request,
        ngettext("%(n)d line stands in %(case)s now.", "%(n)d lines stand in %(case)s now.", count)
        % {"n": count, "case": case.number}
        if count
        else _("These lines stand in %(case)s already.") % {"case": case.number},
    )
    return redirect("messenger:talk", pk)


@login_required
@require_POST
def write(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_work(request.user)
    found = _found(request, pk)
    text = request.POST.get("text", "")
    try:
        writing.write(actor=request.user, talk=found, text=text, form_key=form_key_of(request))
    except NotAllowed:
        raise
    except DomainError as refusal:
        return _page(request, found, fault=refusal.message, text=text)
    messages.success(request, _("It is on its way to the cabinet."))
    return redirect("messenger:talk", pk)


@login_required
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back a line that has not left yet; its words stand in the field again."""
    rows = Line.objects.filter(talk__in=Talk.objects.visible_to(request.user))
    line = writing.undo(actor=request.user, line=get_object_or_404(rows, pk=pk))
    messages.success(request, _("It is taken back."))
    return redirect(f"{reverse('messenger:talk', args=[line.talk_id])}?back={line.pk}")


def _found(request: DeskRequest, pk: int) -> Talk:
    rows = Talk.objects.visible_to(request.user).select_related("store__organisation", "store__marketplace")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: DeskRequest,
    opened: Talk | None,
    *,
    refusal: str = "",
    number: str = "",
    chosen: list[int] | None = None,
    fault: str = "",
    text: str = "",
) -> HttpResponse:
    """The list with one conversation beside it; what was refused keeps what was typed."""
    query = request.GET.get("q", "").strip()[:200]
    rows = selectors.talks(request.user, query, request.GET.get("page", ""))
    first = opened or next(iter(rows), None)
    context = {
        "talks": rows,
        "q": query,
        "is_chosen": opened is not None,
        "opened": selectors.opened(request.user, first, everything="all" in request.GET) if first else None,
        "may_work": permissions.may_work(request.user),
        "has_stores": first is not None or Store.objects.visible_to(request.user).connected().exists(),
        "organisation": request.user.organisation_id,
        "most": LONGEST,
        "refusal": refusal,
        "number": number or request.GET.get("case", "")[:20],
        "chosen": chosen or [],
        "fault": fault,
        "text": text or _taken_back(request, opened),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal or fault else HTTPStatus.OK
    return render(request, "messenger/talks.html", context, status=status)


def _taken_back(request: DeskRequest, talk: Talk | None) -> str:
    """The words of one's own line that the address names, once it was taken back."""
    number = request.GET.get("back", "")
    if talk is None or not number.isdecimal():
        return ""
    line = talk.lines.filter(pk=int(number), author=request.user, state=Line.State.UNDONE).first()
    return line.text if line else ""
