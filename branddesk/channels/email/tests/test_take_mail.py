"""What comes in: into its case when its sender is confirmed and belongs there, else to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.accounts.models import Organisation
from branddesk.cases.models import FollowUp, Message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.email import deciding
from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.tests.mails import MANAGER, bring, passed, raw_mail
from branddesk.core import clock
from branddesk.core.enums import Side, Status, Via
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import png_bytes
from branddesk.foundation.delivery.models import Inbound

pytestmark = pytest.mark.django_db

Why = ReceivedMail.Why


def came(case):
    return case.messages.filter(outside_key__startswith="mail-in:")


def held(mail, why):
    assert (mail.state, mail.why) == ("waiting", why)
    assert mail.message is None
    return True


def test_an_answer_to_the_signed_address_stands_in_the_case_once(world):
    mail = bring(
        to=world.reply_to, text='Карточка скрыта.\n\n23.11.2026, 10:11, "Alice" <brand@desk.test>:\n> Есть новости?'
    )

    assert mail.state == "taken"
    message = came(world.case).get()
    assert message.body == "Карточка скрыта."
    assert "Есть новости?" in message.original
    assert (message.via, message.side, message.speaker) == (Via.EMAIL, Side.PLATFORM, "Ирина")
    assert message.outside_address == "manager@market.example"


def test_the_case_is_found_by_references_where_the_address_was_lost(world):
    mail = bring(headers={"In-Reply-To": "<x@y>", "References": f"<x@y> {world.sent.mail_id}"})
    assert mail.message.case == world.case


def test_the_case_is_found_by_its_number_at_the_brands_own_address(world):
    address = f"{world.case.brand.slug}@desk.test"
    assert bring(to=address, subject="Re: Фейк [BD-10001]").message.case == world.case


def test_the_number_of_a_case_counts_for_nothing_at_another_brands_address(world, cast):
    other = make_case(created_by=cast.mallory)
    mail = bring(to=f"{other.brand.slug}@desk.test", subject="Re: [BD-10001]")
    assert held(mail, Why.NO_CASE)


def test_a_stranger_who_quotes_the_number_of_a_case_does_not_get_in(world):
    sender = "eve@evil.example"
    address = f"{world.case.brand.slug}@desk.test"
    assert held(bring(sender=sender, to=address, subject="Re: [BD-10001]"), Why.STRANGER)


def test_a_stranger_who_has_the_reply_address_does_not_get_in(world):
    assert held(bring(sender="eve@evil.example", to=world.reply_to), Why.OTHER_SENDER)


def test_a_stranger_who_forges_references_does_not_get_in(world):
    mail = bring(sender="eve@evil.example", headers={"References": world.sent.mail_id})
    assert held(mail, Why.OTHER_SENDER)


def test_a_guessed_reply_address_does_not_get_in(world):
    local, _at, domain = world.reply_to.partition("@")
    guessed = f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"
    assert held(bring(to=guessed), Why.WRONG_SIGN)
    assert held(bring(to=f"x+999999-{'a' * 20}@{domain}"), Why.WRONG_SIGN)


def test_a_spoofed_sender_does_not_get_in(world):
    forged = "mx.desk.test; dmarc=fail header.from=market.example"
    assert held(bring(to=world.reply_to, proof=forged), Why.FORGED)


def test_a_statement_of_another_server_is_not_believed(world):
    assert held(
        bring(to=world.reply_to, proof="mx.evil.example; dmarc=pass header.from=market.example"), Why.NOT_PROVEN
    )
    assert held(bring(to=world.reply_to, proof=""), Why.NOT_PROVEN)


def test_only_the_topmost_statement_counts(world):
    lines = [
        b"Authentication-Results: mx.desk.test; dmarc=fail header.from=market.example",
        b"Authentication-Results: mx.desk.test; dmarc=pass header.from=market.example",
    ]
    content = b"\r\n".join(lines) + b"\r\n" + raw_mail(to=world.reply_to, proof="")
    assert held(bring(content), Why.FORGED)


def test_two_senders_in_one_header_are_nobody(world):
    content = raw_mail(to=world.reply_to).replace(b"\r\nTo:", b"\r\nFrom: eve@evil.example\r\nTo:", 1)
    assert held(bring(content), Why.NOT_PROVEN)


def test_without_a_configured_server_only_the_reader_of_the_mail_gets_in(world, settings):
    settings.MAIL_AUTHSERV_ID = ""
    assert bring(to=world.reply_to, proof="").state == "taken"
    address = f"{world.case.brand.slug}@desk.test"
    assert held(bring(to=address, subject="[BD-10001]", proof=passed(MANAGER)), Why.NOT_PROVEN)


def test_a_person_of_the_desk_speaks_in_their_own_name(world):
    mail = bring(sender="Bob <bob@example.org>", to=world.reply_to)
    assert mail.message.author == world.cast.bob
    assert mail.message.side == Side.BRAND


def test_a_viewer_and_a_person_of_another_merchant_do_not_speak_by_mail(world):
    assert held(bring(sender="vera@example.org", to=world.reply_to), Why.OTHER_SENDER)
    assert held(bring(sender="mallory@example.net", to=world.reply_to), Why.OTHER_SENDER)


def test_a_closed_case_takes_no_mail_by_itself(world):
    world.case.status, world.case.closed_at = Status.CLOSED, clock.now()
    world.case.save()
    assert held(bring(to=world.reply_to), Why.CLOSED)


def test_the_same_mail_from_two_places_stands_once(world):
    content = raw_mail(to=world.reply_to, message_id="<same@market.example>")
    bring(content)
    copy = bring(b"Received: from another way\r\n" + content)
    assert (copy.state, copy.why) == ("ignored", Why.COPY)
    assert came(world.case).count() == 1


def test_a_stolen_message_id_does_not_keep_the_true_mail_out(world):
    bring(sender="eve@evil.example", message_id="<same@market.example>")
    assert bring(to=world.reply_to, message_id="<same@market.example>").state == "taken"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<news.market.example>"},
        {"X-Auto-Response-Suppress": "All"},
        {"Return-Path": "<>"},
    ],
)
def test_what_a_program_sent_does_not_become_a_message(world, headers):
    mail = bring(to=world.reply_to, headers=headers)
    assert (mail.state, mail.why) == ("ignored", Why.AUTOMATIC)
    assert not came(world.case).exists()
    assert "automatic answer" in Message.objects.get(pk=world.sent.message_id).delivery_note.lower()


def test_mail_of_the_desk_itself_cannot_run_in_a_circle(world):
    for fields in ({"sender": "brand@desk.test"}, {"sender": "news@news.test"}, {"message_id": world.sent.mail_id}):
        mail = bring(to=world.reply_to, **fields)
        assert (mail.state, mail.why) == ("ignored", Why.OWN)


def test_a_mail_bomb_waits_and_then_is_only_set_aside(world, monkeypatch):
    monkeypatch.setattr(deciding, "MOST_OF_SENDER", 3)
    monkeypatch.setattr(deciding, "MOST_HELD_OF_SENDER", 2)
    states = [bring(to=world.reply_to, text=f"{n}").state for n in range(8)]
    assert states == ["taken"] * 3 + ["waiting"] * 2 + ["ignored"] * 3
    assert came(world.case).count() == 3
    assert Inbound.objects.count() == 8


def test_attachments_are_sealed_and_hostile_ones_left_out_with_a_reason(world):
    mail = bring(
        to=world.reply_to,
        files=[
            ("../../.htaccess", "image/png", png_bytes()),
            ("setup.exe", "application/octet-stream", b"MZ" + b"\0" * 200),
        ],
    )
    exhibit = Exhibit.objects.get()
    assert (exhibit.file_name, exhibit.source, exhibit.sealed_by) == ("htaccess", "mail", world.alice)
    assert list(mail.message.exhibits.all()) == [exhibit]
    assert [row["name"] for row in ReceivedMail.objects.get(pk=mail.pk).left_out] == ["setup.exe"]


def test_what_the_platforms_own_person_sends_the_platform_sees(world):
    mail = bring(sender="mila@example.org", to=world.reply_to, files=[("a.png", "image/png", png_bytes())])
    assert mail.message.author == world.cast.moderator
    assert Exhibit.objects.visible_to(world.cast.moderator).count() == 1


def invite(world, start):
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART{start}\r\nSUMMARY:Созвон\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    bring(to=world.reply_to, files=[("invite.ics", "text/calendar", calendar.encode())])
    return FollowUp.objects.get()


def test_an_invitation_becomes_a_follow_up_in_the_readers_words_with_the_senders_as_a_quotation(world):
    day = clock.now() + timedelta(days=3)
    follow_up = invite(world, f":{day:%Y%m%d}T120000Z")
    assert follow_up.due_on == day.date()
    first, second = follow_up.text.splitlines()
    assert first.startswith("A meeting on ")
    assert "Созвон" not in first
    assert second == "Named in the invitation: “Созвон”"
    assert follow_up.language == world.alice.language


def test_an_invitation_for_a_whole_day_keeps_its_day_in_every_time_zone(world):
    world.alice.time_zone = "America/New_York"
    world.alice.save()
    day = clock.now() + timedelta(days=3)
    follow_up = invite(world, f";VALUE=DATE:{day:%Y%m%d}")
    assert follow_up.due_on == day.date()
    assert " at " not in follow_up.text


def test_a_mail_too_large_or_broken_is_kept_raw_and_flagged(world):
    assert held(bring(to=world.reply_to, key="cut"), Why.TOO_LARGE)
    megabyte = b"X-Long: " + b"a" * 1_000_000 + b"\r\n" + raw_mail(to=world.reply_to)
    mail = bring(megabyte)
    assert held(mail, Why.BROKEN)
    assert mail.inbound.size == len(megabyte)


def test_mail_to_nobodys_address_is_for_the_platforms_administrators(world):
    mail = bring(sender="eve@evil.example", to="nobody@desk.test")
    assert held(mail, Why.NO_CASE)
    assert not ReceivedMail.objects.visible_to(world.alice).filter(pk=mail.pk).exists()
    assert world.cast.platform.kind == Organisation.Kind.PLATFORM


def test_forged_mail_in_floods_does_not_shut_out_the_true_sender(world, monkeypatch):
    monkeypatch.setattr(deciding, "MOST_OF_SENDER", 2)
    for number in range(4):
        bring(to=world.reply_to, text=f"{number}", proof="")
    assert bring(to=world.reply_to, text="Это я.").state == "taken"


def test_script_in_a_mail_is_text_on_every_page(world, client):
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> [click](javascript:alert(1))"
    taken = bring(to=world.reply_to, subject=hostile, text=hostile, html=hostile)
    waiting = bring(sender=f'"{hostile}" <eve@evil.example>', to=world.reply_to, subject=hostile, text=hostile)
    client.force_login(world.alice)

    addresses = [
        reverse("cases:detail", args=[world.case.number]),
        reverse("email:held"),
        *(reverse(f"email:{name}", args=[mail.key]) for mail in (taken, waiting) for name in ("mail", "html")),
    ]
    for address in addresses:
        shown = client.get(address).content.decode().split("<body", 1)[1].lower()
        assert "<script>alert" not in shown, address
        assert "<img src=x" not in shown, address
        assert 'href="javascript:' not in shown, address
