"""The catalogue: its list, one product, and bringing a sheet in."""

from __future__ import annotations

import csv
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.catalogue import permissions, selectors, services
from branddesk.catalogue.forms import ProductForm, SheetForm
from branddesk.catalogue.models import Product
from branddesk.catalogue.sheet import COLUMNS
from branddesk.core.cells import harmless
from branddesk.core.errors import NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.transfers import services as transfers
from branddesk.foundation.transfers.models import Transfer, TransferRow
from branddesk.foundation.transfers.selectors import counts_of, rows_of

SHOWN_ROWS = 100


@login_required
@require_safe
def products(request: DeskRequest) -> HttpResponse:
    _check_side(request)
    brands = list(Brand.objects.visible_to(request.user))
    chosen = next((brand for brand in brands if brand.slug == request.GET.get("brand")), None)
    query, retired = request.GET.get("q", "").strip()[:200], "retired" in request.GET
    page = selectors.product_page(
        request.user, brand=chosen, query=query, retired=retired, after=request.GET.get("after", "")
    )
    context = {
        "page": page,
        "brands": brands,
        "brand": chosen,
        "query": query,
        "retired": retired,
        "is_filtered": bool(chosen or query or retired or request.GET.get("after")),
        "may_keep": permissions.may_keep(request.user) and bool(brands),
        "imports": selectors.last_imports(request.user),
    }
    return render(request, "catalogue/product_list.html", context)


@login_required
@require_safe
def suggest(request: DeskRequest) -> HttpResponse:
    """Products for a form's field, as somebody types."""
    brand = get_object_or_404(Brand.objects.visible_to(request.user), slug=request.GET.get("brand", ""))
    found = selectors.suggestions(brand, request.GET.get("q", "")[:100])
    return JsonResponse({"products": [{"sku": product.sku, "name": product.name} for product in found]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest, slug: str) -> HttpResponse:
    brand = get_object_or_404(Brand.objects.visible_to(request.user), slug=slug)
    permissions.check_can_keep(request.user, brand)
    form = ProductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        product = services.add_product(actor=request.user, brand=brand, **form.fields_of_product)
        messages.success(request, _("%(sku)s is in the catalogue.") % {"sku": product.sku})
        return redirect("catalogue:list")
    return _form_page(request, form, brand=brand)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    product = _product(request, pk)
    permissions.check_can_keep(request.user, product.brand)
    form = ProductForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        services.change_product(actor=request.user, product=product, **form.fields_of_product)
        messages.success(request, _("%(sku)s is saved.") % {"sku": product.sku})
        return redirect("catalogue:list")
    return _form_page(request, form, brand=product.brand, product=product)


@login_required
@require_POST
def retire(request: DeskRequest, pk: int) -> HttpResponse:
    product = services.retire_product(actor=request.user, product=_product(request, pk))
    messages.success(request, _("%(sku)s is retired. Saving it again brings it back.") % {"sku": product.sku})
    return redirect("catalogue:list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    """Choose a sheet; it is read in the background and shown before anything changes."""
    _check_side(request)
    if not permissions.may_keep(request.user):
        raise NotAllowed(
            _("Only a representative, a brand manager or an administrator changes the catalogue. Ask one of them.")
        )
    form = SheetForm(request.POST or None, request.FILES or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        transfer = services.import_products(
            actor=request.user, name=file.name or "sheet", form_key=form_key_of(request), **form.cleaned_data
        )
        return redirect("catalogue:transfer", transfer.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "catalogue/bring.html", {"form": form, "columns": COLUMNS}, status=status)


@login_required
@require_safe
def example(request: DeskRequest) -> HttpResponse:
    """A sheet with the right titles and one row, to be filled."""
    _check_side(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="products.csv"'
    writer = csv.writer(response)
    writer.writerow([column.titles[0] for column in COLUMNS])
    writer.writerow(["1571120446", "KT-750-G", "Термос Kettora 750 мл", "https://example.org/1.jpg", "2890", "RUB"])
    return response


@login_required
@require_safe
def transfer(request: DeskRequest, key: UUID) -> HttpResponse:
    """How far the reading is, and what each row would do. htmx asks for the state alone."""
    found = _transfer(request, key)
    asked = request.GET.get("rows", "")
    shown = asked if asked in TransferRow.State else ""
    counts = counts_of(found)
    rows = rows_of(found, shown, "" if shown else "wrong-first")[:SHOWN_ROWS] if not found.is_busy else []
    context = {
        "transfer": found,
        "brand": Brand.objects.filter(pk=found.scope).first(),
        "counts": counts,
        "tabs": [(state.value, state.label, counts[state.value]) for state in TransferRow.State],
        "shown": shown,
        "rows": list(rows),
        "most": SHOWN_ROWS,
        "wanted": counts["new"] + counts["changed"],
    }
    part = "#state" if request.htmx else ""
    return render(request, f"catalogue/transfer.html{part}", context)


@login_required
@require_POST
def take_over(request: DeskRequest, key: UUID) -> HttpResponse:
    found = _transfer(request, key)
    permissions.check_can_keep(request.user, get_object_or_404(Brand.objects.visible_to(request.user), pk=found.scope))
    transfers.take_over(actor=request.user, transfer=found, leave_out_wrong="leave_out_wrong" in request.POST)
    return redirect("catalogue:transfer", key)


@login_required
@require_POST
def cancel(request: DeskRequest, key: UUID) -> HttpResponse:
    transfers.cancel(actor=request.user, transfer=_transfer(request, key))
    messages.success(request, _("Cancelled. Nothing of the sheet was taken over."))
    return redirect("catalogue:list")


@login_required
@require_safe
def report(request: DeskRequest, key: UUID) -> HttpResponse:
    """The wrong rows as they were written, each with what is wrong, as a sheet to mend and bring in again."""
    found = _transfer(request, key)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    writer = csv.writer(response)
    names = [column.name for column in COLUMNS]
    writer.writerow([*(column.titles[0] for column in COLUMNS), _("Row"), _("What is wrong")])
    for row in rows_of(found, TransferRow.State.WRONG).iterator(chunk_size=1000):
        cells = [row.values.get(name, "") for name in names]
        writer.writerow([*map(harmless, cells), row.number, harmless(row.problem)])
    return response


def _check_side(request: DeskRequest) -> None:
    if not request.user.is_merchant:
        raise Http404


def _product(request: DeskRequest, pk: int) -> Product:
    return get_object_or_404(Product.objects.visible_to(request.user).select_related("brand"), pk=pk)


def _transfer(request: DeskRequest, key: UUID) -> Transfer:
    """Only one's own, and only while one may still see the brand."""
    found = get_object_or_404(Transfer, key=key, owner=request.user, kind="catalogue.products")
    get_object_or_404(Brand.objects.visible_to(request.user), pk=found.scope)
    return found


def _form_page(request: DeskRequest, form: ProductForm, **context: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "catalogue/product_form.html", {"form": form, **context}, status=status)
