"""What people send to the vault and say about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.core.enums import Language
from branddesk.evidence.models import Exhibit

web_address = URLValidator(
    schemes=["http", "https"], message=_("Enter a web address, for example https://www.ozon.ru/…")
)


KINDS = [(kind.value, kind.label) for kind in Exhibit.Kind if kind != Exhibit.Kind.CALL_RECORDING]
"""What people say a file is. That all agreed to a recording, only the log of its call says."""
UPLOADED = [
    (source.value, source.label)
    for source in (Exhibit.Source.CHOOSE, Exhibit.Source.DROP, Exhibit.Source.PASTE, Exhibit.Source.PHONE)
]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each as it came."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(files)


class WebAddressField(forms.CharField):
    """An address of the web as people paste it; nothing that could run when clicked."""

    default_validators = [web_address]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return f"https://{text}" if text and "://" not in text and not text.lower().startswith("javascript:") else text


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class UploadForm(forms.Form):
    """Everything an upload zone sends; what it does not know is context for those who listen."""

    file = FilesField(error_messages={"required": _("Choose a file first.")})
    kind = forms.ChoiceField(choices=KINDS, required=False)
    source = forms.ChoiceField(choices=UPLOADED, required=False)
    title = forms.CharField(max_length=160, required=False)
    source_url = WebAddressField(max_length=1000, required=False)
    captured_at = forms.DateTimeField(required=False)
    language = forms.ChoiceField(choices=Language.choices, required=False)
    upload_key = forms.UUIDField(required=False)
    right = forms.ModelChoiceField(Right.objects.none(), required=False)
    authorisation = forms.ModelChoiceField(Authorisation.objects.none(), required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["right"].queryset = brand.rights.all()  # type: ignore[attr-defined]
        self.fields["authorisation"].queryset = brand.authorisations.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["source"] = data.get("source") or Exhibit.Source.CHOOSE
        data["kind"] = data.get("kind") or self._usual_kind(data)
        return data

    @staticmethod
    def _usual_kind(data: dict[str, Any]) -> str:
        if data.get("right"):
            return Exhibit.Kind.CERTIFICATE
        if data.get("authorisation"):
            return Exhibit.Kind.LETTER
        return Exhibit.Kind.SCREENSHOT if data.get("source") == Exhibit.Source.PASTE else Exhibit.Kind.OTHER


class DescribeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS)
    source_url = WebAddressField(
        label=_("Source address"),
        max_length=1000,
        required=False,
        help_text=_("The address that the screenshot shows. Without it a screenshot proves little."),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    captured_at = forms.DateTimeField(label=_("Time of capture"), required=False, widget=MomentInput)
    language = forms.ChoiceField(
        label=_("Language of the paper"),
        choices=[("", _("not said or none")), *Language.choices],
        required=False,
        help_text=_("Papers that are neither Russian nor English need a certified translation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("kind") == Exhibit.Kind.CALL_RECORDING:
            recording = Exhibit.Kind.CALL_RECORDING
            self.fields["kind"].choices = [(recording.value, recording.label)]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays beside the exhibit for everyone who can see it."),
        error_messages={"required": _("Say why this exhibit must not be used any more.")},
    )
