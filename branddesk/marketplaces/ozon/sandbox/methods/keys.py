"""The key's roles, and the seller."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import METHODS, Body, method
from branddesk.marketplaces.ozon.sandbox.world import PLUS, Shop


@method("/v1/roles")
def roles(shop: Shop, body: Body) -> Body:
    paths = sorted(path for _verb, path in METHODS)
    return {"expires_at": shop.key_ends_at, "roles": [{"name": "Admin", "methods": paths}]}


@method("/v1/seller/info")
def info(shop: Shop, body: Body) -> Body:
    return {
        "company": {
            "country": "RU",
            "currency": "RUB",
            "inn": "7700000000",
            "legal_name": f"ООО «{shop.name}»",
            "name": shop.name,
            "ogrn": "1027700000000",
            "ownership_form": "LLC",
            "tax_system": "OSNO",
        },
        "ratings": [
            {
                "current_value": {
                    "date_from": shop.key_ends_at,
                    "date_to": shop.key_ends_at,
                    "formatted": "4.6",
                    "status": {"danger": False, "premium": True, "warning": False},
                    "value": 4.6,
                },
                "name": "Рейтинг товаров",
                # Declared as an object, sent as null where there is none.
                "past_value": None,
                "rating": "rating_review_avg_score_total",
                "status": "OK",
                "value_type": "REVIEW_SCORE",
            }
        ],
        "subscription": {"is_premium": shop.subscription in PLUS, "type": shop.subscription},
    }
