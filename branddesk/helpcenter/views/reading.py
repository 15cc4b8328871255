"""The help centre as everybody reads it, signed in or not."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.models import User
from branddesk.helpcenter import selectors
from branddesk.helpcenter.forms import FeedbackForm
from branddesk.helpcenter.models import Article, is_editor
from branddesk.helpcenter.permissions import may_file
from branddesk.helpcenter.search import find
from branddesk.helpcenter.services import give_feedback

VISITOR_COOKIE = "branddesk_visitor"
A_YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Sections with their articles; with `q`, what was found."""
    query = request.GET.get("q", "").strip()[:200]
    context = {
        "layout": _layout(request),
        "query": query,
        "hits": find(request.user, query) if query else None,
        "shelves": [] if query else selectors.shelves(request.user),
        "may_edit": is_editor(request.user),
    }
    return render(request, "helpcenter/home.html", context)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _article(request, slug), FeedbackForm(), status=HTTPStatus.OK)


@require_POST
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep whether it helped, from people and from visitors, who are known by a cookie only."""
    row = _article(request, slug)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    person = request.user if isinstance(request.user, User) else None
    visitor = None if person else _visitor(request)
    give_feedback(
        actor=person,
        visitor=visitor,
        article=row,
        is_helpful=form.cleaned_data["helpful"] == "yes",
        comment=form.cleaned_data["comment"],
    )
    messages.success(request, _("Thank you. Whoever writes these articles reads your answer."))
    response = redirect("helpcenter:article", slug)
    if visitor:
        response.set_cookie(
            VISITOR_COOKIE,
            signing.dumps(str(visitor), salt=VISITOR_COOKIE),
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _page(request: HttpRequest, row: Article, form: FeedbackForm, *, status: int) -> HttpResponse:
    context = {
        "layout": _layout(request),
        "article": row,
        "text": selectors.best_text(row.texts.all()),
        "form": form,
        "related": selectors.related(request.user, row),
        "may_edit": is_editor(request.user),
        "may_file": may_file(request.user),
    }
    return render(request, "helpcenter/article.html", context, status=status)


def _article(request: HttpRequest, slug: str) -> Article:
    rows = Article.objects.visible_to(request.user).select_related("section").prefetch_related("texts")
    return get_object_or_404(rows, slug=slug)


def _layout(request: HttpRequest) -> str:
    """The usual frame for those who work here, a light one for visitors."""
    return "base.html" if request.user.is_authenticated else "helpcenter/base_public.html"


def _visitor(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(signing.loads(request.COOKIES.get(VISITOR_COOKIE, ""), salt=VISITOR_COOKIE))
    except (signing.BadSignature, ValueError):
        return uuid.uuid4()
