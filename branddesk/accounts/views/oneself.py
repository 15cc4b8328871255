"""Pages about oneself: profile, language, and joining by an invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from branddesk.accounts import devices, selectors
from branddesk.accounts.forms import AcceptForm, LanguageForm, ProfileForm
from branddesk.accounts.middleware import TIME_ZONE_COOKIE
from branddesk.accounts.models import Invitation, User
from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.safety import local_url
from branddesk.accounts.services import (
    accept_invitation,
    change_language,
    change_profile,
    check_is_open,
    end_other_sessions,
    end_session,
)
from branddesk.core.errors import DomainError
from branddesk.web import slots

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Device:
    """A row of where one is signed in."""

    session: UserSession
    is_this_one: bool

    @property
    def name(self) -> str:
        return devices.name_of(self.session.user_agent)

    @property
    def is_phone(self) -> bool:
        return devices.is_phone(self.session.user_agent)


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: DeskRequest) -> HttpResponse:
    person = request.user
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "language": person.language, "time_zone": person.time_zone},
    )
    if request.method == "POST" and form.is_valid():
        person = change_profile(actor=person, **form.cleaned_data)
        with translation.override(person.language):
            messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    sessions = selectors.sessions_of(person)
    context = {
        "form": form,
        "person": person,
        "panels": [(panel.template, panel.context(request)) for panel in slots.profile if panel.visible(request)],
        "has_second_factor": selectors.has_second_factor(person),
        "sessions": [
            Device(session, session.session_key == request.session.session_key)
            for session in sorted(sessions, key=lambda session: session.session_key != request.session.session_key)
        ],
    }
    return render(request, "accounts/profile.html", context, status=status)


@login_required
@require_POST
def end_one_session(request: DeskRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(selectors.sessions_of(request.user), pk=pk)
    if session.session_key == request.session.session_key:
        raise DomainError(_("This is the device you are using. Sign out instead."))
    end_session(actor=request.user, session=session)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:profile")


@login_required
@require_POST
def end_sessions_elsewhere(request: DeskRequest) -> HttpResponse:
    end_other_sessions(actor=request.user, session_key=request.session.session_key or "")
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("accounts:profile")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of everything the reader sees; before sign-in a cookie remembers it."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("The desk does not speak this language. Choose one from the list."))
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, User):
        change_language(actor=request.user, language=chosen)
    response = redirect(local_url(request, request.POST.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_post_parameters("password", "password_again")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Show the letter, in its own language to whoever chose none; by POST join and come in."""
    letter = get_object_or_404(Invitation.objects.with_key(key).select_related("organisation", "invited_by"))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_anonymous:
        request.LANGUAGE_CODE = letter.language
    with translation.override(request.LANGUAGE_CODE):
        return _join(request, letter)


def _join(request: HttpRequest, letter: Invitation) -> HttpResponse:
    check_is_open(letter)
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        invitation=letter,
        initial={"language": letter.language, "time_zone": request.COOKIES.get(TIME_ZONE_COOKIE, settings.TIME_ZONE)},
    )
    if request.method == "POST" and form.is_valid():
        answer = {name: form.cleaned_data[name] for name in ("name", "password", "language", "time_zone")}
        person = accept_invitation(invitation=letter, **answer)
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect(settings.LOGIN_REDIRECT_URL)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/invitation.html", {"invitation": letter, "form": form}, status=status)
