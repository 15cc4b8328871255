from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.permissions import side_of
from branddesk.channels.email.models import ReceivedMail
from branddesk.core.enums import Side
from branddesk.evidence.models import Exhibit


class WriteForm(forms.Form):
    """A mail about a case."""

    to = forms.CharField(label=_("To"), max_length=320, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    subject = forms.CharField(label=_("Subject"), max_length=220)
    text = forms.CharField(
        label=_("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 16, "data-keep": "mail"})
    )
    exhibits = forms.ModelMultipleChoiceField(
        label=_("Exhibits to attach"),
        queryset=Exhibit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, case: Case, actor: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["exhibits"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            Exhibit.objects.visible_to(actor)
            .filter(case_links__case=case, withdrawn_at=None)
            .select_related("blob")
            .order_by("case_links__position", "pk")
        )


class AcceptForm(forms.Form):
    """Into which case a mail goes, and for whom its writer speaks."""

    number = forms.CharField(
        label=_("Case number"), max_length=16, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    side = forms.ChoiceField(
        label=_("Who wrote it"),
        choices=[(Side.PLATFORM.value, _("somebody of the platform")), (Side.BRAND.value, _("somebody of the brand"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, mail: ReceivedMail, actor: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["side"].initial = (Side.BRAND if actor.is_platform else Side.PLATFORM).value
        if mail.case is not None and side_of(actor, mail.case) != Side.NONE:
            self.fields["number"].initial = mail.case.number

    def clean_number(self) -> Case:
        number = str(self.cleaned_data["number"]).strip().upper()
        case = Case.objects.visible_to(self.actor).filter(number=number).first()
        if case is None:
            raise forms.ValidationError(
                _("There is no such case. Write its number as it stands in the list: BD-10001.")
            )
        return case
