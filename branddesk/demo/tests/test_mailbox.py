from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from branddesk.demo.models import DemoMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True


def send(**fields):
    connection = get_connection("branddesk.demo.mailbox.EmailBackend")
    message = EmailMultiAlternatives(
        **{"subject": "Hello", "body": "Text", "from_email": "desk@localhost", "to": ["a@example.org"], **fields}
    )
    return connection.send_messages([message])


def test_a_mail_is_kept_and_shown(client):
    assert send(subject="Invitation", body="Come in") == 1

    mail = DemoMail.objects.get()
    assert "Invitation" in client.get(reverse("demo:mailbox")).content.decode()
    page = client.get(reverse("demo:mail", args=[mail.pk])).content.decode()
    assert "Come in" in page
    assert "a@example.org" in page


def test_links_can_be_clicked(client):
    send(body="Open http://localhost:8000/invitation/x/ now")

    page = client.get(reverse("demo:mail", args=[DemoMail.objects.get().pk])).content.decode()

    assert 'href="http://localhost:8000/invitation/x/"' in page


def test_what_a_mail_says_never_becomes_markup(client):
    send(subject="<script>alert(1)</script>", body="<img src=x onerror=alert(1)> javascript:alert(1)")

    pages = client.get(reverse("demo:mailbox")).content.decode()
    pages += client.get(reverse("demo:mail", args=[DemoMail.objects.get().pk])).content.decode()

    assert "<script>alert" not in pages
    assert "<img src=x" not in pages
    assert 'href="javascript' not in pages


def test_an_answer_needs_the_demos_mail_server_and_keeps_what_was_typed(client, settings):
    settings.MAIL_SANDBOX_PORT = 0
    send(reply_to=["brand+1-abc@desk.example"])
    mail = DemoMail.objects.get()

    answered = client.post(reverse("demo:answer", args=[mail.pk]), {"text": "Done", "who": "receiver"})

    assert answered.status_code == 422
    assert mail.reply_to == "brand+1-abc@desk.example"


def test_an_answer_goes_to_the_reply_address_with_the_headers_of_a_mail_program(client, settings, monkeypatch):
    settings.MAIL_SANDBOX_PORT = 1
    sent = []

    class Server:
        def __init__(self, *args, **kwargs): ...

        def __enter__(self):
            return self

        def __exit__(self, *args): ...

        def send_message(self, message, **envelope):
            sent.append((message, envelope))

    monkeypatch.setattr("branddesk.demo.mailbox.smtplib.SMTP", Server)
    mail = DemoMail.objects.create(
        sender="Brand <brand@desk.example>",
        recipients=["manager@market.example"],
        subject="Hello",
        text="Any news?",
        reply_to="brand+1-abc@desk.example",
        message_id="<1@desk.example>",
    )

    client.post(reverse("demo:answer", args=[mail.pk]), {"text": "Done", "who": "receiver"})
    client.post(reverse("demo:answer", args=[mail.pk]), {"text": "Done", "who": "forger"})

    (message, envelope), (_forged, forged_envelope) = sent
    assert (message["To"], message["In-Reply-To"]) == ("brand+1-abc@desk.example", "<1@desk.example>")
    assert "> Any news?" in message.get_content()
    assert envelope["from_addr"] == "manager@market.example"
    assert forged_envelope["from_addr"] != "manager@market.example"
