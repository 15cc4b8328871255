"""Where a message from WeCom belongs: into one case that its writer may see, or nowhere until the writer says."""

from __future__ import annotations

from mimetypes import guess_type
from uuid import UUID, uuid5

from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.permissions import may_keep_papers
from branddesk.cases import permissions
from branddesk.cases.models import Case
from branddesk.cases.services import add_note
from branddesk.cases.services.changing import lock
from branddesk.cases.services.outside import take_message
from branddesk.channels.wecom import selectors
from branddesk.channels.wecom.models import Received
from branddesk.channels.wecom.services.sending import say
from branddesk.core.enums import Side, Status, Via
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.foundation.files.models import Blob
from branddesk.foundation.files.services import open_blob

KEYS = UUID("6f3c2a52-6f0e-4a0b-9c53-8f9a0a1c7e11")
"""The space of the keys that are made from a message's number."""

State = Received.State


def answer(received: Received, text: str, *, about: str = "") -> None:
    """Owe the writer an answer to this message, once; `about` keeps two answers to one message apart."""
    say(
        app=received.app,
        wecom_user=received.wecom_user,
        text=text,
        key=f"wecom-answer:{received.pk}:{about or 'said'}",
        language=received.person.language if received.person else "",
    )


def refuse(received: Received, sentence: str) -> str:
    """Tell the writer why not. Their words stand before it, so that WeCom does not drop it as said before."""
    answer(
        received,
        _("“%(text)s”: %(sentence)s")
        % {"text": _beginning(received.text or received.file_name or received.kind), "sentence": sentence},
        about="refused",
    )
    received.state = State.REFUSED
    received.save(update_fields=["state"])
    return State.REFUSED.value


def ask_for_case(received: Received, person: User) -> str:
    """Ask which case is meant; once for all that waits."""
    waits_already = selectors.waiting_for_case(received.app, received.wecom_user).exclude(pk=received.pk).exists()
    received.state = State.ASKED
    received.save(update_fields=["state"])
    if not waits_already:
        cases = selectors.newest_cases(person)
        said = {"text": _beginning(received.text or received.file_name or received.kind)}
        lines = [f"{place}. {case.number} {case}" for place, case in enumerate(cases, start=1)]
        answer(
            received,
            "\n".join([_("Which case is “%(text)s” about? Answer with its number or its place here:") % said, *lines])
            if lines
            else _("Which case is “%(text)s” about? Answer with its number, such as BD-10001.") % said,
            about="which",
        )
    return State.ASKED.value


@transaction.atomic
def file(*, actor: User, received: Received, case: Case) -> Received:
    """Put what the actor wrote into the case chosen on the desk. A second time changes nothing."""
    found = _own(actor, received)
    if found.state != State.ASKED:
        return found
    found.case = case
    found.save(update_fields=["case"])
    if found.media_id and not found.blob_id:
        # Its file is still being fetched; it is placed when it has come.
        found.state = State.NEW
        found.save(update_fields=["state"])
    else:
        place(found, actor)
    if found.state == State.REFUSED:
        raise DomainError(_("It cannot stand in %(number)s. Choose another case.") % {"number": case.number})
    return found


@transaction.atomic
def set_aside(*, actor: User, received: Received) -> Received:
    """Let what the actor wrote stand in no case; its text is kept."""
    found = _own(actor, received)
    if found.state == State.ASKED:
        found.state = State.ASIDE
        found.save(update_fields=["state"])
    return found


def _own(actor: User, received: Received) -> Received:
    rows = Received.objects.select_for_update(of=("self",)).select_related("app", "blob", "person")
    return rows.get(pk=received.pk, person=actor)


@transaction.atomic
def take_from_contact(received: Received) -> bool:
    """Whether somebody who is not bound answers a card that was sent to them as a contact.

    The desk wrote to just this member about just this case, and WeCom says who answers: it stands there as said by
    somebody outside. Nothing else of theirs gets into any case.
    """
    card = selectors.last_card_to(received.app, received.wecom_user)
    writer = card.message.author if card is not None and card.message is not None else None
    if card is None or writer is None or received.kind not in {"text", "link", "location"}:
        return False
    contact = selectors.contact_of(writer, received.wecom_user)
    if contact is None or contact.marketplace_id != card.case.marketplace_id or card.case.status == Status.CLOSED:
        return False
    own = permissions.side_of(writer, card.case)
    message = take_message(
        case=card.case,
        via=Via.WECOM,
        key=f"wecom:{received.inbound_id}",
        text=received.text,
        side=Side.BRAND if own == Side.PLATFORM else Side.PLATFORM,
        name=contact.name,
        address=received.wecom_user,
        happened_at=received.happened_at,
    )
    received.case, received.message, received.state = card.case, message, State.PLACED
    received.save(update_fields=["case", "message", "state"])
    return True


def chose_case(received: Received, person: User) -> bool:
    """Whether this text only names the case for what waits; that is then put there."""
    waiting = list(selectors.waiting_for_case(received.app, received.wecom_user).select_for_update())
    text = received.text.strip().rstrip(".。")
    if not waiting:
        return False
    case: Case | None = None
    if text.isascii() and text.isdigit() and 1 <= len(text) <= 2:
        offered = selectors.newest_cases(person)
        case = offered[int(text) - 1] if 1 <= int(text) <= len(offered) else None
    elif selectors.NUMBER.fullmatch(text):
        _number, case = selectors.case_named_in(person, text)
    if case is None:
        return False
    for one in waiting:
        one.case = case
        one.save(update_fields=["case"])
        if not one.media_id or one.blob_id:
            place(one, person)
    received.state, received.case = State.CHOICE, case
    received.save(update_fields=["state", "case"])
    return True


@transaction.atomic
def place(received: Received, person: User) -> str:
    """Put the message into its case in the person's name, and say so; without a case, ask for it.

    Said to the other side where the person may write to it, else noted for colleagues. Placed once, however often.
    """
    if received.message_id is not None:
        return State.PLACED.value
    if received.case is None:
        return ask_for_case(received, person)
    case = lock(received.case)
    if not Case.objects.visible_to(person).filter(pk=case.pk).exists():
        return refuse(received, _("You have no case %(number)s. Check the number.") % {"number": case.number})
    as_message = permissions.can(person, "message", case)
    if not as_message and not permissions.can(person, "note", case):
        return refuse(received, _("You may read %(number)s but not write in it.") % {"number": case.number})
    if received.blob is not None and not may_keep_papers(person, case.brand):
        return refuse(received, _("Files are added to %(number)s on the desk itself.") % {"number": case.number})
    try:
        with transaction.atomic():
            exhibits = [_seal(received, received.blob, person, case)] if received.blob is not None else []
            text = received.text or (exhibits[0].title if exhibits else "")
            if as_message:
                message = take_message(
                    case=case,
                    via=Via.WECOM,
                    key=f"wecom:{received.inbound_id}",
                    text=text,
                    side=permissions.side_of(person, case),
                    actor=person,
                    address=received.wecom_user,
                    exhibits=exhibits,
                    happened_at=received.happened_at,
                )
            else:
                key = uuid5(KEYS, str(received.inbound_id))
                message = add_note(actor=person, case=case, text=text, exhibits=exhibits, form_key=key)
    except DomainError as refusal:
        return refuse(received, refusal.message)
    received.message, received.state = message, State.PLACED
    received.save(update_fields=["message", "state"])
    facts = {"number": case.number, "text": _beginning(text)}
    answer(
        received,
        _("In %(number)s, for the other side: “%(text)s”") % facts
        if as_message
        else _("In %(number)s, as a note for colleagues: “%(text)s”") % facts,
        about="placed",
    )
    return State.PLACED.value


@transaction.atomic
def take_media(*, received: Received, blob: Blob, file_name: str) -> None:
    """The file has come from WeCom: keep it with its message, and put that into its case if it is known."""
    received = Received.objects.select_for_update(of=("self",)).select_related("person", "app").get(pk=received.pk)
    if received.blob_id is None:
        received.blob = blob
        received.file_name = (received.file_name or file_name or _name_for(received.kind, blob))[:200]
        received.save(update_fields=["blob", "file_name"])
    if received.person is not None and received.case_id is not None:
        with translation.override(received.person.language):
            place(received, received.person)


@transaction.atomic
def give_up_media(*, received: Received, sentence: str) -> None:
    """The file cannot be had: the writer is told, so that it can be sent another way."""
    received = Received.objects.select_for_update(of=("self",)).select_related("person", "app").get(pk=received.pk)
    if received.blob_id is None and received.state in (State.NEW, State.ASKED):
        refuse(received, sentence)


def _seal(received: Received, blob: Blob, person: User, case: Case) -> Exhibit:
    with open_blob(blob) as content:
        is_picture = (guess_type(received.file_name)[0] or blob.content_type).startswith("image/")
        return seal_exhibit(
            actor=person,
            brand=case.brand,
            file=File(content, name=received.file_name),
            kind=Exhibit.Kind.PHOTO if is_picture else Exhibit.Kind.OTHER,
            source=Exhibit.Source.WECOM,
            upload_key=uuid5(KEYS, f"file:{received.inbound_id}"),
        )


def _beginning(text: str) -> str:
    """Enough of the text to know it by."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60] + "…"


def _name_for(kind: str, blob: Blob) -> str:
    endings = {"image/jpeg": ".jpg", "image/png": ".png", "audio/amr": ".amr", "video/mp4": ".mp4"}
    return f"wecom-{kind}{endings.get(blob.content_type, '')}"
