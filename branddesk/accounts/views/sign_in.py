"""Coming in and going out, and passwords. The mechanics are allauth's; the pages and the statuses are ours."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from branddesk.accounts import selectors
from branddesk.accounts.forms import NewPasswordForm, PasswordChangeForm, PasswordResetForm, SignInForm


class RefusalMixin:
    """A form that was refused answers 422, or 429 when there were too many attempts."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = self.status_of(form)
        return response

    @staticmethod
    def status_of(form: forms.Form) -> HTTPStatus:
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        is_too_often = codes & {"too_many_login_attempts", "rate_limited"}
        return HTTPStatus.TOO_MANY_REQUESTS if is_too_often else HTTPStatus.UNPROCESSABLE_ENTITY


def beside_sign_in() -> dict[str, Any]:
    """What the sign-in page shows beside its form."""
    return {"is_demo": settings.DEMO, "demo_people": selectors.demo_people() if settings.DEMO else []}


class SignIn(RefusalMixin, allauth.LoginView):
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, **beside_sign_in()}


class SignOut(allauth.LogoutView):
    pass


class PasswordChange(RefusalMixin, allauth.PasswordChangeView):
    form_class = PasswordChangeForm
    success_url = reverse_lazy("accounts:profile")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_usable_password():
            # Whoever has no password proves who they are by their mail.
            return redirect("account_reset_password")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_default_success_url(self) -> str:
        return reverse("accounts:profile")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, _("Your password was changed. Other devices are signed out."))
        return response


class PasswordReset(RefusalMixin, allauth.PasswordResetView):
    form_class = PasswordResetForm


class PasswordResetSent(allauth.PasswordResetDoneView):
    pass


class PasswordResetFromKey(RefusalMixin, allauth.PasswordResetFromKeyView):
    form_class = NewPasswordForm


class PasswordResetDone(allauth.PasswordResetFromKeyDoneView):
    pass
