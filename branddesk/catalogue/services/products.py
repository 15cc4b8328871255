"""Keeping the catalogue. Every change is an entry in the brand's journal."""

from __future__ import annotations

import json
from typing import Unpack
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.catalogue import permissions
from branddesk.catalogue.models import Product
from branddesk.catalogue.rules import ProductFields
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.services import open_transfer


@transaction.atomic
def add_product(*, actor: User, brand: Brand, **fields: Unpack[ProductFields]) -> Product:
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    permissions.check_can_keep(actor, brand)
    _check_sku_is_free(brand, fields["sku"])

    product = Product.objects.create(brand=brand, changed_by=actor, **fields)

    journal.record(actor, "product.added", brand, private=_words(fields), product=product.pk)
    return product


@transaction.atomic
def change_product(*, actor: User, product: Product, **fields: Unpack[ProductFields]) -> Product:
    """Correct a product; a retired one comes back with it."""
    brand = Brand.objects.select_for_update().get(pk=product.brand_id)
    permissions.check_can_keep(actor, brand)
    product = Product.objects.get(pk=product.pk)
    changed = sorted(name for name, value in fields.items() if getattr(product, name) != value)
    if not changed and not product.is_retired:
        return product
    _check_sku_is_free(brand, fields["sku"], besides=product)

    for name, value in fields.items():
        setattr(product, name, value)
    product.retired_at, product.changed_by = None, actor
    product.save()

    journal.record(actor, "product.changed", brand, private=_words(fields), product=product.pk, fields=changed)
    return product


@transaction.atomic
def retire_product(*, actor: User, product: Product) -> Product:
    """Take a product out of the lists; cases that name it stay as they are, and it can come back."""
    brand = Brand.objects.select_for_update().get(pk=product.brand_id)
    permissions.check_can_keep(actor, brand)
    product = Product.objects.get(pk=product.pk)
    if product.is_retired:
        return product

    product.retired_at, product.changed_by = clock.now(), actor
    product.save(update_fields=["retired_at", "changed_by"])

    journal.record(actor, "product.retired", brand, product=product.pk)
    return product


def import_products(*, actor: User, brand: Brand, file: File, name: str, form_key: UUID | None = None) -> Transfer:
    """Bring a sheet in; its rows are shown before any is taken over. The same form sent twice brings it in once."""
    permissions.check_can_keep(actor, brand)
    return open_transfer(
        actor=actor, kind="catalogue.products", scope=brand.pk, file=file, name=name, form_key=form_key
    )


def _check_sku_is_free(brand: Brand, sku: str, besides: Product | None = None) -> None:
    twin = brand.products.filter(sku=sku).first()
    if twin is not None and twin != besides:
        raise DomainError(
            _("SKU %(sku)s is in the catalogue already: %(name)s. Change that product instead.")
            % {"sku": sku, "name": twin.name}
        )


def _words(fields: ProductFields) -> dict[str, str]:
    """A product's words stand beside the journal, not in its facts."""
    return {"entered": json.dumps(fields, ensure_ascii=False, default=str)}
