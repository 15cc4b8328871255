"""Derive the structure of Ozon's Seller API from its published description.

    python tools/ozon_contract.py ../shared/ozon/seller-api.openapi.json           write the contract
    python tools/ozon_contract.py ../shared/ozon/seller-api.openapi.json --check   fail where it is out of date

Only what can be checked is kept: paths, fields, types, limits and end dates; no words of the description. Each method
and each schema takes one line, sorted, so that a new description shows as a short difference.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).parents[1] / "branddesk" / "marketplaces" / "ozon" / "contract" / "contract.json"
JSON = "application/json"
SCHEMA_PREFIX = "#/components/schemas/"
BODY_PREFIX = "#/components/requestBodies/"
RULES = (
    "type",
    "format",
    "enum",
    "required",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
)

Schema = dict[str, Any]


def structure(schema: Schema) -> Schema:
    """The schema without titles, descriptions, examples and defaults; a reference becomes {"ref": name}."""
    if "$ref" in schema:
        return {"ref": schema["$ref"].removeprefix(SCHEMA_PREFIX)}
    kept = {rule: schema[rule] for rule in RULES if rule in schema}
    if "properties" in schema:
        kept["fields"] = {name: structure(field) for name, field in schema["properties"].items()}
    if "items" in schema:
        kept["items"] = structure(schema["items"])
    if isinstance(schema.get("additionalProperties"), dict):
        kept["others"] = structure(schema["additionalProperties"])
    for choice in ("allOf", "anyOf", "oneOf"):
        if choice in schema:
            kept[choice] = [structure(one) for one in schema[choice]]
    return kept


def found(description: Schema, node: Schema) -> Schema:
    """The node itself, or the component that it refers to."""
    if "$ref" not in node:
        return node
    there: Any = description
    for name in node["$ref"].removeprefix("#/").split("/"):
        there = there[name]
    return dict(there)


def method(description: Schema, operation: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"reply": json_schema(found(description, operation["responses"]["200"]))}
    body = found(description, operation["requestBody"]) if "requestBody" in operation else None
    if body is not None:
        media, content = next(iter(body["content"].items()))
        kept["request"] = structure(content["schema"])
        if media != JSON:
            kept["media"] = media
    parameters = [found(description, one) for one in operation.get("parameters", ())]
    query = [one for one in parameters if one.get("in") == "query"]
    if query:
        kept["query"] = {
            "type": "object",
            "fields": {one["name"]: structure(one["schema"]) for one in query},
            "required": [one["name"] for one in query if one.get("required")],
        }
    if operation.get("deprecated"):
        kept["deprecated"] = True
    for mark, name in (("x-sunset", "sunset"), ("x-replacement", "replacement")):
        if mark in operation:
            kept[name] = operation[mark]
    return kept


def json_schema(body: dict[str, Any]) -> Schema:
    """What the body of a request or reply must be; empty where it holds no JSON."""
    return structure(body.get("content", {}).get(JSON, {}).get("schema", {}))


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("ref"), str):
            yield node["ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def contract_of(description: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every method of the description and every schema one of them reaches."""
    methods = {
        f"{verb.upper()} {path}": method(description, operation)
        for path, operations in description["paths"].items()
        for verb, operation in operations.items()
    }
    described = description["components"]["schemas"]
    schemas: dict[str, Schema] = {}
    wanted = set(references(methods))
    while wanted:
        name = wanted.pop()
        schemas[name] = structure(described[name])
        wanted |= set(references(schemas[name])) - schemas.keys()
    return {"methods": methods, "schemas": schemas}


def as_text(contract: dict[str, dict[str, Any]]) -> str:
    sections = []
    for title, entries in sorted(contract.items()):
        lines = ",\n".join(
            f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(',', ':'))}"
            for name, entry in sorted(entries.items())
        )
        sections.append(f"{json.dumps(title)}: {{\n{lines}\n}}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("description", type=Path, help="Ozon's OpenAPI description")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where the contract is out of date")
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="the file to write or check")
    options = parser.parse_args()
    if not options.description.exists():
        print(f"{options.description} is not here, so the contract was not compared with it.")
        return 0 if options.check else 1
    text = as_text(contract_of(json.loads(options.description.read_text("utf-8"))))
    if not options.check:
        options.contract.write_text(text, "utf-8")
        return 0
    if options.contract.read_text("utf-8") == text:
        return 0
    print(f"{options.contract} is out of date; run {sys.argv[0]} {options.description} to bring it up to date.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
