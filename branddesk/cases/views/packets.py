"""Filing in the marketplace's own cabinet: the packets, the narrow copy window, the number, and the answer."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions
from branddesk.cases.forms import AnswerForm
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Case, Message, Submission
from branddesk.cases.offered import Offer, offer_of, offers_for
from branddesk.cases.packets import Packet, packets_for
from branddesk.cases.readiness import Readiness, check_case
from branddesk.cases.services import record_answer, record_filing, withdraw_submission
from branddesk.cases.services import refile as refile_submission
from branddesk.cases.services import unprepare as take_back
from branddesk.cases.views.pages import find_case
from branddesk.cases.workflow import MOVES
from branddesk.core import clock
from branddesk.core.enums import Side, SubmissionStatus
from branddesk.marketplaces.gateway import Outcome
from branddesk.marketplaces.registry import gateway


def _cabinet_case(request: DeskRequest, number: str) -> Case:
    case = find_case(request, number)
    if not case.by_cabinet or request.user.is_platform:
        raise Http404
    return case


def _submission(case: Case, pk: int) -> Submission:
    return get_object_or_404(case.submissions.select_related("listing"), pk=pk)


def _packets(request: DeskRequest, case: Case) -> list[Packet]:
    return packets_for(case, reader_language=request.user.language)


def _next_prepared(packets: list[Packet], after: int = 0) -> Submission | None:
    """The next packet to file: below the one just filed, else from the top."""
    waiting = [p.submission for p in packets if p.submission and p.submission.status == SubmissionStatus.PREPARED]
    keys = [p.submission.pk for p in packets if p.submission]
    below = [row for row in waiting if after in keys and keys.index(row.pk) > keys.index(after)]
    return next(iter(below or waiting), None)


@login_required
@require_safe
def overview(request: DeskRequest, number: str) -> HttpResponse:
    """The packets of the case and where each stands; the chosen one in full, with what to do about it."""
    case = _cabinet_case(request, number)
    if case.is_being_written:
        return redirect("cases:draft", number)
    packets = _packets(request, case)
    chosen = _chosen(packets, request.GET.get("packet", ""))
    context = {
        "case": case,
        "packets": packets,
        "packet": chosen,
        "submission": chosen.submission if chosen else None,
        "filed": sum(p.submission is not None and p.submission.status != SubmissionStatus.PREPARED for p in packets),
        "may": permissions.may(request.user, case),
        "answer": _last_answer(chosen),
        "readiness": _reopened_readiness(request, case, chosen),
        "offers": _offers(request, case, chosen),
    }
    return render(request, "cases/packets.html", context)


def _chosen(packets: list[Packet], asked: str) -> Packet | None:
    """The packet that the address names, else the next one to file, else the first."""
    by_key = {str(packet.submission.pk): packet for packet in packets if packet.submission}
    following = _next_prepared(packets)
    return by_key.get(asked) or by_key.get(str(following.pk) if following else "") or next(iter(packets), None)


def _last_answer(packet: Packet | None) -> Message | None:
    if packet is None or packet.submission is None:
        return None
    return packet.submission.messages.filter(side=Side.PLATFORM).order_by("-happened_at", "-pk").first()


def _offers(request: DeskRequest, case: Case, packet: Packet | None) -> list[Offer]:
    """What the platform's people wrote about it elsewhere, for those who may record it as the answer."""
    if packet is None or packet.submission is None or not permissions.can(request.user, "record_answer", case):
        return []
    return offers_for(request.user, packet.submission)


def _reopened_readiness(request: DeskRequest, case: Case, packet: Packet | None) -> Readiness | None:
    """What was missing, when the platform wanted more or said no and the packet can be filed again."""
    if packet is None or packet.submission is None or packet.submission.status not in MOVES["refile"].start:
        return None
    return check_case(case, today=case.marketplace.today(), organisation=request.user.organisation)


@login_required
@require_safe
def copy(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """The narrow window that stays beside the cabinet: one text at a time, then the number, then the next SKU."""
    case = _cabinet_case(request, number)
    permissions.check_can(request.user, "file", case)
    packets = _packets(request, case)
    packet = next((p for p in packets if p.submission and p.submission.pk == pk), None)
    if packet is None or packet.submission is None:
        raise Http404
    context = {
        "case": case,
        "packet": packet,
        "submission": packet.submission,
        "position": packets.index(packet) + 1,
        "total": len(packets),
    }
    return render(request, "cases/copy.html", context)


@login_required
@require_POST
def file(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Keep the number that the cabinet gave, and go on to the next SKU."""
    case = _cabinet_case(request, number)
    reference = request.POST.get("reference", "")
    submission = record_filing(actor=request.user, submission=_submission(case, pk), reference=reference)
    following = _next_prepared(_packets(request, find_case(request, number)), after=pk)
    if "window" in request.POST:
        if following:
            return redirect("cases:copy", number, following.pk)
        return render(request, "cases/copy_done.html", {"case": case})
    if following:
        filed = _("%(listing)s is noted as filed. Next: %(following)s.")
        messages.success(request, filed % {"listing": submission.label, "following": following.label})
        return redirect(f"{reverse('cases:packets', args=[number])}?packet={following.pk}")
    messages.success(request, _("All packets of %(number)s are filed.") % {"number": number})
    return redirect("cases:detail", number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Record what the platform answered in its cabinet, word for word."""
    case = _cabinet_case(request, number)
    permissions.check_can(request.user, "record_answer", case)
    submission = _submission(case, pk)
    initial = {"answered_at": clock.now(), "form_key": uuid.uuid4(), "language": case.marketplace.language}
    if (said := offer_of(request.user, submission, request.GET.get("said", ""))) is not None:
        initial |= {"text": said.text, "answered_at": said.said_at, "language": said.language or initial["language"]}
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        outcomes=_outcomes(case),
        reader_language=request.LANGUAGE_CODE,
    )
    if not form.is_valid():
        context = {"case": case, "submission": submission, "form": form}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "cases/record_answer.html", context, status=status)
    record_answer(actor=request.user, submission=submission, **form.answer)
    messages.success(request, _("The answer is recorded, word for word."))
    if form.answer["outcome"] in (SubmissionStatus.GRANTED, SubmissionStatus.IN_REVIEW):
        return redirect("cases:detail", number)
    return redirect(f"{reverse('cases:packets', args=[number])}?packet={pk}")


def _outcomes(case: Case) -> tuple[Outcome, ...]:
    """What this cabinet may answer; its people are shown the platform's own words."""
    cabinet = gateway(case.marketplace.gateway).cabinet
    if cabinet is None:
        raise Http404
    return cabinet.outcomes if kind_of(case.kind).has_listings else cabinet.support_outcomes


@login_required
@require_POST
def refile(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    case = _cabinet_case(request, number)
    refile_submission(actor=request.user, submission=_submission(case, pk))
    return redirect(f"{reverse('cases:packets', args=[number])}?packet={pk}")


@login_required
@require_POST
def unprepare(request: DeskRequest, number: str) -> HttpResponse:
    take_back(actor=request.user, case=_cabinet_case(request, number))
    return redirect("cases:draft", number)


@login_required
@require_POST
def withdraw(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Ask nothing more about one listing, by either route."""
    case = find_case(request, number)
    withdraw_submission(actor=request.user, submission=_submission(case, pk), reason=request.POST.get("reason", ""))
    return redirect("cases:detail", number)
