"""The key of a form: what a form makes is made once, however often the form is sent."""

from __future__ import annotations

import json
from typing import TypeVar
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from branddesk.core.errors import DomainError

Row = TypeVar("Row", bound=Model)


def form_key_of(request: HttpRequest) -> UUID | None:
    """The key of a form as it was sent, with all that it holds; None when the form has none.

    Sent twice as it is, it has the same key; with other words in it, after going back in the browser, another one.
    """
    text = request.POST.get("form_key")
    if not text:
        return None
    try:
        key = UUID(text)
    except ValueError:
        raise DomainError(_("The page did not send the whole form. Load it again.")) from None
    held = [[name, values] for name, values in sorted(request.POST.lists()) if name != "csrfmiddlewaretoken"]
    files = [[name, file.name, file.size] for name, files in sorted(request.FILES.lists()) for file in files]
    return uuid5(key, json.dumps([held, files]))


def hold(person: AbstractBaseUser) -> None:
    """Let what this person sends at the same moment be done one after the other, until the transaction ends."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=person.pk)


def made_before(
    rows: QuerySet[Row], key: UUID | None, *, person: AbstractBaseUser, maker: str, name: str = "form_key"
) -> Row | None:
    """What the form of this key made when it came before: a double click, or a page sent again.

    `maker` and `name`: the row's fields for who made it and for the key. To be asked in the transaction that makes
    the row, so that of two forms at once the second waits for the first.
    """
    if key is None:
        return None
    hold(person)
    row = rows.filter(**{name: key}).first()
    if row is not None and getattr(row, f"{maker}_id") != person.pk:
        raise DomainError(_("This form was already sent. Load the page again."))
    return row
