"""What mail shows on other apps' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from branddesk.cases.models import Case
from branddesk.channels.email import conf
from branddesk.channels.email.models import ReceivedMail
from branddesk.contacts.models import Contact
from branddesk.foundation.files.models import Blob
from branddesk.foundation.files.services import open_blob
from branddesk.web.slots import Rows


def write_address(contact: Contact, case_number: str) -> str:
    """Where one writes to the contact about a case; nothing outside a case, and where mail is not set up."""
    if not (contact.email and case_number and conf.domain()):
        return ""
    return f"{reverse('email:write')}?{urlencode({'case': case_number, 'contact': contact.pk})}"


def page_of_return(case: Case) -> str:
    """Where the words of a mail that was taken back stand again."""
    return f"{reverse('email:write')}?{urlencode({'case': case.number, 'back': '1'})}"


def case_context(request: HttpRequest) -> Mapping[str, Any]:
    case = getattr(request, "case", None)
    return {"mail_case": case if case is not None and case.was_prepared else None}


def held_rows(request: HttpRequest) -> Rows:
    return ReceivedMail.objects.visible_to(request.user).filter(  # type: ignore[arg-type]
        state=ReceivedMail.State.QUARANTINED
    )


def content_of_file(sha256: str) -> bytes:
    """A file of the vault, to be attached to a mail."""
    with open_blob(Blob.objects.get(sha256=sha256)) as file:
        return file.read()
