"""A catalogue as a sheet: its columns, what each row would do, and taking all of them over at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from branddesk.brands.models import Brand
from branddesk.catalogue.models import Product
from branddesk.catalogue.rules import from_plain, plain_values, read_product
from branddesk.core import clock
from branddesk.foundation.journal import services as journal
from branddesk.foundation.transfers.models import Transfer, TransferRow
from branddesk.foundation.transfers.registry import Check, Column, Finding, Kind, Line

NEW, CHANGED, SAME, WRONG = (TransferRow.State(name) for name in ("new", "changed", "same", "wrong"))

COLUMNS = (
    Column(
        "sku",
        ("SKU", "Артикул Ozon", "Ozon SKU ID", "SKU Ozon", "FBO OZON SKU ID", "商品SKU", "SKU编号"),
        required=True,
    ),
    Column("offer_id", ("Offer id", "Артикул", "Артикул продавца", "Артикул товара", "货号", "商家编码")),
    Column("name", ("Name", "Title", "Наименование", "Название", "Название товара", "商品名称", "名称"), required=True),
    Column(
        "pictures",
        ("Pictures", "Images", "Фото", "Изображения", "Ссылка на главное фото", "Ссылки на фото", "图片", "图片链接"),
    ),
    Column("price", ("Price", "Цена", "Текущая цена", "Цена, руб.", "价格", "售价")),
    Column("currency", ("Currency", "Валюта", "Код валюты", "货币", "币种")),
)


def checker(transfer: Transfer) -> Check:
    """Checks one part of the sheet after another; a SKU that comes twice is wrong the second time."""
    seen: dict[str, int] = {}

    def check(lines: Sequence[Line]) -> list[Finding]:
        read = [(line, *read_product(line.cells)) for line in lines]
        there = {
            product.sku: product
            for product in Product.objects.filter(
                brand=transfer.scope, sku__in=[fields["sku"] for _l, fields, _f in read]
            )
        }
        found = []
        for line, fields, faults in read:
            earlier = seen.setdefault(fields["sku"], line.number) if fields["sku"] else line.number
            if earlier != line.number:
                faults["sku"] = _("This SKU stands in row %(row)d already.") % {"row": earlier}
            if faults:
                found.append(Finding(WRONG, dict(line.cells), problem=" ".join(faults.values())))
                continue
            values = plain_values(fields)
            product = there.get(fields["sku"])
            if product is None:
                found.append(Finding(NEW, values))
                continue
            given = {name: value for name, value in values.items() if name in line.cells or name == "currency"}
            before = plain_values(product)
            differs = {name: before[name] for name, value in given.items() if before[name] != value}
            if "price" not in line.cells:
                differs.pop("currency", None)
            state = CHANGED if differs or product.is_retired else SAME
            found.append(Finding(state, before | given if differs else before, before=differs))
        return found

    return check


def take(transfer: Transfer, rows: Iterable[TransferRow]) -> None:
    """New products come in, known ones change, retired ones come back. One entry in the brand's journal."""
    brand = Brand.objects.select_for_update().get(pk=transfer.scope)
    now = clock.now()
    products = [
        Product(brand=brand, changed_by_id=transfer.owner_id, updated_at=now, retired_at=None, **from_plain(row.values))
        for row in rows
    ]
    fields = ["offer_id", "name", "pictures", "price", "currency", "retired_at", "changed_by", "updated_at"]
    Product.objects.bulk_create(
        products, batch_size=500, update_conflicts=True, unique_fields=["brand", "sku"], update_fields=fields
    )
    journal.record(transfer.owner, "catalogue.imported", brand, transfer=transfer.pk, count=len(products))


PRODUCTS = Kind("catalogue.products", COLUMNS, checker, take)
