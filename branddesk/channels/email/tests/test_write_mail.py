from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail as outbox

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.email import addresses, conf
from branddesk.channels.email.models import OutgoingMail
from branddesk.channels.email.panels import write_address
from branddesk.channels.email.services import write_mail, writing
from branddesk.contacts.models import Contact
from branddesk.core.enums import Side, Status, Via
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.delivery.models import Outbound

pytestmark = pytest.mark.django_db


def test_a_mail_stands_in_the_case_and_leaves_from_the_brands_address(world, post):
    message = world.sent.message
    assert (message.via, message.side, message.author) == (Via.EMAIL, Side.BRAND, world.alice)
    assert message.delivered_to == "manager@market.example"

    post()
    (sent,) = outbox.outbox
    assert sent.to == ["manager@market.example"]
    assert f"<{world.case.brand.slug[:24]}@desk.test>" in sent.from_email
    assert "[BD-10001]" in sent.subject
    assert sent.reply_to == [world.reply_to]
    assert "Auto-Submitted" not in sent.message()
    assert Message.objects.get(pk=message.pk).delivery == "sent"


def test_the_reply_address_fits_what_mail_servers_take_and_cannot_be_guessed(world):
    local = world.reply_to.partition("@")[0]
    assert len(local) <= 64
    assert local == local.lower()

    claim = addresses.claim_of(world.reply_to.upper(), domain="desk.test")
    facts = {"case": world.case.pk, "message": world.sent.message_id}
    assert addresses.is_signed(claim, to="manager@market.example", **facts)
    assert not addresses.is_signed(claim, to="somebody@else.example", **facts)
    assert not addresses.is_signed(addresses.Claim(claim.outgoing, "a" * 20), to="manager@market.example", **facts)


def test_a_second_mail_refers_to_the_first(world, post):
    write_mail(actor=world.alice, case=world.case, to="manager@market.example", subject="Ещё", text="И вот.")
    second = OutgoingMail.objects.latest("pk")

    post()
    headers = outbox.outbox[-1].message()
    assert headers["In-Reply-To"] == world.sent.mail_id
    assert headers["References"] == world.sent.mail_id
    assert headers["Message-ID"] == second.mail_id != world.sent.mail_id


def test_the_same_form_writes_once(world):
    fields = {"actor": world.alice, "case": world.case, "to": "a@b.example", "subject": "s", "text": "t"}
    key = uuid4()
    assert write_mail(**fields, form_key=key) == write_mail(**fields, form_key=key)
    assert OutgoingMail.objects.filter(to="a@b.example").count() == 1
    assert Outbound.objects.filter(to="a@b.example").count() == 1


def test_exhibits_are_attached_and_shared(world, post):
    exhibit = make_exhibit(brand=world.case.brand, sealed_by=world.alice)

    write_mail(actor=world.alice, case=world.case, to="a@b.example", subject="s", text="t", exhibits=[exhibit])

    post()
    ((name, _content, kind),) = outbox.outbox[-1].attachments
    assert (name, kind) == ("listing.png", "image/png")
    assert world.case.exhibit_links.filter(exhibit=exhibit, sent_at__isnull=False).exists()


def test_files_too_large_for_one_mail_are_refused_with_a_sentence(world, monkeypatch):
    monkeypatch.setattr(conf, "MAX_ATTACHED_BYTES", 10)
    exhibit = make_exhibit(brand=world.case.brand, sealed_by=world.alice)

    with pytest.raises(DomainError, match="one mail carries"):
        write_mail(actor=world.alice, case=world.case, to="a@b.example", subject="s", text="t", exhibits=[exhibit])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"to": "nobody"}, "no mail address"),
        ({"to": "brand@desk.test"}, "the desk itself"),
        ({"to": "a@b.example\nBcc: c@d.example"}, "no mail address"),
        ({"text": "  "}, "Write the mail first"),
        ({"subject": " "}, "what the mail is about"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_sentence(world, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        write_mail(
            **{"actor": world.alice, "case": world.case, "to": "a@b.example", "subject": "s", "text": "t"} | fields
        )


def test_a_subject_cannot_smuggle_in_a_header(world, post):
    write_mail(actor=world.alice, case=world.case, to="a@b.example", subject="Hello\r\nBcc: c@d.example", text="t")
    post()
    assert "\n" not in OutgoingMail.objects.latest("pk").subject
    assert outbox.outbox[-1].message()["Bcc"] is None


def test_strangers_viewers_and_drafts_write_nothing(world):
    fields: dict[str, Any] = {"to": "a@b.example", "subject": "s", "text": "t"}
    for person in (world.cast.mallory, world.cast.viewer, world.cast.platform_viewer):
        with pytest.raises(NotAllowed):
            write_mail(actor=person, case=world.case, **fields)
    draft = make_case(brand=make_brand(members=[world.alice]), created_by=world.alice)
    with pytest.raises(WrongStatus):
        write_mail(actor=world.alice, case=draft, **fields)


def test_nobody_sends_a_flood(world, monkeypatch):
    monkeypatch.setattr(writing, "MOST_AN_HOUR", 1)
    with pytest.raises(DomainError, match="little later"):
        write_mail(actor=world.alice, case=world.case, to="a@b.example", subject="s", text="t")


def test_the_platform_writes_from_its_own_address(world, post):
    world.case.status = Status.IN_REVIEW
    write_mail(actor=world.cast.moderator, case=world.case, to="seller@shop.example", subject="s", text="t")
    post()
    assert OutgoingMail.objects.latest("pk").side == Side.PLATFORM
    assert f"{world.case.marketplace.slug[:24]}@desk.test" in outbox.outbox[-1].from_email


def test_a_desk_without_mail_says_so(world, settings):
    settings.MAIL_DOMAIN = ""
    with pytest.raises(DomainError, match="not set up"):
        write_mail(actor=world.alice, case=world.case, to="a@b.example", subject="s", text="t")


def test_a_contact_is_written_to_from_the_case_it_is_asked_about(world, client, settings):
    card = Contact.objects.create(
        keeper=world.cast.platform,
        marketplace=world.case.marketplace,
        name="Ирина",
        email="i@market.example",
        languages=["ru"],
        serves_all=True,
        changed_by=world.cast.moderator,
    )
    address = write_address(card, "BD-10001")
    client.force_login(world.alice)
    page = client.get(address).content.decode()
    assert "i@market.example" in page

    assert write_address(card, "") == ""
    settings.MAIL_DOMAIN = ""
    assert write_address(card, "BD-10001") == ""
