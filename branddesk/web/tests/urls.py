"""The desk's addresses with some that refuse, for tests of refusals."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from branddesk.core.errors import DomainError, NotAllowed, WrongStatus

SENTENCE = "The case is closed <for good>. Reopen it first."


def refuse_rule(request: HttpRequest) -> HttpResponse:
    raise DomainError(SENTENCE)


def refuse_role(request: HttpRequest) -> HttpResponse:
    raise NotAllowed(SENTENCE)


def refuse_status(request: HttpRequest) -> HttpResponse:
    raise WrongStatus(SENTENCE)


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Something nobody thought of")


@login_required
def members_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


urlpatterns = [
    path("refuse/rule/", refuse_rule),
    path("refuse/role/", refuse_role),
    path("refuse/status/", refuse_status),
    path("break/", break_down),
    path("members/", members_only),
    path("", include("branddesk.config.urls")),
]
handler400 = "branddesk.web.views.bad_request"
