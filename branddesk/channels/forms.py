from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branddesk.channels.models import TranslatorSetting
from branddesk.core.outside import Forbidden, Unknown, check_address


class TranslatorForm(forms.ModelForm):
    """Which service translates; the key is written, never shown."""

    address = forms.URLField(
        label=gettext_lazy("Address"),
        help_text=TranslatorSetting._meta.get_field("address").help_text,
        max_length=300,
        assume_scheme="https",
    )
    key = forms.CharField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = TranslatorSetting
        fields = ["is_on", "address", "model"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = (
            _("A key is kept. Leave it empty to keep it.") if self.instance.key else _("Kept encrypted, never shown.")
        )
        self.fields["key"].help_text = kept

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        try:
            check_address(address, settings.TRANSLATOR_HOSTS)
        except Forbidden:
            raise forms.ValidationError(
                _("Enter an https address of the open internet. Others have to be allowed by whoever runs the desk.")
            ) from None
        except Unknown:
            pass  # It may be known again tomorrow; a try says so.
        return address
