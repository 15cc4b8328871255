"""What is typed on the call card, and how a telephone system is connected."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases import permissions as case_permissions
from branddesk.cases.forms import MomentInput
from branddesk.cases.models import Case
from branddesk.channels.phone.models import Call, PhoneSystem
from branddesk.channels.phone.services.logging import Promise, Talk
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.enums import Via

PROMISES = (1, 2, 3)
LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,4}):([0-5]\d)")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class CallForm(forms.Form):
    """The outcome of a call or a meeting. Fields that make no sense here are taken out."""

    result = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=Call.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you reached them.")},
    )
    outcome = forms.CharField(
        label=_("What came of it, in one line"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write in one line what came of it.")},
    )
    with_whom = forms.CharField(label=_("With whom"), max_length=200, required=False)
    brand = forms.ModelChoiceField(label=_("Brand"), queryset=Brand.objects.none(), required=False)
    option = forms.ChoiceField(label=_("Menu option you chose"), required=False, widget=forms.RadioSelect)
    started_at = forms.DateTimeField(
        label=_("When it began"), widget=MomentInput, error_messages={"required": _("Enter when it began.")}
    )
    length = forms.CharField(
        label=_("Length"),
        required=False,
        max_length=9,
        widget=forms.TextInput(attrs={"placeholder": "3:40", "inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Minutes and seconds. The timer fills it in."),
    )
    next_on = forms.DateField(
        label=_("Next date"),
        required=False,
        widget=DayInput,
        help_text=_("The day on which to ask again; it becomes a follow-up of the case."),
    )
    recording = forms.FileField(label=_("Recording"), required=False)
    consent = forms.BooleanField(label=_("Everybody on the line agreed to be recorded"), required=False)

    def __init__(
        self,
        *args: Any,
        actor: User,
        case: Case | None,
        contact: Contact | None,
        call: Call | None,
        way: Via,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.case, self.contact, self.way = actor, case, contact, way
        self.may_follow_up = case is not None and case_permissions.can(actor, "follow_up", case)
        for number in PROMISES:
            self.fields[f"promise_{number}"] = forms.CharField(
                label=_("They promised"),
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"aria-label": _("They promised")}),
            )
            self.fields[f"promise_{number}_on"] = forms.DateField(
                label=_("By"), required=False, widget=DayInput(attrs={"aria-label": _("By")})
            )
        brands = Brand.objects.visible_to(actor)
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        if case is None and len(only := brands[:2]) == 1:
            self.initial.setdefault("brand", only[0])
        self._choose_fields(call)

    def _choose_fields(self, call: Call | None) -> None:
        if self.case is not None or self.actor.is_platform:
            del self.fields["brand"]
        if self.contact is not None:
            del self.fields["with_whom"]
        if call is not None and call.system_id is not None:
            for name in ("started_at", "length"):
                del self.fields[name]
        options = list(self.contact.menu_options.all()) if self.contact is not None else []
        if options and self.way == Via.PHONE:
            choices = [(each.keys, f"{each.keys} · {each.label}") for each in options]
            self.fields["option"].choices = [("", gettext("none")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["option"]
        if self.case is not None and not self.may_follow_up:
            del self.fields["next_on"]
        elif self.case is None:
            self.fields["next_on"].help_text = _("You are reminded on this day to call again.")
        if not self.may_follow_up:
            for number in PROMISES:
                del self.fields[f"promise_{number}"], self.fields[f"promise_{number}_on"]

    @property
    def promise_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        if not self.may_follow_up:
            return []
        return [(self[f"promise_{number}"], self[f"promise_{number}_on"]) for number in PROMISES]

    def clean_length(self) -> int:
        text = str(self.cleaned_data["length"]).strip()
        if not text:
            return 0
        found = LENGTH.fullmatch(text) if ":" in text else None
        if found is not None:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return hours * 3600 + minutes * 60 + seconds
        if text.isascii() and text.isdigit():
            return int(text) * 60
        raise forms.ValidationError(_("Write the length as minutes and seconds, such as 3:40."))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for number in PROMISES if self.may_follow_up else ():
            has_text, has_day = facts.get(f"promise_{number}"), facts.get(f"promise_{number}_on")
            if has_text and not has_day and f"promise_{number}_on" not in self.errors:
                self.add_error(f"promise_{number}_on", _("By which day? Then the desk asks again."))
            if has_day and not has_text:
                self.add_error(f"promise_{number}", _("Write what they promised by this day."))
        return facts

    def talk(self, call: Call | None) -> Talk:
        """What was typed, for the service; the moment as the telephone system told it, where it did."""
        facts = self.cleaned_data
        offered = dict(getattr(self.fields.get("option"), "choices", ()))
        chosen = str(offered[facts["option"]])[:160] if facts.get("option") else (call.option if call else "")
        return Talk(
            way=self.way,
            result=facts["result"],
            outcome=facts["outcome"],
            started_at=facts.get("started_at") or (call.started_at if call else clock.now()),
            seconds=facts.get("length", 0),
            option=chosen,
            with_whom=facts.get("with_whom", ""),
            next_on=facts.get("next_on"),
            promises=[
                Promise(facts[f"promise_{number}"], day)
                for number in PROMISES
                if isinstance(day := facts.get(f"promise_{number}_on"), date) and facts.get(f"promise_{number}")
            ],
        )


class SystemForm(forms.Form):
    lines = forms.CharField(
        label=_("Lines"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "placeholder": "101 lin@example.org"}),
        help_text=_("One a line: the number or extension that is called, a blank, the person's e-mail on this desk."),
    )
    keeps_recordings = forms.BooleanField(
        label=_("Callers are told and agree that calls are recorded"),
        required=False,
        help_text=_("Only then the desk fetches recordings into the vault; else it keeps the link alone."),
    )

    def __init__(self, *args: Any, actor: User, system: PhoneSystem | None, **kwargs: Any) -> None:
        self.people = {person.email: person for person in actor.organisation.people.filter(is_active=True)}
        if system is not None:
            kept = system.lines.select_related("person")
            shown = "\n".join(f"{line.number} {line.person.email}" for line in kept)
            kwargs.setdefault("initial", {"lines": shown, "keeps_recordings": system.keeps_recordings})
        super().__init__(*args, **kwargs)

    def clean_lines(self) -> dict[str, User]:
        lines: dict[str, User] = {}
        for row in str(self.cleaned_data["lines"]).splitlines():
            number, _blank, email = row.strip().rpartition(" ")
            if not row.strip():
                continue
            person = self.people.get(email.strip().lower())
            if person is None or not number.strip() or len(number) > 32:
                raise forms.ValidationError(
                    gettext("“%(row)s”: write a number, a blank and the e-mail of a colleague on this desk.")
                    % {"row": row.strip()[:80]}
                )
            if number.strip() in lines:
                raise forms.ValidationError(gettext("%(number)s stands there twice.") % {"number": number.strip()})
            lines[number.strip()] = person
        return lines
