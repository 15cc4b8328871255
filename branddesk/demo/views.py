"""The mailbox of the demo: everybody reads everybody's mail there, and only there."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branddesk.channels.email.tasks import fetch
from branddesk.core.errors import DomainError
from branddesk.demo import mailbox as mailbox_of_demo
from branddesk.demo.models import DemoMail

NEWEST = 100


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    _check_is_demo()
    return render(request, "demo/mailbox.html", {"mails": DemoMail.objects.all()[:NEWEST], "newest": NEWEST})


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _check_is_demo()
    return _mail_page(request, get_object_or_404(DemoMail, pk=pk))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a mail as its receiver; the desk fetches it at once."""
    _check_is_demo()
    found = get_object_or_404(DemoMail, pk=pk)
    text, who = request.POST.get("text", "").strip(), request.POST.get("who", "")
    if not text:
        return _mail_page(request, found, sentence=_("Write the answer first."), who=who)
    try:
        mailbox_of_demo.answer(mail=found, text=text, as_stranger=who == "stranger", as_forger=who == "forger")
    except DomainError as refusal:
        return _mail_page(request, found, sentence=refusal.message, text=text, who=who)
    fetch.enqueue()
    messages.success(request, _("The answer is on its way to the desk."))
    return redirect("demo:mail", pk)


def _mail_page(
    request: HttpRequest, mail: DemoMail, *, sentence: str = "", text: str = "", who: str = ""
) -> HttpResponse:
    context = {
        "mail": mail,
        "may_answer": bool(mail.reply_to) and bool(mailbox_of_demo.port()),
        "sentence": sentence,
        "text": text,
        "who": who or "receiver",
    }
    return render(
        request, "demo/mail.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if sentence else HTTPStatus.OK
    )


def _check_is_demo() -> None:
    if not settings.DEMO:
        raise Http404
