"""What leaves by WeCom: answers to members, cards about cases, files, notices. All of it through the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Message
from branddesk.cases.services.outside import log_contact, note_delivery
from branddesk.channels.wecom import client
from branddesk.channels.wecom.errors import Meaning, WeComError
from branddesk.channels.wecom.models import Card, UploadedMedia, WeComApp
from branddesk.channels.wecom.selectors import app_of, binding_of
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.core.enums import Via
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.foundation.delivery import transports
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import owe
from branddesk.foundation.files.models import Blob
from branddesk.foundation.files.services import open_blob

CHANNEL = "wecom"
LONGEST_BYTES = 2048
"""Of a text or a Markdown card, in UTF-8."""
LARGEST_FILE = 20 * 1024 * 1024
MEDIA_LASTS_HOURS = 60
"""WeCom keeps a file for three days; after this many hours it is laid down anew."""


def say(*, app: WeComApp, wecom_user: str, text: str, key: str, language: str = "") -> Outbound:
    """Owe the member a plain text, once per `key`, in the caller's transaction."""
    return owe(
        channel=CHANNEL,
        to=wecom_user,
        key=key,
        text=fit(text),
        language=language,
        payload={"app": app.pk, "type": "text"},
    )


@transaction.atomic
def tell_person(*, person: User, text: str, url: str, key: str) -> Outbound | None:
    """Owe a person who is bound a notice with the link to its page; None for whoever is not bound."""
    binding = binding_of(person)
    if binding is None or not binding.app.may_send:
        return None
    with translation.override(person.language):
        open_it = pgettext("verb", "Open")
    return owe(
        channel=CHANNEL,
        to=binding.wecom_user,
        key=key,
        text=fit(f"{text}\n[{open_it}]({settings.SITE_URL}{url})"),
        language=person.language,
        payload={"app": binding.app_id, "type": "markdown"},
    )


@transaction.atomic
def send_card(
    *,
    actor: User,
    case: Case,
    wecom_user: str,
    name: str,
    text: str,
    exhibits: list[Exhibit],
    form_key: UUID,
    language: str = "",
) -> Message:
    """Send the prepared card of a case, and files with it, to somebody in WeCom; the case keeps that it was sent.

    What the message says of its delivery follows the outbox. Raises NotAllowed, or DomainError for what cannot go.
    """
    app = app_of(actor.organisation)
    if app is None or not app.may_send:
        raise DomainError(_("WeCom is not connected yet. An administrator of your organisation does that."))
    text = text.strip()
    if not text:
        raise DomainError(_("Write the card first."))
    if len(text.encode()) > LONGEST_BYTES - 200:
        raise DomainError(_("The card is too long for WeCom. Shorten it to about 600 characters of Chinese."))
    _check_files(actor, case, exhibits)

    message = log_contact(
        actor=actor,
        case=case,
        via=Via.WECOM,
        text=_("To %(name)s by WeCom:\n%(text)s") % {"name": name, "text": text},
        key=f"wecom-card:{form_key}",
        exhibits=exhibits,
    )
    if message.delivery:
        return message
    Message.objects.filter(pk=message.pk).update(delivered_to=f"{name} ({wecom_user})"[:320])
    message = note_delivery(message=message, state=Message.Delivery.WAITING)
    link = settings.SITE_URL + reverse("cases:detail", args=[case.number])
    parts: list[dict[str, Any]] = [
        {"text": f"{text}\n\n[{case.number}]({link}#message-{message.pk})", "payload": {"type": "markdown"}},
        *({"payload": {"type": "file", "blob": each.blob_id, "name": each.file_name}} for each in exhibits),
    ]
    for number, part in enumerate(parts):
        part["payload"] |= {"app": app.pk, "message": message.pk, "told_in": actor.language}
        outbound = owe(channel=CHANNEL, to=wecom_user, key=f"{_keys_of(message)}{number}", language=language, **part)
        Card.objects.create(app=app, wecom_user=wecom_user, case=case, message=message, outbound=outbound)
    return message


def deliver(outbound: Outbound) -> str:
    """The transport: send one thing, and say in the outbox's words what WeCom answered.

    A refusal is worded for whoever sent it, who reads it in the case.
    """
    with translation.override(outbound.payload.get("told_in") or outbound.language or None):
        return _deliver(outbound)


def _deliver(outbound: Outbound) -> str:
    app = WeComApp.objects.filter(pk=outbound.payload.get("app")).first()
    if app is None or not app.may_send:
        raise transports.Refused(_("WeCom is not connected any more."))
    try:
        return client.send_message(app, {"touser": outbound.to, **_content(app, outbound)})
    except WeComError as error:
        if error.meaning is Meaning.LATER:
            raise transports.RetryLater(error.pause_seconds, error.sentence) from None
        if error.meaning in (Meaning.REFUSED, Meaning.TOKEN):
            raise transports.Refused(error.sentence) from None
        raise
    except Undecipherable:
        raise transports.Refused(_("The secret was kept with another key of this desk. Enter it once more.")) from None


def note_outcome(outbound: Outbound, *, is_sent: bool) -> None:
    """Let the message in the case say what became of its card; of several parts the last one decides."""
    message = Message.objects.filter(pk=outbound.payload.get("message")).first()
    if message is None:
        return
    if not is_sent:
        note_delivery(message=message, state=Message.Delivery.DEAD, note=outbound.last_error)
        return
    waiting = [Outbound.State.QUEUED, Outbound.State.SENDING]
    parts = Outbound.objects.filter(key__startswith=_keys_of(message), state__in=waiting)
    if not parts.exclude(pk=outbound.pk).exists():
        note_delivery(message=message, state=Message.Delivery.SENT)


def fit(text: str) -> str:
    """As much of the text as WeCom takes, cut between characters."""
    data = text.encode()
    return text if len(data) <= LONGEST_BYTES else data[: LONGEST_BYTES - 3].decode(errors="ignore") + "…"


def _keys_of(message: Message) -> str:
    """How the keys of a card's parts begin."""
    return f"wecom-card:{message.pk}:"


def _content(app: WeComApp, outbound: Outbound) -> Mapping[str, Any]:
    match outbound.payload.get("type"):
        case "file":
            return {"msgtype": "file", "file": {"media_id": _laid_down(app, outbound)}}
        case "markdown":
            return {"msgtype": "markdown", "markdown": {"content": outbound.text}}
        case _:
            return {"msgtype": "text", "text": {"content": outbound.text}}


def _laid_down(app: WeComApp, outbound: Outbound) -> str:
    """The file's media_id. Kept before it is sent, so that a repeat is the same message and WeCom drops it."""
    try:
        blob = Blob.objects.get(pk=outbound.payload["blob"])
    except ObjectDoesNotExist:
        raise transports.Refused(_("The file is not in the vault any more.")) from None
    kept = UploadedMedia.objects.filter(app=app, sha256=blob.sha256).first()
    if kept is not None and (clock.now() - kept.uploaded_at).total_seconds() < MEDIA_LASTS_HOURS * 3600:
        return kept.media_id
    try:
        content = open_blob(blob)
    except DomainError as refusal:
        raise transports.Refused(refusal.message) from None
    with content:
        media_id = client.upload_media(
            app, name=outbound.payload["name"], content=content, content_type=blob.content_type
        )
    UploadedMedia.objects.update_or_create(
        app=app, sha256=blob.sha256, defaults={"media_id": media_id, "uploaded_at": clock.now()}
    )
    return media_id


def _check_files(actor: User, case: Case, exhibits: list[Exhibit]) -> None:
    """Only what the actor may see, of this brand, in use, clean and small enough."""
    seen = set(Exhibit.objects.visible_to(actor).filter(brand=case.brand_id).values_list("pk", flat=True))
    for exhibit in exhibits:
        if exhibit.pk not in seen or exhibit.is_withdrawn or exhibit.blob.is_infected:
            raise DomainError(_("“%(title)s” cannot be sent from this case.") % {"title": exhibit.title})
        if not 5 <= exhibit.blob.size <= LARGEST_FILE:
            raise DomainError(_("“%(title)s” is larger than the 20 MB that WeCom takes.") % {"title": exhibit.title})
