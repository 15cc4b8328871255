from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.foundation.files.names import LONGEST_BYTES, clean_filename


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("договор.pdf", "договор.pdf"),
        ("授权书 2026.pdf", "授权书 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Alice\\shot.png", "shot.png"),
        (".htaccess", "htaccess"),
        ("\u200b.htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie_ x=1.png"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u00a0 b\tc.png", "a bc.png"),
        ('a"<b>.png', "a__b_.png"),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
        ("name.", "name"),
    ],
)
def test_name_is_made_harmless(name, clean):
    assert clean_filename(name) == clean


def test_long_name_keeps_its_ending():
    name = clean_filename("证据" * 200 + ".jpeg")

    assert name.endswith(("证.jpeg", "据.jpeg"))
    assert len(name.encode()) <= LONGEST_BYTES


names = st.text(max_size=400) | st.text("ab./\\\u200b\u202e\r\n\"'. 证Ж", max_size=400)


@given(names)
def test_any_name_comes_out_harmless(name):
    clean = clean_filename(name)

    assert clean
    assert not set(clean) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(character)[0] == "C" for character in clean)
    assert len(clean.encode()) <= LONGEST_BYTES
    assert clean.strip(". ") == clean


@given(names)
def test_clean_name_stays_as_it_is(name):
    assert clean_filename(clean_filename(name)) == clean_filename(name)
