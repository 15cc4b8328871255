"""A little formatting, and nothing that runs."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from branddesk.web.markdown import render, render_article

SAFE_TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
TAG = re.compile(r"<\s*/?\s*([a-zA-Z0-9!]+)")
HREF = re.compile(r'<a href="([^"]*)"')


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** and _leaning_", "<p><strong>bold</strong> and <em>leaning</em></p>"),
        ("~~gone~~ `SKU`", "<p><s>gone</s> <code>SKU</code></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("3 < 5 & 7", "<p>3 &lt; 5 &amp; 7</p>"),
    ],
)
def test_a_few_signs_give_form_to_a_text(typed, shown):
    assert render(typed).strip() == shown


@pytest.mark.parametrize("typed", ["# No heading", "text\n---\nmore", "text\n===", "    indented", "| a | b |"])
def test_what_people_type_by_accident_is_no_formatting(typed):
    assert set(TAG.findall(render(typed))) <= {"p", "br"}


@pytest.mark.parametrize(
    "address", ["https://www.ozon.ru/product/1690038851/?a=1", "http://shop.example/x", "mailto:desk@example.org"]
)
def test_links_open_apart_and_tell_nothing(address):
    shown = render(f"[look]({address})")

    assert f'href="{address}"' in shown
    assert 'target="_blank"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown


def test_a_pasted_address_is_a_link_and_ends_before_the_full_stop():
    assert HREF.findall(render("See https://www.ozon.ru/product/1/. 请看 https://www.ozon.ru/product/2/。")) == [
        "https://www.ozon.ru/product/1/",
        "https://www.ozon.ru/product/2/",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](<  javascript:alert(1)>)",
        "[x](\tjavascript:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](vbscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "![x](https://evil.example/pixel.png)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "[x][1]\n\n[1]: javascript:alert(1)",
        'https://x.example/"onmouseover="alert(1)',
        '[x](https://x.example/ "title\\" onmouseover=\\"alert(1)")',
        "```html\n<script>alert(1)</script>\n```",
        "`<script>alert(1)</script>`",
    ],
)
@pytest.mark.parametrize("write", [render, render_article])
def test_nothing_that_is_typed_runs(typed, write):
    shown = write(typed)

    assert set(TAG.findall(shown)) <= SAFE_TAGS
    assert all(re.match(r"https?://|mailto:", address) for address in HREF.findall(shown))
    assert not re.search(r"<[^>]*\son\w+\s*=", shown)


@given(st.text(alphabet=st.sampled_from(list("<>[]()!`*_~-#&;:/\\\"' \n\tabjsx=1@@ж你")), max_size=80))
def test_whatever_is_typed_gives_only_harmless_tags(typed):
    for shown in (render(typed), render_article(typed)):
        assert set(TAG.findall(shown)) <= SAFE_TAGS | {
            "h2",
            "h3",
            "h4",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert "javascript:" not in " ".join(HREF.findall(shown))


def test_an_article_has_headings_and_tables_and_leads_within_the_desk():
    shown = render_article("## Papers\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[File a case](/cases/new/)")

    assert "<h2>Papers</h2>" in shown
    assert "<table>" in shown
    assert 'href="/cases/new/"' in shown


def test_the_filter_gives_html_that_is_not_escaped_again():
    assert "<strong>x</strong>" in Template("{{ text|markdown }}").render(Context({"text": "**x**"}))
