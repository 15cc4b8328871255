"""The second factor: setting it up, signing in with it, and confirming who one is. The mechanics are allauth's."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from branddesk.accounts.forms import (
    AddPasskeyForm,
    AppForm,
    CodeForm,
    ConfirmByCodeForm,
    ConfirmByPasswordForm,
    RenamePasskeyForm,
    SignInForm,
)
from branddesk.accounts.views.sign_in import RefusalMixin, beside_sign_in
from branddesk.core.errors import DomainError

OVERVIEW = reverse_lazy("mfa_index")


class Overview(base.IndexView):
    pass


class AskCode(base.AuthenticateView):
    """The second step of signing in."""

    form_class = CodeForm

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = RefusalMixin.status_of(form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passkeys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return {**super().get_context_data(**kwargs), "has_passkey": passkeys.exists()}


class ConfirmByPassword(RefusalMixin, account.ReauthenticateView):
    form_class = ConfirmByPasswordForm


class ConfirmByCode(RefusalMixin, base.ReauthenticateView):
    form_class = ConfirmByCodeForm


class ConfirmByPasskey(webauthn.ReauthenticateWebAuthnView):
    def form_invalid(self, form: forms.Form) -> HttpResponse:
        context = {**self.get_context_data(), "form": form}
        return self.render_to_response(context, status=RefusalMixin.status_of(form))


@method_decorator(never_cache, name="dispatch")
class SetUpApp(RefusalMixin, totp.ActivateTOTPView):
    form_class = AppForm


class RemoveApp(RefusalMixin, totp.DeactivateTOTPView):
    success_url = OVERVIEW


@method_decorator(never_cache, name="dispatch")
class Codes(recovery_codes.ViewRecoveryCodesView):
    pass


class CodesAsFile(recovery_codes.DownloadRecoveryCodesView):
    pass


class RenewCodes(RefusalMixin, recovery_codes.GenerateRecoveryCodesView):
    pass


class AddPasskey(RefusalMixin, webauthn.AddWebAuthnView):
    form_class = AddPasskeyForm


class RenamePasskey(RefusalMixin, webauthn.EditWebAuthnView):
    form_class = RenamePasskeyForm
    success_url = OVERVIEW


class RemovePasskey(webauthn.RemoveWebAuthnView):
    success_url = OVERVIEW
    object: Authenticator

    def form_valid(self, form: forms.Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            raise DomainError(str(adapter.error_messages["cannot_delete_authenticator"]))
        response: HttpResponse = super().form_valid(form)
        return response


class SignInByPasskey(webauthn.LoginWebAuthnView):
    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Say so on the sign-in page, where the password waits."""
        context = {**beside_sign_in(), "form": SignInForm(request=self.request), "refused": form.errors["credential"]}
        return render(self.request, "account/login.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
