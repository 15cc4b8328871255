"""Questions about the catalogue and about the own listings."""

from branddesk.catalogue.selectors.products import (
    LOOKED_AT,
    PAGE_SIZE,
    ProductPage,
    last_imports,
    product_page,
    suggestions,
)

__all__ = ["LOOKED_AT", "PAGE_SIZE", "ProductPage", "last_imports", "product_page", "suggestions"]
