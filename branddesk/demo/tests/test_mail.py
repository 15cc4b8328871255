from __future__ import annotations

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case
from branddesk.channels.email.models import OutgoingMail, ReceivedMail
from branddesk.core.enums import Status
from branddesk.demo.cast import make_cast
from branddesk.demo.mail import furnish
from branddesk.foundation.jobs.testing import DATABASE_QUEUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings):
    settings.TASKS = DATABASE_QUEUE
    settings.MAIL_DOMAIN, settings.MAIL_AUTHSERV_ID = "desk.example", "mx.desk.example"
    cast = make_cast()
    brand = make_brand(members=[cast["lin"]])
    make_case(status=Status.IN_REVIEW, brand=brand, created_by=cast["lin"], marketplace=cast.cabinet)
    return cast


def test_the_demo_shows_every_fate_of_a_mail(cast):
    furnish(cast)

    assert list(OutgoingMail.objects.order_by("pk").values_list("message__delivery", flat=True)) == [
        "waiting",
        "bounced",
    ]
    fates = set(ReceivedMail.objects.values_list("state", "why"))
    assert {("taken", ""), ("waiting", "forged"), ("waiting", "no_case"), ("ignored", "report")} == fates


def test_without_a_domain_the_demo_has_no_mail(cast, settings):
    settings.MAIL_DOMAIN = ""
    furnish(cast)
    assert not OutgoingMail.objects.exists()
