"""The editors' pages: articles in three languages side by side, sections, and the history of each."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.core.errors import DomainError
from branddesk.foundation.journal.histories import in_words
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.helpcenter import selectors
from branddesk.helpcenter.forms import ArticleForm, SectionForm
from branddesk.helpcenter.labels import ARTICLE_LABELS, SECTION_LABELS, wording
from branddesk.helpcenter.models import Article, Section
from branddesk.helpcenter.permissions import check_can_edit
from branddesk.helpcenter.services import restore_article, restore_section, save_article, save_section

TITLES = {
    "article.added": gettext_lazy("Article written"),
    "article.changed": gettext_lazy("Article changed"),
    "section.added": gettext_lazy("Section added"),
    "section.changed": gettext_lazy("Section changed"),
}


@login_required
@require_safe
def articles(request: DeskRequest) -> HttpResponse:
    check_can_edit(request.user)
    rows = [(row, selectors.best_text(row.texts.all())) for row in selectors.articles_for_editors()]
    return render(request, "helpcenter/articles.html", {"rows": rows, "languages": selectors.SUFFIXES})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    check_can_edit(request.user)
    return _editor(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, slug: str) -> HttpResponse:
    return _editor(request, _article(request, slug))


def _editor(request: DeskRequest, article: Article | None) -> HttpResponse:
    seen = newest_seq(revisions_of(article, "article")) if article else 0
    form = ArticleForm(request.POST if request.method == "POST" else None, article=article, seen=seen)
    status: int = HTTPStatus.OK
    if request.method == "POST" and "preview" not in request.POST:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                saved = save_article(
                    actor=request.user, article=article, fields=form.state, seen=form.cleaned_data["seen"]
                )
            except DomainError as refusal:
                # Nine texts are too many to be copied out of a refusal page: they stay in their fields.
                _say_again(form, refusal, seen)
                status = refusal.status_code
            else:
                messages.success(request, _("The article is saved."))
                return redirect("helpcenter:article", saved.slug)
    return render(request, "helpcenter/edit.html", {"form": form, "article": article}, status=status)


@login_required
@require_POST
def preview(request: DeskRequest) -> HttpResponse:
    """One text as readers will see it."""
    check_can_edit(request.user)
    body = next((value for name, value in request.POST.items() if name.startswith("body_")), "")
    return render(request, "helpcenter/_body.html", {"body": body})


@login_required
@require_safe
def history(request: DeskRequest, slug: str) -> HttpResponse:
    article = _article(request, slug)
    rows = in_words(revisions_of(article, "article"), ARTICLE_LABELS, TITLES, wording=wording)
    context = {
        "rows": rows,
        "title": str(selectors.best_text(article.texts.all()) or article),
        "back": reverse("helpcenter:edit", args=[slug]),
        "restore": reverse("helpcenter:restore", args=[slug]),
    }
    return render(request, "helpcenter/history.html", context)


@login_required
@require_POST
def restore(request: DeskRequest, slug: str) -> HttpResponse:
    article = restore_article(actor=request.user, article=_article(request, slug), seq=_seq(request))
    messages.success(request, _("The article is put back."))
    return redirect("helpcenter:history", article.slug)


@login_required
@require_http_methods(["GET", "POST"])
def sections(request: DeskRequest) -> HttpResponse:
    """All sections; by POST one more."""
    check_can_edit(request.user)
    return _section_form(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def section(request: DeskRequest, pk: int) -> HttpResponse:
    return _section_form(request, _section(request, pk))


def _section_form(request: DeskRequest, section: Section | None) -> HttpResponse:
    seen = newest_seq(revisions_of(section, "section")) if section else 0
    form = SectionForm(request.POST if request.method == "POST" else None, section=section, seen=seen)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                save_section(actor=request.user, section=section, fields=form.state, seen=form.cleaned_data["seen"])
            except DomainError as refusal:
                _say_again(form, refusal, seen)
                status = refusal.status_code
            else:
                messages.success(request, _("The section is saved."))
                return redirect("helpcenter:sections")
    context = {"form": form, "section": section, "sections": Section.objects.all()}
    return render(request, "helpcenter/sections.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def section_history(request: DeskRequest, pk: int) -> HttpResponse:
    """What the section was; by POST put it back."""
    section = _section(request, pk)
    if request.method == "POST":
        restore_section(actor=request.user, section=section, seq=_seq(request))
        messages.success(request, _("The section is put back."))
        return redirect("helpcenter:section_history", pk)
    context = {
        "rows": in_words(revisions_of(section, "section"), SECTION_LABELS, TITLES),
        "title": str(section),
        "back": reverse("helpcenter:section", args=[pk]),
        "restore": request.path,
    }
    return render(request, "helpcenter/history.html", context)


def _say_again(form: ArticleForm | SectionForm, refusal: DomainError, seen: int) -> None:
    """Keep what was typed under the refusal; sent again, it goes over the newer state."""
    form.add_error(None, refusal.message)
    form.data = {**form.data.dict(), "seen": str(seen)}  # type: ignore[attr-defined]


def _article(request: DeskRequest, slug: str) -> Article:
    check_can_edit(request.user)
    return get_object_or_404(Article.objects.select_related("section").prefetch_related("texts"), slug=slug)


def _section(request: DeskRequest, pk: int) -> Section:
    check_can_edit(request.user)
    return get_object_or_404(Section, pk=pk)


def _seq(request: DeskRequest) -> int:
    typed = request.POST.get("seq", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise DomainError(_("Choose the state to put back from the history."))
    return int(typed)
