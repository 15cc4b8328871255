"""The administrator's pages about a marketplace: promises, calendar, reasons and readiness terms, with their history.

Marketplaces that nobody operates here are shown as they are, with their sources, and cannot be changed in pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions, reasons, sla
from branddesk.cases.forms_terms import (
    CalendarForm,
    DayForm,
    PromiseForm,
    ReasonForm,
    SeenForm,
    TermForm,
    ranges,
    typed_value,
)
from branddesk.cases.readiness.terms import TermValue, terms_for
from branddesk.cases.services import terms as services
from branddesk.cases.terms import states, topics
from branddesk.cases.terms.topics import Topic
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Language, Priority
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.calendars import official
from branddesk.foundation.calendars.selectors import Year, YearDay, year_of
from branddesk.foundation.journal.histories import in_words
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.stores.models import Marketplace
from branddesk.web import slots
from branddesk.web.formats import number

FIRST_YEAR, LAST_YEAR = 2015, 2100


@login_required
@require_safe
def overview(request: DeskRequest) -> HttpResponse:
    """What can be set, as a calm list."""
    _check_administrator(request)
    markets = [(row, permissions.may_administer(request.user, row)) for row in _markets(request)]
    lines = [line for line in slots.administration if line.visible(request)]
    context = {"markets": markets, "first_kind": CaseKind.INFRINGEMENT, "lines": lines}
    return render(request, "cases/terms/overview.html", context)


# Promises


@login_required
@require_safe
def promises(request: DeskRequest, slug: str) -> HttpResponse:
    return _promises(request, _operated(request, slug))


@login_required
@require_http_methods(["GET", "POST"])
def promise(request: DeskRequest, slug: str, kind: str, priority: int) -> HttpResponse:
    """One promise: set it, or put it back to what the desk ships."""
    market = _operated(request, slug)
    if kind not in CaseKind or priority not in Priority:
        raise Http404
    row = next(row for row in sla.table_of(market) if (row.kind, row.priority) == (kind, priority))
    initial = {"response_hours": row.response_hours, "resolution_hours": row.resolution_hours}
    facts: dict[str, Any] = {"kind": kind, "priority": priority}
    if "reset" in request.POST:
        services.reset_promise(actor=request.user, marketplace=market, **facts)
        messages.success(request, _("The default counts again."))
        return redirect("terms:promises", slug)
    form, seen = _form(request, PromiseForm, market, topics.PROMISE, facts, initial=initial)

    def save(data: dict[str, Any]) -> None:
        services.save_promise(actor=request.user, marketplace=market, **facts, **data)

    if _saved(request, form, seen, save):
        messages.success(request, _("The promise is set. It counts for cases whose clock starts from now on."))
        return redirect("terms:promises", slug)
    return _promises(request, market, form=form, chosen=row)


def _promises(request: DeskRequest, market: Marketplace, **more: Any) -> HttpResponse:
    table = sla.table_of(market)
    kinds = [(kind, [row for row in table if row.kind == kind]) for kind in CaseKind]
    context = {"market": market, "kinds": kinds, "priorities": [row.priority for row in kinds[0][1]], **more}
    return render(request, "cases/terms/promises.html", context, status=_status(more))


@login_required
@require_http_methods(["GET", "POST"])
def promise_history(request: DeskRequest, slug: str, kind: str, priority: int) -> HttpResponse:
    market = _operated(request, slug)
    if kind not in CaseKind or priority not in Priority:
        raise Http404
    title = f"{CaseKind(kind).label} · {Priority(priority).label}"
    back = reverse("terms:promise", args=[slug, kind, priority])
    return _history(request, market, topics.PROMISE, title, back, kind=kind, priority=priority)


# The calendar


@login_required
@require_http_methods(["GET", "POST"])
def calendar(request: DeskRequest, slug: str) -> HttpResponse:
    """A year of working time; by POST the hours and the country."""
    market = _readable(request, slug)
    initial = states.of_calendar(market.calendar) if market.calendar else _usual(market)
    form, seen = _form(request, CalendarForm, market.calendar, topics.CALENDAR, {}, initial=initial)

    def save(data: dict[str, Any]) -> None:
        services.keep_calendar(actor=request.user, marketplace=market, **data)

    if _saved(request, form, seen, save):
        messages.success(request, _("The calendar is saved."))
        return redirect("terms:calendar", slug)
    return _calendar(request, market, form=form, day_form=_day_form(request, market))


@login_required
@require_POST
def day(request: DeskRequest, slug: str) -> HttpResponse:
    """Set one day, or let the country decide about it again."""
    market = _operated(request, slug)
    if "remove" in request.POST:
        services.drop_day(actor=request.user, marketplace=market, day=_date(request.POST["remove"]))
        messages.success(request, _("The public holidays decide about this day again."))
        return redirect(_year_page(market, _date(request.POST["remove"]).year))
    form = _day_form(request, market, is_bound=True)
    seen = newest_seq(revisions_of(market.calendar, "calendar")) if market.calendar else 0

    def save(data: dict[str, Any]) -> None:
        services.keep_day(actor=request.user, marketplace=market, **data)

    if _saved(request, form, seen, save):
        messages.success(request, _("The day is set."))
        return redirect(_year_page(market, form.cleaned_data["day"].year))
    initial = states.of_calendar(market.calendar) if market.calendar else _usual(market)
    return _calendar(request, market, form=CalendarForm(initial={**initial, "seen": seen}), day_form=form)


def _calendar(request: DeskRequest, market: Marketplace, form: SeenForm, day_form: SeenForm) -> HttpResponse:
    year = _year(request)
    context = {
        "market": market,
        "may_administer": permissions.may_administer(request.user, market),
        "form": form,
        "day_form": day_form,
        "year": year_of(market.calendar, year) if market.calendar else _usual_year(market, year),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or day_form.errors else HTTPStatus.OK
    return render(request, "cases/terms/calendar.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def calendar_history(request: DeskRequest, slug: str) -> HttpResponse:
    market = _operated(request, slug)
    if market.calendar is None:
        raise Http404
    return _history(request, market, topics.CALENDAR, str(market.calendar), reverse("terms:calendar", args=[slug]))


def _day_form(request: DeskRequest, market: Marketplace, *, is_bound: bool = False) -> DayForm:
    seen = newest_seq(revisions_of(market.calendar, "calendar")) if market.calendar else 0
    return DayForm(request.POST if is_bound else None, initial={"seen": seen}, prefix=None, auto_id="day_%s")


def _usual(market: Marketplace) -> dict[str, str]:
    return {
        "name": market.name,
        "country": market.territory,
        "time_zone": market.time_zone,
        "opens_at": "09:00",
        "closes_at": "18:00",
    }


def _usual_year(market: Marketplace, year: int) -> Year:
    """By the public holidays of the territory, as long as nobody set a calendar."""
    known = official.year_of(market.territory, year)
    days = [YearDay(day, is_working=False, name=name, own=None) for day, name in known.off.items()]
    days += [YearDay(day, is_working=True, name="", own=None) for day in known.makeup]
    return Year(year, known.is_provisional, sorted(days, key=lambda row: row.day))


def _year_page(market: Marketplace, year: int) -> str:
    return f"{reverse('terms:calendar', args=[market.slug])}?year={year}"


def _year(request: DeskRequest) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DomainError(_("Choose the day from the list.")) from None


# Reasons


@login_required
@require_http_methods(["GET", "POST"])
def reason_list(request: DeskRequest, slug: str) -> HttpResponse:
    """All reasons; by POST one more."""
    market = _readable(request, slug)
    return _reason(request, market, None)


@login_required
@require_http_methods(["GET", "POST"])
def reason(request: DeskRequest, slug: str, code: str) -> HttpResponse:
    """One reason: say otherwise of it, take it out of use, or put it back."""
    market = _operated(request, slug)
    row = reasons.known(market).get(code)
    if row is None:
        raise Http404
    if "drop" in request.POST:
        services.drop_reason(actor=request.user, marketplace=market, code=code)
        messages.success(request, _("The default counts again.") if row.is_shipped else _("The reason is deleted."))
        return redirect("terms:reasons", slug)
    return _reason(request, market, row)


def _reason(request: DeskRequest, market: Marketplace, row: reasons.KnownReason | None) -> HttpResponse:
    initial: dict[str, Any] = {"is_active": True}
    if row is not None:
        initial = states.of_reason(row.row) or {**states.of_shipped_reason(row), **_shipped_names(row.code)}
    facts = {"code": row.code} if row else {"code": ""}
    form, seen = _form(request, ReasonForm, market, topics.REASON, facts, initial=initial, row_exists=row is not None)

    def save(data: dict[str, Any]) -> None:
        code = row.code if row else data["code"]
        if row is None and code in reasons.known(market):
            raise DomainError(_("There is a reason with this code already. Open it, or choose another code."))
        services.save_reason(
            actor=request.user, marketplace=market, code=code, fields=form.state, seen=data.get("seen")
        )

    if _saved(request, form, seen, save):
        messages.success(request, _("The reason is saved."))
        return redirect("terms:reasons", market.slug)
    context = {
        "market": market,
        "may_administer": permissions.may_administer(request.user, market),
        "form": form,
        "chosen": row,
        "rows": [
            (known, topics.REASON.wording("outcomes", known.outcomes), topics.REASON.wording("kinds", known.kinds))
            for known in reasons.known(Marketplace.objects.get(pk=market.pk)).values()
        ],
    }
    return render(request, "cases/terms/reasons.html", context, status=_status(context))


@login_required
@require_http_methods(["GET", "POST"])
def reason_history(request: DeskRequest, slug: str, code: str) -> HttpResponse:
    market = _operated(request, slug)
    row = reasons.known(market).get(code)
    back = reverse("terms:reason", args=[slug, code]) if row else reverse("terms:reasons", args=[slug])
    return _history(request, market, topics.REASON, row.label if row else code, back, code=code)


def _shipped_names(code: str) -> dict[str, str]:
    """What the desk calls it in each language."""
    return {f"name_{suffix}": name for suffix, name in reasons.shipped_names(code).items()}


# Readiness terms


@login_required
@require_safe
def readiness(request: DeskRequest, slug: str, kind: str) -> HttpResponse:
    return _readiness(request, _readable(request, slug), kind)


@login_required
@require_http_methods(["GET", "POST"])
def term(request: DeskRequest, slug: str, kind: str, code: str) -> HttpResponse:
    """One term of the check: set it with its source, or put it back to what the desk ships."""
    market = _operated(request, slug)
    row = _term(market, kind, code)
    facts: dict[str, Any] = {"kind": kind, "code": code}
    if "reset" in request.POST:
        services.reset_term(actor=request.user, marketplace=market, **facts)
        messages.success(request, _("The default counts again."))
        return redirect("terms:readiness", slug, kind)
    initial = {"value": typed_value(row), "source": row.source, "source_on": row.source_on}
    form, seen = _form(request, TermForm, market, topics.TERM, facts, initial=initial, term=row.term)

    def save(data: dict[str, Any]) -> None:
        services.save_term(actor=request.user, marketplace=market, **facts, **data)

    if _saved(request, form, seen, save):
        messages.success(request, _("The term is set. Every check goes by it from now on."))
        return redirect("terms:readiness", slug, kind)
    return _readiness(request, market, kind, form=form, chosen=row)


def _readiness(request: DeskRequest, market: Marketplace, kind: str, **more: Any) -> HttpResponse:
    if kind not in CaseKind:
        raise Http404
    context = {
        "market": market,
        "may_administer": permissions.may_administer(request.user, market),
        "kind": kind,
        "kinds": CaseKind.choices,
        "rows": [
            (row, _in_plain(row, row.value), _in_plain(row, row.default)) for row in terms_for(market, kind).values
        ],
        **more,
    }
    return render(request, "cases/terms/readiness.html", context, status=_status(more))


def _in_plain(row: TermValue, value: Any) -> str:
    """A term's value as a person reads it."""
    if value is None:
        return _("no limit")
    if row.term.type == "yes_no":
        return _("yes") if value else _("no")
    if row.term.type == "classes":
        return ranges(value)
    if row.term.type == "languages":
        return ", ".join(str(Language(code).label) for code in value)
    return number(value)


@login_required
@require_http_methods(["GET", "POST"])
def term_history(request: DeskRequest, slug: str, kind: str, code: str) -> HttpResponse:
    market = _operated(request, slug)
    row = _term(market, kind, code)
    back = reverse("terms:term", args=[slug, kind, code])
    return _history(request, market, topics.TERM, str(row.term.label), back, kind=kind, code=code)


def _term(market: Marketplace, kind: str, code: str) -> TermValue:
    if kind in CaseKind:
        for row in terms_for(market, kind).values:
            if row.term.code == code:
                return row
    raise Http404


# What the pages share


def _form(
    request: DeskRequest,
    form_class: type[Any],
    target: Any,
    topic: Topic,
    facts: dict[str, Any],
    *,
    initial: dict[str, Any],
    **more: Any,
) -> tuple[Any, int]:
    """The form of a thing, and the change that is its newest."""
    seen = newest_seq(revisions_of(target, topic.prefix, **facts)) if target is not None else 0
    return form_class(request.POST or None, initial={**initial, "seen": seen}, **more), seen


def _saved(request: DeskRequest, form: SeenForm, seen: int, save: Callable[[dict[str, Any]], None]) -> bool:
    """Whether the posted form was taken; refused, it keeps what was typed and says why."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save(form.cleaned_data)
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.refuse(refusal, seen)
        form.status = refusal.status_code  # type: ignore[attr-defined]
        return False
    return True


def _status(context: dict[str, Any]) -> int:
    form = context.get("form")
    if form is None or not form.errors:
        return HTTPStatus.OK
    return int(getattr(form, "status", HTTPStatus.UNPROCESSABLE_ENTITY))


def _history(
    request: DeskRequest, market: Marketplace, topic: Topic, title: str, back: str, **facts: Any
) -> HttpResponse:
    """Who changed what; by POST put a state back."""
    target = market.calendar if topic is topics.CALENDAR else market
    assert target is not None
    if request.method == "POST":
        typed = request.POST.get("seq", "")
        seq = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
        services.restore(actor=request.user, marketplace=market, topic=topic, seq=seq, **facts)
        messages.success(request, _("It is put back."))
        return redirect(request.path)
    rows = in_words(revisions_of(target, topic.prefix, **facts), topic.labels, topic.titles, wording=topic.wording)
    return render(request, "cases/terms/history.html", {"rows": rows, "title": title, "back": back, "market": market})


def _check_administrator(request: DeskRequest) -> None:
    if not request.user.is_administrator:
        raise NotAllowed(_("Only an administrator can look after this."))


def _markets(request: DeskRequest) -> Any:
    """Those that the reader's organisation operates, and those that nobody operates here."""
    own = Q(operator=request.user.organisation_id)
    return Marketplace.objects.filter(own | Q(operator=None)).select_related("calendar").order_by("name")


def _readable(request: DeskRequest, slug: str) -> Marketplace:
    _check_administrator(request)
    market: Marketplace = get_object_or_404(_markets(request), slug=slug)
    if request.method == "POST":
        permissions.check_can_administer(request.user, market)
    return market


def _operated(request: DeskRequest, slug: str) -> Marketplace:
    market = _readable(request, slug)
    permissions.check_can_administer(request.user, market)
    return market
