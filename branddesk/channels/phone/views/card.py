"""The card on which a call or a meeting is prepared and logged."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import (
    HttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.brands.permissions import KEEPERS
from branddesk.cases.models import Case
from branddesk.channels.phone import permissions
from branddesk.channels.phone.forms import CallForm
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.services.logging import log_call
from branddesk.channels.phone.talking import points_of
from branddesk.channels.phone.views.finding import entry_of, find_call, number_in
from branddesk.contacts import phones
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.enums import Via
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of


@login_required
@require_http_methods(["GET", "POST"])
def card(request: DeskRequest) -> HttpResponse:
    """Prepare a call or a meeting, and log what came of it. Works without a case and without a contact."""
    case, contact, call = _case(request), _contact(request), _call_to_log(request)
    contact = contact or (call.contact if call else None)
    permissions.check_can_log(request.user, case)
    way = Via.MEETING if _asked(request, "way") == "meeting" else Via.PHONE
    about: dict[str, Any] = {"actor": request.user, "case": case, "contact": contact, "call": call, "way": way}
    if request.method != "POST":
        initial: dict[str, Any] = {
            "started_at": timezone.localtime(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
        }
        if call is not None:
            initial |= {"brand": call.brand_id, "with_whom": call.who or call.number}
        elif (slug := request.GET.get("brand")) is not None:
            initial |= {"brand": Brand.objects.visible_to(request.user).filter(slug=slug).first()}
        return _card_page(request, CallForm(initial=initial, **about))
    form = CallForm(request.POST, request.FILES, **about)
    key = form_key_of(request)
    if not form.is_valid() or key is None:
        return _card_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        logged = log_call(
            actor=request.user,
            talk=form.talk(call),
            form_key=key,
            case=case,
            brand=form.cleaned_data.get("brand"),
            contact=contact,
            call=call,
            recording=form.cleaned_data.get("recording"),
            consent=form.cleaned_data.get("consent", False),
        )
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _card_page(request, form, status=refusal.status_code)
    messages.success(request, _("Logged. It stands in the case, for your side only.") if case else _("Logged."))
    return redirect("cases:detail", case.number) if case else redirect("phone:detail", logged.pk)


def _card_page(request: DeskRequest, form: CallForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    case, contact = form.case, form.contact
    language = contact.languages[0] if contact and contact.languages else case.marketplace.language if case else ""
    points = points_of(case, language=language, own_language=request.user.language) if case else []
    query = {"case": case.number if case else "", "contact": contact.pk if contact else ""}
    query |= {"call": _asked(request, "call"), "way": "meeting" if form.way == Via.MEETING else ""}
    context: dict[str, Any] = {
        "form": form,
        "case": case,
        "entry": entry_of(contact),
        "dial": phones.dial(contact.phone, contact.extension) if contact and contact.phone else "",
        "number": phones.shown(contact.phone, contact.extension) if contact and contact.phone else "",
        "is_meeting": form.way == Via.MEETING,
        "points": points,
        "language": language,
        "is_translated": any(point.own for point in points),
        "action": f"{reverse('phone:card')}?{urlencode({name: value for name, value in query.items() if value})}",
        "may_record": request.user.is_merchant and request.user.role in KEEPERS,
    }
    return render(request, "phone/card.html", context, status=status)


def _asked(request: DeskRequest, name: str) -> str:
    return request.GET.get(name, "")[:40]


def _case(request: DeskRequest) -> Case | None:
    number = _asked(request, "case")
    if not number:
        return None
    rows = Case.objects.visible_to(request.user).select_related(
        "brand", "marketplace__operator", "marketplace__calendar"
    )
    return get_object_or_404(rows, number=number)


def _contact(request: DeskRequest) -> Contact | None:
    asked = _asked(request, "contact")
    if not asked:
        return None
    contacts = Contact.objects.visible_to(request.user).select_related("marketplace").distinct()
    return get_object_or_404(contacts, pk=number_in(asked))


def _call_to_log(request: DeskRequest) -> Call | None:
    asked = _asked(request, "call")
    return find_call(request, number_in(asked)) if asked else None
