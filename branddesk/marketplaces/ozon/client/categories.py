"""What the attributes of a category are called."""

from __future__ import annotations

from dataclasses import dataclass

from branddesk.marketplaces.ozon.client.reading import Id, dig, read_all
from branddesk.marketplaces.ozon.client.transport import Client


@dataclass(frozen=True)
class AttributeName:
    id: Id
    name: str
    is_required: bool
    is_collection: bool
    dictionary_id: str
    """“0” where any text may stand."""


def list_attributes(
    ozon: Client, *, category_id: str, type_id: str, language: str = "DEFAULT"
) -> tuple[AttributeName, ...]:
    """All attributes of cards of this category and type; `language`: DEFAULT (Russian), RU, EN, TR, ZH_HANS."""
    body = {"description_category_id": int(category_id), "type_id": int(type_id), "language": language}
    return ozon.read(
        "/v1/description-category/attribute", body, lambda data: read_all(AttributeName, dig(data, "result"))
    )
