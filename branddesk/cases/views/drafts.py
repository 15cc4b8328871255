"""Writing a case: the paste box that opens it, and the composer on which it is completed and submitted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.cases import composing, permissions, services
from branddesk.cases.forms import DraftForm, ListingForm, NewCaseForm
from branddesk.cases.kinds import KINDS, kind_of
from branddesk.cases.models import Case, OffendingListing
from branddesk.cases.panels import phone
from branddesk.cases.services.changing import did_before
from branddesk.cases.views import paste_reports
from branddesk.cases.views.fields import version_of
from branddesk.cases.views.pages import find_case
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError, NotAllowed, Stale
from branddesk.core.form_keys import form_key_of
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal.selectors import latest_of

UNDO_SECONDS = 600
LISTING_FIELDS = ("url", "title", "seller", "seller_inn", "price", "currency", "seen_at")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """One page: say what it is about and where it goes; the draft is made and says what is still missing."""
    if not permissions.may_open_case(request.user):
        raise NotAllowed(_("Only brand representatives open cases. Ask one of your organisation."))
    asked = Brand.objects.visible_to(request.user).filter(slug=request.GET.get("brand", "")).first()
    initial = {"text": request.GET.get("text", "")} | ({"brand": asked} if asked else {})
    if request.GET.get("kind") in KINDS:
        initial["kind"] = request.GET["kind"]
    form = NewCaseForm(request.POST if request.method == "POST" else None, reader=request.user, initial=initial)
    if form.is_valid():
        text = form.cleaned_data.pop("text")
        with transaction.atomic():
            case = services.open_draft(actor=request.user, form_key=form_key_of(request), **form.cleaned_data)
            if text.strip() and kind_of(case.kind).has_listings and not case.listings.exists():
                paste_reports.keep(request, case, services.add_listings(actor=request.user, case=case, text=text))
        return redirect("cases:draft", case.number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    chosen = KINDS.get(str(form["kind"].value()), KINDS[CaseKind.INFRINGEMENT])
    return render(request, "cases/new_case.html", {"form": form, "kind": chosen}, status=status)


@login_required
@require_safe
def draft(request: DeskRequest, number: str) -> HttpResponse:
    """The composer; for a case that cannot be changed now, the way to its page."""
    case = find_case(request, number)
    if not permissions.can(request.user, "edit", case):
        return redirect("cases:detail", number)
    return _composer(request, case)


def _composer(
    request: DeskRequest,
    case: Case,
    *,
    part: str = "",
    form: DraftForm | None = None,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    """The composer, or one part of it. `form` brings back what was typed when it was refused."""
    context = composing.context_of(case, request.user, form or DraftForm(instance=case)) | {
        "report": paste_reports.report_of(request, case),
        "sku": _number(request.GET.get("sku", "")),
        "hint": _("JPG, PNG or PDF. Each file is sealed at once."),
    }
    context |= phone.context_of(case, request.user, {"attach": True})
    context |= composing.preview_of(case, context["listings"], context["sku"], request.LANGUAGE_CODE)
    return render(request, f"cases/draft.html{part}", context | more, status=status)


@login_required
@require_POST
def save(request: DeskRequest, number: str) -> HttpResponse:
    """Save what was typed. For htmx the answer is the sign that it is saved, or the sentence why not."""
    case = find_case(request, number)
    permissions.check_can_edit(request.user, case)
    form = DraftForm(request.POST, instance=case)
    if not form.is_valid():
        if not request.htmx:
            return _composer(request, case, status=HTTPStatus.UNPROCESSABLE_ENTITY, form=_as_typed(form, case, request))
        return _sign(request, case, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    before = case.marketplace_id
    version = version_of(request)
    try:
        case = services.change_draft(actor=request.user, case=case, version=version, **form.changes)
    except Stale as stale:
        if not request.htmx:
            raise
        fields = {name: request.POST[name] for name in form.fields}
        case.refresh_from_db(fields=["version"])
        return _sign(request, case, stale=stale.message, fields=fields, status=HTTPStatus.CONFLICT)
    if not request.htmx:
        messages.success(request, _("Saved."))
        return redirect(reverse("cases:draft", args=[number]) + f"#{kind_of(case.kind).statement_step}")
    response = _sign(request, case, form=form)
    if case.marketplace_id != before:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_safe
def side(request: DeskRequest, number: str) -> HttpResponse:
    """Readiness, preview and steps as they stand now."""
    return _part(request, number, "#side")


@login_required
@require_safe
def evidence(request: DeskRequest, number: str) -> HttpResponse:
    """The exhibits of the case, and those of the vault that could join them."""
    return _part(request, number, "#exhibits")


def _part(request: DeskRequest, number: str, part: str) -> HttpResponse:
    case = find_case(request, number)
    permissions.check_can_edit(request.user, case)
    return _composer(request, case, part=part)


@login_required
@require_POST
def submit(request: DeskRequest, number: str) -> HttpResponse:
    """Put the case before the platform; by cabinet, go on to the packets that a person files."""
    case = find_case(request, number)
    version = version_of(request)
    case = services.submit_case(actor=request.user, case=case, version=version)
    if case.by_cabinet:
        return redirect("cases:packets", number)
    messages.success(request, _("%(number)s is submitted. The answer will be told to you here.") % {"number": number})
    return redirect("cases:detail", number)


@login_required
@require_POST
def change_kind(request: DeskRequest, number: str) -> HttpResponse:
    """Make the draft a case of another kind; what both kinds ask is kept."""
    services.change_kind(actor=request.user, case=find_case(request, number), kind=request.POST.get("kind", ""))
    return redirect("cases:draft", number)


@login_required
@require_POST
def discard(request: DeskRequest, number: str) -> HttpResponse:
    """Throw the draft away. Sent twice, it leads to the list both times."""
    gone = latest_of(request.user, "case.discarded")
    if any(entry.facts["number"] == number for entry in gone):
        return redirect("cases:list")
    services.discard_draft(actor=request.user, case=find_case(request, number))
    messages.success(request, _("%(number)s is discarded. Its exhibits stay in the vault.") % {"number": number})
    return redirect("cases:list")


# Listings


@login_required
@require_POST
def add(request: DeskRequest, number: str) -> HttpResponse:
    """Read a paste, or put back a listing that was just removed."""
    case = find_case(request, number)
    if "undo" in request.POST:
        _put_back(request, case, request.POST["undo"])
    elif "leave" in request.POST:
        paste_reports.forget(request, case)
    else:
        text = request.POST.get("text", "")
        paste_reports.keep(request, case, services.add_listings(actor=request.user, case=case, text=text))
    return _listings(request, case)


def _put_back(request: DeskRequest, case: Case, sealed: str) -> None:
    try:
        kept = signing.loads(sealed, salt=_undo_salt(case), max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise DomainError(_("It is too late to undo this. Paste the listing again.")) from None
    with transaction.atomic():
        services.add_listings(actor=request.user, case=case, text=kept["name"])
        listing = case.listings.order_by("-position", "-pk").first()
        if listing is None or str(listing) != kept["name"]:
            raise DomainError(_("This listing is in the case already."))
        before = OffendingListing(**kept["fields"])
        before.clean_fields(exclude=["case", "position", "sku", "url"])
        fields = {name: getattr(before, name) for name in kept["fields"]}
        services.change_listing(actor=request.user, listing=listing, **fields)
        for exhibit in Exhibit.objects.visible_to(request.user).filter(pk__in=kept["exhibits"], case_links__case=case):
            services.attach_exhibit(actor=request.user, case=case, exhibit=exhibit, listing=listing)


@login_required
@require_POST
def listing(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Correct details of one listing."""
    case = find_case(request, number)
    row = get_object_or_404(OffendingListing, case=case, pk=pk)
    permissions.check_can_edit(request.user, case)
    form = ListingForm(request.POST, instance=row)
    if not form.is_valid():
        if not request.htmx:
            raise DomainError(" ".join(str(error) for errors in form.errors.values() for error in errors))
        return _sign(request, case, form=form, row=row, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    services.change_listing(actor=request.user, listing=row, **form.changes)
    if request.htmx:
        return _sign(request, case, form=form, row=row)
    return redirect(reverse("cases:draft", args=[number]) + "#listings")


@login_required
@require_POST
def remove(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Take a listing out; the answer holds the way back for ten minutes."""
    case = find_case(request, number)
    if did_before(request.user, case, "case.listing-removed", listing=pk):
        return _listings(request, case)
    row = get_object_or_404(OffendingListing, case=case, pk=pk)
    kept = {
        "name": str(row),
        "fields": {name: _plain(value) for name, value in model_to_dict(row, LISTING_FIELDS).items()},
        "exhibits": list(row.exhibit_links.values_list("exhibit_id", flat=True)),
    }
    services.remove_listing(actor=request.user, listing=row)
    removed = {"name": str(row), "undo": signing.dumps(kept, salt=_undo_salt(case), compress=True)}
    return _listings(request, case, removed=removed)


def _listings(request: DeskRequest, case: Case, **more: Any) -> HttpResponse:
    if request.htmx:
        response = _composer(request, case, part="#listings", **more)
        response["HX-Trigger"] = "draft-changed"
        return response
    if "removed" in more:
        messages.success(request, _("%(listing)s is taken out of the case.") % {"listing": more["removed"]["name"]})
    return redirect(reverse("cases:draft", args=[case.number]) + "#listings")


# Exhibits and warnings


@login_required
@require_POST
def attach(request: DeskRequest, number: str) -> HttpResponse:
    """Use an exhibit of the vault in the case, or put one to another listing."""
    case = find_case(request, number)
    exhibit = _exhibit(request, case)
    asked = request.POST.get("listing", "")
    row = get_object_or_404(OffendingListing, case=case, pk=_number(asked) or 0) if asked else None
    services.attach_exhibit(actor=request.user, case=case, exhibit=exhibit, listing=row)
    return _exhibits(request, case)


@login_required
@require_POST
def detach(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    exhibit = _exhibit(request, case)
    link = case.exhibit_links.filter(exhibit=exhibit).first()
    services.detach_exhibit(actor=request.user, case=case, exhibit=exhibit)
    return _exhibits(request, case, taken_out=exhibit, taken_from=link.listing_id if link else None)


def _exhibits(request: DeskRequest, case: Case, **more: Any) -> HttpResponse:
    if request.htmx and permissions.can(request.user, "edit", case):
        response = _composer(request, case, part="#exhibits", **more)
        response["HX-Trigger"] = "draft-changed"
        return response
    page = "cases:draft" if permissions.can(request.user, "edit", case) else "cases:detail"
    return redirect(reverse(page, args=[case.number]) + "#evidence")


@login_required
@require_POST
def overrule(request: DeskRequest, number: str) -> HttpResponse:
    """Set warnings aside, all with one reason, or let one stand again."""
    case = find_case(request, number)
    codes = request.POST.getlist("code")
    if "back" in request.POST:
        services.take_back_overrule(actor=request.user, case=case, code=codes[0] if codes else "")
    else:
        services.overrule_warnings(actor=request.user, case=case, codes=codes, reason=request.POST.get("reason", ""))
    if request.htmx:
        return _composer(request, case, part="#side")
    page = "cases:draft" if case.is_being_written else "cases:detail"
    return redirect(reverse(page, args=[number]) + "#readiness")


def _sign(request: DeskRequest, case: Case, *, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
    """The sign beside the title: saved and when, or what stands in the way."""
    response = render(request, "cases/draft_saved.html", {"case": case} | context, status=status)
    if status == HTTPStatus.OK:
        response["HX-Trigger"] = "draft-changed"
    return response


def _as_typed(form: DraftForm, case: Case, request: DeskRequest) -> DraftForm:
    """The whole form with what was typed and its errors; fields that were not sent as the case has them."""
    whole = DraftForm(instance=case)
    data = request.POST.copy()
    for name in whole.fields:
        value = whole[name].value()
        data.setdefault(name, "" if value is None else str(value))
    return DraftForm(data, instance=case)


def _exhibit(request: DeskRequest, case: Case) -> Exhibit:
    try:
        key = UUID(request.POST.get("exhibit", ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Exhibit.objects.visible_to(request.user), key=key, brand=case.brand_id)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else str(value)


def _undo_salt(case: Case) -> str:
    return f"listing removed from {case.number}"
