"""Sheets that are ordered, made in a while, and fetched by a link for some time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, method, text_of
from branddesk.marketplaces.ozon.sandbox.methods.postings import status_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, World, moment_in, said

BEGINS, TAKES = timedelta(seconds=5), timedelta(seconds=20)
KEPT = timedelta(days=30)
PRODUCTS, POSTINGS, RETURNS, DISCOUNTED = (
    "SELLER_PRODUCTS",
    "SELLER_POSTINGS",
    "SELLER_RETURNS",
    "SELLER_DISCOUNTED",
)
RFBS_STATES = {
    "Created": "OnSellerApproval",
    "Approved": "Approved",
    "Rejected": "Rejected",
    "Compensated": "PartialCompensationReturned",
    "Received": "ReceivedBySeller",
    "Arbitration": "DisputeYouOpened",
}
"""What the states of returns by rFBS are called when sheets are ordered."""


def _reports(shop: Shop) -> list[Row]:
    reports: list[Row] = shop.shelves.setdefault("reports", [])
    return reports


def _order(shop: Shop, kind: str, params: Row) -> str:
    code = f"REPORT_{kind}_{shop.client_id}_{shop.world.next_id()}"
    _reports(shop).append(
        {"code": code, "kind": kind, "params": params, "ordered_at": said(shop.world.now()), "shop": shop.client_id}
    )
    return code


def _shown(shop: Shop, row: Row) -> Row:
    ordered = datetime.fromisoformat(row["ordered_at"])
    age = shop.world.now() - ordered
    is_ready, is_kept = age >= TAKES, age < KEPT
    return {
        "code": row["code"],
        "report_type": row["kind"],
        "status": "success" if is_ready else "processing" if age >= BEGINS else "waiting",
        "error": "",
        "file": f"{shop.world.address}/sandbox/files/{row['code']}.csv" if is_ready and is_kept else "",
        "params": {name: str(value) for name, value in row["params"].items()},
        "created_at": row["ordered_at"],
        "expires_at": said(ordered + KEPT),
        "additional_data": [],
    }


@method("/v1/report/info")
def info(shop: Shop, body: Body) -> Body:
    code = text_of(body, "code")
    row = next((row for row in _reports(shop) if row["code"] == code), None)
    if row is None:
        raise Refusal(404, 5, "report not found")
    return {"result": _shown(shop, row)}


@method("/v1/report/list")
def list_reports(shop: Shop, body: Body) -> Body:
    kind, page, size = str(body.get("report_type") or "ALL"), int(body["page"]), int(body["page_size"])
    if page < 1 or not 1 <= size <= 1000:
        raise Refusal(400, 3, "invalid page or page_size")
    found = [row for row in reversed(_reports(shop)) if kind in ("ALL", row["kind"])]
    rows = found[(page - 1) * size : page * size]
    return {"result": {"reports": [_shown(shop, row) for row in rows], "total": len(found)}}


@method("/v1/report/products/create")
def order_products(shop: Shop, body: Body) -> Body:
    params = {name: body[name] for name in ("visibility", "sku", "offer_id", "search") if body.get(name)}
    return {"result": {"code": _order(shop, PRODUCTS, params)}}


@method("/v1/report/postings/create")
def order_postings(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    params = {name: filters[name] for name in ("processed_at_from", "processed_at_to")}
    params |= {name: filters[name] for name in ("delivery_schema", "offer_id", "sku") if filters.get(name)}
    return {"result": {"code": _order(shop, POSTINGS, params)}}


@method("/v2/report/returns/create")
def order_returns(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    params = {name: filters[name] for name in ("date_from", "date_to", "status")}
    params["delivery_schema"] = filters.get("delivery_schema") or "ALL"
    return {"result": {"code": _order(shop, RETURNS, params)}}


@method("/v1/report/discounted/create", per_minute=1)
def order_discounted(shop: Shop, body: Body) -> Body:
    return {"code": _order(shop, DISCOUNTED, {})}


def file_of(world: World, name: str) -> bytes | None:
    """The sheet behind a report's link; None for one that there is not, or not yet."""
    code = name.removesuffix(".csv")
    for shop in world.shops.values():
        for row in _reports(shop):
            if row["code"] == code and _shown(shop, row)["file"]:
                return _sheet(*_rows(shop, row))
    return None


def _rows(shop: Shop, report: Row) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    params = report["params"]
    match report["kind"]:
        case "SELLER_PRODUCTS":
            return ("Артикул", "SKU", "Название", "Цена", "В архиве"), (
                (row["offer_id"], row["sku"], row["name"], row["_price"], row["_archived"])
                for row in shop.products
                if _is_listed(row, params)
            )
        case "SELLER_POSTINGS":
            since, until = moment_in(params, "processed_at_from"), moment_in(params, "processed_at_to")
            return ("Номер отправления", "Номер заказа", "Оплачен", "Статус", "SKU", "Схема"), (
                (
                    row["posting_number"],
                    row["order_number"],
                    row["_paid_at"],
                    status_of(shop, row),
                    row["_product"]["sku"],
                    row["_scheme"],
                )
                for row in shop.postings
                if since <= row["_paid_at"] <= until and _is_sent(row, params)
            )
        case "SELLER_RETURNS":
            since, until = moment_in(params, "date_from"), moment_in(params, "date_to")
            return ("Номер возврата", "Номер отправления", "Создан", "Причина", "SKU", "Схема"), (
                row for row in _returns(shop, params) if since <= str(row[2]) <= until
            )
        case _:
            return ("SKU", "Название", "Дефекты"), ()


def _is_listed(row: Row, params: Row) -> bool:
    visibility = params.get("visibility") or "ALL"
    is_seen = {"ALL": True, "ARCHIVED": row["_archived"], "MANUAL_ARCHIVED": row["_archived"]}.get(
        visibility, visibility == "IN_SALE" and not row["_archived"]
    )
    words = str(params.get("search") or "").casefold()
    return (
        bool(is_seen)
        and (not params.get("sku") or str(row["sku"]) in map(str, params["sku"]))
        and (not params.get("offer_id") or row["offer_id"] in params["offer_id"])
        and (not words or words in f"{row['name']} {row['offer_id']} {row['sku']}".casefold())
    )


def _is_sent(row: Row, params: Row) -> bool:
    """rFBS goes with FBS."""
    schemes = {str(each).casefold() for each in params.get("delivery_schema") or ()}
    product = row["_product"]
    return (
        (not schemes or ("fbo" if row["_scheme"] == "FBO" else "fbs") in schemes)
        and (not params.get("sku") or str(product["sku"]) in map(str, params["sku"]))
        and (not params.get("offer_id") or product["offer_id"] == params["offer_id"])
    )


def _returns(shop: Shop, params: Row) -> Iterator[tuple[object, ...]]:
    """Those in the status asked for; returns by rFBS go with FBS."""
    scheme, status = params.get("delivery_schema") or "ALL", params.get("status")
    for row in shop.returns:
        if scheme in ("ALL", row["schema"]) and row["visual"]["status"]["sys_name"] == status:
            moment, reason = row["visual"]["change_moment"], row["return_reason_name"]
            yield row["id"], row["posting_number"], moment, reason, row["product"]["sku"], row["schema"]
    for row in shop.rfbs:
        if scheme in ("ALL", "FBS") and RFBS_STATES[row["_state"]] == status:
            number, sku = row["return_number"], row["product"]["sku"]
            yield number, row["posting_number"], row["created_at"], row["_reason"], sku, "rFBS"


def _sheet(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
