"""Pages of the vault, and the address to which files are uploaded."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.safety import next_of
from branddesk.brands.models import Brand
from branddesk.brands.permissions import KEEPERS
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of
from branddesk.evidence import history, permissions, pictures, selectors
from branddesk.evidence.forms import DescribeForm, UploadForm, WithdrawForm
from branddesk.evidence.guesses import guess_captured_at
from branddesk.evidence.models import Exhibit
from branddesk.evidence.selectors import Filters
from branddesk.evidence.services import describe_exhibit, note_opening, seal_exhibits, withdraw_exhibit
from branddesk.evidence.slots import uses
from branddesk.evidence.uploads import address_of, bring_parts, receive_part, sealed_before
from branddesk.foundation.files.serving import SANDBOX, serve, serve_thumbnail
from branddesk.web.refusals import is_upload

MOST_CONTEXT = 200


class NoSuchBrand(DomainError):
    """To a script that uploads, too, a refusal is a sentence."""

    status_code = 404


@login_required
@require_POST
def upload(request: DeskRequest) -> HttpResponse:
    """Seal what was chosen, dropped or pasted; answers with the rows of the sealed exhibits."""
    brand = _brand(request, request.POST.get("brand", ""))
    before = sealed_before(request, actor=request.user, brand=brand)
    exhibits = [before] if before else _sealed(request, brand)
    if is_upload(request):
        rows = {"exhibits": exhibits, "next": next_of(request)}
        return render(request, "evidence/upload_rows.html", rows, status=HTTPStatus.CREATED)
    sealed = ngettext("%(count)s file is sealed.", "%(count)s files are sealed.", len(exhibits))
    messages.success(request, sealed % {"count": len(exhibits)})
    return redirect(next_of(request) or reverse("evidence:detail", args=[exhibits[0].key]))


def _sealed(request: DeskRequest, brand: Brand) -> list[Exhibit]:
    bring_parts(request, owner=_owner(request))
    form = UploadForm(request.POST, request.FILES, brand=brand)
    if not form.is_valid():
        raise DomainError(" ".join(str(error) for errors in form.errors.values() for error in errors))
    facts = form.cleaned_data
    facts["upload_key"] = facts["upload_key"] or form_key_of(request)
    return seal_exhibits(
        actor=request.user,
        brand=brand,
        uploads=facts.pop("file"),
        sealed_from=address_of(request),
        context=_context(request),
        **facts,
    )


@login_required
@require_POST
def part(request: DeskRequest) -> HttpResponse:
    """Take one part of a large file; the whole is then sealed by `upload`."""
    _brand(request, request.GET.get("brand", ""))
    return receive_part(request, owner=_owner(request))


@login_required
@require_safe
def exhibits(request: DeskRequest) -> HttpResponse:
    """Everything in the vault that the reader may see, newest first."""
    brands = list(Brand.objects.visible_to(request.user))
    chosen = next((brand for brand in brands if brand.slug == request.GET.get("brand")), None)
    kind, used = request.GET.get("kind", ""), request.GET.get("used", "")
    filters = Filters(
        brand=chosen,
        kind=kind if kind in Exhibit.Kind else "",
        used=used if used in ("yes", "no") else "",
        q=request.GET.get("q", "").strip()[:MOST_CONTEXT],
    )
    before = request.GET.get("before", "")
    page = selectors.exhibits_page(
        request.user,
        filters,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )
    only = chosen or (brands[0] if len(brands) == 1 else None)
    upload_brand = only if only and permissions.may_seal(request.user, only) else None
    context = {
        "page": page,
        "brands": brands,
        "filters": filters,
        "query": _query(filters),
        "kinds": Exhibit.Kind.choices,
        "before": before,
        "upload_brand": upload_brand,
        "must_choose": only is None and request.user.is_merchant and request.user.role in KEEPERS,
        "upload_fields": {"brand": upload_brand.slug, "next": request.get_full_path()} if upload_brand else {},
    }
    return render(request, "evidence/exhibit_list.html", context)


@login_required
@require_safe
def detail(request: DeskRequest, key: UUID) -> HttpResponse:
    """Show the exhibit, its seal and its custody; the custody keeps that it was opened."""
    exhibit = _exhibit(request, key)
    note_opening(actor=request.user, exhibit=exhibit)
    return _detail_page(request, exhibit, WithdrawForm())


@login_required
@require_safe
@xframe_options_sameorigin
def file(request: DeskRequest, key: UUID) -> HttpResponseBase:
    """The sealed bytes: shown in place when that is harmless, else as a download."""
    exhibit = _exhibit(request, key)
    downloaded = "download" in request.GET
    response = serve(exhibit.blob, exhibit.file_name, inline=not downloaded, request=request)
    note_opening(actor=request.user, exhibit=exhibit, downloaded=downloaded)
    return response


@login_required
@require_safe
def thumb(request: DeskRequest, key: UUID) -> HttpResponseBase:
    """The small picture; a sheet with the type's name where there is none, or not yet."""
    exhibit = _exhibit(request, key)
    thumbnail = selectors.thumbnail_of(exhibit, "large" if request.GET.get("size") == "large" else "small")
    if thumbnail is not None and not exhibit.blob.is_infected:
        return serve_thumbnail(thumbnail, request=request)
    response = HttpResponse(pictures.placeholder(exhibit), content_type="image/svg+xml")
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def describe(request: DeskRequest, key: UUID) -> HttpResponse:
    """Say what the exhibit shows, where and when. For htmx the form takes the place of the exhibit's row."""
    exhibit = _exhibit(request, key)
    permissions.check_can_change(request.user, exhibit)
    guess = None if exhibit.captured_at else guess_captured_at(exhibit, timezone.get_current_timezone())
    names = ("title", "kind", "source_url", "captured_at", "language")
    initial = {name: getattr(exhibit, name) for name in names}
    if guess is not None:
        initial["captured_at"] = guess.at
    form = DescribeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        exhibit = describe_exhibit(actor=request.user, exhibit=exhibit, **form.cleaned_data)
        return _described(request, exhibit)
    context = {"exhibit": exhibit, "form": form, "guess": guess, "next": next_of(request)}
    template = "evidence/exhibit_describe.html" + ("#form" if request.htmx else "")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, context, status=status)


@login_required
@require_safe
def row(request: DeskRequest, key: UUID) -> HttpResponse:
    """The exhibit as a row of a list, to put the form away again."""
    exhibit = _exhibit(request, key)
    return render(request, "evidence/upload_rows.html", {"exhibits": [exhibit], "next": next_of(request)})


@login_required
@require_POST
def withdraw(request: DeskRequest, key: UUID) -> HttpResponse:
    exhibit = _exhibit(request, key)
    permissions.check_can_change(request.user, exhibit)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _detail_page(request, exhibit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    withdraw_exhibit(actor=request.user, exhibit=exhibit, **form.cleaned_data)
    messages.success(request, _("The exhibit is withdrawn. It stays here with your reason."))
    return redirect("evidence:detail", exhibit.key)


def _exhibit(request: DeskRequest, key: UUID) -> Exhibit:
    rows = Exhibit.objects.visible_to(request.user).select_related(
        "blob", "brand", "sealed_by", "right", "authorisation"
    )
    return get_object_or_404(rows, key=key)


def _detail_page(
    request: DeskRequest, exhibit: Exhibit, form: WithdrawForm, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "exhibit": exhibit,
        "has_large": selectors.thumbnail_of(exhibit, "large") is not None,
        "reason": selectors.reason_of_withdrawal(exhibit) if exhibit.is_withdrawn else "",
        "happenings": (happenings := history.happenings(exhibit, request.user)),
        "is_cut": len(happenings) == history.MOST_SHOWN,
        "uses": uses.of(exhibit, request.user),
        "is_own": Brand.objects.visible_to(request.user).filter(pk=exhibit.brand_id).exists(),
        "may_change": permissions.may_change(request.user, exhibit),
        "withdraw_form": form,
    }
    return render(request, "evidence/exhibit_detail.html", context, status=status)


def _described(request: DeskRequest, exhibit: Exhibit) -> HttpResponse:
    if request.htmx:
        context = {"exhibits": [exhibit], "next": next_of(request)}
        response = render(request, "evidence/upload_rows.html", context)
        response["HX-Trigger"] = "described"
        return response
    messages.success(request, _("What the exhibit shows is saved."))
    return redirect(next_of(request) or reverse("evidence:detail", args=[exhibit.key]))


def _context(request: DeskRequest) -> dict[str, str]:
    """What the page's zone told beside the fields of the vault itself."""
    known = {*UploadForm.base_fields, "brand", "next", "csrfmiddlewaretoken", "form_key", "parts", "size", "name"}
    return {name: str(value)[:MOST_CONTEXT] for name, value in request.POST.items() if name not in known}


def _brand(request: DeskRequest, slug: str) -> Brand:
    """The brand into whose vault a file is to go."""
    brand = Brand.objects.visible_to(request.user).filter(slug=slug).first()
    if brand is None:
        raise NoSuchBrand(_("There is no such brand. Load the page again, then add the file once more."))
    permissions.check_can_seal(request.user, brand)
    return brand


def _owner(request: DeskRequest) -> str:
    """Whose files in parts these are."""
    return f"person:{request.user.pk}"


def _query(filters: Filters) -> str:
    """The filters as the address says them, for the links to other pages of the list."""
    asked = {
        "brand": filters.brand.slug if filters.brand else "",
        "kind": filters.kind,
        "used": filters.used,
        "q": filters.q,
    }
    return urlencode({name: value for name, value in asked.items() if value})
