"""Writing to somebody outside from a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Message
from branddesk.cases.services.changing import check_exhibit, lock, required
from branddesk.cases.services.outside import let_stand
from branddesk.cases.services.sending import effect, post
from branddesk.channels.email import addresses, conf, permissions
from branddesk.channels.email.desk_addresses import address_of
from branddesk.channels.email.models import DeskAddress, OutgoingMail, ReceivedMail
from branddesk.channels.services import deliver_message
from branddesk.core import clock
from branddesk.core.enums import Side, Via
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.foundation.delivery.services import send_mail

ACTION = "mail"
MOST_AN_HOUR = 60
"""Mails that one person sends in an hour."""
LONGEST_THREAD = 10
LONGEST_SUBJECT = 220


@transaction.atomic
def write_mail(
    *,
    actor: User,
    case: Case,
    to: str,
    subject: str,
    text: str,
    name: str = "",
    exhibits: Iterable[Exhibit] = (),
    form_key: UUID | None = None,
) -> Message:
    """Write to somebody from the address of the brand, or of the marketplace for its people.

    The mail stands in the case as a message, which its author may take back until it leaves; then it is owed, and the
    answer comes back to an address signed for this case and this reader. The same form writes once.
    """
    case = lock(case)
    key = f"mail-out:{form_key or uuid4()}"
    if (before := case.messages.filter(outside_key=key).first()) is not None:
        return before
    permissions.check_can_write(actor, case)
    _check_set_up()
    to = _checked_address(to)
    subject = _checked_subject(subject, case)
    exhibits = _checked_exhibits(actor, case, exhibits)
    _check_pace(actor)
    return post(
        case,
        actor=actor,
        action=ACTION,
        kind=Message.Kind.MESSAGE,
        text=required(text, _("Write the mail first.")),
        exhibits=exhibits,
        outside={
            "via": Via.EMAIL,
            "outside_key": key,
            "delivery": Message.Delivery.WAITING,
            "delivered_to": to,
        },
        name=name[:200],
        subject=subject,
    )


@effect(ACTION, check=permissions.check_can_write, moves=False)
def _leave(*, actor: User, case: Case, message: Message, exhibits: list[Exhibit], name: str, subject: str) -> None:
    _check_set_up()
    exhibits = _checked_exhibits(actor, case, exhibits)
    let_stand(message, case=case, actor=actor, exhibits=exhibits)
    address = address_of(case.marketplace if message.side == Side.PLATFORM else case.brand)
    mail = OutgoingMail.objects.create(
        message=message, case=case, side=message.side, to=message.delivered_to, to_name=name, subject=subject
    )
    mail.outbound = send_mail(
        to=mail.to,
        subject=subject,
        text=message.body,
        language=message.language,
        key=f"case-mail:{mail.pk}",
        payload=_payload(mail, address, actor, exhibits),
    )
    mail.mail_id = mail.outbound.message_id or ""
    mail.save(update_fields=["outbound", "mail_id"])
    deliver_message(message=message, outbound=mail.outbound, name=name)


def _payload(mail: OutgoingMail, address: DeskAddress, actor: User, exhibits: list[Exhibit]) -> dict[str, object]:
    thread = _thread(mail)
    reply_to = addresses.reply_address(
        local=address.local,
        domain=conf.domain(),
        outgoing=mail.pk,
        case=mail.case_id,
        message=mail.message_id,
        to=mail.to,
    )
    holder = address.brand or address.marketplace
    return {
        "from": f'"{_plain(actor.name)} ({_plain(str(holder))})" <{address.local}@{conf.domain()}>',
        "reply_to": reply_to,
        "in_reply_to": thread[-1] if thread else "",
        "references": " ".join(thread),
        "attachments": [
            {"name": exhibit.file_name, "type": exhibit.blob.content_type, "sha256": exhibit.blob.sha256}
            for exhibit in exhibits
        ],
        "auto": False,
    }


def _thread(mail: OutgoingMail) -> list[str]:
    """The Message-IDs of what was said with this reader in this case, the latest last."""
    sent = OutgoingMail.objects.filter(case=mail.case_id, to=mail.to).exclude(pk=mail.pk)
    came = ReceivedMail.objects.filter(case=mail.case_id, sender=mail.to, state=ReceivedMail.State.TAKEN)
    rows = [
        *sent.order_by("-pk").values_list("created_at", "mail_id")[:LONGEST_THREAD],
        *came.order_by("-pk").values_list("created_at", "mail_id")[:LONGEST_THREAD],
    ]
    return [mail_id for _at, mail_id in sorted(rows) if mail_id][-LONGEST_THREAD:]


def _plain(name: str) -> str:
    """A name that cannot leave its quotation marks."""
    return " ".join("".join(" " if letter in '"\\<>(),;:@[]' else letter for letter in name).split())[:80]


def _check_set_up() -> None:
    if not conf.domain():
        raise DomainError(
            _("Mail is not set up on this desk. Ask whoever runs it to set BRANDDESK_MAIL_DOMAIN, or write by hand.")
        )


def _checked_address(to: str) -> str:
    to = to.strip().lower()
    try:
        validate_email(to)
    except ValidationError:
        raise DomainError(
            _("“%(address)s” is no mail address. Write it as name@example.com.") % {"address": to[:80]}
        ) from None
    if to.rpartition("@")[2] == conf.domain() or to == conf.own_address():
        raise DomainError(_("This is an address of the desk itself. Choose somebody outside."))
    return to


def _checked_subject(subject: str, case: Case) -> str:
    subject = " ".join(required(subject, _("Write what the mail is about.")).split())
    if len(subject) > LONGEST_SUBJECT:
        raise DomainError(
            _("The subject is too long. Shorten it to %(limit)d characters.") % {"limit": LONGEST_SUBJECT}
        )
    token = addresses.subject_token(case.number)
    return subject if token in subject else f"{subject} {token}"


def _checked_exhibits(actor: User, case: Case, exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    chosen = [exhibit.pk for exhibit in exhibits]
    found = list(Exhibit.objects.visible_to(actor).filter(pk__in=chosen).select_related("blob").order_by("pk"))
    if len(found) != len(set(chosen)):
        raise DomainError(_("An exhibit that the brand did not share cannot be sent."))
    for exhibit in found:
        check_exhibit(case, exhibit)
        if exhibit.blob.is_infected:
            raise DomainError(_("A virus was found in “%(title)s”. Choose another exhibit.") % {"title": exhibit.title})
    size = sum(exhibit.blob.size for exhibit in found)
    if size > conf.MAX_ATTACHED_BYTES:
        raise DomainError(
            ngettext(
                "The file has %(size)s MB; one mail carries %(limit)s MB. Send a smaller copy, or use another way.",
                "The files have %(size)s MB; one mail carries %(limit)s MB. Leave some out, or send two mails.",
                len(found),
            )
            % {"size": -(-size // 1_000_000), "limit": conf.MAX_ATTACHED_BYTES // 1_000_000}
        )
    return found


def _check_pace(actor: User) -> None:
    since = clock.now() - timedelta(hours=1)
    written = Message.objects.filter(author=actor, outside_key__startswith="mail-out:", created_at__gte=since)
    if written.count() >= MOST_AN_HOUR:
        raise DomainError(_("You have sent many mails within an hour. Go on a little later."))
