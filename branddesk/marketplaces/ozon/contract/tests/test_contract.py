"""The contract: it holds what Ozon publishes and nothing of its prose, and it tells a breach where it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branddesk.marketplaces.ozon.contract import check_reply, check_request, is_known, methods, sunset_of
from branddesk.marketplaces.ozon.contract.methods import contract
from branddesk.marketplaces.ozon.sandbox.gatekeeping import METHODS

ROOT = Path(__file__).resolve().parents[5]
DESCRIPTION = ROOT.parent / "shared" / "ozon" / "seller-api.openapi.json"
REVIEWS = "/v2/review/list"


def test_every_method_that_the_sandbox_answers_is_in_the_contract():
    assert len(methods()) > 150
    assert {key for key in METHODS if not is_known(*key)} == set()


def test_the_contract_is_as_the_description_says():
    if not DESCRIPTION.exists():
        pytest.skip("the description is not here")
    tool = [sys.executable, str(ROOT / "tools" / "ozon_contract.py"), str(DESCRIPTION), "--check"]

    assert subprocess.run(tool, cwd=ROOT, check=False).returncode == 0


def test_no_prose_of_the_description_is_kept():
    text = json.dumps([dict(contract().schemas), [dict(node) for node in contract().methods.values()]])

    assert 'description": "' not in text
    assert "example" not in {key for node in contract().schemas.values() for key in node}


def test_a_whole_request_passes_and_each_fault_is_named():
    body = {"filters": {"status": "ALL"}, "last_id": "", "limit": 100, "sort_dir": "ASC"}

    assert check_request("POST", REVIEWS, body) == []
    assert check_request("POST", REVIEWS, body | {"sort_dir": None}) == []
    assert check_request("POST", REVIEWS, body | {"limit": "many"}) == ["request.limit: is no integer"]
    assert check_request("POST", REVIEWS, body | {"sort_dir": "UP"}) == [
        "request.sort_dir: “UP” is not one of its values"
    ]
    assert check_request("POST", REVIEWS, body | {"sku": 1}) == ["request.sku: is not in the contract"]
    assert check_request("POST", REVIEWS, []) == ["request: is no object"]
    assert check_request("POST", "/v9/nothing", {}) == ["POST /v9/nothing is not in the contract"]


def test_a_reply_is_checked_down_to_its_rows():
    row = {"id": "r-1", "sku": 1571120446, "rating": 5, "published_at": "2026-11-24T10:00:00Z", "status": "NEW"}
    reply = {"reviews": [row], "has_next": False, "last_id": "r-1"}

    assert check_reply("POST", REVIEWS, 200, reply) == []
    assert check_reply("POST", REVIEWS, 200, reply | {"reviews": [row | {"status": "UNPROCESSED"}]}) == [
        "reply.reviews[0].status: “UNPROCESSED” is not one of its values"
    ]
    assert check_reply("POST", REVIEWS, 200, reply | {"reviews": [row | {"published_at": "yesterday"}]}) != []
    assert check_reply("POST", REVIEWS, 200, reply | {"reviews": {"0": row}}) == ["reply.reviews: is no list"]


def test_numbers_of_64_bits_may_be_text_and_objects_null():
    assert check_request("POST", REVIEWS, {"limit": 20, "filters": {"skus": [1571120446, "1571120446"]}}) == []
    assert check_reply("POST", "/v1/seller/info", 200, {"ratings": [{"past_value": None}]}) == []


def test_returns_by_rfbs_are_a_list_whatever_is_declared():
    assert check_reply("POST", "/v2/returns/rfbs/list", 200, {"returns": []}) == []
    assert check_reply("POST", "/v2/returns/rfbs/list", 200, {"returns": {}}) != []


def test_an_error_has_code_and_message():
    assert check_reply("POST", REVIEWS, 403, {"code": 7, "message": "no", "details": []}) == []
    assert check_reply("POST", REVIEWS, 403, {"message": 5}) != []


def test_methods_that_ozon_switches_off_have_their_day():
    assert sunset_of("POST", "/v1/actions/candidates") is not None
    assert sunset_of("POST", REVIEWS) is None


def values_of(node: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that keep to a node of the contract."""
    if "ref" in node:
        return values_of(dict(contract().schemas[node["ref"]]), depth + 1) if depth < 8 else st.none()
    if "allOf" in node:
        return values_of(node["allOf"][0], depth)
    if "enum" in node:
        return st.sampled_from(node["enum"])
    kind = node.get("type") or ("object" if "fields" in node else "")
    if kind == "object":
        return st.fixed_dictionaries(
            {}, optional={k: values_of(v, depth + 1) for k, v in node.get("fields", {}).items()}
        )
    if kind == "array":
        return st.lists(values_of(node.get("items", {}), depth + 1), max_size=2)
    plain: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.integers(0, 2**63),
        "number": st.floats(0, 1e9),
        "boolean": st.booleans(),
    }
    if node.get("format") == "date-time":
        return st.just("2026-11-24T10:00:00Z")
    return plain.get(kind, st.text(max_size=5))


@pytest.mark.parametrize("path", [REVIEWS, "/v3/chat/history", "/v1/returns/list", "/v3/product/info/list"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_keeps_to_the_contract_passes_and_a_strange_field_does_not(path, data):
    node = next(dict(each["reply"]) for method, each in contract().methods.items() if method.path == path)

    reply = data.draw(values_of(node))

    assert check_reply("POST", path, 200, reply) == []
    assert check_reply("POST", path, 200, reply | {"surprise": 1}) == ["reply.surprise: is not in the contract"]
