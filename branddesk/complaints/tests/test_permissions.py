"""Every address of the customers' voice, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import Answer, AnswerTemplate, Callback, Improvement, Theme
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core import clock
from branddesk.foundation.lists.models import SavedView
from branddesk.foundation.transfers.models import Transfer
from branddesk.stores.tests.factories import make_marketplace

Expected = dict[str, int | str]
ONLY_POST: Expected = {"*": 405, "anonymous": SIGN_IN}
WORKERS = ("alice", "bob", "brand_manager", "administrator")
OTHERS = ("counsel", "viewer")
PLATFORM = 403


def by_role(workers: int, readers: int, mallory: int, platform: int) -> Expected:
    row: Expected = {"*": platform, "anonymous": SIGN_IN, "mallory": mallory}
    row |= dict.fromkeys(WORKERS, workers)
    row |= dict.fromkeys(OTHERS, readers)
    return row


READ = by_role(200, 200, 200, 403)
READ_ONE = by_role(200, 200, 404, 403)


def own(status: int, *, platform: int = 404) -> Expected:
    """What workers of the brand may, readers of it may not, and others do not find."""
    return by_role(status, 403, 404, platform)


ROWS: list[tuple[str, str, Expected, str]] = [
    ("complaints:inbox", "get", READ, ""),
    ("complaints:voice", "get", READ_ONE, "voice"),
    ("complaints:new", "get", by_role(200, 403, 200, 403), ""),
    ("complaints:new", "post", by_role(422, 403, 422, 403), ""),
    ("complaints:save_view", "post", by_role(422, 422, 422, 403), ""),
    ("complaints:forget_view", "post", by_role(404, 404, 404, 404), "view"),
    ("complaints:export", "post", by_role(422, 422, 422, 403), ""),
    ("complaints:bring", "get", by_role(200, 403, 200, 403), ""),
    ("complaints:bring", "post", by_role(422, 403, 422, 403), ""),
    ("complaints:example", "get", by_role(200, 403, 200, 403), ""),
    ("complaints:transfer", "get", by_role(404, 404, 404, 404), "transfer"),
    ("complaints:take_over", "post", by_role(404, 404, 404, 404), "transfer"),
    ("complaints:cancel", "post", by_role(404, 404, 404, 404), "transfer"),
    ("complaints:report", "get", by_role(404, 404, 404, 404), "transfer"),
    ("complaints:templates", "get", READ, ""),
    ("complaints:new_template", "get", by_role(200, 403, 200, 403), ""),
    ("complaints:new_template", "post", by_role(422, 403, 422, 403), ""),
    ("complaints:change_template", "get", by_role(200, 403, 404, 403), "template"),
    ("complaints:throw_away_template", "post", {"*": 404, "alice": 302, "anonymous": SIGN_IN}, "template"),
    ("complaints:measures", "get", READ, ""),
    ("complaints:callbacks", "get", READ, ""),
    ("complaints:plan_callback", "post", own(422), "voice"),
    ("complaints:carry_out", "post", own(422), "callback"),
    (
        "complaints:drop_callback",
        "post",
        {"*": 404, **dict.fromkeys(WORKERS, 409), "alice": 302, "viewer": 403, "counsel": 403, "anonymous": SIGN_IN},
        "callback",
    ),
    ("complaints:themes", "get", READ, ""),
    ("complaints:theme", "get", READ_ONE, "theme"),
    ("complaints:theme_brief", "get", READ_ONE, "theme"),
    ("complaints:rename_theme", "post", own(302), "theme"),
    ("complaints:merge_theme", "post", by_role(404, 404, 404, 404), "theme"),
    ("complaints:close_theme", "post", own(302), "theme"),
    ("complaints:theme_case", "post", own(422), "theme"),
    ("complaints:improve", "post", own(422), "theme"),
    ("complaints:finish_improvement", "post", own(302), "improvement"),
    ("complaints:place", "get", own(200), "voice"),
    ("complaints:place", "post", own(302), "voice"),
    ("complaints:assign", "post", own(302), "voice"),
    ("complaints:finish", "post", own(302), "voice"),
    ("complaints:again", "post", own(302), "voice"),
    ("complaints:wish", "post", own(422), "voice"),
    ("complaints:case", "post", own(422), "voice"),
    ("complaints:answer", "post", own(422), "voice"),
    ("complaints:answered", "post", own(422), "voice"),
    ("complaints:decide", "post", own(422), "voice"),
    ("complaints:begin_chat", "post", own(422), "voice"),
    ("complaints:undo", "post", own(409), "answer"),
]
ONLY = [row for row in ROWS if row[1] == "post" and not any(each[0] == row[0] and each[1] == "get" for each in ROWS)]


@pytest.mark.parametrize(
    ("name", "method", "expected", "which"), ROWS + [(n, "get", ONLY_POST, w) for n, _m, _e, w in ONLY]
)
@pytest.mark.django_db
def test_every_role_gets_what_it_may(cast, name, method, expected, which):
    make_marketplace()
    brand = make_brand(members=[cast.alice])
    voice = make_complaint(brand=brand)
    stranger = make_brand(members=[cast.mallory])
    assert stranger.pk
    theme = Theme.objects.create(brand=brand, sku="1", trouble="zipper")
    task = Improvement.objects.create(theme=theme, text="X", owner=cast.alice, made_by=cast.alice)
    rows = {
        "theme": theme,
        "improvement": task,
        "callback": Callback.objects.create(complaint=voice, person=cast.alice, due_on=clock.today()),
        "voice": voice,
        "answer": Answer.objects.create(
            complaint=make_complaint(brand=brand), text="Да", author=cast.alice, state="sent"
        ),
        "template": AnswerTemplate.objects.create(brand=brand, title="Да", text="Да", made_by=cast.alice),
        "view": SavedView.objects.create(owner=cast.alice, list="cases", name="Mine"),
    }
    args = (rows[which].pk,) if which in rows else ()
    if which == "transfer":
        transfer = Transfer.objects.create(
            owner=cast.alice, kind="catalogue.products", scope=brand.pk, file_name="a.csv"
        )
        args = (transfer.key,)

    check_row(cast, name, method=method, expected=expected, args=args)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("complaints:")
