"""What the brand's people type into a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases.kinds import KINDS, Answer, Kind, Question, Type, kind_of
from branddesk.cases.models import Case, OffendingListing
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Language, Route, SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.marketplaces.gateway import Outcome
from branddesk.marketplaces.links import MAX_LINK
from branddesk.marketplaces.reading import read_price
from branddesk.stores.models import Marketplace

MAX_TEXT = 200_000
MOST_RADIOS = 6
"""More answers than these are chosen from a list."""

ANSWER = "q_"
"""Begins the name of a field that answers a question."""

OF_COMPLAINT = ("violation", "nice_class", "own_sku")
"""Fields of a complaint about listings."""


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


class KindSelect(forms.RadioSelect):
    """The seven kinds, each with its icon and the sentence that says when to choose it."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        kind = KINDS[str(value)]
        return super().create_option(name, value, *args, **kwargs) | {"icon": kind.icon, "when": kind.when}


class NewCaseForm(forms.Form):
    """What it is about, and the little that a draft of this kind begins with."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code, CaseKind(code).label) for code in KINDS],
        initial=CaseKind.INFRINGEMENT.value,
        widget=KindSelect,
        error_messages={
            "required": _("Choose what the case is about."),
            "invalid_choice": _("Choose what the case is about."),
        },
    )
    subject = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For you and whoever answers, in your own words. The questions follow on the next page."),
    )
    text = forms.CharField(
        label=_("Listings that you complain of"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(
            attrs={
                "rows": 6,
                "spellcheck": "false",
                "placeholder": "https://www.ozon.ru/product/1690038851/\n1690044120\n1690041207\tshop-78114\t2 890 ₽",
            }
        ),
        help_text=_("Links, SKUs or lines of a sheet, one or many, in any order of columns."),
        error_messages={"max_length": _("This is too much for one case. Paste it in parts.")},
    )
    marketplace = MarketplaceField(
        label=_("Where it goes"),
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
        self.initial.setdefault("kind", CaseKind.INFRINGEMENT.value)
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


class AnswerField(forms.Field):
    """One question of a kind; the question itself reads what was typed."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        self.question = question
        super().__init__(
            label=question.label.in_(get_language() or "en"),
            help_text=str(question.help),
            required=False,
            widget=_widget_of(question),
            **kwargs,
        )

    def clean(self, value: Any) -> Answer | None:
        try:
            return self.question.read(value)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from None


def _widget_of(question: Question) -> forms.Widget:
    match question.type:
        case Type.CHOICE:
            language = get_language() or "en"
            choices = [(choice.code, choice.label.in_(language)) for choice in question.choices]
            if len(choices) > MOST_RADIOS:
                return forms.Select(choices=[("", "–"), *choices])
            return forms.RadioSelect(choices=choices)
        case Type.LONG:
            return forms.Textarea(attrs={"rows": 3, "maxlength": question.limit})
        case Type.DATE:
            return forms.DateInput(attrs={"type": "date"})
        case Type.LINK:
            return forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "maxlength": MAX_LINK})
        case Type.TEXT:
            return forms.TextInput(attrs={"autocomplete": "off", "maxlength": question.limit})
        case Type.NUMBER:
            return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        case _:
            return forms.TextInput(attrs={"autocomplete": "off"})


class DraftForm(PartialForm):
    """What the case says: its own fields and the answers to the questions of its kind.

    Saved while one types; what is still wrong is said by the readiness check.
    """

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
        kind = kind_of(case.kind)
        for name in [] if kind.has_listings else OF_COMPLAINT:
            self.fields.pop(name, None)
        if not kind.has_right:
            self.fields.pop("right", None)
        self._ask(kind, data)
        if right := self.fields.get("right"):
            right.queryset = case.brand.rights.all()  # type: ignore[attr-defined]
            right.empty_label = (  # type: ignore[attr-defined]
                _("Choose the right that is infringed") if kind.has_listings else _("None")
            )
            right.label = _("Right that is infringed") if kind.has_listings else _("Right that it rests on")
        if violation := self.fields.get("violation"):
            violation.choices = Case.Violation.choices  # type: ignore[attr-defined]
        if statement := self.fields.get("statement"):
            statement.label = str(kind.statement_label)
            statement.help_text = str(kind.statement_help) % {"language": case.marketplace.get_language_display()}
            statement.widget.attrs["lang"] = case.marketplace.language
        if marketplace := self.fields.get("marketplace"):
            marketplace.queryset = Marketplace.objects.order_by("name")  # type: ignore[attr-defined]
            marketplace.empty_label = None  # type: ignore[attr-defined]
            marketplace.label = _("Where it goes")
        self._suggest_products(kind)
        for field in self.fields.values():
            # A draft may be half written; the readiness check says what is missing.
            field.required = False

    def _ask(self, kind: Kind, data: QueryDict | None) -> None:
        answers = kind.answers_in(self.instance.details)
        for question in kind.questions:
            name = f"{ANSWER}{question.code}"
            if data is None or name in data:
                self.fields[name] = AnswerField(question, initial=question.write(answers.get(question.code)))

    def _suggest_products(self, kind: Kind) -> None:
        """Where our own SKUs are asked for, the brand's products are offered; see suggest.js."""
        address = f"{reverse('catalogue:suggest')}?{urlencode({'brand': self.instance.brand.slug})}"
        listed = [f"{ANSWER}{question.code}" for question in kind.questions if question.type is Type.SKUS]
        for name in ["own_sku", *listed]:
            if name in self.fields:
                self.fields[name].widget.attrs["data-suggest"] = address

    @property
    def changes(self) -> dict[str, Any]:
        """The fields sent, and the answers sent as one keyword, `details`."""
        changes = super().changes
        answers = {name: changes.pop(name) for name in list(changes) if name.startswith(ANSWER)}
        if answers:
            changes["details"] = {name.removeprefix(ANSWER): answer for name, answer in answers.items()}
        return changes

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
