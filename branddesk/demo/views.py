"""The mailbox of the demo: everybody reads everybody's mail there, and only there."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from branddesk.demo.models import DemoMail

NEWEST = 100


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    _check_is_demo()
    return render(request, "demo/mailbox.html", {"mails": DemoMail.objects.all()[:NEWEST], "newest": NEWEST})


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _check_is_demo()
    return render(request, "demo/mail.html", {"mail": get_object_or_404(DemoMail, pk=pk)})


def _check_is_demo() -> None:
    if not settings.DEMO:
        raise Http404
