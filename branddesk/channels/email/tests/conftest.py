"""A desk with mail set up, and a case about which Alice has written to the account manager."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from branddesk.accounts.models import User
from branddesk.accounts.tests.roles import Cast
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.channels.email.models import OutgoingMail
from branddesk.channels.email.services import write_mail
from branddesk.core.enums import Status, SubmissionStatus
from branddesk.foundation.delivery.selectors import due_outbound
from branddesk.foundation.delivery.services.outbox import deliver
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.stores.tests.factories import make_marketplace

DOMAIN = "desk.test"
SERVER = "mx.desk.test"


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings):
    settings.MAIL_DOMAIN = DOMAIN
    settings.MAIL_AUTHSERV_ID = SERVER
    settings.MAIL_WEBHOOK_SECRET = "a secret between two servers"
    settings.TASKS = DATABASE_QUEUE
    settings.DEFAULT_FROM_EMAIL = "branddesk <news@news.test>"


@dataclass
class World:
    cast: Cast
    case: Case
    sent: OutgoingMail

    @property
    def alice(self) -> User:
        return self.cast.alice

    @property
    def reply_to(self) -> str:
        return self.sent.outbound.payload["reply_to"]


@pytest.fixture
def world(cast):
    brand = make_brand(members=[cast.alice, cast.bob])
    market = make_marketplace(operator=cast.platform)
    case = make_case(
        number="BD-10001",
        status=Status.IN_REVIEW,
        assignee=cast.alice,
        created_by=cast.alice,
        brand=brand,
        marketplace=market,
        moderator=cast.moderator,
    )
    make_submission(case=case, status=SubmissionStatus.IN_REVIEW)
    sent = write_mail(
        actor=cast.alice, case=case, to="manager@market.example", name="Ирина", subject="Фейк", text="Есть новости?"
    )
    return World(cast, case, sent.outgoing_mails.get())


@pytest.fixture
def post(world):
    """Let the worker send what is owed."""

    def send_all() -> None:
        for pk in due_outbound().values_list("pk", flat=True):
            deliver(outbound_id=pk)

    return send_all
