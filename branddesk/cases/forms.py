"""What the brand's people type into a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case, OffendingListing
from branddesk.core import clock
from branddesk.core.enums import Language, Route, SubmissionStatus
from branddesk.marketplaces.gateway import Outcome
from branddesk.marketplaces.reading import read_price
from branddesk.stores.models import Marketplace

MAX_TEXT = 200_000


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MarketplaceField(forms.ModelChoiceField):
    """Marketplaces with the way a case reaches each of them, said in words."""

    def label_from_instance(self, obj: Marketplace) -> str:
        if obj.route == Route.CABINET:
            return gettext("%(marketplace)s: the desk prepares every text, a person files it in its cabinet") % {
                "marketplace": obj.name
            }
        return gettext("%(marketplace)s: its moderators answer here, on this desk") % {"marketplace": obj.name}


class NewCaseForm(forms.Form):
    """A paste box and two choices: all it takes to have a draft."""

    text = forms.CharField(
        label=_("Listings that you complain of"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(
            attrs={
                "rows": 8,
                "autofocus": True,
                "spellcheck": "false",
                "placeholder": "https://www.ozon.ru/product/1690038851/\n1690044120\n1690041207\tshop-78114\t2 890 ₽",
            }
        ),
        help_text=_("Links, SKUs or lines of a sheet, one or many, in any order of columns."),
        error_messages={"max_length": _("This is too much for one case. Paste it in parts.")},
    )
    marketplace = MarketplaceField(
        label=_("Where they are sold"),
        queryset=Marketplace.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the marketplace."), "invalid_choice": _("Choose the marketplace.")},
    )
    brand = forms.ModelChoiceField(
        label=_("Brand"),
        queryset=Brand.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the brand."), "invalid_choice": _("Choose the brand.")},
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands, marketplaces = Brand.objects.visible_to(reader), Marketplace.objects.order_by("name")
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        self.fields["marketplace"].queryset = marketplaces  # type: ignore[attr-defined]
        self.initial.setdefault("brand", brands.first())
        self.initial.setdefault("marketplace", marketplaces.first())


class PartialForm(forms.ModelForm):
    """Saves what was sent and leaves the rest: fields that the form did not bring keep their values.

    Constraints of the row are the service's to check, with a sentence that says what is wrong.
    """

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if data is not None:
            for name in [name for name in self.fields if name not in data]:
                del self.fields[name]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields sent, cleaned, as keywords of a service."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """The row is changed by the service, not by the form."""


class DraftForm(PartialForm):
    """What the case says. Saved while one types; what is still wrong is said by the readiness check."""

    class Meta:
        model = Case
        fields = ("subject", "violation", "right", "nice_class", "own_sku", "statement", "marketplace")
        field_classes = {"marketplace": MarketplaceField}
        widgets = {
            "violation": forms.RadioSelect,
            "marketplace": forms.RadioSelect,
            "statement": forms.Textarea(attrs={"rows": 5}),
            "own_sku": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "nice_class": forms.NumberInput(attrs={"min": 1, "max": 45}),
        }
        help_texts = {
            "subject": _("For you and the moderator, in your own words."),
            "own_sku": _("The number of your own product on the marketplace; its form asks for it."),
            "nice_class": _("Of the goods sold, 1 to 45: bottles are in class 21, bags in class 18."),
        }

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        case: Case = self.instance
        if right := self.fields.get("right"):
            right.queryset = case.brand.rights.all()  # type: ignore[attr-defined]
            right.empty_label = _("Choose the right that is infringed")  # type: ignore[attr-defined]
            right.label = _("Right that is infringed")
        if violation := self.fields.get("violation"):
            violation.choices = Case.Violation.choices  # type: ignore[attr-defined]
        if statement := self.fields.get("statement"):
            statement.help_text = _(
                "What shows the violation, in two or three sentences in the platform's language: %(language)s."
            ) % {"language": case.marketplace.get_language_display()}
            statement.widget.attrs["lang"] = case.marketplace.language
        if marketplace := self.fields.get("marketplace"):
            marketplace.queryset = Marketplace.objects.order_by("name")  # type: ignore[attr-defined]
            marketplace.empty_label = None  # type: ignore[attr-defined]
            marketplace.label = _("Where it goes")
        for field in self.fields.values():
            # A draft may be half written; the readiness check says what is missing.
            field.required = False

    def clean_nice_class(self) -> int | None:
        number: int | None = self.cleaned_data["nice_class"]
        if number is not None and not 1 <= number <= 45:
            raise forms.ValidationError(_("Nice classes go from 1 to 45."))
        return number

    def clean_marketplace(self) -> Marketplace:
        return self.cleaned_data["marketplace"] or self.instance.marketplace


class ListingForm(PartialForm):
    """A listing's details, each saved as it is corrected. A price is read as people write it."""

    url = forms.URLField(label=_("link"), required=False, max_length=1000, assume_scheme="https")
    price = forms.CharField(required=False, max_length=40)

    class Meta:
        model = OffendingListing
        fields = ("sku", "url", "title", "seller", "seller_inn", "price", "seen_at")
        widgets = {"seen_at": MomentInput()}

    def clean_seller_inn(self) -> str:
        text = "".join(str(self.cleaned_data["seller_inn"]).split())
        if text and not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("An INN has digits only: 10 for a company, 12 for a trader."))
        return text

    def clean_price(self) -> Decimal | None:
        text = self.cleaned_data["price"].strip()
        if not text:
            return None
        found = read_price(text)
        if found is None:
            raise forms.ValidationError(_("Write the price as a number, for example 2 890,50."))
        self.currency = found[1]
        return found[0]

    currency = ""
    """The currency that the typed price names, if it names one."""

    @property
    def changes(self) -> dict[str, Any]:
        return super().changes | ({"currency": self.currency} if self.currency else {})


class AnswerForm(forms.Form):
    """What the platform answered in its cabinet: the outcome in its own words, and the text word for word."""

    outcome = forms.ChoiceField(
        label=_("What was answered"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the platform answered.")},
    )
    text = forms.CharField(
        label=_("The answer, word for word"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Copy it as it stands. It is kept unchanged."),
        error_messages={"required": _("Copy the platform's answer here, word for word.")},
    )
    answered_at = forms.DateTimeField(
        label=_("Answered at"),
        widget=MomentInput,
        error_messages={"required": _("Enter when the answer came.")},
    )
    due_at = forms.DateTimeField(
        label=_("It wants more by"),
        required=False,
        widget=MomentInput,
        help_text=_("Only when more proof is wanted and the answer names a day."),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=Language.choices)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], reader_language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = {outcome.code: outcome for outcome in outcomes}
        choices = [(code, _in_two_languages(outcome, reader_language)) for code, outcome in self.outcomes.items()]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean_answered_at(self) -> datetime:
        moment: datetime = self.cleaned_data["answered_at"]
        if moment > clock.now():
            raise forms.ValidationError(_("This moment is still to come. Enter when it was answered."))
        return moment

    @property
    def answer(self) -> dict[str, Any]:
        """The answer as keywords of `record_answer`."""
        outcome = self.outcomes[self.cleaned_data["outcome"]]
        due_at = self.cleaned_data["due_at"] if outcome.status == SubmissionStatus.WAITING else None
        return self.cleaned_data | {"outcome": outcome.status, "reason": outcome.reason, "due_at": due_at}


def _in_two_languages(outcome: Outcome, language: str) -> str:
    """As the platform says it, and what that means."""
    meaning = outcome.label.in_(language)
    return meaning if meaning == outcome.label.ru else f"{outcome.label.ru} · {meaning}"
