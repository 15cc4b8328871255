"""Every address of the chat, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.factories import make_user
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case
from branddesk.channels.chat import services
from branddesk.channels.chat.services import visiting
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.helpcenter.tests.factories import make_article

pytestmark = pytest.mark.django_db

Expected = dict[str, int | str]
NOT_ANSWERING = ("moderator", "platform_viewer", "activity_manager", "trainer")
ANSWERING = ("support_agent", "account_manager", "platform_administrator")


def everybody(asking: int, answering: int, platform: int, anonymous: int | str = SIGN_IN) -> Expected:
    return {
        "*": asking,
        **dict.fromkeys(NOT_ANSWERING, platform),
        **dict.fromkeys(ANSWERING, answering),
        "anonymous": anonymous,
    }


def only_agents(status: int) -> Expected:
    return everybody(403, status, 403)


def of_chat(alice: int, answering: int, others: int = 404, anonymous: int | str = SIGN_IN) -> Expected:
    return {"*": others, "bob": others, **everybody(others, answering, others, anonymous), "alice": alice}


OF_BRAND: Expected = {
    "*": 404,
    **dict.fromkeys(("alice", "bob", "viewer", "administrator", "brand_manager", "counsel"), 200),
    "anonymous": SIGN_IN,
}

ROWS: list[tuple[str, str, Expected, dict[str, Any]]] = [
    ("chat:home", "get", everybody(200, 302, 403), {}),
    ("chat:home", "post", everybody(422, 403, 403), {}),
    ("chat:corner", "get", everybody(200, 403, 403), {}),
    ("chat:articles", "get", {"*": 200}, {}),
    ("chat:visit", "get", {"*": 302, "anonymous": 200}, {}),
    ("chat:visit_code", "get", {"*": 302}, {}),
    ("chat:visit_link", "get", {"*": 422}, {"args": "token"}),
    ("chat:desk", "get", only_agents(200), {}),
    ("chat:attendance", "post", only_agents(302), {"data": {"available": "1"}}),
    ("chat:here", "post", only_agents(204), {}),
    ("chat:replies", "get", only_agents(200), {}),
    ("chat:replies", "post", only_agents(422), {}),
    ("chat:reply", "get", only_agents(200), {"args": "reply"}),
    ("chat:reply_delete", "get", {"*": 405, "anonymous": SIGN_IN}, {"args": "reply"}),
    ("chat:detail", "get", of_chat(200, 302), {"args": "chat"}),
    ("chat:state", "get", of_chat(200, 200), {"args": "chat"}),
    ("chat:desk_chat", "get", of_chat(302, 200), {"args": "chat"}),
    ("chat:accept", "post", everybody(403, 409, 403), {"args": "taken"}),
    ("chat:hand_over", "post", everybody(403, 422, 403), {"args": "chat"}),
    ("chat:desk_articles", "get", everybody(403, 200, 403), {"args": "chat"}),
    ("chat:article", "post", everybody(403, 404, 403), {"args": "chat", "data": {"article": "none"}}),
    ("chat:lines", "get", of_chat(200, 200, anonymous=401), {"args": "chat"}),
    ("chat:lines", "post", of_chat(200, 403, anonymous=401), {"args": "chat", "data": {"text": "Hello"}}),
    ("chat:translation", "get", of_chat(302, 302), {"args": "file"}),
    ("chat:upload", "post", {"*": 422, "anonymous": 401}, {"args": "chat"}),
    ("chat:file", "get", of_chat(404, 404), {"args": "file"}),
    ("chat:writing", "post", of_chat(204, 403, anonymous=401), {"args": "chat"}),
    ("chat:read", "post", of_chat(204, 204, anonymous=401), {"args": "chat", "data": {"seq": "1"}}),
    ("chat:close", "post", of_chat(302, 302), {"args": "chat"}),
    ("chat:make_case", "post", of_chat(302, 403), {"args": "chat"}),
    ("chat:attach", "post", {"*": 404, "anonymous": SIGN_IN}, {"args": "chat", "data": {"case": "none"}}),
    ("chat:of_case", "get", OF_BRAND, {"args": "case"}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    desk = make_desk(desk=cast.platform)
    brand = make_brand(members=[cast.alice])
    agent = make_agent(desk)
    chat = make_chat(person=cast.alice, brand=brand, agent=agent)
    reply = services.save_reply(actor=agent, name="Greeting", texts={"en": "Good day"})
    args = {
        "chat": (chat.key,),
        "taken": (chat.key,),
        "file": (chat.key, 1),
        "reply": (reply.pk,),
        "token": ("forged",),
        "case": (make_case(brand=brand, created_by=cast.alice).number,),
    }

    check_row(cast, name, method=method, expected=expected, **{**call, "args": args.get(call.get("args", ""), ())})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("chat:")


def test_the_desk_of_chats_asks_no_more_for_many(django_assert_max_num_queries):
    agent = make_agent(make_desk(), capacity=15)
    for _number in range(5):
        make_chat(agent=agent)
        make_chat(desk=agent.organisation)
    client = Client()
    client.force_login(agent)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("chat:desk")).status_code == 200


def test_an_open_chat_among_many_asks_no_more(django_assert_max_num_queries):
    agent = make_agent(make_desk(), capacity=15)
    for _number in range(5):
        chat = make_chat(agent=agent)
        make_chat(desk=agent.organisation)
        make_agent(agent.organisation)
    client = Client()
    client.force_login(agent)

    with django_assert_max_num_queries(20):
        assert client.get(reverse("chat:desk_chat", args=[chat.key])).status_code == 200


def test_an_article_is_pointed_to_under_its_title():
    agent = make_agent(make_desk())
    chat = make_chat(agent=agent)
    client = Client()
    client.force_login(agent)

    answer = client.post(reverse("chat:article", args=[chat.key]), {"article": make_article(title_en="Papers").slug})

    assert answer.json()["line"]["text"] == "Papers"


def test_an_ordinary_page_asks_nothing_for_the_corner():
    client = Client()
    client.force_login(make_user())

    page = client.get("/")

    assert reverse("chat:corner") in page.content.decode()


def test_old_codes_are_forgotten(db):
    assert visiting.forget_old_proofs() == 0
