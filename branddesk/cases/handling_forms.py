"""The small forms of a case's menu: each says one thing, with its reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases import selectors, workflow
from branddesk.cases.models import Case, Closing, Satisfaction
from branddesk.core.enums import EscalationLevel, Priority, Side

REASON = {"rows": 3}


class CaseForm(forms.Form):
    """One thing done to a case; what is clean is what its service takes."""

    action: ClassVar[str]
    """The line of the table of permissions."""
    recorded: ClassVar[str] = ""
    """What the case's journal calls it, by which a form sent twice is known again."""
    title: ClassVar[Promise]
    button: ClassVar[Promise]
    done: ClassVar[Promise]
    """What is said when it is done."""
    text: ClassVar[Promise | str] = ""
    """What follows from it, in a sentence."""
    is_danger: ClassVar[bool] = False

    def __init__(self, *args: Any, case: Case, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.reader = case, reader


class PriorityForm(CaseForm):
    action, recorded = "prioritise", "case.prioritised"
    title, button = _("Priority"), _("Set the priority")
    done = _("The priority is set.")

    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority, coerce=int, widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=REASON),
        help_text=_("Needed for urgent. Both sides read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].initial = self.case.priority

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        becomes_urgent = data.get("priority") == Priority.URGENT != self.case.priority
        if becomes_urgent and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it is urgent. Both sides read the reason."))
        return data


class LevelForm(CaseForm):
    """What raising and lowering have in common: a level to choose."""

    level = forms.TypedChoiceField(
        label=pgettext_lazy("escalation", "To the level"),
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = self.levels()
        field = self.fields["level"]
        field.choices = [(level.value, level.label) for level in levels]  # type: ignore[attr-defined]
        field.initial = levels[0].value if levels else None

    def levels(self) -> list[EscalationLevel]:
        raise NotImplementedError


class EscalateForm(LevelForm):
    action, recorded = "escalate", "case.escalated"
    title, button = _("Escalate the case"), pgettext_lazy("verb", "Escalate")
    done = _("The case is a level up; they have been told.")
    text = _("Whoever looks at cases of that level is told, and the first answer is owed anew.")

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs=REASON),
        help_text=_("Both sides read it."),
        error_messages={"required": _("Say why the case goes to the next level. Both sides read the reason.")},
    )

    def levels(self) -> list[EscalationLevel]:
        return workflow.levels_above(self.case.level)


class LowerForm(LevelForm):
    action, recorded = "lower", "case.lowered"
    title, button = _("Take the escalation back"), _("Take it back")
    done = _("The escalation is taken back.")

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs=REASON))

    def levels(self) -> list[EscalationLevel]:
        return workflow.levels_below(self.case.level)[::-1]


class OtherCaseForm(CaseForm):
    """What linking and merging have in common: another case, by its number."""

    name: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = selectors.suggested(self.case, self.reader)
        self.fields[self.name] = forms.CharField(
            label=_("Number of the other case"),
            max_length=16,
            widget=forms.TextInput(
                attrs={"placeholder": "BD-10234", "autocomplete": "off", "spellcheck": "false", "list": "other-cases"}
            ),
            error_messages={"required": _("Enter the number of the other case.")},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number = data.get(self.name, "").strip().upper()
        other = Case.objects.visible_to(self.reader).filter(number=number).first() if number else None
        if number and other is None:
            self.add_error(self.name, _("There is no such case, or you may not see it. Check the number."))
        elif other == self.case:
            self.add_error(self.name, _("Choose another case than this one."))
        return data | {self.name: other}


class LinkForm(OtherCaseForm):
    action, name = "link", "other"
    title, button = _("Link a related case"), pgettext_lazy("verb", "Link")
    done = _("The two cases are linked.")
    text = _("Each of the two then shows the other to whoever may see both.")


class MergeForm(OtherCaseForm):
    action, recorded, name = "merge", "case.merged", "into"
    title, button = _("Merge into another case"), pgettext_lazy("verb", "Merge")
    done = _("The other case is closed; this one goes on.")
    text = _(
        "This case closes. Its exhibits, watchers, tags and follow-ups join the other one, and so do the listings "
        "that the other does not have. It can be taken back for ten minutes."
    )
    is_danger = True


class UnmergeForm(CaseForm):
    action, recorded = "unmerge", "case.unmerged"
    title, button = _("Take the merge back"), _("Take it back")
    done = _("The merge is taken back.")
    text = _("The case is open again as it was. Possible while nothing happened in either case.")


class WatcherForm(CaseForm):
    action = "add_watcher"
    title, button = _("Add a watcher"), pgettext_lazy("verb", "Add")
    done = _("Your colleague has been told.")
    text = _("A watcher is told of everything that happens in the case.")

    person = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side = Side.PLATFORM if self.reader.is_platform else Side.BRAND
        people = selectors.readers_of(self.case, side).exclude(pk=self.reader.pk)
        # Whoever watches already is offered no more, but to be added twice is no fault.
        offered = people if self.is_bound else people.exclude(watched_cases__case=self.case)
        self.fields["person"].queryset = offered  # type: ignore[attr-defined]


class CloseForm(CaseForm):
    action, recorded = "close", "case.closed"
    title, button = _("Close the case"), _("Close the case")
    done = _("The case is closed.")
    text = _("Nothing more is then expected of anyone.")

    closing = forms.ChoiceField(
        label=_("Why the case ends"),
        choices=Closing,
        initial=Closing.SETTLED,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    reason = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=REASON),
        help_text=_("Both sides read it."),
    )


class RateForm(CaseForm):
    action = "rate"
    title, button = _("How was this case handled?"), _("Send the answer")
    done = _("Thank you. Your answer is kept.")
    text = _("The answer can be changed for seven days.")

    score = forms.TypedChoiceField(
        label=_("How was this case handled?"),
        choices=Satisfaction.Score,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose one of the five answers.")},
    )
    comment = forms.CharField(label=_("Comment"), required=False, max_length=1000, widget=forms.Textarea(attrs=REASON))
