"""HTML that a stranger wrote: made harmless to look at, and read as text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "center", "code", "dd", "del", "div", "dl", "dt", "em", "font", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "font": {"color", "size"},
}
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MOST_INLINE_BYTES = 3_000_000
BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "pre", "ul", "ol"})
DEAF = frozenset({"script", "style", "head", "title", "template", "noscript", "textarea", "select"})
_BLANKS = re.compile(r"[ \t\xa0\u3000]+")


def clean(html: str, *, inline: Mapping[str, tuple[str, bytes]] | None = None, with_remote: bool = False) -> str:
    """The HTML without anything that acts. Pictures of the mail itself (`inline`, by their Content-ID) are set in;
    those of other servers only `with_remote`, and then only over https."""
    inline = inline or {}

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if tag == "img" and attribute == "src":
            return _picture(value.strip(), inline, with_remote)
        return value

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "tel", "data", "cid"},
        clean_content_tags={"script", "style", "title", "template", "noscript", "svg", "math"},
        link_rel="noopener noreferrer nofollow",
    )


def _picture(source: str, inline: Mapping[str, tuple[str, bytes]], with_remote: bool) -> str | None:
    if source.lower().startswith("cid:"):
        kind, content = inline.get(unquote(source[4:]), ("", b""))
        if kind not in SHOWN_INLINE or len(content) > MOST_INLINE_BYTES:
            return None
        return f"data:{kind};base64,{b64encode(content).decode()}"
    return source if with_remote and source.lower().startswith("https://") else None


def has_remote_pictures(html: str) -> bool:
    return bool(re.search(r"<img[^>]{0,500}src\s{0,5}=\s{0,5}[\"']?\s{0,5}https?:", html, re.IGNORECASE))


def text_of_html(html: str) -> str:
    """What the HTML says; what it quotes begins with “> ”."""
    reader = _Text()
    try:
        reader.feed(html)
        reader.close()
    except (ValueError, AssertionError, RecursionError):
        return ""
    return reader.text()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.deaf = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DEAF:
            self.deaf += 1
        elif tag == "blockquote":
            self._break()
            self.quoted += 1
        elif tag in BLOCKS:
            self._break(always=tag == "br")

    def handle_endtag(self, tag: str) -> None:
        if tag in DEAF:
            self.deaf = max(0, self.deaf - 1)
        elif tag == "blockquote":
            self._break()
            self.quoted = max(0, self.quoted - 1)
        elif tag in BLOCKS:
            self._break()
            if tag == "p":
                self._break(always=True)

    def handle_data(self, data: str) -> None:
        if not self.deaf:
            self.line.append(data.replace("\n", " "))

    def _break(self, *, always: bool = False) -> None:
        words = _BLANKS.sub(" ", "".join(self.line)).strip()
        self.line = []
        if words or always:
            self.lines.append("> " * min(self.quoted, 3) + words if words else "")

    def text(self) -> str:
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()
