"""Bringing a book of contacts in: read in the background, shown row by row, taken over as a whole."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.contacts import permissions, services
from branddesk.contacts.forms import BookForm
from branddesk.contacts.models import Book
from branddesk.contacts.sheet import COLUMNS
from branddesk.core.enums import Route
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.transfers import services as transfers
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.pages import example_sheet, state_of, wrong_rows
from branddesk.stores.models import Marketplace
from branddesk.web.formats import number

EXAMPLE = {
    "name": "Мария Лесная",
    "role": "manager",
    "position": "Старший менеджер",
    "purpose": "Бренды категории «Дом и сад»",
    "languages": "ru, en",
    "phone": "+7 495 000-01-15",
    "email": "lesnaya@market.example",
    "hours": "Mon-Fri 9:00-18:00",
    "time_zone": "Europe/Moscow",
    "country": "RU",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    """Choose a file; it is read in the background and shown before anything changes."""
    _check_side(request)
    if not permissions.may_keep_any(request.user):
        raise NotAllowed(
            _("Only a representative, a brand manager or an administrator keeps contacts. Ask one of them.")
        )
    initial = {"brand": Brand.objects.visible_to(request.user).filter(slug=request.GET.get("brand", "")).first()}
    form = BookForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        reader=request.user,
        marketplaces=_by_hand(),
        initial={name: value for name, value in initial.items() if value},
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            transfer = services.import_contacts(
                actor=request.user, name=file.name or "contacts", form_key=form_key_of(request), **form.cleaned_data
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("contacts:transfer", transfer.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    to = {"back": reverse("contacts:list"), "example": reverse("contacts:example")}
    return render(request, "contacts/bring.html", {"form": form, "columns": COLUMNS, "to": to}, status=status)


@login_required
@require_safe
def example(request: DeskRequest) -> HttpResponse:
    """A sheet with the right titles and one row, to be filled."""
    _check_side(request)
    return example_sheet("contacts.csv", COLUMNS, EXAMPLE)


@login_required
@require_safe
def transfer(request: DeskRequest, key: UUID) -> HttpResponse:
    """How far the reading is, and what each row would do. htmx asks for the state alone."""
    found, book = _transfer(request, key)
    state = state_of(request, found)
    context = {
        **state,
        "book": book,
        "to": _addresses(found, book),
        "words": _words(state["wanted"]),
        "rows_template": "contacts/_transfer_rows.html",
    }
    return render(request, f"contacts/transfer.html{'#state' if request.htmx else ''}", context)


@login_required
@require_POST
def take_over(request: DeskRequest, key: UUID) -> HttpResponse:
    found, book = _transfer(request, key)
    permissions.check_can_keep(request.user, book.marketplace, [book.brand])
    transfers.take_over(actor=request.user, transfer=found, leave_out_wrong="leave_out_wrong" in request.POST)
    return redirect("contacts:transfer", key)


@login_required
@require_POST
def cancel(request: DeskRequest, key: UUID) -> HttpResponse:
    found, book = _transfer(request, key)
    transfers.cancel(actor=request.user, transfer=found)
    messages.success(request, _("Cancelled. Nothing of the sheet was taken over."))
    return redirect("contacts:brand", book.brand.slug)


@login_required
@require_safe
def report(request: DeskRequest, key: UUID) -> HttpResponse:
    """The wrong rows as they were written, each with what is wrong, as a sheet to mend and bring in again."""
    found, _book = _transfer(request, key)
    return wrong_rows(found, COLUMNS)


def _check_side(request: DeskRequest) -> None:
    if not request.user.is_merchant:
        raise Http404


def _by_hand() -> QuerySet[Marketplace]:
    return Marketplace.objects.filter(route=Route.CABINET).order_by("name")


def _transfer(request: DeskRequest, key: UUID) -> tuple[Transfer, Book]:
    """Only one's own, and only while one may still see the brand."""
    found = get_object_or_404(Transfer, key=key, owner=request.user, kind="contacts.book")
    books = Book.objects.filter(brand__in=Brand.objects.visible_to(request.user), keeper=request.user.organisation_id)
    return found, get_object_or_404(books.select_related("brand", "marketplace"), pk=found.scope)


def _addresses(transfer: Transfer, book: Book) -> dict[str, str]:
    """Where the pages of an import lead."""
    own = {name: reverse(f"contacts:{name}", args=[transfer.key]) for name in ("cancel", "take_over", "report")}
    return own | {"bring": reverse("contacts:bring"), "done": reverse("contacts:brand", args=[book.brand.slug])}


def _words(wanted: int) -> dict[str, str]:
    """The sentences of an import that count contacts."""
    many = {"number": number(wanted)}
    return {
        "taking": ngettext(
            "%(number)s contact is being taken over.", "%(number)s contacts are being taken over.", wanted
        )
        % many,
        "taken": ngettext("%(number)s contact was taken over.", "%(number)s contacts were taken over.", wanted) % many,
        "take": ngettext("Take over %(number)s contact", "Take over %(number)s contacts", wanted) % many,
        "known": _("Every row is right, and all of it stands in the contacts already."),
        "see": _("See the contacts"),
    }
