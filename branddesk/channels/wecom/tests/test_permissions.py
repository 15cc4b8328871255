"""Every address of WeCom, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.channels.wecom.models import Received
from branddesk.channels.wecom.tests.fixtures import make_app
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.foundation.delivery.services import take_in

Expected = dict[str, int | str]
ALL: Expected = {"*": 200, "anonymous": SIGN_IN}
ONLY_POST: Expected = {"*": 405, "anonymous": SIGN_IN}
ADMINISTRATORS = ("administrator", "platform_administrator")


def of_administrators(own: int, platform: int) -> Expected:
    return {"*": 403, "administrator": own, "platform_administrator": platform, "anonymous": SIGN_IN}


SEND: Expected = {
    "*": 404,
    "anonymous": SIGN_IN,
    "alice": 200,
    "bob": 200,
    "counsel": 200,
    "viewer": 403,
    "administrator": 403,
    "moderator": 200,
    "support_agent": 200,
    "account_manager": 200,
    "activity_manager": 200,
    "platform_viewer": 403,
    "platform_administrator": 403,
    "trainer": 403,
}
WRITE: Expected = {
    "*": 404,
    "anonymous": SIGN_IN,
    "alice": 200,
    "bob": 200,
    "counsel": 200,
    "brand_manager": 200,
    "viewer": 403,
    "administrator": 403,
}
"""The merchant's own contacts: nobody else has them."""
ROWS: list[tuple[str, str, Expected, str]] = [
    ("wecom:settings", "get", of_administrators(200, 200), ""),
    ("wecom:settings", "post", of_administrators(422, 422), ""),
    ("wecom:try", "get", ONLY_POST, ""),
    ("wecom:try", "post", of_administrators(302, 422), ""),
    ("wecom:disconnect", "get", ONLY_POST, ""),
    ("wecom:disconnect", "post", of_administrators(302, 302), ""),
    ("wecom:robot", "get", ONLY_POST, ""),
    ("wecom:robot", "post", of_administrators(422, 422), ""),
    ("wecom:try_robot", "get", ONLY_POST, ""),
    ("wecom:try_robot", "post", of_administrators(422, 422), ""),
    ("wecom:remove_robot", "get", ONLY_POST, ""),
    ("wecom:remove_robot", "post", of_administrators(302, 302), ""),
    ("wecom:me", "get", ALL, ""),
    ("wecom:me", "post", ONLY_POST, ""),
    ("wecom:new_code", "get", ONLY_POST, ""),
    (
        "wecom:new_code",
        "post",
        {
            "*": 422,
            **dict.fromkeys(("alice", "bob", "viewer", "counsel", "administrator", "brand_manager"), 200),
            "anonymous": SIGN_IN,
        },
        "",
    ),
    ("wecom:unbind", "get", ONLY_POST, ""),
    ("wecom:unbind", "post", {"*": 302, "anonymous": SIGN_IN}, ""),
    ("wecom:send", "get", SEND, "case"),
    ("wecom:send", "post", {**SEND, **{who: 422 for who, got in SEND.items() if got == 200}}, "case"),
    ("wecom:write", "get", {"*": 404, "anonymous": SIGN_IN}, ""),
    ("wecom:write", "get", WRITE, "contact"),
    ("wecom:write", "post", {who: 422 if got == 200 else got for who, got in WRITE.items()}, "contact"),
    ("wecom:file", "get", ONLY_POST, "waiting"),
    ("wecom:file", "post", {"*": 404, "alice": 422, "anonymous": SIGN_IN}, "waiting"),
    ("wecom:set_aside", "get", ONLY_POST, "waiting"),
    ("wecom:set_aside", "post", {"*": 404, "alice": 302, "anonymous": SIGN_IN}, "waiting"),
    ("wecom:callback", "get", {"*": 403}, "key"),
    ("wecom:callback", "post", {"*": 403}, "key"),
]


@pytest.mark.parametrize(("name", "method", "expected", "what"), ROWS)
@pytest.mark.django_db
def test_every_role_gets_what_it_may(cast, case, company, name, method, expected, what):
    app = make_app(company, cast.merchant)
    contact = Contact.objects.create(
        keeper=cast.merchant,
        marketplace=case.marketplace,
        name="Ирина",
        wecom="irina",
        serves_all=True,
        changed_by=cast.alice,
    )
    inbound = take_in(channel="wecom-in", key="1", content=b"<xml/>")
    waiting = Received.objects.create(
        app=app, inbound=inbound, person=cast.alice, kind="text", text="?", happened_at=clock.now(), state="asked"
    )
    query = {"case": f"?case={case.number}", "contact": f"?contact={contact.pk}"}.get(what, "")
    args = {"key": (app.key,), "waiting": (waiting.pk,)}.get(what, ())

    check_row(cast, name, method=method, expected=expected, args=args, query=query)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("wecom:")
