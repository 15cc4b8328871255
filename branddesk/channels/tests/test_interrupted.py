"""The heart of the proofs, in one process: cut at each step, each way out and in loses nothing and doubles nothing.

The whole matrix, with processes that are really killed, stands in `proof/` (`make proof`).
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.core import mail as mailed
from django.test import Client
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case
from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.tests.mails import raw_mail
from branddesk.channels.email.views.hook import signature_of
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.tests.factories import event, make_system, tell
from branddesk.channels.wecom import client
from branddesk.channels.wecom.errors import Unreachable
from branddesk.channels.wecom.models import Robot
from branddesk.channels.wecom.sandbox.company import Company
from branddesk.channels.wecom.sandbox.server import running
from branddesk.channels.wecom.services import robots
from branddesk.channels.wecom.services.sending import say
from branddesk.channels.wecom.tests.fixtures import make_app, make_binding
from branddesk.core import clock
from branddesk.core.encryption import encrypt
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.services import inbox, outbox, send_mail
from branddesk.foundation.jobs.testing import DATABASE_QUEUE

pytestmark = pytest.mark.django_db
SECRET = "a secret between two servers"


class Killed(BaseException):
    """As SIGKILL, nothing of the desk catches it."""


def die(*_args, **_kwargs):
    raise Killed


@pytest.fixture
def company(settings):
    settings.TASKS, settings.MAIL_DOMAIN, settings.MAIL_WEBHOOK_SECRET = DATABASE_QUEUE, "desk.test", SECRET
    company = Company()
    with running(company) as address:
        settings.WECOM_API = address
        yield company


@pytest.fixture
def app(cast, company):
    app = make_app(company, cast.merchant)
    make_binding(app, cast.alice)
    return app


def owe(way, app, company, settings):
    """Owe one thing on this way; gives what arrived over there."""
    if way == "mail":
        send_mail(to="a@example.org", subject="s", text="t", language="en", key="k")
        return mailed.outbox
    if way == "wecom":
        say(app=app, wecom_user="lin.xiaowen", text="你好", key="k")
        return company.sent
    address = f"{settings.WECOM_API}/cgi-bin/webhook/send?key={company.robot_key}"
    Robot.objects.create(organisation=app.organisation, address=encrypt(address), tells=["new"])
    facts = {"number": "BD-1", "subject": "x", "who": "Alice"}
    robots.tell_group(
        organisation=app.organisation, code="case.submitted", facts=facts, url="/", key="k", language="en"
    )
    return company.group


def deliver_when_the_claim_has_run_out():
    with clock.at(clock.now() + outbox.CLAIM_LASTS):
        assert outbox.deliver(outbound_id=Outbound.objects.get().pk)


@pytest.mark.parametrize("way", ["mail", "wecom", "robot"])
def test_killed_before_it_is_sent_it_arrives_once_and_is_marked(way, app, company, settings, monkeypatch):
    arrived = owe(way, app, company, settings)
    with monkeypatch.context() as dying:
        dying.setattr("branddesk.foundation.delivery.transports.transport", lambda _channel: die)
        with pytest.raises(Killed):
            outbox.deliver(outbound_id=Outbound.objects.get().pk)
    assert len(arrived) == 0

    deliver_when_the_claim_has_run_out()

    assert len(arrived) == 1
    assert Outbound.objects.get().was_interrupted


@pytest.mark.parametrize(("way", "copies"), [("mail", 2), ("wecom", 1), ("robot", 2)])
def test_killed_after_the_yes_it_is_marked_and_doubled_only_where_nobody_can_tell(
    way, copies, app, company, settings, monkeypatch
):
    arrived = owe(way, app, company, settings)
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_note_sent", die)
        with pytest.raises(Killed):
            outbox.deliver(outbound_id=Outbound.objects.get().pk)
    assert len(arrived) == 1

    deliver_when_the_claim_has_run_out()

    assert len(arrived) == copies
    assert Outbound.objects.get().was_interrupted


def test_what_a_robot_may_say_twice_says_so(app, company, settings, monkeypatch):
    group = owe("robot", app, company, settings)
    tell_group = client.tell_group

    def lose_the_answer(address, text):
        tell_group(address, text)
        raise Unreachable("webhook/send", "ReadTimeout")

    with monkeypatch.context() as losing:
        losing.setattr(client, "tell_group", lose_the_answer)
        assert not outbox.deliver(outbound_id=Outbound.objects.get().pk)
    deliver_when_the_claim_has_run_out()

    first, second = group
    assert second.endswith(first)
    assert second.startswith("Perhaps for the second time")
    assert Outbound.objects.get().was_interrupted


def test_what_surely_did_not_leave_is_not_marked(app, company, settings):
    owe("robot", app, company, settings)
    company.faults["webhook/send"].append(12345)

    assert not outbox.deliver(outbound_id=Outbound.objects.get().pk)

    assert not Outbound.objects.get().was_interrupted


def come_in(way, app, company):
    """Let one thing come in on this way, as its sender brings it; gives how often it stands on the desk."""
    if way == "mail":
        body, stamp = raw_mail(message_id="<1@market.example>"), str(int(clock.now().timestamp()))
        headers = {"X-Branddesk-Timestamp": stamp, "X-Branddesk-Signature": signature_of(SECRET, stamp, body)}
        Client().post(reverse("email:hook"), body, content_type="message/rfc822", headers=headers)
        return ReceivedMail.objects.count
    if way == "wecom":
        case = make_case(number="BD-10001", brand=make_brand(members=[app.bindings.get().person]))
        told, body = company.envelope("lin.xiaowen", "text", Content="BD-10001 已处理", MsgId="7")
        Client().post(f"{reverse('wecom:callback', args=[app.key])}?{urlencode(told)}", body, content_type="text/xml")
        return case.messages.count
    tell(make_system(app.organisation, e101=app.bindings.get().person), event("ringing"))
    return Call.objects.count


@pytest.mark.parametrize("way", ["mail", "wecom", "phone"])
def test_killed_while_it_is_understood_it_is_understood_once(way, app, company, monkeypatch):
    stands = come_in(way, app, company)
    pk = Inbound.objects.get().pk
    for step in ("content_of", "handlers.handler", "Inbound.save"):
        with monkeypatch.context() as dying:
            dying.setattr(f"branddesk.foundation.delivery.services.inbox.{step}", die)
            with pytest.raises(Killed):
                inbox.handle(inbound_id=pk)
        assert stands() == 0, step

    assert inbox.handle(inbound_id=pk)
    assert not inbox.handle(inbound_id=pk)
    assert stands() == 1
