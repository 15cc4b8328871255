"""A small tree of categories, and what the cards in them may say."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop

HOME, DRINK, BAGS, LINEN = 17027900, 17028922, 17029010, 17029230
TYPES = {
    91565: (DRINK, "Термос"),
    91566: (DRINK, "Кружка"),
    92610: (BAGS, "Рюкзак"),
    92611: (BAGS, "Сумка"),
    93480: (LINEN, "Плед"),
    93481: (LINEN, "Скатерть"),
}
"""Types by number: their category and name."""
CATEGORIES = {HOME: "Дом и сад", DRINK: "Посуда для напитков", BAGS: "Сумки и рюкзаки", LINEN: "Текстиль"}
COLOURS = ("белый", "чёрный", "серый", "синий", "зелёный", "красный", "бежевый", "розовый")
COUNTRIES = ("Китай", "Россия", "Беларусь", "Турция")
NAMES: tuple[tuple[int, str, str, bool, tuple[str, ...]], ...] = (
    (85, "Бренд", "String", True, ("Kettora", "Nordbay", "Tarusno", "Нет бренда")),
    (4180, "Название", "String", True, ()),
    (4191, "Аннотация", "String", False, ()),
    (8229, "Тип", "String", True, tuple(name for _category, name in TYPES.values())),
    (9048, "Название модели (для объединения в одну карточку)", "String", True, ()),
    (10096, "Цвет товара", "String", False, COLOURS),
    (4389, "Страна-изготовитель", "String", False, COUNTRIES),
    (4383, "Вес товара, г", "Decimal", False, ()),
    (5309, "Материал", "String", False, ("сталь", "нейлон", "лён", "пластик")),
    (23171, "#Хештеги", "String", False, ()),
)
"""Number, name, type, whether it is required, and the values of its dictionary if it has one."""
FIRST_VALUE = 900_000


@method("/v1/description-category/tree")
def tree(shop: Shop, body: Body) -> Body:
    branches = [
        {
            "description_category_id": number,
            "category_name": name,
            "disabled": False,
            "children": [
                {"type_id": type_id, "type_name": type_name, "disabled": False, "children": []}
                for type_id, (category, type_name) in TYPES.items()
                if category == number
            ],
        }
        for number, name in CATEGORIES.items()
        if number != HOME
    ]
    top = {"description_category_id": HOME, "category_name": CATEGORIES[HOME], "disabled": False, "children": branches}
    return {"result": [top]}


def _known(body: Body) -> None:
    category, kind = int(body.get("description_category_id") or 0), int(body.get("type_id") or 0)
    if kind not in TYPES or TYPES[kind][0] != category:
        raise Refusal(404, 5, "category or type not found")


@method("/v1/description-category/attribute")
def attributes(shop: Shop, body: Body) -> Body:
    _known(body)
    return {
        "result": [
            {
                "id": number,
                "name": name,
                "description": "",
                "type": kind,
                "is_collection": bool(values) and number == 10096,
                "is_required": required,
                "is_aspect": number == 10096,
                "max_value_count": 1,
                "group_id": 1,
                "group_name": "Характеристики",
                "dictionary_id": number if values else 0,
                "category_dependent": False,
                "attribute_complex_id": 0,
                "complex_is_collection": False,
            }
            for number, name, kind, required, values in NAMES
        ]
    }


def values_of(number: int) -> list[Row]:
    """The dictionary of an attribute. Raises Refusal for one without."""
    for each, _name, _kind, _required, values in NAMES:
        if each == number and values:
            return [
                {"id": FIRST_VALUE + number * 10 + place, "value": value, "info": "", "picture": ""}
                for place, value in enumerate(values)
            ]
    raise Refusal(400, 3, "attribute has no dictionary")


@method("/v1/description-category/attribute/values")
def values(shop: Shop, body: Body) -> Body:
    _known(body)
    limit, last = limit_of(body, 2000), int(body.get("last_value_id") or 0)
    found = [row for row in values_of(int(body.get("attribute_id") or 0)) if row["id"] > last]
    return {"result": found[:limit], "has_next": len(found) > limit}


@method("/v1/description-category/attribute/values/search")
def search(shop: Shop, body: Body) -> Body:
    _known(body)
    words = text_of(body, "value").casefold()
    if len(words) < 2:
        raise Refusal(400, 3, "value: at least two characters")
    rows = values_of(int(body.get("attribute_id") or 0))
    return {"result": [row for row in rows if words in row["value"].casefold()][: limit_of(body, 100)]}
