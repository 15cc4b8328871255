"""What people type about themselves and each other."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from branddesk.accounts import zones
from branddesk.accounts.models import ROLES_OF_KIND, Invitation, Organisation, User
from branddesk.core.enums import Language

PASSWORD_HINT = _("Ten characters or more, and not a common password. A short sentence is easy to remember.")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=Language.choices)


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Colleagues and the other side of a case see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("For pages, notices and mail.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones.choices, help_text=_("All times are shown in it, unless a city is named.")
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=Language.choices,
        help_text=_("The person can choose another one later."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(organisation)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(organisation)  # type: ignore[attr-defined]


class AcceptForm(ProfileForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HINT,
    )
    password_again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["name", "password", "password_again", "language", "time_zone"]

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["time_zone"].widget.attrs["data-guess-time-zone"] = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password is None:
            return data
        if data.get("password_again") not in (None, password):
            self.add_error("password_again", _("The two passwords differ. Type the same one twice."))
        try:
            validate_password(password, User(email=self.invitation.email, name=data.get("name", "")))
        except ValidationError as error:
            self.add_error("password", error)
        return data


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("E-mail"))
        _word(self.fields["password"], _("Password"))


class PasswordChangeForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("Present password"))
        _word(self.fields["password1"], _("New password"), PASSWORD_HINT)
        _word(self.fields["password2"], _("New password once more"))


class PasswordResetForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], _("E-mail"))


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password1"], _("New password"), PASSWORD_HINT)
        _word(self.fields["password2"], _("New password once more"))


def _word(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Speak in the desk's words; a label stays visible, so nothing is repeated inside the field."""
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)


def role_choices(organisation: Organisation) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in ROLES_OF_KIND[organisation.kind]]
