from __future__ import annotations

from django.urls import include, path, re_path

from branddesk.accounts.views import demo, oneself, people, second_factor, sign_in

desk = [
    path("profile/", oneself.profile, name="profile"),
    path("language/", oneself.language, name="language"),
    path("profile/sessions/<int:pk>/end/", oneself.end_one_session, name="end_session"),
    path("profile/sessions/end-others/", oneself.end_sessions_elsewhere, name="end_other_sessions"),
    path("invitation/<str:key>/", oneself.invitation, name="invitation"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("people/<int:pk>/reset-second-factor/", people.reset_factor, name="reset_second_factor"),
    path("people/second-factor/", people.second_factor, name="require_second_factor"),
    path("people/invitations/<int:pk>/renew/", people.renew, name="renew_invitation"),
    path("sign-in/demo/<int:pk>/", demo.sign_in, name="demo_sign_in"),
]

# The names are allauth's, which reverses them itself; its other pages do not exist here.
passwords = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("password/change/", sign_in.PasswordChange.as_view(), name="account_change_password"),
    path("password/reset/", sign_in.PasswordReset.as_view(), name="account_reset_password"),
    path("password/reset/sent/", sign_in.PasswordResetSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.PasswordResetFromKey.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", sign_in.PasswordResetDone.as_view(), name="account_reset_password_from_key_done"),
]

factors = [
    path("sign-in/code/", second_factor.AskCode.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", second_factor.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("profile/confirm/", second_factor.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("profile/confirm/code/", second_factor.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("profile/confirm/passkey/", second_factor.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("profile/second-factor/", second_factor.Overview.as_view(), name="mfa_index"),
    path("profile/second-factor/app/", second_factor.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("profile/second-factor/app/remove/", second_factor.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("profile/second-factor/codes/", second_factor.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("profile/second-factor/codes/new/", second_factor.RenewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("profile/second-factor/codes/file/", second_factor.CodesAsFile.as_view(), name="mfa_download_recovery_codes"),
    path("profile/second-factor/passkeys/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("profile/second-factor/passkeys/<int:pk>/", second_factor.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path(
        "profile/second-factor/passkeys/<int:pk>/remove/",
        second_factor.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
]

urlpatterns = [path("", include((desk, "accounts"))), *passwords, *factors]
