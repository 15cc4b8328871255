"""Reading the help centre, signed in or not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.core.enums import CaseKind
from branddesk.helpcenter import selectors
from branddesk.helpcenter.models import Feedback
from branddesk.helpcenter.services import save_article
from branddesk.helpcenter.states import state_of_article
from branddesk.helpcenter.tests.factories import article_fields, make_article, make_editor, make_section

pytestmark = pytest.mark.django_db


def page_of(client, article, **data):
    return client.get(reverse("helpcenter:article", args=[article.slug]), data)


def test_visitor_reads_without_signing_in(client):
    article = make_article()

    page = page_of(client, article, HTTP_ACCEPT_LANGUAGE="en")

    assert page.status_code == 200
    assert "<strong>certificate</strong>" in page.text
    assert "The marketplace&#x27;s help" in page.text
    assert "1 Nov" in page.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("language", "words"), [("en", "extract"), ("ru", "выписка"), ("zh-hans", "登记簿摘录")])
def test_article_speaks_the_language_of_its_reader(language, words):
    article = make_article()
    client = Client()
    client.force_login(make_user(language=language))

    assert words in page_of(client, article).text


def test_article_missing_in_a_language_is_shown_in_another_and_says_so():
    article = make_article(title_zh="", summary_zh="", body_zh="")
    client = Client()
    client.force_login(make_user(language="zh-hans"))

    page = page_of(client, article)

    assert "extract" in page.text
    assert page.context["text"].language == "en"


def test_draft_is_there_for_editors_only(client):
    editor = make_editor()
    draft = make_article(is_published=False, editor=editor)
    at_desk, at_merchant = Client(), Client()
    at_desk.force_login(editor)
    at_merchant.force_login(make_user(role=Role.ADMINISTRATOR))

    assert page_of(client, draft).status_code == 404
    assert page_of(at_merchant, draft).status_code == 404
    assert page_of(at_desk, draft).status_code == 200


@pytest.mark.parametrize(
    "query", ["certificate", "certificates", "свидетельства", "выписки", "摘录", "注册证", "papers extract"]
)
def test_article_is_found_by_its_words_in_any_language(client, query):
    article = make_article()
    words = [f"{name}_{suffix}" for name in ("title", "summary", "body") for suffix in ("en", "ru", "zh")]
    save_article(actor=make_editor(), fields=article_fields(**dict.fromkeys(words, "Other")))

    page = client.get(reverse("helpcenter:home"), {"q": query})

    assert [card.article for card in page.context["hits"]] == [article]


def test_changed_words_are_found_at_once_and_the_old_ones_no_more(client):
    editor = make_editor()
    article = make_article(editor=editor, body_en="Alpha")
    save_article(actor=editor, article=article, fields={**state_of_article(article), "body_en": "Omega"})

    assert client.get(reverse("helpcenter:home"), {"q": "omega"}).context["hits"]
    assert not client.get(reverse("helpcenter:home"), {"q": "alpha"}).context["hits"]


def test_draft_is_not_found_by_others(client):
    make_article(is_published=False)

    assert client.get(reverse("helpcenter:home"), {"q": "certificate"}).context["hits"] == []


@pytest.mark.parametrize("query", ["'", '"', "* OR 1=1", "a" * 3000, "\x00", "(", "品", "ё"])
def test_whatever_is_searched_for_the_page_answers(client, query):
    assert client.get(reverse("helpcenter:home"), {"q": query}).status_code == 200


def test_article_leads_to_a_case_of_its_kind():
    article = make_article(kind=CaseKind.QUALITY)
    writer, viewer = Client(), Client()
    writer.force_login(make_user())
    viewer.force_login(make_user(role=Role.VIEWER))

    assert f"{reverse('cases:new')}?kind=quality" in page_of(writer, article).text
    assert "?kind=quality" not in page_of(viewer, article).text


def test_suggestions_are_of_the_kind_and_cost_one_query(django_assert_num_queries):
    fitting = make_article(kind=CaseKind.QUALITY)
    make_article(kind=CaseKind.ACCOUNT)
    make_article(kind=CaseKind.QUALITY, is_published=False)
    reader = make_user()
    assert not reader.is_platform

    with django_assert_num_queries(1), translation.override("ru"):
        cards = selectors.suggested(reader, CaseKind.QUALITY)

    assert [(card.article, card.text.language) for card in cards] == [(fitting, "ru")]


def test_related_articles_are_of_the_same_section_first():
    section = make_section()
    article = make_article(section=section.slug, kind=CaseKind.QUALITY)
    elsewhere = make_article(kind=CaseKind.QUALITY)
    beside = make_article(section=section.slug)
    make_article()

    cards = selectors.related(make_user(), article)

    assert [card.article for card in cards] == [beside, elsewhere]


def test_reader_says_once_whether_it_helped(client):
    article = make_article()
    address = reverse("helpcenter:feedback", args=[article.slug])

    client.post(address, {"helpful": "yes"})
    client.post(address, {"helpful": "no", "comment": "Out of date"})
    Client().post(address, {"helpful": "yes"})

    rows = Feedback.objects.filter(article=article).order_by("pk")
    assert [(row.is_helpful, row.comment) for row in rows] == [(False, "Out of date"), (True, "")]


def test_person_says_once_on_any_device(alice):
    article = make_article()
    for helpful in ("yes", "no"):
        client = Client()
        client.force_login(alice)
        client.post(reverse("helpcenter:feedback", args=[article.slug]), {"helpful": helpful})

    assert [(row.person, row.is_helpful) for row in Feedback.objects.all()] == [(alice, False)]


def test_comment_stays_when_the_answer_is_missing(client):
    article = make_article()

    page = client.post(reverse("helpcenter:feedback", args=[article.slug]), {"comment": "Where is it?"})

    assert page.status_code == 422
    assert "Where is it?" in page.text


def test_pages_ask_few_questions_whatever_the_number_of_articles(django_assert_max_num_queries, alice):
    for _number in range(12):
        make_article(**article_fields(kind=CaseKind.QUALITY))
    article = make_article(kind=CaseKind.QUALITY)
    client = Client()
    client.force_login(alice)

    for address in (reverse("helpcenter:home"), reverse("helpcenter:article", args=[article.slug])):
        with django_assert_max_num_queries(12):
            client.get(address)
