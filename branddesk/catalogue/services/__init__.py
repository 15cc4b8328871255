"""Keeping the catalogue, and the own listings as they stand at the stores."""

from branddesk.catalogue.services.products import add_product, change_product, import_products, retire_product

__all__ = ["add_product", "change_product", "import_products", "retire_product"]
