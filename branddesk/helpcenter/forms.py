"""Forms of the help centre: one article in three languages, a section, and a reader's answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.core.enums import CaseKind, Language
from branddesk.helpcenter.models import Article, Section
from branddesk.helpcenter.selectors import SUFFIXES
from branddesk.helpcenter.states import TEXT_FIELDS, state_of_article, state_of_section

ROWS = {"summary": 2, "body": 18}
LENGTHS = {"title": 120, "summary": 300, "body": 20000}
WORD_LABELS = {"title": _("Title"), "summary": _("In one sentence"), "body": pgettext_lazy("article", "Text")}


class ArticleForm(forms.ModelForm):
    """All of an article. The words stand in nine fields: `title_zh`, `summary_zh`, `body_zh`, and so on."""

    section = forms.ModelChoiceField(Section.objects.all(), to_field_name="slug", label=_("Section"))
    kind = forms.ChoiceField(
        label=_("Leads to a case of the kind"), choices=[("", _("To none")), *CaseKind.choices], required=False
    )
    source_url = forms.URLField(label=_("Link to the source"), max_length=500, required=False, assume_scheme="https")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = (
            "slug",
            "section",
            "position",
            "kind",
            "source",
            "source_url",
            "source_on",
            "reliability",
            "is_published",
        )
        widgets = {"source_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, data: Mapping[str, Any] | None = None, *, article: Article | None, seen: int) -> None:
        state = state_of_article(article) if article else {}
        super().__init__(data, initial={**state, "seen": seen})
        for suffix in SUFFIXES.values():
            for name in TEXT_FIELDS:
                widget = forms.Textarea(attrs={"rows": ROWS[name]}) if name in ROWS else forms.TextInput()
                self.fields[f"{name}_{suffix}"] = forms.CharField(
                    label=WORD_LABELS[name],
                    max_length=LENGTHS[name],
                    required=False,
                    widget=widget,
                )

    @property
    def columns(self) -> list[tuple[str, str, dict[str, BoundField]]]:
        """For each language its code, its name and its three fields."""
        return [
            (code, str(Language(code).label), {name: self[f"{name}_{suffix}"] for name in TEXT_FIELDS})
            for code, suffix in SUFFIXES.items()
        ]

    @property
    def facts(self) -> list[BoundField]:
        return [self[name] for name in self.Meta.fields]

    @property
    def state(self) -> dict[str, Any]:
        """What `save_article` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return data | {"section": data["section"].slug}

    def _post_clean(self) -> None:
        """The service says what may not be; the row is only written there."""


class SectionForm(forms.ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Section
        fields = ("name_zh", "name_ru", "name_en", "slug", "position")
        labels = {"name_zh": _("In Chinese"), "name_ru": _("In Russian"), "name_en": _("In English")}

    def __init__(self, data: Mapping[str, Any] | None = None, *, section: Section | None, seen: int) -> None:
        state = state_of_section(section) if section else {}
        super().__init__(data, initial={**state, "seen": seen})

    @property
    def state(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def _post_clean(self) -> None:
        """The service says what may not be; the row is only written there."""


class FeedbackForm(forms.Form):
    helpful = forms.ChoiceField(
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))]
    )
    comment = forms.CharField(label=_("What was missing?"), max_length=1000, required=False, widget=forms.Textarea)
