"""What people type about themselves and each other."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts import duties, zones
from branddesk.accounts.models import ROLES_OF_KIND, Invitation, Organisation, User
from branddesk.accounts.reach import brands
from branddesk.core.enums import Language

LONGEST_NAME = 100
"""Of a passkey."""
CODE_HINT = _("Six digits from the app, or one of your recovery codes.")
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


class DutiesForm(forms.Form):
    """The role of a person, and for which of the organisation's brands they work."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    reach = forms.ChoiceField(
        label=_("Works for"),
        choices=[("all", _("All brands, those to come too")), ("some", _("Only the brands chosen here"))],
        widget=forms.RadioSelect,
    )
    brands = forms.TypedMultipleChoiceField(
        label=_("Brands"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one brand, or let the person work for all of them.")},
    )

    def __init__(self, data: QueryDict | None = None, *, organisation: Organisation, **kwargs: Any) -> None:
        if data is not None and "reach" not in data:
            data = data.copy()
            data["reach"] = kwargs["initial"]["reach"]
        super().__init__(data, **kwargs)
        self.fields["role"].choices = role_choices(organisation)  # type: ignore[attr-defined]
        if organisation.kind == Organisation.Kind.PLATFORM:
            del self.fields["reach"], self.fields["brands"]
        else:
            self.fields["brands"].choices = brands().choices(organisation)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reach") == "all":
            # Hidden then, and left empty.
            self.errors.pop("brands", None)
            data["brands"] = []
        return data

    @property
    def duties(self) -> dict[str, Any]:
        """Role and brands, as the services take them."""
        return {
            "role": self.cleaned_data["role"],
            "sees_all_brands": self.cleaned_data.get("reach") != "some",
            "brands": self.cleaned_data.get("brands", []),
        }


class InviteForm(DutiesForm):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=Language.choices,
        help_text=_("The person can choose another one later."),
    )


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


class CodeForm(second_factor.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], pgettext_lazy("second factor", "Code"), CODE_HINT)


class ConfirmByCodeForm(second_factor.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], pgettext_lazy("second factor", "Code"), CODE_HINT)


class ConfirmByPasswordForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], _("Password"))


class AppForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], pgettext_lazy("second factor", "Code"), _("The six digits that the app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self.fields["name"],
            pgettext_lazy("of a thing", "Name"),
            _("So that you tell it from others, for example “Office laptop”."),
        )
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))
        _word(
            self.fields["passwordless"],
            _("Sign in with it alone"),
            _("Without e-mail and password. The device asks for its PIN, a finger or a face instead."),
        )
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))
        _word(
            self.fields["name"],
            pgettext_lazy("of a thing", "Name"),
            _("So that you tell it from others, for example “Office laptop”."),
        )


def _word(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Speak in the desk's words; a label stays visible, so nothing is repeated inside the field."""
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)


def role_choices(organisation: Organisation) -> list[tuple[str, Any]]:
    """The roles of the organisation, each with the sentence that says what it may do."""
    sentences = duties.sentences(organisation.kind)
    return [
        (role.value, format_html('<b>{}</b><span class="hint">{}</span>', role.label, sentences[role]))
        for role in ROLES_OF_KIND[organisation.kind]
    ]
