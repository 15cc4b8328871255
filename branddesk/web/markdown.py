"""What people write, with a little formatting: Markdown of a small kind, made safe twice.

The reader of Markdown takes no HTML and makes no dangerous links; what it gives is then cleaned to a short list of
tags. Nothing in it can run a script, whatever was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
TAGS_OF_ARTICLES = TAGS | {"h2", "h3", "h4", "hr", "table", "thead", "tbody", "tr", "th", "td"}
SCHEMES = {"http", "https", "mailto"}

WEB_ADDRESS = re.compile(r"https://[^\s<>\"'`|\\^{}\u3000-\u303f\uff00-\uffef]+")
"""An address as people paste it; a Chinese mark of punctuation ends it."""
AFTER_ADDRESS = ".,;:!?)]}»"


def _link_addresses(state: StateCore) -> None:
    """Make plain https:// addresses links, outside of links."""
    for block in state.tokens:
        if not block.children or not any("https://" in token.content for token in block.children):
            continue
        tokens: list[Token] = []
        depth = 0
        for token in block.children:
            depth += token.nesting if token.type in {"link_open", "link_close"} else 0
            tokens += [token] if token.type != "text" or depth else _with_links(state, token)
        block.children = tokens


def _with_links(state: StateCore, token: Token) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    for found in WEB_ADDRESS.finditer(token.content):
        address = found[0].rstrip(AFTER_ADDRESS)
        href = state.md.normalizeLink(address)
        if not state.md.validateLink(href):
            continue
        tokens += [
            Token("text", "", 0, content=token.content[end : found.start()]),
            Token("link_open", "a", 1, attrs={"href": href}),
            Token("text", "", 0, content=address),
            Token("link_close", "a", -1),
        ]
        end = found.start() + len(address)
    return [*tokens, Token("text", "", 0, content=token.content[end:])]


def _reader(addresses: str, *more: str) -> MarkdownIt:
    rules = ["emphasis", "strikethrough", "list", "blockquote", "fence", "backticks", "link", "autolink", "escape"]
    reader = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False}).enable([*rules, "newline", *more])
    reader.core.ruler.after("inline", "addresses", _link_addresses)
    allowed = re.compile(addresses, re.IGNORECASE)
    # The class declares it as a method; each reader has its own.
    reader.validateLink = lambda url: allowed.match(url) is not None  # type: ignore[method-assign]
    return reader


_messages = _reader(r"https?://|mailto:")
_articles = _reader(r"https?://|mailto:|/(?!/)", "heading", "hr", "table")


@lru_cache(maxsize=4096)
def render(text: str) -> SafeString:
    """The HTML of a message or note: emphasis, lists, quotations, code and links; lines break as they were typed."""
    return _clean(_messages.render(text), TAGS)


@lru_cache(maxsize=512)
def render_article(text: str) -> SafeString:
    """The HTML of an article, which may have headings and tables as well."""
    return _clean(_articles.render(text), TAGS_OF_ARTICLES)


def _clean(html: str, tags: set[str]) -> SafeString:
    safe = nh3.clean(
        html,
        tags=tags,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return mark_safe(safe)  # noqa: S308  cleaned just above
