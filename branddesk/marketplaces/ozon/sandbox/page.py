"""The sandbox's page: what is there, and the handles for a person."""

from __future__ import annotations

import struct
import zlib
from html import escape
from typing import Any

STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; margin: 24px auto; max-width: 860px; padding: 0 16px; color: #1b1d21; }
h1 { font-size: 20px; } h2 { font-size: 15px; margin-top: 28px; } small { color: #646973; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #e7e7e3; padding: 6px 8px 6px 0; text-align: left; }
form { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; } input[name=text] { flex: 1; }
input, select, button { font: inherit; padding: 6px; }
"""
KINDS = ("review", "question", "chat", "rfbs", "cancellation", "SELLER_SUPPORT", "SELLER_PERSONAL_MANAGER_UNITY_CRM")


def page(state: dict[str, Any]) -> str:
    """The page as HTML; everything that somebody wrote is escaped."""
    columns = ("client_id", "name", "subscription", "reviews", "comments", "questions", "answers", "chats", "returns")
    heads = "".join(f"<th>{name}</th>" for name in columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(shop[name]))}</td>' for name in columns)}</tr>" for shop in state["shops"]
    )
    shops = "".join(
        f'<option value="{escape(shop["client_id"])}">{escape(shop["name"])}</option>' for shop in state["shops"]
    )
    kinds = "".join(f"<option>{kind}</option>" for kind in KINDS)
    calls = "".join(
        f"<tr><td>{call['status']}</td><td>{escape(call['path'])}</td><td>{call['ms']} ms</td></tr>"
        for call in reversed(state["calls"])
    )
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Ozon sandbox</title><style>{STYLE}</style>
<h1>Ozon sandbox</h1><p><small>{escape(state["now"])} · {state["rhythm"]} things a minute</small></p>
<table><tr>{heads}</tr>{rows}</table>
<h2>Write as a buyer, or as one of Ozon's people</h2>
<form method="post" action="/sandbox/write"><select name="client_id" aria-label="Seller">{shops}</select>
<select name="kind" aria-label="Kind">{kinds}</select><input name="text" aria-label="Text" placeholder="Text">
<input name="rating" type="number" min="1" max="5" value="2" aria-label="Rating"><button>Write</button></form>
<h2>Time</h2>
<form method="post" action="/sandbox/clock"><input name="seconds" type="number" value="3600" aria-label="Seconds">
<button>Let so many seconds pass</button></form>
<form method="post" action="/sandbox/rhythm"><input name="rhythm" value="{state["rhythm"]}" aria-label="Rhythm">
<button>Things a minute</button></form>
<h2>Latest calls</h2><table>{calls}</table></html>"""


def picture(name: str) -> bytes:
    """A drawing of the goods, its colour by the name."""
    hue = sum(name.encode()) * 37 % 360
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
<rect width="120" height="120" fill="hsl({hue} 24% 92%)"/>
<rect x="44" y="18" width="32" height="14" rx="5" fill="hsl({hue} 30% 25%)"/>
<rect x="38" y="34" width="44" height="72" rx="10" fill="hsl({hue} 38% 40%)"/>
<rect x="46" y="58" width="28" height="5" rx="2" fill="hsl({hue} 30% 88%)"/></svg>""".encode()


def photo(name: str) -> bytes:
    """A customer's photo as a PNG: bands of the colours that its name gives."""
    side, seed = 96, sum(map(ord, name))
    colours = [bytes((seed * step + 70 * band) % 256 for step in (7, 3, 1)) for band in range(4)]
    rows = b"".join(b"\0" + colours[y * 4 // side] * side for y in range(side))
    head = struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
