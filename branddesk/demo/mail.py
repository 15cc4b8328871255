"""Mail of the demo: a thread with an account manager, one that came back, and what waits for a decision."""

from __future__ import annotations

import zlib
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.channels.email import conf
from branddesk.channels.email.desk_addresses import address_of
from branddesk.channels.email.fetching import CHANNEL
from branddesk.channels.email.models import OutgoingMail
from branddesk.channels.email.services import write_mail
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.demo.cast import Cast
from branddesk.foundation.delivery.services import take_in
from branddesk.foundation.delivery.services.inbox import handle

MANAGER = ("Ольга Назарова", "o.nazarova@ozon-partners.example")
OFFICE = ("Канцелярия", "office@ozon-partners.example")
STRANGER = ("Sales Team", "offers@marketing-boost.example")

QUESTION = (
    "Здравствуйте, Ольга!\n\nПо обращению {number} прошло несколько дней. Карточки всё ещё видны покупателям.\n\n"
    "Подскажите, пожалуйста, на каком этапе рассмотрение и нужны ли от нас ещё документы?\n\n{name}"
)
ANSWER = (
    "Добрый день!\n\nОбращение передано профильной команде. Первые две карточки скрыты сегодня, по третьей ждём ответ "
    "продавца до конца недели.\n\nС уважением,\nОльга Назарова"
)
OFFER = "Dear brand owner,\n\nwe remove any competitor from any marketplace in 24 hours. Reply to get our price list."
FORGED = "Срочно пришлите скан свидетельства и доверенности на этот адрес: документы в системе утеряны."


def furnish(cast: Cast) -> None:
    """Let mail go to and fro in cases of the cabinet, where the platform has no desk here. Needs `MAIL_DOMAIN`."""
    if not conf.domain():
        return
    told: set[int] = set()
    for person in (cast["lin"], cast["vetrova"], cast["rudina"]):
        case = next((case for case in _cases_of(person) if case.pk not in told), None)
        if case is not None:
            told.add(case.pk)
            _thread(person, case)


def _cases_of(person: User) -> list[Case]:
    open_ones = [Status.SUBMITTED, Status.IN_REVIEW, Status.WAITING, Status.REOPENED]
    cases = Case.objects.visible_to(person).filter(status__in=open_ones, submitted_at__isnull=False)
    in_cabinet = cases.filter(marketplace__operator=None).select_related("brand", "marketplace")
    return list(in_cabinet.order_by("last_event_at", "pk")[:3])


def _thread(person: User, case: Case) -> None:
    # It takes six hours, and what happens in a case stands in the order of time.
    begun = min(max(case.last_event_at, clock.now() - timedelta(days=2)), clock.now() - timedelta(hours=7))
    text = QUESTION.format(number=case.number, name=person.name)
    with clock.at(begun + timedelta(minutes=40)):
        mail = _written(person, case, MANAGER, text)
    with clock.at(min(clock.now(), begun + timedelta(hours=5))):
        _come(_answer(mail, MANAGER, ANSWER), f"answer {case.number}")
        _come(_answer(mail, MANAGER, FORGED, envelope="mail@elsewhere.example"), f"forged {case.number}")
    with clock.at(min(clock.now(), begun + timedelta(hours=6))):
        lost = _written(person, case, OFFICE, text)
        _come(_bounce(lost), f"bounce {case.number}")
        _come(
            _letter(STRANGER, str(address_of(case.brand)), "We remove your competitors", OFFER), f"offer {case.number}"
        )


def _written(person: User, case: Case, to: tuple[str, str], text: str) -> OutgoingMail:
    name, address = to
    message = write_mail(actor=person, case=case, to=address, name=name, subject=str(case), text=text)
    return message.outgoing_mails.get()


def _come(content: bytes, key: str) -> None:
    inbound = take_in(channel=CHANNEL, key=f"demo:{key}", content=content, meta={"from": "demo"})
    handle(inbound_id=inbound.pk)


def _answer(mail: OutgoingMail, sender: tuple[str, str], text: str, *, envelope: str = "") -> bytes:
    assert mail.outbound is not None
    quoted = "\n".join(f"> {line}" for line in mail.message.body.splitlines())
    head = f"{mail.created_at:%d.%m.%Y, %H:%M}, {mail.outbound.payload['from']}:"
    return _letter(
        sender,
        mail.outbound.payload["reply_to"],
        f"Re: {mail.subject}",
        f"{text}\n\n{head}\n\n{quoted}\n",
        answers=mail.mail_id,
        envelope=envelope,
    )


def _letter(
    sender: tuple[str, str], to: str, subject: str, text: str, *, answers: str = "", envelope: str = ""
) -> bytes:
    name, address = sender
    domain, truth = address.rpartition("@")[2], (envelope or address).rpartition("@")[2]
    message = EmailMessage()
    verdict = "pass" if domain == truth else "fail"
    message["Authentication-Results"] = (
        f"{conf.authserv_id()}; spf=pass smtp.mailfrom={envelope or address}; dmarc={verdict} header.from={domain}"
    )
    message["From"] = f'"{name}" <{address}>'
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = f"<{clock.now():%Y%m%d%H%M%S}.{zlib.crc32((to + text).encode())}@{domain}>"
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    message.set_content(text)
    return message.as_bytes(policy=SMTP)


def _bounce(mail: OutgoingMail) -> bytes:
    return (
        f"From: MAILER-DAEMON@ozon-partners.example\r\nReturn-Path: <>\r\nTo: {conf.own_address()}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="demo"\r\n\r\n'
        "--demo\r\nContent-Type: text/plain\r\n\r\nThe address is not known here.\r\n"
        "--demo\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.ozon-partners.example\r\n\r\n"
        f"Final-Recipient: rfc822; {mail.to}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 mailbox unavailable\r\n\r\n"
        f"--demo\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mail.mail_id}\r\n\r\n--demo--\r\n"
    ).encode()
