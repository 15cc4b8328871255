"""What the desk owes somebody outside, with the worker killed at each step of its way: counted at the other end.

Between the provider's yes and the desk's note of it nobody can know; what may have arrived twice is then marked, and
arrives twice only where the protocol has no way to tell a repeat (docs/decisions/0018-what-can-double.md).
"""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from branddesk.cases.models import Message
from branddesk.channels.email.services import write_mail
from branddesk.channels.tests.proof.conftest import World
from branddesk.channels.tests.proof.processes import Stop
from branddesk.channels.tests.proof.wire import Cut, Wire
from branddesk.channels.wecom.services import robots
from branddesk.channels.wecom.services.sending import say, send_card
from branddesk.core import clock
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.delivery.models import Outbound
from branddesk.notices.models import Choice, Hours, Mode, Telling
from branddesk.notices.services import notify
from branddesk.notices.tasks import tell_elsewhere
from branddesk.notices.texts import kind_of

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

NOTED = Stop(sql=r'UPDATE "django_tasks_\w+" SET .*"finished_at"', after=r'UPDATE "delivery_outbound" SET .*"sent_at"')


@dataclass(frozen=True)
class Way:
    """One way out: what is owed on it, where its provider is asked and says yes, and what arrived over there."""

    owe: Callable[[World], object]
    wire: Callable[[World], Wire]
    asked: bytes
    accepted: bytes
    arrived: Callable[[World], list[str]]
    copies: int
    """How many arrive where the worker died between the provider's yes and its note of it."""


def mail(world: World) -> None:
    write_mail(
        actor=world.cast.alice,
        case=world.case,
        to=f"{uuid4().hex}@market.example",
        name="Ирина",
        subject="Фейк",
        text="Есть новости?",
    )


def text(world: World) -> None:
    say(app=world.app, wecom_user="lin.xiaowen", text="你好", key="text")


def card(world: World, *, files: bool = False) -> None:
    exhibit = make_exhibit(brand=world.case.brand, sealed_by=world.cast.alice)
    send_card(
        actor=world.cast.alice,
        case=world.case,
        wecom_user="lin.xiaowen",
        name="林晓雯",
        text="**请看**",
        exhibits=[exhibit] if files else [],
        form_key=uuid4(),
    )


def file(world: World) -> None:
    card(world, files=True)


def robot(world: World) -> None:
    address = f"{world.wecom.address}/cgi-bin/webhook/send?key={world.company.robot_key}"
    robots.configure_robot(actor=world.cast.administrator, address=address, tells=["new"])
    robots.tell_group(
        organisation=world.cast.merchant,
        code="case.submitted",
        facts={"number": "BD-10001", "subject": "x", "who": "Alice"},
        url="/",
        key="1",
    )


def notice(way: str) -> Callable[[World], None]:
    def owe(world: World) -> None:
        person, code = world.cast.alice, "case.asked"
        Choice.objects.create(person=person, kind=kind_of(code), way=way, mode=Mode.AT_ONCE)
        facts = {"number": world.case.number, "subject": "x", "who": "Boris"}
        Hours.objects.create(person=person, quiet_from=None)
        with clock.at(clock.now() - timedelta(minutes=2)):
            notify(person=person, code=code, url="/notices/", key="n", **facts)
        tell_elsewhere.enqueue()

    return owe


def mailed(world: World) -> list[str]:
    """The Message-IDs of the desk's mails that lie in somebody's mailbox, once for each copy."""
    mails = Outbound.objects.filter(channel="mail")
    boxes = {mail.to for mail in mails if world.mails.folder_of(mail.to).exists()}
    lying = [message_from_bytes(each)["Message-ID"] for to in boxes for each in world.mails.mails_of(to)]
    ours = {mail.message_id for mail in mails}
    return [number for number in lying if number in ours]


def said(kind: str) -> Callable[[World], list[str]]:
    return lambda world: [str(each.content) for each in world.company.sent if each.kind == kind]


def in_group(world: World) -> list[str]:
    return world.company.group


def by_wecom(owe: Callable[[World], None], kind: str) -> Way:
    asked = rb"POST /cgi-bin/message/send" + (rb'(?s:.*)"msgtype": ?"file"' if kind == "file" else b"")
    return Way(owe, lambda world: world.wecom, asked, rb"msgid", said(kind), copies=1)


def by_mail(owe: Callable[[World], None]) -> Way:
    return Way(owe, lambda world: world.smtp, rb"(^|\n)data\r\n", rb"250 Kept", mailed, copies=2)


WAYS = {
    "mail": by_mail(mail),
    "a notice by mail": by_mail(notice("mail")),
    "a text by WeCom": by_wecom(text, "text"),
    "a card by WeCom": by_wecom(card, "markdown"),
    "a file by WeCom": by_wecom(file, "file"),
    "a notice by WeCom": by_wecom(notice("wecom"), "markdown"),
    "a group robot": Way(
        robot, lambda world: world.wecom, rb"POST /cgi-bin/webhook/send", rb"errcode", in_group, copies=2
    ),
}


@pytest.fixture(params=WAYS, ids=str)
def way(request) -> Way:
    return WAYS[request.param]


def marked() -> int:
    return Outbound.objects.filter(was_interrupted=True).count()


def assert_all_is_sent() -> None:
    assert not Outbound.objects.exclude(state=Outbound.State.SENT).exists()
    assert not Message.objects.filter(delivery=Message.Delivery.WAITING).exists()


def test_before_the_provider_hears_of_it_it_arrives_once(world, way):
    way.owe(world)
    world.kill_worker_at(Cut(way.asked), way.wire(world))
    assert way.arrived(world) == []

    world.let_a_worker_end_it()

    assert len(way.arrived(world)) == 1
    assert marked() == 1, "the desk cannot know that nothing had left"
    assert_all_is_sent()


def test_between_the_yes_and_the_note_of_it_a_repeat_is_known_for_one_or_marked(world, way):
    way.owe(world)
    world.kill_worker_at(Cut(way.asked, way.accepted), way.wire(world))
    assert len(way.arrived(world)) == 1

    world.let_a_worker_end_it()

    assert len(way.arrived(world)) == way.copies
    assert marked() == 1
    assert_all_is_sent()


def test_after_the_note_of_it_nothing_is_sent_again(world, way):
    way.owe(world)
    world.kill_worker_at(NOTED, way.wire(world))

    world.let_a_worker_end_it()

    assert len(way.arrived(world)) == 1
    assert marked() == 0
    assert_all_is_sent()


@pytest.mark.parametrize("name", ["mail", "wecom"])
@pytest.mark.parametrize("table", ["notices_telling", "delivery_outbound"])
def test_a_worker_killed_while_it_plans_whom_to_tell(world, name, table):
    notice(name)(world)
    world.kill_worker_at(Stop(sql=f'INSERT .*INTO "{table}"'), world.smtp)
    assert not Outbound.objects.exists()

    tell_elsewhere.enqueue()
    world.let_a_worker_end_it()

    assert len((mailed if name == "mail" else said("markdown"))(world)) == 1
    assert Telling.objects.filter(way=name).count() == 1
    assert marked() == 0
    assert_all_is_sent()


@pytest.mark.parametrize("answered", [b"", rb"media_id"], ids=["before the yes", "after the yes"])
def test_a_worker_killed_while_it_lays_down_a_file_sends_it_once(world, answered):
    file(world)
    world.kill_worker_at(Cut(rb"POST /cgi-bin/media/upload", answered), world.wecom)

    world.let_a_worker_end_it()

    assert len(said("file")(world)) == len(said("markdown")(world)) == 1
    assert_all_is_sent()


@pytest.mark.parametrize(
    "stop",
    [Stop(sql=r'INSERT INTO "delivery_outbound"'), Stop(answer=True)],
    ids=["while it is owed", "once it is owed"],
)
def test_a_web_process_killed_over_a_mail_that_a_person_sends(world, stop):
    """The page heard nothing, and the person sends the same form again."""
    client = Client()
    client.force_login(world.cast.alice)
    token = "t" * 32
    client.cookies[settings.CSRF_COOKIE_NAME] = token
    form = {"form_key": str(uuid4()), "to": "m@market.example", "subject": "Фейк", "text": "Есть новости?"}
    body = urlencode(form | {"csrfmiddlewaretoken": token, "language": "ru"})
    headers = {
        "Cookie": client.cookies.output(attrs=[], header="", sep=";"),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    address = f"{reverse('email:write')}?case={world.case.number}"

    web = world.desk.web(stop)
    caller = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    caller.request("POST", address, body, headers)
    web.wait_until_stopped()
    web.kill()
    caller.close()
    assert Outbound.objects.count() == world.case.messages.count() == (1 if stop.get("answer") else 0)

    web = world.desk.web()
    caller = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    caller.request("POST", address, body, headers)
    assert caller.getresponse().status == 302
    caller.close()
    world.let_a_worker_end_it()

    assert world.case.messages.count() == 1
    assert len(mailed(world)) == 1
    assert marked() == 0
