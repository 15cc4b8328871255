"""Every address of the help centre, for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.helpcenter.tests.factories import make_article, make_section

Expected = dict[str, int | str]


def only_editors(status: int) -> Expected:
    return {"*": 403, "platform_administrator": status, "trainer": status, "anonymous": SIGN_IN}


OF_DRAFT: Expected = {"*": 404, "platform_administrator": 200, "trainer": 200}
OF_DRAFT_SENT: Expected = {"*": 404, "platform_administrator": 302, "trainer": 302}

ROWS: list[tuple[str, str, Expected, dict[str, Any]]] = [
    ("helpcenter:home", "get", {"*": 200}, {}),
    ("helpcenter:article", "get", {"*": 200}, {"args": "article"}),
    ("helpcenter:article", "get", OF_DRAFT, {"args": "draft"}),
    ("helpcenter:feedback", "post", {"*": 302}, {"args": "article", "data": {"helpful": "yes"}}),
    (
        "helpcenter:feedback",
        "post",
        OF_DRAFT_SENT,
        {"args": "draft", "data": {"helpful": "yes"}},
    ),
    ("helpcenter:feedback", "get", {"*": 405}, {"args": "article"}),
    ("helpcenter:articles", "get", only_editors(200), {}),
    ("helpcenter:add", "get", only_editors(200), {}),
    ("helpcenter:add", "post", only_editors(422), {"data": {"slug": ""}}),
    ("helpcenter:preview", "post", only_editors(200), {"data": {"body_en": "x"}}),
    ("helpcenter:edit", "get", only_editors(200), {"args": "article"}),
    ("helpcenter:edit", "post", only_editors(422), {"args": "article"}),
    ("helpcenter:history", "get", only_editors(200), {"args": "article"}),
    ("helpcenter:restore", "post", only_editors(302), {"args": "article", "data": {"seq": "1"}}),
    ("helpcenter:sections", "get", only_editors(200), {}),
    ("helpcenter:sections", "post", only_editors(422), {}),
    ("helpcenter:section", "get", only_editors(200), {"args": "section"}),
    ("helpcenter:section", "post", only_editors(422), {"args": "section"}),
    ("helpcenter:section_history", "get", only_editors(200), {"args": "section"}),
    ("helpcenter:section_history", "post", only_editors(422), {"args": "section", "data": {"seq": "9"}}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    args = {
        "article": (make_article().slug,),
        "draft": (make_article(is_published=False).slug,),
        "section": (make_section().pk,),
    }

    check_row(cast, name, method=method, expected=expected, **{**call, "args": args.get(call.get("args", ""), ())})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("helpcenter:")
