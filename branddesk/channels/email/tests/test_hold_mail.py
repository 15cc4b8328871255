"""A mail may be taken back until it leaves; until then nobody outside and nothing in the case knows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.cases import selectors
from branddesk.cases.models import Message
from branddesk.cases.services import release_due, release_message, take_back
from branddesk.channels.email.models import OutgoingMail
from branddesk.channels.email.services import write_mail
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.core.errors import NotAllowed, WrongStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.delivery.models import Outbound

pytestmark = pytest.mark.django_db

TO = "office@market.example"


@pytest.fixture
def held(world, settings) -> Message:
    settings.SEND_HOLD_SECONDS = 10
    return write_mail(actor=world.alice, case=world.case, to=TO, name="Office", subject="Fake", text="Any news?")


def later(seconds: int = 11):
    return clock.at(clock.now() + timedelta(seconds=seconds))


def owed() -> int:
    return Outbound.objects.filter(to=TO).count()


def test_a_mail_waits_before_it_is_owed_and_only_the_own_side_knows_of_it(world, held):
    assert (held.is_held, owed()) == (True, 0)
    assert not OutgoingMail.objects.filter(to=TO).exists()
    assert held.pk in [item.message.pk for item in selectors.timeline(world.case, world.alice) if item.message]
    others = selectors.timeline(world.case, world.cast.moderator)
    assert held.pk not in [item.message.pk for item in others if item.message]
    assert release_message(pk=held.pk) is False


def test_a_mail_leaves_once_when_its_moment_has_come(world, held):
    with later():
        assert release_due() == 1
        assert release_due() == 0

    sent = OutgoingMail.objects.get(to=TO)
    assert (sent.message, sent.to_name, sent.subject) == (held, "Office", "Fake [BD-10001]")
    assert (owed(), sent.message.delivery) == (1, "waiting")
    with pytest.raises(WrongStatus, match="left already"):
        take_back(actor=world.alice, message=held)


def test_a_mail_taken_back_was_never_sent_and_leaves_its_exhibits_unshared(world, settings):
    settings.SEND_HOLD_SECONDS = 10
    exhibit = make_exhibit(brand=world.case.brand, sealed_by=world.alice)
    mail = write_mail(actor=world.alice, case=world.case, to=TO, subject="s", text="t", exhibits=[exhibit])

    with pytest.raises(NotAllowed):
        take_back(actor=world.cast.bob, message=mail)
    take_back(actor=world.alice, message=mail)

    with later():
        assert release_due() == 0
    assert owed() == 0
    assert not world.case.exhibit_links.filter(exhibit=exhibit, sent_at__isnull=False).exists()


def test_several_mails_may_wait_at_once(world, held):
    write_mail(actor=world.alice, case=world.case, to=TO, subject="Fake", text="And one thing more.")
    with later():
        assert release_due() == 2
    assert owed() == 2


def test_a_mail_of_a_case_closed_meanwhile_comes_back_to_its_author(world, held):
    world.case.status = Status.CLOSED
    world.case.save()

    with later():
        assert release_due() == 0

    held.refresh_from_db()
    assert (owed(), held.is_unsent, held.delivery) == (0, True, "")


def test_what_was_taken_back_stands_in_the_mails_page_again(world, held, client):
    client.force_login(world.alice)
    back = reverse("cases:take_back", args=[world.case.number, held.pk])

    answer = client.post(back)
    page = client.get(answer.url)

    assert answer.url.startswith(reverse("email:write"))
    form = page.context["form"]
    assert (form.initial["to"], form.initial["subject"], form.initial["text"]) == (TO, "Fake", "Any news?")
    assert client.post(back).status_code == 302


def test_taking_back_from_an_open_page_leads_to_the_mails_page(world, held, client):
    client.force_login(world.alice)
    back = reverse("cases:take_back", args=[world.case.number, held.pk])

    answer = client.post(back, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(reverse("email:write"))


def test_the_page_says_until_when_it_can_be_taken_back(world, client, settings):
    settings.SEND_HOLD_SECONDS = 10
    client.force_login(world.alice)
    address = f"{reverse('email:write')}?case={world.case.number}"

    page = client.post(address, {"to": TO, "subject": "s", "text": "t"}, follow=True).content.decode()

    assert "It leaves in 10 seconds" in page
    assert TO in page
