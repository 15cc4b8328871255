from __future__ import annotations

from django.urls import include, path, re_path

from branddesk.accounts.views import demo, oneself, people, sign_in

desk = [
    path("profile/", oneself.profile, name="profile"),
    path("language/", oneself.language, name="language"),
    path("invitation/<uuid:key>/", oneself.invitation, name="invitation"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
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

urlpatterns = [path("", include((desk, "accounts"))), *passwords]
