"""Papers: which brands need them, and certificates of quality with the products that they cover."""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.methods.categories import CATEGORIES, TYPES
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

CHECKED_AFTER = timedelta(hours=1)
WAITING, APPROVED, REJECTED = "verification", "approved", "declined"
STATUSES = {WAITING: "На проверке", APPROVED: "Проверен", REJECTED: "Отклонён"}
PRODUCT_STATUSES = {APPROVED: "Подтверждён", REJECTED: "Отклонён", WAITING: "На проверке"}
REASONS = {"bad_quality": "Документ не читается", "expired_document": "Срок действия истёк"}
KINDS = {
    "CERTIFICATE_OF_CONFORMITY": "Сертификат соответствия",
    "DECLARATION": "Декларация",
    "CERTIFICATE_OF_REGISTRATION": "Свидетельство о регистрации",
    "REGISTRATION_CERTIFICATE": "Регистрационное удостоверение",
    "REFUSED_LETTER": "Отказное письмо",
}
ACCORDANCE = {
    "TECHNICAL_REGULATIONS_RF": "Технический регламент РФ",
    "TECHNICAL_REGULATIONS_CU": "Технический регламент ТС",
    "GOST": "ГОСТ",
}
OPTIONS = ("number", "name", "certificate_type", "accordance_type", "issue_date", "files")
MOST_FILE = 10 * 1024 * 1024
SUFFIXES = (".jpg", ".jpeg", ".png", ".pdf")


@method("/v1/brand/company-certification/list")
def brands(shop: Shop, body: Body) -> Body:
    """`has_certificate` true: none is needed."""
    names = sorted({row["_brand"] for row in shop.products})
    page, size = int(body.get("page") or 1), limit_of({"limit": body.get("page_size")}, 1000)
    rows = [{"brand_name": name, "has_certificate": False} for name in names]
    return {"result": {"brand_certification": rows[(page - 1) * size : page * size], "total": len(rows)}}


def _papers(shop: Shop) -> list[Row]:
    papers: list[Row] = shop.shelves.setdefault("certificates", [])
    return papers


def _paper(shop: Shop, number: int | str | None) -> Row:
    row = next((row for row in _papers(shop) if row["id"] == int(str(number or 0))), None)
    if row is None:
        raise Refusal(404, 5, "certificate not found")
    return row


def _shown(shop: Shop, row: Row) -> Row:
    is_checked = said(shop.world.now()) >= row["checked_at"]
    return {
        "certificate_id": row["id"],
        "certificate_number": row["number"],
        "certificate_name": row["name"],
        "type_code": row["type"].lower(),
        "status_code": row["verdict"] if is_checked else WAITING,
        "accordance_type_code": row["accordance"].lower(),
        "rejection_reason_code": "bad_quality" if is_checked and row["verdict"] == REJECTED else "",
        "verification_comment": "",
        "issue_date": row["issued_at"],
        "expire_date": row["expires_at"],
        "products_count": len(row["products"]),
    }


@method("/v2/product/certificate/create")
def create(shop: Shop, body: Body) -> Body:
    """INCOMPLETE with what is missing, or COMPLETED; checked in an hour, and refused where a file is empty."""
    params = body.get("params") or {}
    states = {name: _state(params, name) for name in OPTIONS}
    shown = [
        {"name": name, "state": state, "error": "" if state == "VALID" else f"{name} is required"}
        for name, state in states.items()
    ]
    if any(state != "VALID" for state in states.values()):
        return {"certificate_id": 0, "params": shown, "status": "INCOMPLETE"}
    return {"certificate_id": _keep(shop, params), "params": shown, "status": "COMPLETED"}


def _state(params: Row, name: str) -> str:
    value = params.get(name)
    if name == "files":
        if not value:
            return "MISSING"
        return "VALID" if all(_is_file(each) for each in value) else "INVALID"
    return "VALID" if value not in (None, "", "UNKNOWN") else "MISSING"


def _is_file(file: Row) -> bool:
    try:
        content = base64.b64decode(str(file.get("file_content") or ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return str(file.get("name") or "").casefold().endswith(SUFFIXES) and len(content) <= MOST_FILE


def _keep(shop: Shop, params: Row) -> int:
    ends = params.get("expired_date") or {}
    day = ends.get("date") or {}
    is_endless = ends.get("infinite") or not day
    expires = None if is_endless else f"{day['year']:04}-{day['month']:02}-{day['day']:02}T00:00:00Z"
    is_empty = any(not file.get("file_content") for file in params["files"])
    skus = {str(sku) for sku in params.get("skus") or []}
    row: Row = {
        "id": shop.world.next_id(),
        "number": str(params["number"]),
        "name": str(params["name"]),
        "type": str(params["certificate_type"]),
        "accordance": str(params["accordance_type"]),
        "issued_at": str(params["issue_date"]),
        "expires_at": expires,
        "checked_at": said(shop.world.now() + CHECKED_AFTER),
        "verdict": REJECTED if is_empty else APPROVED,
        "products": [each["id"] for each in shop.products if str(each["sku"]) in skus],
    }
    _papers(shop).append(row)
    return int(row["id"])


def _covers(shop: Shop, row: Row, offer_id: str) -> bool:
    return any(each["offer_id"] == offer_id and each["id"] in row["products"] for each in shop.products)


@method("/v1/product/certificate/list")
def list_certificates(shop: Shop, body: Body) -> Body:
    page, size = int(body["page"]), int(body["page_size"])
    if page < 1 or not 1 <= size <= 1000:
        raise Refusal(400, 3, "invalid page or page_size")
    status, kind, offer_id = body.get("status"), body.get("type"), body.get("offer_id")
    found = [_shown(shop, row) for row in _papers(shop) if not offer_id or _covers(shop, row, offer_id)]
    found = [row for row in found if not status or row["status_code"] == status]
    found = [row for row in found if not kind or row["type_code"] == kind]
    rows = found[(page - 1) * size : page * size]
    return {"result": {"certificates": rows, "page_count": -(-len(found) // size)}}


@method("/v1/product/certificate/info")
def info(shop: Shop, body: Body) -> Body:
    number = text_of(body, "certificate_number")
    row = next((row for row in _papers(shop) if row["number"] == number), None)
    if row is None:
        raise Refusal(404, 5, "certificate not found")
    return {"result": _shown(shop, row)}


def _wanted(shop: Shop, body: Body) -> list[int]:
    """Products by product_id or by skus; a SKU that there is not stays as it is, which is no product."""
    named = [shop.product(str(sku)) or {"id": int(sku)} for sku in body.get("skus") or []]
    return [*map(int, body.get("product_id") or []), *(row["id"] for row in named)]


@method("/v1/product/certificate/bind")
def bind(shop: Shop, body: Body) -> Body:
    row = _paper(shop, body.get("certificate_id"))
    wanted, known = _wanted(shop, body), {each["id"] for each in shop.products}
    if not wanted or set(wanted) - known:
        raise Refusal(400, 3, "product_id: unknown product")
    row["products"] = list(dict.fromkeys([*row["products"], *wanted]))
    return {"result": True}


@method("/v1/product/certificate/unbind")
def unbind(shop: Shop, body: Body) -> Body:
    row = _paper(shop, body.get("certificate_id"))
    results = []
    for number in _wanted(shop, body):
        is_bound = number in row["products"]
        results.append({"product_id": number, "updated": is_bound, "error": "" if is_bound else "not bound"})
        row["products"] = [each for each in row["products"] if each != number]
    return {"result": results}


@method("/v1/product/certificate/delete")
def delete(shop: Shop, body: Body) -> Body:
    row = _paper(shop, body.get("certificate_id"))
    if row["products"]:
        return {"result": {"is_delete": False, "error_message": "certificate has products"}}
    _papers(shop).remove(row)
    return {"result": {"is_delete": True, "error_message": ""}}


@method("/v1/product/certificate/products/list")
def products(shop: Shop, body: Body) -> Body:
    row = _paper(shop, body.get("certificate_id"))
    last, status = int(body.get("last_id") or 0), body.get("product_status_code") or APPROVED
    limit = limit_of({"limit": body.get("page_size")}, 100) if "page" in body else limit_of(body, 1000)
    chosen = sorted((each for each in shop.products if each["id"] in row["products"]), key=lambda each: int(each["id"]))
    chosen = chosen if status == APPROVED else []
    start = int(body.get("page") or 1) * limit - limit
    found = [each for each in chosen if each["id"] > last][start : start + limit]
    items = [{"product_id": each["id"], "sku": each["sku"], "product_status_code": APPROVED} for each in found]
    return {"result": {"items": items, "count": len(chosen)}}


def _codes(codes: dict[str, str]) -> Body:
    return {"result": [{"code": code, "name": name} for code, name in codes.items()]}


@method("/v1/product/certificate/status/list")
def statuses(shop: Shop, body: Body) -> Body:
    return _codes(STATUSES)


@method("/v1/product/certificate/product_status/list")
def product_statuses(shop: Shop, body: Body) -> Body:
    return _codes(PRODUCT_STATUSES)


@method("/v1/product/certificate/rejection_reasons/list")
def rejection_reasons(shop: Shop, body: Body) -> Body:
    return _codes(REASONS)


@method("/v1/product/certificate/types", verb="GET")
def types(shop: Shop, body: Body) -> Body:
    return {"result": [{"value": code.lower(), "name": name} for code, name in KINDS.items()]}


@method("/v1/product/certificate/accordance-types", verb="GET")
def accordance_types(shop: Shop, body: Body) -> Body:
    return {"result": [{"value": code.lower(), "name": name} for code, name in ACCORDANCE.items()]}


@method("/v2/product/certificate/accordance-types/list", verb="GET")
def accordance_list(shop: Shop, body: Body) -> Body:
    rows = [{"code": code, "title": name} for code, name in ACCORDANCE.items()]
    return {"result": {"base": rows, "hazard": []}}


@method("/v1/product/certification/list")
def categories(shop: Shop, body: Body) -> Body:
    rows = [{"category_name": name, "is_required": number == 17028922} for number, name in CATEGORIES.items()]
    return {"result": {"certification": rows, "total": len(rows)}}


@method("/v2/product/certification/list")
def categories_by_type(shop: Shop, body: Body) -> Body:
    rows = [
        {
            "category_id": category,
            "category_name": CATEGORIES[category],
            "type_id": kind,
            "type_name": name,
            "is_required": category == 17028922,
        }
        for kind, (category, name) in TYPES.items()
    ]
    page, size = int(body["page"]), int(body["page_size"])
    return {"certification": rows[(page - 1) * size : page * size], "total": len(rows)}


@method("/v2/product/certification/options")
def options(shop: Shop, body: Body) -> Body:
    return {"option": [{"name": name, "required": True} for name in OPTIONS]}


@method("/v2/product/certification/params")
def params(shop: Shop, body: Body) -> Body:
    return {"params": [{"name": name, "required": True} for name in OPTIONS]}
