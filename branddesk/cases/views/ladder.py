"""The ladder beside a case, the brief for whoever it goes up to, and the administrator's thresholds."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions
from branddesk.cases.forms_terms import SeenForm
from branddesk.cases.ladder.brief import brief_of
from branddesk.cases.ladder.rules import AGAIN, RULES, defaults, sentences, thresholds_of
from branddesk.cases.models import LadderProposal
from branddesk.cases.services import ladder as services
from branddesk.cases.views.pages import find_case
from branddesk.cases.views.terms import _check_administrator, _markets
from branddesk.core.enums import EscalationLevel, Language
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal.histories import in_words
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.stores.models import Marketplace


@login_required
@require_safe
def panel(request: DeskRequest, number: str) -> HttpResponse:
    """Where the case stands on the ladder, and what the desk proposes. Taken into the case's page by htmx."""
    case = find_case(request, number)
    services.review_case(case=case)
    side = permissions.side_of(request.user, case)
    proposal = LadderProposal.objects.filter(case=case, side=side, settled_at=None).first()
    context = {
        "case": case,
        "levels": [(level, level == case.level, level < case.level) for level in EscalationLevel],
        "proposal": proposal,
        "why": sentences(proposal.findings) if proposal is not None else [],
        "may_escalate": permissions.can(request.user, "escalate", case),
        "has_brief": case.submitted_at is not None,
    }
    return render(request, "cases/ladder/panel.html", context)


@login_required
@require_POST
def go_up(request: DeskRequest, number: str) -> HttpResponse:
    """Escalate as proposed, with one click."""
    proposal = _proposal(request, number)
    case = services.escalate_as_proposed(actor=request.user, proposal=proposal, reason=request.POST.get("reason", ""))
    told = {"number": case.number, "level": case.get_level_display()}
    messages.success(request, _("%(number)s is now with: %(level)s.") % told)
    return redirect(f"{reverse('cases:detail', args=[number])}#ladder")


@login_required
@require_POST
def dismiss(request: DeskRequest, number: str) -> HttpResponse:
    services.dismiss_proposal(
        actor=request.user, proposal=_proposal(request, number), reason=request.POST.get("reason", "")
    )
    messages.success(request, _("The case stays where it is. The reason is kept."))
    return redirect(f"{reverse('cases:detail', args=[number])}#ladder")


@login_required
@require_safe
def brief(request: DeskRequest, number: str) -> HttpResponse:
    """The case on one page, to be printed or put into a mail. `language`: of whoever reads it."""
    case = find_case(request, number)
    made = brief_of(case, request.user, request.GET.get("language", ""))
    return render(request, "cases/ladder/brief.html", {"case": case, "brief": made, "languages": Language.choices})


class ThresholdsForm(SeenForm):
    """One number a rule; 0 switches it off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shipped = defaults()
        for rule in RULES:
            self.fields[rule.code] = forms.IntegerField(
                label=str(rule.label),
                min_value=0,
                max_value=services.HIGHEST,
                help_text=_("%(help)s The desk's default is %(value)s; 0 switches the rule off.")
                % {"help": rule.help, "value": shipped[rule.code]},
            )
        self.fields[AGAIN] = forms.IntegerField(
            label=_("Quiet after a dismissal, days"),
            min_value=0,
            max_value=365,
            help_text=_("So long the same reasons are not brought up again."),
        )

    @property
    def values(self) -> dict[str, int]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thresholds(request: DeskRequest, slug: str) -> HttpResponse:
    """From where each rule proposes. Read by every administrator, set by the operator's."""
    market = _market(request, slug)
    seen = newest_seq(revisions_of(market, "ladder"))
    form = ThresholdsForm(
        request.POST if request.method == "POST" else None, initial={**thresholds_of(market), "seen": seen}
    )
    if form.is_bound:
        permissions.check_can_administer(request.user, market)
        if form.is_valid():
            try:
                services.save_thresholds(
                    actor=request.user, marketplace=market, values=form.values, seen=form.cleaned_data.get("seen")
                )
            except NotAllowed:
                raise
            except DomainError as refusal:
                form.refuse(refusal, seen)
            else:
                messages.success(request, _("The ladder is set. It counts from the next look at each case."))
                return redirect("terms:ladder", slug)
    context = {
        "market": market,
        "form": form,
        "may_administer": permissions.may_administer(request.user, market),
        "rows": [(rule, thresholds_of(market)[rule.code]) for rule in RULES] if not form.is_bound else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "cases/ladder/thresholds.html", context, status=status)


LABELS = {rule.code: rule.label for rule in RULES} | {AGAIN: gettext_lazy("Quiet after a dismissal, days")}


@login_required
@require_safe
def thresholds_history(request: DeskRequest, slug: str) -> HttpResponse:
    market = _market(request, slug)
    permissions.check_can_administer(request.user, market)
    rows = in_words(revisions_of(market, "ladder"), LABELS, {"ladder.set": gettext_lazy("Ladder set")})
    context = {"title": _("Ladder of escalation"), "back": reverse("terms:ladder", args=[slug]), "rows": rows}
    return render(request, "cases/ladder/history.html", context)


def _proposal(request: DeskRequest, number: str) -> LadderProposal:
    """The proposal that the form names, of the reader's own side."""
    case = find_case(request, number)
    key = request.POST.get("proposal", "")
    rows = LadderProposal.objects.filter(case=case, side=permissions.side_of(request.user, case))
    return get_object_or_404(rows, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)


def _market(request: DeskRequest, slug: str) -> Marketplace:
    _check_administrator(request)
    found: Marketplace = get_object_or_404(_markets(request), slug=slug)
    return found
