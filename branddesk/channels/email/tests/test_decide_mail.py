"""What was held back: a person looks, and puts it into a case, away, or back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case
from branddesk.channels.email.desk_addresses import address_of
from branddesk.channels.email.models import OutgoingMail, ReceivedMail
from branddesk.channels.email.services import accept_mail, discard_mail, restore_mail
from branddesk.channels.email.tests.mails import bring
from branddesk.core.enums import Route, Side, Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.journal.selectors import entries_for
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(world):
    return bring(sender="Eve <eve@evil.example>", to=world.reply_to, text="Пустите меня.")


def test_a_person_puts_it_into_a_case_as_said_by_somebody_outside(world, held):
    message = accept_mail(actor=world.alice, mail=held, case=world.case)
    assert accept_mail(actor=world.alice, mail=held, case=world.case) == message

    assert (message.speaker, message.author, message.side) == ("Eve", None, Side.PLATFORM)
    assert ReceivedMail.objects.get(pk=held.pk).decided_by == world.alice
    assert "case.mail-accepted" in [entry.action for entry in entries_for(world.case)]


def test_a_forged_mail_never_speaks_in_the_name_of_a_person_of_the_desk(world):
    forged = "mx.desk.test; dmarc=fail header.from=example.org"
    mail = bring(sender="Bob <bob@example.org>", to=world.reply_to, proof=forged)
    assert accept_mail(actor=world.alice, mail=mail, case=world.case, side=Side.BRAND).author is None


def test_what_was_discarded_can_be_brought_back(world, held):
    discard_mail(actor=world.alice, mail=held)
    with pytest.raises(WrongStatus):
        accept_mail(actor=world.alice, mail=held, case=world.case)
    assert restore_mail(actor=world.alice, mail=held).state == "waiting"


def test_it_goes_only_into_a_case_of_the_address_it_came_to(world, held):
    other = make_case(brand=make_brand(members=[world.alice]), created_by=world.alice, status=Status.IN_REVIEW)
    with pytest.raises(DomainError, match="another brand"):
        accept_mail(actor=world.alice, mail=held, case=other)


def test_whoever_handles_the_case_is_told_of_it_once(world, held):
    notice = Notice.objects.get(person=world.alice, code="mail.held")
    assert "Eve" in notice.sentence
    assert str(held.key) in notice.url


def test_viewers_and_strangers_decide_nothing(world, held):
    for person in (world.cast.viewer, world.cast.mallory, world.cast.moderator):
        with pytest.raises(NotAllowed):
            discard_mail(actor=person, mail=held)


def test_the_pages_lead_through_it(client, world, held):
    client.force_login(world.alice)
    assert "eve@evil.example" in client.get(reverse("email:held")).content.decode()
    page = client.get(reverse("email:mail", args=[held.key])).content.decode()
    assert "Пустите меня." in page

    wrong = client.post(reverse("email:accept", args=[held.key]), {"number": "BD-0", "side": "platform"})
    assert wrong.status_code == 422
    assert "BD-0" in wrong.content.decode()
    right = client.post(reverse("email:accept", args=[held.key]), {"number": "BD-10001", "side": "platform"})
    assert right.status_code == 302
    assert ReceivedMail.objects.get(pk=held.pk).message is not None


def test_a_discarded_mail_is_brought_back_with_one_click(client, world, held):
    client.force_login(world.alice)
    page = client.post(reverse("email:discard", args=[held.key]), follow=True).content.decode()
    assert reverse("email:restore", args=[held.key]) in page
    client.post(reverse("email:restore", args=[held.key]))
    assert ReceivedMail.objects.get(pk=held.pk).state == "waiting"


def test_script_in_a_mail_runs_nowhere(client, world):
    bad = "<script>alert(1)</script><img src=https://evil.example/p.png>"
    mail = bring(to=world.reply_to, subject="<script>alert(2)</script>", text="<script>alert(3)</script>", html=bad)
    client.force_login(world.alice)
    page = client.get(reverse("email:mail", args=[mail.key])).content.decode()
    assert "<script>alert" not in page

    frame = client.get(reverse("email:html", args=[mail.key]))
    assert "alert(1)" not in frame.content.decode()
    assert "evil.example" not in frame.content.decode()
    assert "sandbox" in frame["Content-Security-Policy"]
    assert "https:" not in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    raw = client.get(reverse("email:raw", args=[mail.key]))
    assert raw["Content-Disposition"].startswith("attachment")


def test_a_mail_is_written_from_its_page(client, world):
    client.force_login(world.alice)
    address = reverse("email:write") + "?case=BD-10001"
    page = client.get(address)
    assert "BD-10001" in page.content.decode()

    typed = {"to": "a@b.example", "subject": "Вопрос", "text": "Слово в слово."}
    look = client.post(address, typed | {"look": "1"})
    assert "Слово в слово." in look.content.decode()
    refused = client.post(address, typed | {"to": "nobody"})
    assert refused.status_code == 422
    assert "Слово в слово." in refused.content.decode()
    assert not OutgoingMail.objects.filter(to="a@b.example").exists()
    assert client.post(address, typed).status_code == 302
    assert OutgoingMail.objects.filter(to="a@b.example").exists()


def test_the_list_asks_no_more_when_it_is_long(client, world, django_assert_max_num_queries):
    for number in range(12):
        bring(sender=f"e{number}@evil.example", to=world.reply_to, text=f"{number}")
    client.force_login(world.alice)
    with django_assert_max_num_queries(12):
        client.get(reverse("email:held"))
    with django_assert_max_num_queries(12):
        client.get(reverse("email:panel", args=["BD-10001"]))


def test_the_sender_is_added_to_the_contacts_and_the_decision_waits_where_it_was(world, client):
    market = make_marketplace(route=Route.CABINET)
    mail = bring(sender="Olga <olga@partner.example>", to=str(address_of(world.case.brand)), subject="Hello")
    client.force_login(world.alice)

    page = client.get(reverse("email:mail", args=[mail.key]))
    ((offered, address),) = page.context["new_contact"]
    form = client.get(address)
    assert offered == market
    assert (form.context["form"]["name"].value(), form.context["form"]["email"].value()) == (
        "Olga",
        "olga@partner.example",
    )
    typed = {"name": "Olga", "email": "olga@partner.example", "role": "support", "time_zone": "Europe/Moscow"}
    answer = client.post(address, typed)

    assert answer.url == reverse("email:mail", args=[mail.key]), answer
    again = client.get(answer.url)
    assert (again.context["new_contact"], again.context["may_decide"]) == ([], True)


def test_nobody_is_added_from_a_mail_that_somebody_else_sent_in_that_name(world, client):
    make_marketplace(route=Route.CABINET)
    forged = "mx.desk.test; dmarc=fail header.from=partner.example"
    mail = bring(sender="Olga <olga@partner.example>", to=world.reply_to, proof=forged)
    client.force_login(world.alice)

    assert client.get(reverse("email:mail", args=[mail.key])).context["new_contact"] == []


def test_a_page_of_another_site_is_no_way_back_from_a_new_contact(world, client):
    market = make_marketplace(route=Route.CABINET)
    client.force_login(world.alice)
    page = client.get(reverse("contacts:add", args=[market.slug], query={"next": "https://evil.example/"}))
    assert "evil.example" not in page.content.decode().split("<main")[1]
