"""What the case pages read off a request."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.models import Case, Message
from branddesk.cases.panels.talking import Typed
from branddesk.cases.returning import is_elsewhere
from branddesk.cases.selectors import Story, timeline
from branddesk.cases.selectors.templates import fill, texts_for
from branddesk.core.enums import SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of
from branddesk.evidence.forms import UploadForm
from branddesk.evidence.models import Exhibit
from branddesk.evidence.permissions import check_can_seal
from branddesk.evidence.services import seal_exhibits

STORY_LINES = 200
"""So many entries of its story a page of a case shows at once."""
TAKEN_BACK = "taken_back"


def version_of(request: DeskRequest) -> int | None:
    """The version of the case that the page showed, if it said so."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def story_of(request: DeskRequest, case: Case) -> Story:
    """The last lines of the case, or those before the entry that the address names."""
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return timeline(case, request.user, most=STORY_LINES, before=before)


def exhibits_of(request: DeskRequest, case: Case) -> list[Exhibit]:
    """The exhibits ticked in a form, of those that the reader may use in this case."""
    keys = [key for key in request.POST.getlist("exhibits") if _is_key(key)]
    return list(Exhibit.objects.visible_to(request.user).filter(key__in=keys, brand=case.brand_id))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def typed_in(request: DeskRequest, case: Case, box: str) -> Typed:
    """The text of a form at the foot of the story, with its exhibits; files that came with it are sealed first."""
    exhibits = exhibits_of(request, case)
    if request.FILES and not request.user.is_platform:
        check_can_seal(request.user, case.brand)
        form = UploadForm({}, request.FILES, brand=case.brand)
        if not form.is_valid():
            raise DomainError(" ".join(str(error) for errors in form.errors.values() for error in errors))
        facts = form.cleaned_data
        facts["upload_key"] = form_key_of(request)
        exhibits += seal_exhibits(actor=request.user, brand=case.brand, uploads=facts.pop("file"), **facts)
    return Typed(box, request.POST.get("text", ""), exhibits)


def typed_before(request: DeskRequest, case: Case) -> Typed | None:
    """What the opened page has in its composer already: a text just taken back, or a template chosen without script."""
    if "back" in request.GET:
        return taken_back(request, case)
    chosen = request.GET.get("template", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        return None
    text = get_object_or_404(texts_for(request.user), pk=chosen)
    return Typed(request.GET.get("box", ""), fill(text.body, case, request.user, text.language))


def taken_back(request: DeskRequest, case: Case, box: str = "") -> Typed | None:
    """The words that were taken back a moment ago, once; `box` where they are written on a page of their own."""
    back = request.session.get(TAKEN_BACK) or {}
    if back.get("number") != case.number or (box or None) != (back["box"] if is_elsewhere(back["box"]) else None):
        return None
    del request.session[TAKEN_BACK]
    exhibits = list(Exhibit.objects.visible_to(request.user).filter(pk__in=back["exhibits"]))
    return Typed(back["box"], back["text"], exhibits, fields=back["fields"])


def keep_for_return(request: DeskRequest, case: Case, message: Message) -> None:
    """Let the next page have the text that was taken back."""
    fields = dict(message.effect or {})
    box = fields.pop("action")
    request.session[TAKEN_BACK] = {
        "number": case.number,
        "box": "decide" if box == "ask" else box,
        "text": message.body,
        "exhibits": [exhibit.pk for exhibit in message.exhibits.all()],
        "fields": fields
        | {"to": message.delivered_to, "outcome": fields.get("outcome") or SubmissionStatus.WAITING.value},
    }


def until_it_leaves() -> str:
    """How long it can be taken back, where the desk holds what is sent."""
    seconds = settings.SEND_HOLD_SECONDS
    text = ngettext(
        "It leaves in %(n)s second; until then you can take it back.",
        "It leaves in %(n)s seconds; until then you can take it back.",
        seconds,
    )
    return text % {"n": seconds} if seconds else ""
