"""Writing a mail from a case, and what mail shows beside one."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions as of_cases
from branddesk.cases.models import Case
from branddesk.cases.views.fields import taken_back, until_it_leaves
from branddesk.channels.email import addresses, conf, permissions
from branddesk.channels.email.desk_addresses import address_of
from branddesk.channels.email.forms import WriteForm
from branddesk.channels.email.models import OutgoingMail, ReceivedMail
from branddesk.channels.email.prepared import prepared
from branddesk.channels.email.services import write_mail, writing
from branddesk.contacts.models import Contact
from branddesk.core.enums import Language, Side
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of

MOST_SHOWN = 6


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest) -> HttpResponse:
    """The prepared mail, to be worked over, looked at as it will be read, and sent."""
    case = _case(request, request.GET.get("case", ""))
    permissions.check_can_write(request.user, case)
    contact = _contact(request, case)
    side = of_cases.side_of(request.user, case)
    language = _language(request, case, contact)
    if request.method != "POST":
        start = _taken_back(request, case) or _prepared(request, case, contact, language, side)
        return _page(request, case, contact, WriteForm(case, request.user, initial=start), language, side)

    form = WriteForm(case, request.user, request.POST)
    if not form.is_valid():
        return _page(request, case, contact, form, language, side, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if "look" in request.POST:
        return _page(request, case, contact, form, language, side, is_preview=True)
    facts = form.cleaned_data
    is_contact = contact is not None and facts["to"].strip().lower() == contact.email.lower()
    try:
        write_mail(
            actor=request.user,
            case=case,
            to=facts["to"],
            name=contact.name if contact is not None and is_contact else "",
            subject=facts["subject"],
            text=facts["text"],
            exhibits=facts["exhibits"],
            form_key=form_key_of(request),
        )
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, case, contact, form, language, side, status=HTTPStatus(refusal.status_code))
    told = until_it_leaves() or _("The mail to %(address)s is on its way.") % {"address": facts["to"]}
    messages.success(request, told)
    return redirect("cases:detail", case.number)


@login_required
@require_safe
def panel(request: DeskRequest, number: str) -> HttpResponse:
    """The mail of a case, newest first, for its side column."""
    case = _case(request, number)
    side = Side.PLATFORM if request.user.is_platform else Side.BRAND
    sent = OutgoingMail.objects.filter(case=case).select_related("message")
    came = ReceivedMail.objects.visible_to(request.user).filter(case=case, state=ReceivedMail.State.TAKEN)
    lines: list[tuple[datetime, str, OutgoingMail | ReceivedMail]] = [
        (mail.created_at, "sent", mail) for mail in sent.order_by("-pk")[:MOST_SHOWN]
    ]
    lines += [(mail.created_at, "came", mail) for mail in came.order_by("-pk")[:MOST_SHOWN]]
    lines.sort(key=lambda line: line[0], reverse=True)
    held = ReceivedMail.objects.visible_to(request.user).filter(case=case, state=ReceivedMail.State.QUARANTINED)
    context = {
        "case": case,
        "side": side,
        "lines": lines[:MOST_SHOWN],
        "held": held[:3],
        "may_write": bool(conf.domain()) and permissions.may_write(request.user, case),
    }
    return render(request, "email/case_mail.html", context)


def _taken_back(request: DeskRequest, case: Case) -> dict[str, Any] | None:
    back = taken_back(request, case, writing.ACTION) if "back" in request.GET else None
    if back is None:
        return None
    subject = str(back.fields.get("subject", "")).removesuffix(addresses.subject_token(case.number)).strip()
    return {"to": back.fields.get("to", ""), "subject": subject, "text": back.text, "exhibits": back.exhibits}


def _prepared(request: DeskRequest, case: Case, contact: Contact | None, language: str, side: Side) -> dict[str, Any]:
    ready = prepared(case, request.user, language, side=side)
    return {
        "to": contact.email if contact else request.GET.get("to", ""),
        "subject": ready.subject,
        "text": ready.text,
    }


def _page(
    request: DeskRequest,
    case: Case,
    contact: Contact | None,
    form: WriteForm,
    language: str,
    side: Side,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    is_preview: bool = False,
) -> HttpResponse:
    context = {
        "case": case,
        "contact": contact,
        "form": form,
        "language": language,
        "languages": Language.choices,
        "contacts": _contacts(request, case),
        "address": address_of(case.marketplace if side == Side.PLATFORM else case.brand) if conf.domain() else None,
        "is_preview": is_preview,
        "limit": conf.MAX_ATTACHED_BYTES // 1_000_000,
    }
    return render(request, "email/write.html", context, status=status)


def _case(request: DeskRequest, number: str) -> Case:
    cases = Case.objects.visible_to(request.user).select_related(
        "brand", "marketplace__operator", "marketplace__calendar", "right", "assignee", "created_by__organisation"
    )
    return get_object_or_404(cases, number=number)


def _contacts(request: DeskRequest, case: Case) -> list[Contact]:
    found = Contact.objects.visible_to(request.user).standing().filter(marketplace=case.marketplace)
    return list(found.exclude(email="").order_by("role", "name")[:30])


def _contact(request: DeskRequest, case: Case) -> Contact | None:
    key = request.GET.get("contact", "")
    if not key.isdecimal():
        return None
    visible = Contact.objects.visible_to(request.user).standing().filter(marketplace=case.marketplace)
    return get_object_or_404(visible, pk=min(int(key), 2**63 - 1))


def _language(request: DeskRequest, case: Case, contact: Contact | None) -> str:
    asked = request.GET.get("language", "")
    if asked in Language:
        return asked
    spoken = [one for one in (contact.languages if contact else []) if one in Language]
    if request.user.is_platform:
        return spoken[0] if spoken else request.user.language
    return case.marketplace.language if not spoken or case.marketplace.language in spoken else spoken[0]
