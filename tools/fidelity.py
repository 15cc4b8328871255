"""Ask a running sandbox all that an independent package can ask, and print what came of each method as JSON.

    .venv-fidelity/bin/python tools/fidelity.py http://127.0.0.1:8005 CLIENT_ID API_KEY

Runs in an environment of its own, with `ozonapi-async` as its authors ship it: it builds every request from the
package's own models and has the package read every reply. Known to this file is only what a request should be about:
numbers of things that there are, found by asking.
"""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import re
import sys
import time
import types
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from ozonapi import SellerAPI
from ozonapi.seller.core.config import APIConfig
from pydantic import BaseModel

NOW = datetime.fromtimestamp(time.time(), UTC)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 64).decode()
TAKING = (("delete", "unbind", "deactivate"), ("archive",))
"""What takes something away is asked after the rest, and what puts all of it away at the very end."""
LISTED = "POST /v1/notification/list"
"""Where the number of a subscription stands: what makes one does not say it."""
ROUNDS = 3
"""What needs a number that nobody knew yet is asked again once the rest has made it."""


def endpoints() -> dict[str, tuple[str, Any]]:
    """Every method of the package by its verb and path, as its code names them."""
    found: dict[str, tuple[str, Any]] = {}
    for name, method in inspect.getmembers(SellerAPI, inspect.iscoroutinefunction):
        if name.startswith("_"):
            continue
        source = inspect.getsource(method)
        endpoint = re.search(r'endpoint\s*=\s*f?"([^"]+)"', source)
        version = re.search(r'api_version\s*=\s*"([^"]+)"', source)
        verb = re.search(r'method\s*=\s*"(\w+)"', source)
        if endpoint:
            path = f"/{version[1] if version else 'v1'}/{endpoint[1]}"
            found.setdefault(f"{verb[1].upper() if verb else 'POST'} {path}", (name, method))
    return found


class Things:
    """Numbers of what there is in the sandbox, by the names that requests use."""

    def __init__(self) -> None:
        self.of_path: dict[str, dict[str, Any]] = {}
        """Numbers that only one method needs: of what another one has made for it."""
        self.known: dict[str, Any] = {
            "limit": 20,
            "page": 1,
            "page_size": 20,
            "limit_by_sku": 5,
            "offset": 0,
            "date_from": NOW - timedelta(days=7),
            "date_to": NOW,
            "since": NOW - timedelta(days=30),
            "to": NOW,
            "from_": NOW - timedelta(days=30),
            "time_from": NOW - timedelta(days=30),
            "time_to": NOW,
            "text": "Спасибо за отзыв",
            "name": "Проверка",
            "title": "Проверка",
            "value": "бел",
            "description_category_id": 17028922,
            "type_id": 91565,
            "attribute_id": 10096,
            "base64_content": PNG,
            "price": "2500",
            "old_price": "2900",
            "min_price": "2000",
            "currency_code": "RUB",
        }

    def learn(self, **things: Any) -> None:
        self.known |= {name: value for name, value in things.items() if value not in (None, "", [])}

    def value(self, name: str, kind: Any) -> Any:
        """Something fitting for a field of this name and type."""
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            kinds = [each for each in inner if each is not type(None)]
            return self.value(name, kinds[0])
        if origin is Literal:
            return inner[0]
        if origin in (list, tuple, set):
            return [self._fit_or_make(name, each, inner[0]) for each in self._several(name)]
        if origin is dict:
            return {}
        if hasattr(kind, "__metadata__"):
            return self.value(name, kind.__origin__)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.request(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            known = self.known.get(name)
            return next((each for each in kind if each.value == known), next(iter(kind)))
        known = self.known.get(name)
        known = known[0] if isinstance(known, list) else known
        if known is None and "date" in name:
            known = NOW
        return self.fit(known, kind)

    def _several(self, name: str) -> list[Any]:
        singular = name.removesuffix("s")
        known = self.known.get(name, self.known.get(singular))
        return known if isinstance(known, list) else [known]

    def _fit_or_make(self, name: str, known: Any, kind: Any) -> Any:
        """One of a list: something known of a plain type, or a row made of what is known."""
        if isinstance(kind, type) and not issubclass(kind, (BaseModel, Enum)) and known is not None:
            return self.fit(known, kind)
        return self.value(name.removesuffix("s"), kind)

    def fit(self, known: Any, kind: Any) -> Any:
        if kind is datetime:
            return known if isinstance(known, datetime) else NOW
        if kind is date:
            return (known if isinstance(known, datetime) else NOW).date()
        if kind is bool:
            return bool(known)
        if kind is int:
            return int(known) if known is not None else 1
        if kind is float:
            return float(known) if known is not None else 1.0
        if isinstance(known, datetime):
            return known.strftime("%Y-%m-%dT%H:%M:%SZ")
        return str(known) if known is not None else "x"

    def request(self, model: type[BaseModel], **given: Any) -> BaseModel:
        """The smallest request that the package's model takes, with `given` fields and what filters need."""
        fields = {}
        for name, field in model.model_fields.items():
            if name in given:
                fields[name] = given[name]
            elif field.is_required() or name in ("limit", "page_size"):
                fields[name] = self.value(name, field.annotation)
        return model(**{(model.model_fields[name].alias or name): value for name, value in fields.items()})


async def run(url: str, client_id: str, api_key: str, hints: dict[str, Any]) -> list[dict[str, Any]]:
    """All methods that the package has, each asked once; the results in their order."""
    known = endpoints()
    things = Things()
    things.learn(**hints.get("things", {}))
    config = APIConfig(base_url=url, max_retries=0, max_requests_per_second=45)
    async with SellerAPI(client_id=client_id, api_key=api_key, config=config) as api:

        async def ask(key: str, **given: Any) -> Any:
            _name, method = known[key]
            models = [
                each.annotation
                for each in inspect.signature(method, eval_str=True).parameters.values()
                if isinstance(each.annotation, type) and issubclass(each.annotation, BaseModel)
            ]
            given = {name: value for name, value in given.items() if value is not None}
            return await method(api, *(things.request(model, **given) for model in models))

        done: dict[str, dict[str, Any]] = {}
        wanted = sorted(key for key in known if key in hints["paths"])
        for stage in range(len(TAKING) + 1):
            waiting = [key for key in wanted if _stage(key) == stage]
            for _round in range(ROUNDS):
                for key in waiting:
                    done[key] = {"path": key, "name": known[key][0], "error": ""}
                    given = {**things.of_path.get(key, {}), **hints["given"].get(key, {})}
                    try:
                        _remember(things, key, await ask(key, **given))
                        if key == "POST /v1/notification/set":
                            _remember(things, LISTED, await ask(LISTED))
                    except Exception as error:  # whatever it is, it is this method's result
                        done[key]["error"] = f"{type(error).__name__}: {error}"[:600]
                waiting = [key for key in waiting if done[key]["error"]]
    await SellerAPI.shutdown()
    return list(done.values())


def _stage(key: str) -> int:
    return next((place for place, words in enumerate(TAKING, 1) if any(each in key for each in words)), 0)


def _remember(things: Things, key: str, reply: Any) -> None:
    """Numbers of what was just made, for what comes after."""
    made = reply.model_dump() if isinstance(reply, BaseModel) else {}
    result = made["result"] if isinstance(made.get("result"), dict) else made
    for name in ("task_id", "code", "comment_id", "answer_id", "strategy_id", "action_id"):
        if result.get(name):
            things.learn(**{name: result[name]})
    if "/seller-actions/create/" in key:
        things.of_path[key.replace("create", "update")] = {"action_id": result.get("action_id")}
        if key.endswith("voucher"):
            things.of_path["POST /v1/seller-actions/voucher/get"] = {"action_id": result.get("action_id")}
    if key == "POST /v1/pricing-strategy/create":
        things.learn(strategy_id=result.get("strategy_id") or result.get("id"))
    if key == LISTED:
        for row in made.get("urls") or []:
            things.learn(id=row["id"])


def main() -> int:
    url, client_id, api_key = sys.argv[1:4]
    hints = json.load(sys.stdin)
    print(json.dumps(asyncio.run(run(url, client_id, api_key, hints)), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
