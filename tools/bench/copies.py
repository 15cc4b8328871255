"""A million cases in minutes: PostgreSQL copies a block of cases that went through the loader, under keys of their own.

The copies say what the originals say, but for their numbers and listings; their journal chains bear the originals'
hashes, so such a desk measures speed and does not pass `verify-journal`.
"""

from __future__ import annotations

from django.db import connection, models

from branddesk.cases.models import Case, Message, OffendingListing, Submission
from branddesk.foundation.journal.models import Chain, Entry
from branddesk.foundation.search.engines import WINDOWS

SKU = 1_600_000_000
NUMBER = 10_000


def copy_block(*, cases: int, messages: int, parts: int, block: int) -> None:
    """Write the first `cases` cases once more as block number `block`, with `messages` and `parts` of the index each.

    The index's rows of the first block must have the keys 1 to cases × parts.
    """
    by = cases * block
    said = by * messages
    _copy(Case, by, f"id <= {cases}", number=f"'BD-' || ({NUMBER + by} + id)")
    sku = f"({SKU + by} + id)::text"
    _copy(
        OffendingListing,
        by,
        f"id <= {cases}",
        case=f"case_id + {by}",
        sku=sku,
        url=f"'https://shop.example.com/item/' || {sku}",
    )
    _copy(Submission, by, f"id <= {cases}", case=f"case_id + {by}", listing=f"listing_id + {by}")
    _copy(Message, said, f"id <= {cases * messages}", case=f"case_id + {by}")
    first = 1_000_000
    _copy(
        Chain,
        by,
        f"id > {first} AND id <= {first + cases}",
        target_id=f"(target_id::integer + {by})::text",
    )
    _copy(
        Entry,
        said,
        f"id >= {10 * first} AND id < {10 * first + cases * messages}",
        chain=f"chain_id + {by}",
        facts=f"jsonb_set(facts, '{{message}}', to_jsonb((facts->>'message')::integer + {said}))",
    )
    _copy_index(by, said, by * parts, cases * parts)


def _copy(model: type[models.Model], by: int, where: str, **changed: str) -> None:
    """Copy rows of a table under keys higher by `by`; `changed` says what else differs, as SQL."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(
        f"id + {by}" if field.primary_key else changed.get(field.name, f'"{field.column}"') for field in fields
    )
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" WHERE {where}')


def _copy_index(by: int, said: int, rows: int, last: int) -> None:
    """The words of the copies: other numbers, and the blocks of their own keys."""
    blocks = " || ".join(f"('''=w{size}x' || ((id + {rows}) >> {size}) || '''')::tsvector" for size in WINDOWS)
    old = ", ".join(f"'=w{size}x' || (id >> {size})" for size in WINDOWS)
    words = (
        "CASE name"
        f" WHEN 'head' THEN replace(words::text, '''' || ({NUMBER} + key) || '''', '''' || ({NUMBER + by} + key) || '''')::tsvector"
        f" WHEN 'listings0' THEN replace(words::text, '''' || ({SKU} + key) || '''', '''' || ({SKU + by} + key) || '''')::tsvector"
        " ELSE words END"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_part (id, kind, key, name, digest, words)"
            f" SELECT id + {rows}, kind, key + {by},"
            f" CASE WHEN name ~ '^m[0-9]' THEN 'm' || (substr(name, 2)::integer + {said}) ELSE name END,"
            f" digest, ts_delete({words}, ARRAY[{old}]) || {blocks} FROM search_part WHERE kind = 'case' AND id <= {last}"
        )
