from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.complaints.models import AnswerTemplate, Complaint
from branddesk.core.enums import Currency
from branddesk.foundation.transfers.sheets import MOST_BYTES


class VoiceForm(forms.Form):
    """What a customer said elsewhere, typed or pasted."""

    brand = forms.ModelChoiceField(Brand.objects.none(), label=_("Brand"))
    kind = forms.ChoiceField(label=pgettext_lazy("voice", "Kind"), choices=Complaint.Kind)
    text = forms.CharField(
        label=_("Customer's words"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Word for word, in the language it was written in."),
    )
    rating = forms.TypedChoiceField(
        label=_("Rating"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("None")), *((n, "★" * n) for n in (5, 4, 3, 2, 1))],
    )
    customer = forms.CharField(label=_("Customer's name"), required=False, max_length=120)
    sku = forms.CharField(label=_("SKU"), required=False, max_length=32)
    order_number = forms.CharField(label=_("Order"), required=False, max_length=60)
    order_value = forms.DecimalField(
        label=_("Value of the order"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency, initial=Currency.RUB)
    received_at = forms.DateTimeField(
        label=_("When it was said"),
        required=False,
        help_text=_("Empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    outside_id = forms.CharField(
        label=_("Number at the marketplace"),
        required=False,
        max_length=80,
        help_text=_("With it nothing comes onto the desk twice."),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = Brand.objects.visible_to(reader)
        field = self.fields["brand"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = brands
        if not self.is_bound and len(first := list(brands[:2])) == 1:
            field.initial = first[0]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"), max_length=10_000, strip=True, widget=forms.Textarea(attrs={"rows": 5, "data-count": "1"})
    )


class DecisionForm(forms.Form):
    """What goes with a decision on a return or a cancellation."""

    action = forms.IntegerField()
    comment = forms.CharField(required=False, max_length=2000)
    reason_id = forms.IntegerField(required=False)
    amount = forms.DecimalField(required=False, max_digits=12, decimal_places=2)


class CallbackForm(forms.Form):
    """When and why a customer is called back."""

    due_on = forms.DateField()
    reason = forms.CharField(required=False, empty_value="hand")
    script = forms.CharField(required=False, max_length=2000)
    repeat_days = forms.IntegerField(required=False)


class OutcomeForm(forms.Form):
    """What a customer said when called back."""

    outcome = forms.CharField(
        label=_("What the customer said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    satisfaction = forms.TypedChoiceField(
        label=_("Satisfaction"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("not asked")), *((n, str(n)) for n in (5, 4, 3, 2, 1))],
    )
    promised = forms.CharField(label=_("What was promised"), max_length=500, required=False)


class ImprovementForm(forms.Form):
    text = forms.CharField(
        label=_("What is done"),
        max_length=300,
        help_text=_("Such as: another seal from batch 2612 on."),
        error_messages={"required": _("Write what is done.")},
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who does it"),
        empty_label=None,
        error_messages={
            "required": _("Choose one of your colleagues."),
            "invalid_choice": _("Choose one of your colleagues."),
        },
    )
    due_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(organisation=reader.organisation_id, is_active=True).order_by("name")
        field.initial = reader.pk


class TemplateForm(forms.ModelForm[AnswerTemplate]):
    class Meta:
        model = AnswerTemplate
        fields = ["brand", "title", "kind", "language", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Brand.objects.visible_to(reader)


class SheetForm(forms.Form):
    """A sheet and the brand of which its rows speak."""

    brand = forms.ModelChoiceField(
        label=_("Brand"),
        queryset=Brand.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the brand."), "invalid_choice": _("Choose the brand.")},
    )
    file = forms.FileField(
        label=_("Sheet"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods"}),
        help_text=_("XLSX or CSV, up to 50,000 rows. Titles may be in English, Russian or Chinese."),
        error_messages={
            "required": _("Choose the sheet first."),
            "empty": _("The file is empty. Choose the sheet that holds your rows."),
        },
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = Brand.objects.visible_to(reader)
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        self.initial.setdefault("brand", brands.first())

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large. Split it into sheets of up to 20 MB."))
        return file
