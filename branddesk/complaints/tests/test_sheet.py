"""Voices brought in with a sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import Complaint
from branddesk.complaints.services.bringing import import_voices
from branddesk.complaints.sheet import COLUMNS, read_row
from branddesk.core.errors import NotAllowed
from branddesk.foundation.transfers import services as transfers
from branddesk.foundation.transfers.models import Transfer, TransferRow

SHEET = """Текст отзыва;Оценка;Номер отзыва;Покупатель;Артикул Ozon;Дата;Сумма заказа
Молния сломалась;2;r-1;Олег;1571120446;21.11.2026;2 890 ₽
;5;r-2;Анна;1571120446;2026-11-22;
Ужасно;7;r-3;;;;
;;r-4;;;;
Течёт;1;;Марина;;20.11.2026 18:05;
"""


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


def bring(alice, brand, text=SHEET):
    file = SimpleUploadedFile("reviews.csv", text.encode())
    transfer = import_voices(actor=alice, brand=brand, file=file, name="reviews.csv")
    return Transfer.objects.get(pk=transfer.pk)


def test_the_cabinets_own_sheet_is_read_and_comes_in_once(alice, brand):
    transfer = bring(alice, brand)
    states = list(transfer.rows.order_by("number").values_list("state", flat=True))
    new, wrong = TransferRow.State.NEW, TransferRow.State.WRONG
    assert states == [new, new, wrong, wrong, new]

    transfers.take_over(actor=alice, transfer=transfer, leave_out_wrong=True)

    first = Complaint.objects.get(outside_id="r-1")
    assert (first.rating, first.customer, first.source) == (2, "Олег", "imported")
    assert (first.order_value, first.currency) == (Decimal(2890), "RUB")
    assert first.received_at.date().isoformat() == "2026-11-21"
    assert Complaint.objects.count() == 3
    again = bring(alice, brand)
    assert again.rows.filter(state=TransferRow.State.NEW).count() == 0


def test_a_wrong_row_says_what_is_wrong(alice, brand):
    transfer = bring(alice, brand)

    problems = list(transfer.rows.filter(state="wrong").order_by("number").values_list("problem", flat=True))

    assert "“7” is no rating: write 1 to 5." in problems[0]
    assert "words are missing" in problems[1]


def test_who_does_not_answer_for_the_brand_brings_nothing_in(mallory, brand):
    with pytest.raises(NotAllowed):
        bring(mallory, brand)


@given(st.dictionaries(st.sampled_from([column.name for column in COLUMNS]), st.text(max_size=60)))
def test_any_row_is_read_or_refused_with_a_sentence(cells):
    values, faults = read_row(cells)

    assert all(isinstance(fault, str) and fault for fault in faults)
    assert faults or values["kind"] in Complaint.Kind.values
