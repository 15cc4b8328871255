"""The rights register: brands, their rights and the papers that lead from the holder to us."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.safety import next_of
from branddesk.brands import permissions, selectors
from branddesk.brands.forms import AuthorisationForm, BrandForm, GrantForm, PaperForm, RightForm
from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.brands.rules import EARLIEST, LATEST
from branddesk.brands.services import (
    add_authorisation,
    add_right,
    change_authorisation,
    change_right,
    found_brand,
    grant_brand,
    rename_brand,
    withdraw_grant,
)
from branddesk.brands.slots import proofs
from branddesk.core import clock
from branddesk.core.errors import DomainError


@login_required
@require_safe
def brands(request: DeskRequest) -> HttpResponse:
    """All brands of the reader; the only one straight away."""
    rows = selectors.brands_of(request.user, clock.today())
    may_found = permissions.may_found(request.user)
    if len(rows) == 1 and not may_found:
        return redirect("brands:detail", rows[0].brand.slug)
    return render(request, "brands/brand_list.html", {"rows": rows, "may_found": may_found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """A new brand; its papers come next."""
    permissions.check_can_found(request.user)
    form = BrandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            brand = found_brand(actor=request.user, name=form.cleaned_data["name"])
        except DomainError as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("%(name)s is on the desk. Now enter its rights.") % {"name": brand.name})
            return redirect("brands:detail", brand.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "brands/brand_add.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grants(request: DeskRequest, slug: str) -> HttpResponse:
    """The brand's name, and who acts for it."""
    brand = _brand(request, slug)
    permissions.check_can_grant(request.user, brand)
    is_rename = "name" in request.POST
    name_form = BrandForm(request.POST if is_rename else None, initial={"name": brand.name})
    form = GrantForm(request.POST if request.method == "POST" and not is_rename else None)
    try:
        if name_form.is_valid():
            rename_brand(actor=request.user, brand=brand, name=name_form.cleaned_data["name"])
            return redirect("brands:grants", brand.slug)
        if form.is_valid():
            grant = grant_brand(actor=request.user, brand=brand, legal_name=form.cleaned_data["legal_name"])
            who = {"organisation": grant.organisation.name, "brand": brand.name}
            messages.success(request, _("%(organisation)s now acts for %(brand)s.") % who)
            return redirect("brands:grants", brand.slug)
    except DomainError as refusal:
        (name_form if is_rename else form).add_error("name" if is_rename else "legal_name", refusal.message)
    context = {
        "brand": brand,
        "form": form,
        "name_form": name_form,
        "grants": brand.grants.select_related("organisation").order_by("organisation__name"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or name_form.errors else HTTPStatus.OK
    return render(request, "brands/grants.html", context, status=status)


@login_required
@require_POST
def withdraw(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    brand = _brand(request, slug)
    permissions.check_can_grant(request.user, brand)
    organisation = get_object_or_404(brand.grants.select_related("organisation"), pk=pk).organisation
    withdraw_grant(actor=request.user, brand=brand, organisation=organisation)
    who = {"organisation": organisation.name, "brand": brand.name}
    messages.success(request, _("%(organisation)s no longer acts for %(brand)s.") % who)
    return redirect("brands:grants", brand.slug)


@login_required
@require_safe
def detail(request: DeskRequest, slug: str) -> HttpResponse:
    brand = _brand(request, slug)
    day = _day(request.GET.get("on", ""))
    context = {
        "brand": brand,
        "day": day,
        "is_today": day == clock.today(),
        "papers": selectors.papers_of(brand, request.user.organisation, day),
        "proofs": proofs.of(request, brand),
        "may_keep": permissions.may_keep_papers(request.user, brand),
        "may_grant": permissions.may_grant(request.user, brand),
    }
    return render(request, "brands/brand_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def right_add(request: DeskRequest, slug: str) -> HttpResponse:
    brand = _brand(request, slug)
    permissions.check_can_keep_papers(request.user, brand)
    form = RightForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        right = add_right(actor=request.user, brand=brand, **form.facts)
        messages.success(request, _("The right is entered. Now add its certificate and register extract."))
        return redirect(_with_next(request, "brands:right_edit", brand.slug, right.pk) + "#proofs")
    return _form_page(request, brand, form, title=_("Add a right"))


@login_required
@require_http_methods(["GET", "POST"])
def right_edit(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    brand = _brand(request, slug)
    right = get_object_or_404(brand.rights, pk=pk)
    permissions.check_can_keep_papers(request.user, brand)
    form = RightForm(request.POST or None, brand=brand, paper=right)
    if request.method == "POST" and form.is_valid():
        change_right(actor=request.user, right=right, seen_at=form.cleaned_data["seen_at"], **form.facts)
        messages.success(request, _("The right is saved."))
        return redirect(next_of(request) or reverse("brands:detail", args=[brand.slug]))
    return _form_page(request, brand, form, title=str(right), paper=right)


@login_required
@require_http_methods(["GET", "POST"])
def authorisation_add(request: DeskRequest, slug: str) -> HttpResponse:
    brand = _brand(request, slug)
    permissions.check_can_keep_papers(request.user, brand)
    form = AuthorisationForm(
        request.POST or None, brand=brand, initial={"grantee": request.user.organisation.legal_name}
    )
    if request.method == "POST" and form.is_valid():
        paper = add_authorisation(actor=request.user, brand=brand, **form.facts)
        messages.success(request, _("The paper is entered. Now add its scan."))
        return redirect(_with_next(request, "brands:authorisation_edit", brand.slug, paper.pk) + "#proofs")
    return _form_page(request, brand, form, title=_("Add a letter or licence"))


@login_required
@require_http_methods(["GET", "POST"])
def authorisation_edit(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    brand = _brand(request, slug)
    paper = get_object_or_404(brand.authorisations, pk=pk)
    permissions.check_can_keep_papers(request.user, brand)
    form = AuthorisationForm(request.POST or None, brand=brand, paper=paper)
    if request.method == "POST" and form.is_valid():
        change_authorisation(
            actor=request.user, authorisation=paper, seen_at=form.cleaned_data["seen_at"], **form.facts
        )
        messages.success(request, _("The paper is saved."))
        return redirect(next_of(request) or reverse("brands:detail", args=[brand.slug]))
    return _form_page(request, brand, form, title=str(paper), paper=paper)


def _day(text: str) -> date:
    """The day that the reader asks about; today when none, or none that could be meant, is given."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return day if EARLIEST <= day <= LATEST else clock.today()


def _brand(request: DeskRequest, slug: str) -> Brand:
    return get_object_or_404(Brand.objects.visible_to(request.user), slug=slug)


def _form_page(
    request: DeskRequest, brand: Brand, form: PaperForm, *, title: str, paper: Right | Authorisation | None = None
) -> HttpResponse:
    context = {"brand": brand, "form": form, "title": title, "next": next_of(request), "paper": paper}
    if paper is not None:
        context["state"] = selectors.state_on(paper, clock.today())
        context["proofs"] = proofs.panel(request, paper)
    if isinstance(paper, Right):
        context["chain"] = selectors.chain_on(paper, request.user.organisation, clock.today())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "brands/paper_form.html", context, status=status)


def _with_next(request: DeskRequest, name: str, *args: str | int) -> str:
    """The page's address, from which the reader still finds back to where they came from."""
    address, back = reverse(name, args=args), next_of(request)
    return f"{address}?{urlencode({'next': back})}" if back else address
