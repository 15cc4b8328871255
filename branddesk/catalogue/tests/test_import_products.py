"""A sheet of products is read row by row, shown, and taken over as a whole or not at all."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from branddesk.brands.tests.factories import make_brand
from branddesk.catalogue.models import Product
from branddesk.catalogue.services import import_products
from branddesk.catalogue.tests.factories import make_product, sheet
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.selectors import counts_of
from branddesk.foundation.transfers.services import cancel, read, take, take_over
from branddesk.foundation.transfers.sheets import MOST_BYTES

pytestmark = pytest.mark.django_db

TITLES = ("SKU", "Offer id", "Name", "Price")


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


def bring(alice, brand, *rows, **how):
    transfer = import_products(actor=alice, brand=brand, file=sheet(*rows, **how), name="products.csv")
    transfer.refresh_from_db()
    return transfer


def test_rows_are_shown_before_anything_changes(alice, brand):
    known = make_product(brand=brand, sku="101", name="Flask", price=Decimal("2890.00"))
    make_product(brand=brand, sku="102", name="Mug", offer_id="M", price=Decimal("990.00"))

    transfer = bring(
        alice, brand, TITLES, ("101", "", "Flask", "2 990 ₽"), ("102", "M", "Mug", "990"), ("103", "N", "Lid", "")
    )

    assert transfer.state == Transfer.State.CHECKED
    assert counts_of(transfer) == {"new": 1, "changed": 1, "same": 1, "wrong": 0}
    assert transfer.rows.get(state="changed").before == {"price": "2890.00"}
    known.refresh_from_db()
    assert known.price == Decimal("2890.00")
    assert not Product.objects.filter(sku="103").exists()


def test_taken_over_all_rows_come_in_at_once(alice, brand):
    make_product(brand=brand, sku="101", name="Flask")
    transfer = bring(alice, brand, TITLES, ("101", "A-1", "Flask 2", "100"), ("102", "", "Mug", "¥20.50"))

    take_over(actor=alice, transfer=transfer)

    assert list(brand.products.order_by("sku").values_list("sku", "offer_id", "name", "price", "currency")) == [
        ("101", "A-1", "Flask 2", Decimal("100.00"), "RUB"),
        ("102", "", "Mug", Decimal("20.50"), "CNY"),
    ]
    transfer.refresh_from_db()
    assert transfer.state == Transfer.State.DONE
    assert [entry.facts["count"] for entry in entries_for(brand) if entry.action == "catalogue.imported"] == [2]


def test_every_wrong_row_says_what_is_wrong(alice, brand):
    transfer = bring(
        alice,
        brand,
        (*TITLES, "Currency"),
        ("", "", "No number", "", ""),
        ("101", "", "", "", ""),
        ("102", "", "Flask", "cheap", ""),
        ("103", "", "Flask", "10", "GBP"),
        ("104", "", "Flask", "", ""),
        ("104", "", "Flask again", "", ""),
    )

    wrong = {row.number: row.problem for row in transfer.rows.filter(state="wrong")}

    assert set(wrong) == {2, 3, 4, 5, 7}
    assert wrong[2] == "The SKU is missing."
    assert "“cheap” is no price" in wrong[4]
    assert "row 6" in wrong[7]


def test_wrong_rows_stop_everything_unless_they_are_left_out(alice, brand):
    transfer = bring(alice, brand, TITLES, ("101", "", "Flask", ""), ("", "", "Mug", ""))

    with pytest.raises(DomainError, match="Mend the sheet"):
        take_over(actor=alice, transfer=transfer)
    assert not brand.products.exists()

    take_over(actor=alice, transfer=transfer, leave_out_wrong=True)
    assert brand.products.get().sku == "101"


def test_a_fault_while_taking_over_leaves_nothing_half_imported(alice, brand, monkeypatch):
    transfer = bring(alice, brand, TITLES, ("101", "", "Flask", ""), ("102", "", "Mug", ""))
    Transfer.objects.filter(pk=transfer.pk).update(state=Transfer.State.TAKING)

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("branddesk.catalogue.sheet.journal.record", fail)
    with pytest.raises(RuntimeError):
        take(transfer_id=transfer.pk)

    assert not brand.products.exists()
    transfer.refresh_from_db()
    assert transfer.state == Transfer.State.TAKING


def test_taken_twice_or_read_twice_nothing_is_doubled(alice, brand):
    transfer = bring(alice, brand, TITLES, ("101", "", "Flask", ""))
    read(transfer_id=transfer.pk)
    take_over(actor=alice, transfer=transfer)

    take(transfer_id=transfer.pk)
    take_over(actor=alice, transfer=transfer)

    assert brand.products.count() == 1
    assert transfer.rows.count() == 1


def test_a_cancelled_sheet_can_no_longer_be_taken_over(alice, brand):
    transfer = bring(alice, brand, TITLES, ("101", "", "Flask", ""))

    cancel(actor=alice, transfer=transfer)

    with pytest.raises(WrongStatus):
        take_over(actor=alice, transfer=transfer)
    assert not brand.products.exists()


def test_a_missing_column_leaves_known_products_as_they_are(alice, brand):
    make_product(brand=brand, sku="101", name="Flask", offer_id="A", price=Decimal("10.00"), currency="USD")

    transfer = bring(alice, brand, ("SKU", "Name"), ("101", "Flask"))

    assert counts_of(transfer)["same"] == 1


def test_a_retired_product_comes_back_with_the_sheet(alice, brand):
    product = make_product(brand=brand, sku="101", name="Flask")
    Product.objects.filter(pk=product.pk).update(retired_at=product.created_at)
    transfer = bring(alice, brand, ("SKU", "Name"), ("101", "Flask"))

    take_over(actor=alice, transfer=transfer)

    product.refresh_from_db()
    assert not product.is_retired


@pytest.mark.parametrize(
    ("titles", "encoding", "separator"),
    [
        (("Артикул Ozon", "Артикул", "Название товара", "Цена"), "cp1251", ";"),
        (("Артикул Ozon", "Артикул", "Название товара", "Цена"), "utf-8-sig", "\t"),
        (("商品SKU", "货号", "商品名称", "价格"), "gb18030", ","),
        (("sku", "OFFER_ID", " name ", "PRICE"), "utf-16", ","),
    ],
)
def test_sheets_of_three_countries_are_read(alice, brand, titles, encoding, separator):
    name = "保温杯 750" if titles[0].startswith("商") else "Термос Кеттора" if titles[0].startswith("А") else "Flask"

    transfer = bring(alice, brand, titles, ("101", "A", name, "2890,50"), encoding=encoding, separator=separator)

    row = transfer.rows.get()
    assert (row.state, row.values["name"], row.values["price"]) == ("new", name, "2890.50")


def test_a_workbook_is_read_with_its_numbers_as_they_are_seen(alice, brand, tmp_path):
    path = tmp_path / "products.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Our products, November"])
        page.write_row(2, 0, ["SKU", "Name", "Price"])
        page.write_row(3, 0, [1571120446, "Flask", 2890.5])
    from django.core.files.base import File

    with path.open("rb") as file:
        transfer = import_products(actor=alice, brand=brand, file=File(file), name="products.xlsx")

    row = transfer.rows.get()
    assert (row.number, row.values["sku"], row.values["price"]) == (4, "1571120446", "2890.50")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "not a sheet"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"one,two\n1,2\n", "No row names the columns"),
        (b"sku,name\n", "no rows below"),
    ],
)
def test_what_is_no_sheet_is_refused_with_the_way_out(alice, brand, content, sentence):
    from django.core.files.base import ContentFile

    transfer = import_products(actor=alice, brand=brand, file=ContentFile(content), name="x.csv")

    transfer.refresh_from_db()
    assert transfer.state == Transfer.State.UNREADABLE
    assert sentence in transfer.fault


def test_only_those_who_keep_the_catalogue_bring_sheets_in(cast, brand):
    for person in (cast.viewer, cast.mallory, cast.moderator):
        with pytest.raises(NotAllowed):
            import_products(actor=person, brand=brand, file=sheet(("SKU", "Name")), name="x.csv")


def test_a_workbook_that_fills_the_memory_once_unpacked_is_refused_unread(alice, brand):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/sheet1.xml", "w") as part:
        for _piece in range(31):
            part.write(b" " * 10_000_000)
    assert len(bomb.getvalue()) < MOST_BYTES

    transfer = import_products(actor=alice, brand=brand, file=ContentFile(bomb.getvalue()), name="products.xlsx")

    transfer.refresh_from_db()
    assert (transfer.state, transfer.rows.count()) == (Transfer.State.UNREADABLE, 0)
    assert "too large once unpacked" in transfer.fault


def test_a_sheet_beyond_the_limit_is_refused_with_a_sentence_and_kept_nowhere(client, alice, brand):
    client.force_login(alice)
    file = SimpleUploadedFile("products.csv", b"SKU,Name\n" + b"1,x\n" * (MOST_BYTES // 4), "text/csv")

    response = client.post(reverse("catalogue:bring"), {"brand": brand.pk, "file": file})

    assert response.status_code == 422
    assert "Split it into sheets of up to 20 MB" in response.content.decode()
    assert not Transfer.objects.exists()


def test_the_same_form_sent_twice_brings_the_sheet_in_once_at_the_service_too(alice, brand):
    key = uuid4()

    first, second = (
        import_products(actor=alice, brand=brand, file=sheet(TITLES, ("1", "", "x", "")), name="a.csv", form_key=key)
        for _time in range(2)
    )

    assert first == second == Transfer.objects.get()
