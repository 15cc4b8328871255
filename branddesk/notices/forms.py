from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.notices import selectors, ways
from branddesk.notices.models import Hours, Mode
from branddesk.notices.texts import Kind


class ChoicesForm(forms.ModelForm):
    """For every kind of notice and every way: not at all, at once or once a day; and the hours of rest."""

    class Meta:
        model = Hours
        fields = ["quiet_from", "quiet_until", "digest_at"]
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in fields}
        help_texts = {"quiet_from": _("What happens then is told when they end. Leave both empty to be told always.")}

    def __init__(self, person: User, data: QueryDict | None = None) -> None:
        super().__init__(data, instance=selectors.hours_of(person))
        modes = selectors.modes_of(person)
        for kind in Kind:
            for way in ways.all_ways():
                self.fields[_name(kind, way)] = forms.ChoiceField(
                    choices=Mode, initial=modes[kind, way.key], label=f"{kind.label}, {way.label}"
                )

    @property
    def chosen(self) -> dict[tuple[str, str], str]:
        return {
            (kind, way.key): self.cleaned_data[_name(kind, way)]
            for kind in Kind
            for way in ways.all_ways()
            if _name(kind, way) in self.cleaned_data
        }

    def rows(self) -> Iterator[tuple[str, list[BoundField]]]:
        """A line for each kind, with a field for each way."""
        for kind in Kind:
            yield str(kind.label), [self[_name(kind, way)] for way in ways.all_ways()]


def _name(kind: Kind, way: ways.Way) -> str:
    return f"{kind}-{way.key}"
