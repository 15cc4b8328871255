"""Articles are offered while a question is typed and while one waits, and agents send them with one press."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.factories import make_user
from branddesk.channels.chat.models import Line
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.helpcenter.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(
        title_en="How long an answer takes",
        summary_en="Days of waiting by the kind of complaint.",
        title_ru="Сколько ждать ответа",
        summary_ru="Дни ожидания по видам жалоб.",
        title_zh="答复需要多长时间",
        summary_zh="各类投诉的等待天数。",
    )


@pytest.fixture
def agent():
    return make_agent(make_desk())


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("language", "question", "title"),
    [
        ("en", "Hello, how long do I wait for an answer to my complaint?", "How long an answer takes"),
        ("ru", "Подскажите, сколько ещё ждать ответа по жалобе", "Сколько ждать ответа"),
        ("zh-hans", "请问投诉的答复还要多长时间？", "答复需要多长时间"),
    ],
)
def test_a_question_in_sentences_is_offered_an_article_in_its_language(article, language, question, title):
    make_article()
    client = signed_in(make_user(language=language))

    page = client.get(reverse("chat:articles"), {"text": question}).content.decode()

    assert title in page


def test_visitors_are_offered_articles_before_they_confirm_an_address(article):
    page = Client().get(reverse("chat:articles"), {"text": "How long does an answer take?"})

    assert "How long an answer takes" in page.content.decode()


def test_drafts_are_offered_to_nobody():
    make_article(title_en="How long an answer takes", is_published=False)

    page = Client().get(reverse("chat:articles"), {"text": "How long does an answer take?"})

    assert "How long an answer takes" not in page.content.decode()


def test_of_a_long_question_one_common_word_is_no_answer(article):
    page = Client().get(reverse("chat:articles"), {"text": "Kettle handle colour takes"})

    assert page.content.decode().strip() == ""


def test_both_pages_that_ask_offer_articles_while_one_types(agent):
    for client, name in ((signed_in(make_user()), "chat:home"), (Client(), "chat:visit")):
        page = client.get(reverse(name)).content.decode()

        assert f'hx-get="{reverse("chat:articles")}"' in page
        assert "from:#id_text" in page


def test_who_waits_is_offered_articles_for_the_question(article, agent):
    chat = make_chat(desk=agent.organisation, text="How long does an answer take?")

    page = signed_in(chat.person).get(reverse("chat:state", args=[chat.key])).content.decode()

    assert "How long an answer takes" in page


def test_an_agent_finds_articles_for_the_question_and_by_words(article, agent):
    chat = make_chat(agent=agent, text="How long does an answer take?")
    make_article(title_en="Colours of kettles")
    client = signed_in(agent)
    address = reverse("chat:desk_articles", args=[chat.key])

    fitting = client.get(address).content.decode()
    found = client.get(address, {"q": "kettles"}).content.decode()

    assert f'data-chat-article="{article.slug}"' in fitting
    assert "Colours of kettles" in found
    assert "No article" in client.get(address, {"q": "zzzz"}).content.decode()


def test_drafts_cannot_be_found_to_be_sent(agent):
    make_article(title_en="Colours of kettles", is_published=False)
    chat = make_chat(agent=agent)

    page = signed_in(agent).get(reverse("chat:desk_articles", args=[chat.key]), {"q": "kettles"})

    assert "Colours of kettles" not in page.content.decode()


def test_an_article_pressed_twice_after_a_lost_answer_is_sent_once(article, agent):
    chat = make_chat(agent=agent)
    client, key = signed_in(agent), str(uuid4())

    for _time in range(2):
        client.post(reverse("chat:article", args=[chat.key]), {"article": article.slug, "key": key})

    line = chat.lines.get(kind=Line.Kind.ARTICLE)
    assert (line.body, line.data) == ("How long an answer takes", {"slug": article.slug})
