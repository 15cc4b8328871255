"""What Ozon publishes of its Seller API, and whether a request or a reply keeps to it."""

from branddesk.marketplaces.ozon.contract.check import check_reply, check_request
from branddesk.marketplaces.ozon.contract.complete import complete
from branddesk.marketplaces.ozon.contract.methods import is_known, methods, replacement_of, sunset_of

__all__ = ["check_reply", "check_request", "complete", "is_known", "methods", "replacement_of", "sunset_of"]
