"""The catalogue: its list, one product, and bringing a sheet in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.catalogue import permissions, selectors, services
from branddesk.catalogue.forms import ProductForm, SheetForm
from branddesk.catalogue.models import Product
from branddesk.catalogue.sheet import COLUMNS
from branddesk.core.errors import NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.transfers import services as transfers
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.pages import example_sheet, state_of, wrong_rows
from branddesk.web.formats import number

EXAMPLE = {
    "sku": "1571120446",
    "offer_id": "KT-750-G",
    "name": "Термос Kettora 750 мл",
    "pictures": "https://example.org/1.jpg",
    "price": "2890",
    "currency": "RUB",
}


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
    to = {"back": reverse("catalogue:list"), "example": reverse("catalogue:example")}
    return render(request, "catalogue/bring.html", {"form": form, "columns": COLUMNS, "to": to}, status=status)


@login_required
@require_safe
def example(request: DeskRequest) -> HttpResponse:
    """A sheet with the right titles and one row, to be filled."""
    _check_side(request)
    return example_sheet("products.csv", COLUMNS, EXAMPLE)


@login_required
@require_safe
def transfer(request: DeskRequest, key: UUID) -> HttpResponse:
    """How far the reading is, and what each row would do. htmx asks for the state alone."""
    found = _transfer(request, key)
    state = state_of(request, found)
    context = {
        **state,
        "brand": Brand.objects.filter(pk=found.scope).first(),
        "to": _addresses(found),
        "words": _words(state["wanted"]),
        "rows_template": "catalogue/_transfer_rows.html",
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
    return wrong_rows(_transfer(request, key), COLUMNS)


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


def _addresses(transfer: Transfer) -> dict[str, str]:
    """Where the pages of an import lead."""
    own = {name: reverse(f"catalogue:{name}", args=[transfer.key]) for name in ("cancel", "take_over", "report")}
    return own | {"bring": reverse("catalogue:bring"), "done": reverse("catalogue:list")}


def _words(wanted: int) -> dict[str, str]:
    """The sentences of an import that count products."""
    many = {"number": number(wanted)}
    return {
        "taking": ngettext(
            "%(number)s product is being taken over.", "%(number)s products are being taken over.", wanted
        )
        % many,
        "taken": ngettext("%(number)s product was taken over.", "%(number)s products were taken over.", wanted) % many,
        "take": ngettext("Take over %(number)s product", "Take over %(number)s products", wanted) % many,
        "known": _("Every row is right, and the catalogue has all of it already."),
        "see": _("See the products"),
    }


def _form_page(request: DeskRequest, form: ProductForm, **context: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "catalogue/product_form.html", {"form": form, **context}, status=status)
