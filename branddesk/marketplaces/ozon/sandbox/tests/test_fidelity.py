"""An independent client, as its authors ship it, asks the sandbox all that both know, and reads every reply."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from branddesk.marketplaces.ozon.contract import methods
from branddesk.marketplaces.ozon.sandbox.gatekeeping import DEAD
from branddesk.marketplaces.ozon.sandbox.methods import reviews
from branddesk.marketplaces.ozon.sandbox.server import KEYS, running
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

ROOT = Path(__file__).resolve().parents[5]
PYTHON = ROOT / ".venv-fidelity" / "bin" / "python"
TOOL = ROOT / "tools" / "fidelity.py"
FEWEST = 130
"""Methods that both know. When there are fewer, the package or the contract has lost some."""
DISAGREES = {
    "POST /v1/product/import-by-sku": "the description puts the answer into “result”, the package does not",
    "POST /v1/rating/summary": "the description has a list of localization indexes, the package one object",
}
"""Where the package reads otherwise than Ozon's description says; the sandbox keeps to the description."""


class Receiver(BaseHTTPRequestHandler):
    """A desk that answers TYPE_PING as Ozon wants it."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"version": "1", "name": "desk", "time": "2026-11-24T10:00:00Z"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def receiver() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def things_of(shop: Shop, receiver: str) -> Row:
    """What requests may be about, by the names of their fields."""
    buyers = [number for number, row in shop.chats.items() if row["chat"]["chat_type"] == "BUYER_SELLER"]
    return {
        "product_id": [row["id"] for row in shop.products[:3]],
        "sku": [row["sku"] for row in shop.products[:3]],
        "skus": [row["sku"] for row in shop.products[:3]],
        "offer_id": shop.products[0]["offer_id"],
        "review_id": shop.reviews[0]["id"],
        "question_id": shop.questions[0]["id"],
        "chat_id": buyers[0],
        "return_id": shop.rfbs[0]["return_id"],
        "certificate_id": shop.shelves["certificates"][0]["id"],
        "certificate_number": shop.shelves["certificates"][0]["number"],
        "url": receiver,
        "status": "PROCESSED",
    }


def given_to(shop: Shop) -> dict[str, Row]:
    """What a method needs beside that."""
    postings = {row["_scheme"]: row["posting_number"] for row in shop.postings}
    first, last = shop.cancellations[0]["cancellation_id"], shop.cancellations[-1]["cancellation_id"]
    days = {"date_start": said(shop.world.now()), "date_end": said(shop.world.now().replace(year=2030))}
    levels = [{"discount_value": 5, "order_amount": 1000}, {"discount_value": 9, "order_amount": 3000}]
    voucher = {"count_codes": 1, "is_private": False, "type": "ONE"}
    makes: dict[str, Row] = {
        "discount": {"min_action_percent": 5},
        "discount-with-condition": {"discount_type": "PERCENT", "discount_value": 5, "min_order_amount": 1000},
        "installment": {"title": "Рассрочка"},
        "multi-level-discount": {
            "discount_type": "PERCENT",
            "discount_levels": levels,
            "is_legal_entities_segment": False,
        },
        "voucher": {"budget": 10_000, "discount_type": "PERCENT", "discount_value": 5, "voucher_parameters": voucher},
    }
    price = {"offer_id": shop.products[0]["offer_id"], "price": "2500", "old_price": "2900", "min_price": "2000"}
    competitors = [{"competitor_id": 101, "coefficient": 1.0}]
    of_day = said(shop.world.now())[:10]
    return {
        "POST /v1/chat/start": {"posting_number": postings["RFBS"]},
        "POST /v1/chat/send/file": {"name": "photo.png"},
        "POST /v2/posting/fbo/get": {"posting_number": postings["FBO"]},
        "POST /v3/posting/fbs/get": {"posting_number": postings["FBS"]},
        "POST /v2/conditional-cancellation/approve": {"cancellation_id": first},
        "POST /v2/conditional-cancellation/reject": {"cancellation_id": last},
        "POST /v1/pricing-strategy/create": {"competitors": competitors, "strategy_name": "Своя"},
        "POST /v1/pricing-strategy/update": {"competitors": competitors, "strategy_name": "Своя вторая"},
        "POST /v1/analytics/data": {
            "dimension": ["sku"],
            "metrics": ["revenue"],
            "date_from": of_day,
            "date_to": of_day,
            "limit": 100,
        },
        "POST /v1/rating/history": {"ratings": ["rating_on_time"]},
        "POST /v3/product/info/list": {"product_id": [row["id"] for row in shop.products[:3]]},
        "POST /v1/product/info/description": {"product_id": shop.products[0]["id"]},
        "POST /v1/product/import/prices": {"prices": [price]},
        "POST /v1/review/comment/list": {"review_id": shop.reviews[0]["id"]},
        "POST /v2/review/change-status": {"review_ids": [shop.reviews[0]["id"]], "status": "PROCESSED"},
        "POST /v1/returns/rfbs/action/set": {"id": 1},
        "POST /v1/review/comment/delete": {"comment_id": shop.comments[shop.reviews[1]["id"]][0]["id"]},
        "POST /v1/rating/index/fbs/posting/list": {
            "filter": {"date_from": days["date_start"], "date_to": days["date_end"]}
        },
        **{f"POST /v1/seller-actions/create/{kind}": {**days, **more} for kind, more in makes.items()},
        **{
            f"POST /v1/seller-actions/update/{kind}": {"action_parameters": {**days, "title": "Иначе", **more}}
            for kind, more in makes.items()
        },
    }


def seeded(shop: Shop) -> None:
    """A certificate: the package has only the first method that makes one, and Ozon has switched that off; and a
    second comment, since both of the methods that delete one are asked."""
    reviews.create_comment(shop, {"review_id": shop.reviews[1]["id"], "text": "Спасибо"})
    shop.shelves["certificates"] = [
        {
            "id": shop.world.next_id(),
            "number": "RU-1",
            "name": "Декларация",
            "type": "DECLARATION",
            "accordance": "GOST",
            "issued_at": said(shop.world.now()),
            "expires_at": said(shop.world.now().replace(year=2030)),
            "checked_at": said(shop.world.now()),
            "verdict": "approved",
            "products": [],
        }
    ]


@pytest.mark.skipif(not PYTHON.exists(), reason="make .venv-fidelity/.made sets the package's own environment up")
def test_an_independent_client_gets_along_with_every_method_that_both_know(receiver):
    paths = [f"{each.verb} {each.path}" for each in methods() if each.path not in DEAD]
    with running() as sandbox:
        shop = sandbox.world.shops[KEYS[0][0]]
        shop.subscription = "PREMIUM_PRO"
        seeded(shop)
        hints = {"paths": paths, "things": things_of(shop, receiver), "given": given_to(shop)}
        ran = subprocess.run(
            [str(PYTHON), str(TOOL), sandbox.url, *KEYS[0]],
            input=json.dumps(hints),
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        problems = [row for row in sandbox.world.violations if not row["problem"].startswith("request")]

    assert ran.returncode == 0, ran.stderr[-2000:]
    asked = json.loads(ran.stdout)
    assert {row["path"]: row["error"] for row in asked if row["error"] and row["path"] not in DISAGREES} == {}
    assert {row["path"] for row in asked if row["error"]} == set(DISAGREES)
    assert len(asked) >= FEWEST
    assert problems == []
