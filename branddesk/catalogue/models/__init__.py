from __future__ import annotations

from branddesk.catalogue.models.listing import Listing, ListingChange, ListingOrder
from branddesk.catalogue.models.product import Product

__all__ = ["Listing", "ListingChange", "ListingOrder", "Product"]
