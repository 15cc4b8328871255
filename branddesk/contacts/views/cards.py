"""Cards: the platform's list of its own, and making, changing, removing one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.safety import next_of
from branddesk.brands.models import Brand
from branddesk.contacts import permissions, selectors, services
from branddesk.contacts.forms import AbsenceForm, ContactForm
from branddesk.contacts.history import LABELS, TITLES, wording
from branddesk.contacts.models import Contact
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.journal.histories import in_words
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.stores.models import Marketplace


@login_required
@require_safe
def card_list(request: DeskRequest) -> HttpResponse:
    """The platform's own cards: managers and lines, with how many brands each is there for."""
    if not request.user.is_platform:
        raise Http404
    permissions.check_can_assign(request.user)
    context = {
        "entries": selectors.cards_of(request.user.organisation),
        "markets": Marketplace.objects.filter(operator=request.user.organisation_id).order_by("name"),
    }
    return render(request, "contacts/card_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest, market: str) -> HttpResponse:
    """A new card. Another page may send its reader here with a name, an address and where to go `next`."""
    marketplace = get_object_or_404(Marketplace, slug=market)
    if request.user.is_platform and marketplace.operator_id != request.user.organisation_id:
        raise Http404
    permissions.check_can_keep(request.user, marketplace)
    brand = Brand.objects.visible_to(request.user).filter(slug=request.GET.get("brand", "")).first()
    back = next_of(request) or _back(request, brand)
    initial: dict[str, Any] = {name: request.GET.get(name, "")[:254] for name in ("name", "email")}
    initial |= {"brands": [brand.pk]} if brand else {}
    form = ContactForm(_sent(request), reader=request.user, marketplace=marketplace, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            contact = services.add_contact(
                actor=request.user, marketplace=marketplace, form_key=form_key_of(request), **form.call
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("%(name)s is in the contacts.") % {"name": contact.name})
            return redirect(back)
    return _form_page(request, form, marketplace=marketplace, back=back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """The card with its absences. Whoever does not keep it reads it on the brand's page."""
    contact = find_contact(request, pk)
    permissions.check_can_change(request.user, contact)
    form = ContactForm(
        _sent(request),
        reader=request.user,
        marketplace=contact.marketplace,
        contact=contact,
        initial={"seen": newest_seq(revisions_of(contact, "contact"))},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_contact(
                actor=request.user, contact=contact, seen=form.cleaned_data.get("seen"), **form.call
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.refuse(refusal, newest_seq(revisions_of(contact, "contact")))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": form.card.name})
            return redirect(_back(request, _brand_of(request, contact)))
    return card_page(request, contact, form)


def card_page(
    request: DeskRequest, contact: Contact, form: ContactForm | None = None, absence: AbsenceForm | None = None
) -> HttpResponse:
    """The card's page with whichever form was refused."""
    form = form or ContactForm(
        reader=request.user,
        marketplace=contact.marketplace,
        contact=contact,
        initial={"seen": newest_seq(revisions_of(contact, "contact"))},
    )
    return _form_page(
        request,
        form,
        marketplace=contact.marketplace,
        contact=contact,
        absence=absence or AbsenceForm(contact=contact),
        absences=contact.absences.select_related("substitute"),
        back=_back(request, _brand_of(request, contact)),
        failed=bool(form.errors or (absence and absence.errors)),
    )


@login_required
@require_POST
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    contact = services.remove_contact(actor=request.user, contact=find_contact(request, pk))
    undo = format_html(
        '<a href="{}">{}</a>', reverse("contacts:edit", args=[contact.pk]), _("Open the card to put it back.")
    )
    messages.success(request, format_html("{} {}", _("%(name)s is removed.") % {"name": contact.name}, undo))
    return redirect(_back(request, _brand_of(request, contact)))


@login_required
@require_POST
def restore(request: DeskRequest, pk: int) -> HttpResponse:
    contact = services.restore_contact(actor=request.user, contact=find_contact(request, pk))
    messages.success(request, _("%(name)s is back.") % {"name": contact.name})
    return redirect(_back(request, _brand_of(request, contact)))


@login_required
@require_safe
def history(request: DeskRequest, pk: int) -> HttpResponse:
    contact = find_contact(request, pk)
    permissions.check_can_change(request.user, contact)
    rows = in_words(revisions_of(contact, "contact"), LABELS, TITLES, wording=wording)
    return render(request, "contacts/history.html", {"contact": contact, "rows": rows})


def find_contact(request: DeskRequest, pk: int) -> Contact:
    rows = Contact.objects.visible_to(request.user).select_related("marketplace", "keeper", "person")
    return get_object_or_404(rows.distinct(), pk=pk)


def _sent(request: DeskRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _brand_of(request: DeskRequest, contact: Contact) -> Brand | None:
    """The brand on whose page the card stands, where there is one."""
    if request.user.is_platform:
        return None
    return Brand.objects.visible_to(request.user).filter(contact_coverages__contact=contact).first()


def _back(request: DeskRequest, brand: Brand | None) -> str:
    if brand is not None:
        return reverse("contacts:brand", args=[brand.slug])
    return reverse("contacts:cards" if request.user.is_platform else "contacts:list")


def _form_page(request: DeskRequest, form: ContactForm, *, failed: bool | None = None, **context: Any) -> HttpResponse:
    wrong = bool(form.errors) if failed is None else failed
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "contacts/contact_form.html", {"form": form, **context}, status=status)
