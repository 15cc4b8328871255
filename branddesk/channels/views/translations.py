"""A translation beside a text, and the page where an organisation names its service."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.channels import permissions, tasks
from branddesk.channels.forms import TranslatorForm
from branddesk.channels.models import Translation, TranslatorSetting
from branddesk.channels.services import translations
from branddesk.channels.sources import source_of
from branddesk.channels.translator import NotTranslated, OpenAITranslator
from branddesk.core.enums import Language
from branddesk.core.errors import DomainError


@login_required
@require_safe
def beside(request: DeskRequest, kind: str, number: int) -> HttpResponse:
    """What there is of a text in the reader's language."""
    return _beside(request, kind, number)


@login_required
@require_POST
def ask(request: DeskRequest, kind: str, number: int) -> HttpResponse:
    _check_readable(request, kind, number)
    translation = translations.ask(
        actor=request.user, kind=kind, number=number, language=Language(request.user.language)
    )
    if translation.state == Translation.State.WAITING:
        tasks.translate.enqueue(translation.pk)
    return _beside(request, kind, number)


@login_required
@require_POST
def paste(request: DeskRequest, kind: str, number: int) -> HttpResponse:
    _check_readable(request, kind, number)
    text = request.POST.get("text", "")
    try:
        translations.paste(
            actor=request.user, kind=kind, number=number, language=Language(request.user.language), text=text
        )
    except DomainError as refusal:
        return _beside(request, kind, number, typed=text, refusal=refusal.message)
    return _beside(request, kind, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: DeskRequest) -> HttpResponse:
    """Which service translates for the organisation, what leaves the house, and a try."""
    permissions.check_can_keep_letters(request.user)
    kept = TranslatorSetting.objects.filter(organisation=request.user.organisation).first()
    form = TranslatorForm(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        translations.configure(
            actor=request.user, is_on=data["is_on"], address=data["address"], model=data["model"], key=data["key"]
        )
        messages.success(request, _("Saved."))
        return redirect("channels:translator")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "channels/translator.html", {"form": form, "kept": kept}, status=status)


@login_required
@require_POST
def try_it(request: DeskRequest) -> HttpResponse:
    """Translate one sentence and say what came back."""
    permissions.check_can_keep_letters(request.user)
    kept = TranslatorSetting.objects.filter(organisation=request.user.organisation).first()
    if kept is None:
        raise Http404
    try:
        said = OpenAITranslator(kept).translate("Добрый день!", Language(request.user.language))
    except NotTranslated as error:
        messages.error(request, _("No translation came back: %(error)s.") % {"error": error})
    else:
        messages.success(request, _("“Добрый день!” came back as “%(text)s”.") % {"text": said[:200]})
    return redirect("channels:translator")


def _check_readable(request: DeskRequest, kind: str, number: int) -> None:
    if source_of(request.user, kind, number) is None:
        raise Http404


def _beside(request: DeskRequest, kind: str, number: int, *, typed: str = "", refusal: str = "") -> HttpResponse:
    _check_readable(request, kind, number)
    rows = Translation.objects.filter(
        organisation=request.user.organisation, subject=f"{kind}:{number}", language=request.user.language
    ).select_related("author")
    context = {
        "kind": kind,
        "number": number,
        "own": next((row for row in rows if not row.is_machine), None),
        "machine": next((row for row in rows if row.is_machine), None),
        "setting": TranslatorSetting.objects.filter(organisation=request.user.organisation, is_on=True).first(),
        "typed": typed,
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "channels/_translation.html", context, status=status)
