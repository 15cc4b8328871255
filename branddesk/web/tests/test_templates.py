"""What no template of the desk may hold, and what all of them need to be there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template

from branddesk.web import showcase

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(ROOT.glob("branddesk/**/templates/**/*.html"))
COMPONENTS = sorted(path.name for path in ROOT.glob("branddesk/web/templates/components/*.html"))
SCRIPTS = sorted(ROOT.glob("branddesk/**/static/**/*.js"))

by_name = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "branddesk")))


@by_name
def test_scripts_come_from_files_only(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"""\son[a-z]+\s*=\s*["']""", text)
    assert not re.search(r"\bhx-on\b|\bhx-vals=['\"]js:|javascript:", text)


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.parent.name != "mail"], ids=str)
def test_colours_and_sizes_come_from_the_style_sheets(path):
    """A style attribute holds a measured value and nothing else: a width, or a variable that the sheet reads.

    Mail is not a page: mailboxes read no style sheet."""
    text = path.read_text(encoding="utf-8")

    for style in re.findall(r'\sstyle="([^"]*)"', text):
        assert re.fullmatch(r"(width|--[a-z-]+):\s*(\{\{[^}]+\}\}|[\d.]+)(%|px)?;?", style), style


@by_name
def test_every_icon_is_in_the_sprite(path):
    known = (ROOT / "tools/icons.txt").read_text(encoding="utf-8").split()
    text = path.read_text(encoding="utf-8")
    named = re.findall(r'{% icon "([^"]+)"|\bicon="([^"]+)"', text)

    assert {first or second for first, second in named} <= set(known)


@by_name
def test_every_template_compiles(path):
    assert get_template(str(path).split("/templates/", 1)[1])


def test_icons_of_the_sprite_are_listed_once_and_in_order():
    names = (ROOT / "tools/icons.txt").read_text(encoding="utf-8").split()

    assert names == sorted(set(names))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_builds_code_or_pages_from_text(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\beval\(|new Function|document\.write|setTimeout\(['\"]", text)
    assert not re.search(r"innerHTML\s*=(?!\s*\"<kbd></kbd>\")", text)


def test_htmx_is_told_to_run_no_text_and_to_swap_refusals_in():
    page = get_template("base_plain.html").render()
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", page)[1])

    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    refusals = next(rule for rule in config["responseHandling"] if "422" in rule["code"])
    assert refusals["swap"] is True
    assert all(re.search(refusals["code"], code) for code in ("403", "409", "413", "422"))


def test_a_field_with_an_error_says_so_to_every_reader():
    form = showcase.sample_form("en")

    html = Template('{% include "components/field.html" with field=form.valid_to only %}').render(
        Context({"form": form})
    )

    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert 'aria-invalid="true"' in html
    assert 'value="2023-03-14"' in html
    assert all(f'id="{name}"' in html for name in described)


def test_a_field_is_tied_to_its_label_and_hint():
    form = showcase.sample_form("ru")

    html = Template('{% include "components/field.html" with field=form.number only %}').render(Context({"form": form}))

    identity = re.search(r'<label[^>]* for="([^"]+)"', html)[1]
    assert f'id="{identity}"' in html
    assert f'aria-describedby="{identity}_helptext"' in html
    assert f'id="{identity}_helptext"' in html


def test_text_in_a_component_is_escaped():
    html = Template('{% include "components/toast.html" with text=text only %}').render(
        Context({"text": "<img src=x onerror=alert(1)>"})
    )

    assert "<img" not in html
