from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand
from branddesk.channels.chat import selectors
from branddesk.channels.chat.models import Conversation
from branddesk.channels.chat.selectors import Successor
from branddesk.core.enums import Language
from branddesk.web.formats import moment


class StartForm(forms.Form):
    """The first line of a chat, and what it is about."""

    brand = forms.ModelChoiceField(Brand.objects.none(), label=_("Brand"), required=False, empty_label=_("No brand"))
    desk = forms.ModelChoiceField(Organisation.objects.none(), label=_("Platform"), empty_label=None)
    text = forms.CharField(
        label=_("Your question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "data-keep": "chat"})
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = selectors.desks()
        brand, desk = self.fields["brand"], self.fields["desk"]
        assert isinstance(brand, forms.ModelChoiceField)
        assert isinstance(desk, forms.ModelChoiceField)
        brand.queryset = Brand.objects.visible_to(person).order_by("name")
        desk.queryset = Organisation.objects.filter(pk__in=[row.pk for row in rows])
        if len(rows) == 1:
            self.fields["desk"].widget = forms.HiddenInput()
            self.initial["desk"] = rows[0].pk

    def clean(self) -> None:
        if "as_case" in self.data and not self.cleaned_data.get("brand"):
            self.add_error("brand", _("Choose the brand: every case is about one."))


class VisitForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("A code is sent there, so that only you can read this chat."),
        error_messages={"invalid": _("Enter a mail address such as name@example.com.")},
    )
    text = forms.CharField(label=_("Your question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("To whom"), empty_label=_("Choose"))

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = selectors.successors(conversation)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[row.person.pk for row in found])
        managers = [(row.person.pk, _described(row)) for row in found if row.entry is not None]
        others = [(row.person.pk, _described(row)) for row in found if row.entry is None]
        if not managers:
            field.choices = [("", _("Choose")), *others]
            return
        field.choices = [
            ("", _("Choose")),
            (pgettext("hand over", "Account managers of the brand"), managers),
            (pgettext("hand over", "Others who answer"), others),
        ]


def _described(row: Successor) -> str:
    """A name with what decides whether a chat is well handed over to it now."""
    told = [row.person.name]
    if row.entry is None:
        told.append(row.person.get_role_display())
    elif row.entry.is_open:
        told.append(pgettext("account manager", "open now"))
    elif (opens := row.entry.opens_at) is not None:
        told.append(pgettext("account manager", "back %(when)s") % {"when": moment(opens)})
    else:
        told.append(pgettext("account manager", "not there now"))
    if row.takes_chats:
        told.append(gettext("takes chats now"))
    return " · ".join(told)


def _body(language: str) -> forms.CharField:
    return forms.CharField(label=language, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReplyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    body_en = _body("English")
    body_ru = _body("Русский")
    body_zh = _body("中文")

    @property
    def texts(self) -> dict[str, str]:
        return {
            Language.ENGLISH.value: self.cleaned_data["body_en"],
            Language.RUSSIAN.value: self.cleaned_data["body_ru"],
            Language.CHINESE.value: self.cleaned_data["body_zh"],
        }

    def clean(self) -> None:
        if not self.errors and not any(text.strip() for text in self.texts.values()):
            self.add_error("body_en", _("Write the reply in at least one language."))
