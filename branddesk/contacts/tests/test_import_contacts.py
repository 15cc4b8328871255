"""Sheets and vCards are read row by row, shown, and taken over as a whole or not at all."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.base import ContentFile

from branddesk.brands.tests.factories import make_brand
from branddesk.contacts.models import Contact
from branddesk.contacts.services import import_contacts
from branddesk.contacts.tests.factories import make_contact
from branddesk.core.enums import Route
from branddesk.core.errors import DomainError
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.selectors import counts_of
from branddesk.foundation.transfers.services import take, take_over
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

TITLES = ("Name", "Role", "Phone", "E-mail", "Hours")
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Мария Лесная
TITLE:Старший менеджер
TEL;TYPE=WORK,VOICE:+7 495 000-01-15
EMAIL:lesnaya@market.example
LANG:ru
NOTE:Бренды категории «Дом»
X-WECOM:lesnaya.m
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:王敏
TEL:+86 10 0000 0114
CATEGORIES:客服
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Nobody
END:VCARD
"""


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def ozon():
    return make_marketplace(route=Route.CABINET)


def bring(alice, brand, ozon, content, name="contacts.csv"):
    if not isinstance(content, str):
        text = io.StringIO()
        csv.writer(text).writerows(content)
        content = text.getvalue()
    file = ContentFile(content.encode(), name=name)
    transfer = import_contacts(actor=alice, marketplace=ozon, brand=brand, file=file, name=name)
    transfer.refresh_from_db()
    return transfer


def test_rows_are_shown_before_anything_changes(alice, brand, ozon):
    make_contact(marketplace=ozon, brand=brand, changed_by=alice, email="a@market.example", phone="", name="Anna")

    transfer = bring(
        alice,
        brand,
        ozon,
        [
            TITLES,
            ("Anna", "", "", "a@market.example", "Mon-Fri 9-18"),
            ("Anna B", "", "", "A@market.example", ""),
            ("Boris", "support", "8 495 000-01-16", "", "24/7"),
            ("", "manager", "1", "x", "later"),
        ],
    )

    assert transfer.state == Transfer.State.CHECKED
    assert counts_of(transfer) == {"new": 1, "changed": 0, "same": 1, "wrong": 2}
    wrong = {row.number: row.problem for row in transfer.rows.filter(state="wrong")}
    assert "row 2" in wrong[3]
    assert "The name is missing." in wrong[5]
    assert Contact.objects.count() == 1


def test_vcards_of_a_phone_come_in_with_what_they_hold(alice, brand, ozon):
    transfer = bring(alice, brand, ozon, CARDS, "people.vcf")

    assert counts_of(transfer) == {"new": 2, "changed": 0, "same": 0, "wrong": 1}
    take_over(actor=alice, transfer=transfer, leave_out_wrong=True)

    maria, wang = Contact.objects.order_by("pk")
    assert (maria.name, maria.phone, maria.wecom) == ("Мария Лесная", "+74950000115", "lesnaya.m")
    assert (maria.position, maria.languages) == ("Старший менеджер", ["ru"])
    assert (wang.role, wang.phone) == (Contact.Role.SUPPORT, "+861000000114")
    assert {row.brand for row in maria.coverages.all()} == {brand}


def test_taken_over_twice_nothing_is_doubled_and_columns_left_out_stay(alice, brand, ozon):
    known = make_contact(
        marketplace=ozon, brand=brand, changed_by=alice, email="a@market.example", name="Anna", purpose="Home"
    )
    transfer = bring(alice, brand, ozon, [("Name", "E-mail"), ("Anna Petrova", "a@market.example")])

    take_over(actor=alice, transfer=transfer)
    take(transfer_id=transfer.pk)

    known.refresh_from_db()
    assert (known.name, known.purpose, known.phone != "") == ("Anna Petrova", "Home", True)
    assert known.spans.count() == 5
    assert Contact.objects.count() == 1


def test_a_fault_while_taking_over_leaves_nothing_half_imported(alice, brand, ozon, monkeypatch):
    transfer = bring(
        alice, brand, ozon, [TITLES, ("A", "", "+7 495 000 0001", "", ""), ("B", "", "+7 495 000 0002", "", "")]
    )
    Transfer.objects.filter(pk=transfer.pk).update(state=Transfer.State.TAKING)
    done = []

    def fail(*args, **kwargs):
        done.append(1)
        if len(done) == 2:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr("branddesk.contacts.sheet.record_revision", fail)
    with pytest.raises(RuntimeError):
        take(transfer_id=transfer.pk)

    assert not Contact.objects.exists()


def test_a_sheet_with_deputies_and_words_of_three_languages(alice, brand, ozon):
    transfer = bring(
        alice,
        brand,
        ozon,
        [("姓名", "角色", "电话", "工作时间"), ("王敏", "заместитель", "+8610 0000 0115", "周一至周五 9:00-18:00")],
    )

    take_over(actor=alice, transfer=transfer)

    contact = Contact.objects.get()
    assert contact.is_manager
    assert contact.coverages.get().as_deputy


def test_a_broken_vcard_is_refused_with_a_sentence(alice, brand, ozon):
    with pytest.raises(DomainError, match="cannot be read"):
        bring(alice, brand, ozon, "BEGIN:VCARD\nVERSION:3.0\nFN", "x.vcf")
