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
