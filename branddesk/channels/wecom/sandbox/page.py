"""The sandbox's page: what the members read, and a line to write as one of them."""

from __future__ import annotations

from html import escape
from typing import Any

STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; margin: 24px auto; max-width: 760px; padding: 0 16px; color: #1b1d21; }
h1 { font-size: 20px; } h2 { font-size: 15px; margin-top: 28px; }
pre { white-space: pre-wrap; margin: 0; font: inherit; }
li { border-bottom: 1px solid #e7e7e3; padding: 8px 0; } ul { list-style: none; padding: 0; } small { color: #646973; }
form { display: flex; gap: 8px; } input[name=text] { flex: 1; } input, select, button { font: inherit; padding: 6px; }
"""


def page(state: dict[str, Any]) -> str:
    """The page as HTML; everything that somebody wrote is escaped."""
    members = "".join(f"<option>{escape(name)}</option>" for name in state["members"])
    sent = "".join(
        f"<li><small>→ {escape(each['to'])} · {escape(each['type'])}</small><pre>{escape(_words(each))}</pre></li>"
        for each in reversed(state["sent"])
    )
    group = "".join(f"<li><pre>{escape(text)}</pre></li>" for text in reversed(state["group"]))
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>WeCom sandbox</title><style>{STYLE}</style>
<h1>WeCom sandbox</h1><p><small>Calls {escape(state["callback"] or "nobody")}</small></p>
<form method="post" action="/sandbox/write"><select name="user" aria-label="Member">{members}</select>
<input name="text" aria-label="Text" placeholder="Write to the app as this member" required>
<button>Write</button></form>
<h2>What members received</h2><ul>{sent or "<li>Nothing yet</li>"}</ul>
<h2>What the robot said in the group</h2><ul>{group or "<li>Nothing yet</li>"}</ul></html>"""


def _words(message: dict[str, Any]) -> str:
    return str(message["content"].get("content") or message["content"].get("media_id") or "")
