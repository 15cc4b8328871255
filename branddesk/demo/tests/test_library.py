"""The articles that the demo ships: whole in three languages, sourced, and free of other marketplaces' words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from branddesk.accounts.models import Organisation, Role
from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.core.enums import CaseKind
from branddesk.demo.library import FOLDER, ORDER, SECTIONS, articles, write_library
from branddesk.helpcenter.models import Article, ArticleText
from branddesk.web.markdown import render_article

ARTICLES = list(articles())
FORBIDDEN = re.compile(r"\b(ASIN|TRO|Brand Registry|Amazon|counter-notice)\b", re.IGNORECASE)
WORDS = {"zh": re.compile(r"[\u3400-\u9fff]"), "ru": re.compile(r"[\w-]+"), "en": re.compile(r"[\w'-]+")}
LENGTHS = {"zh": (250, 500), "ru": (140, 300), "en": (150, 300)}
"""In words; in signs for Chinese."""

each_article = pytest.mark.parametrize("article", ARTICLES, ids=[row["slug"] for row in ARTICLES])


def test_there_are_enough_articles_and_none_is_left_out():
    assert len(ARTICLES) >= 20
    assert {path.stem for path in FOLDER.glob("*.md")} == set(ORDER)


@each_article
def test_article_is_whole_in_three_languages(article):
    for suffix, words in WORDS.items():
        shortest, longest = LENGTHS[suffix]
        assert 4 <= len(article[f"title_{suffix}"]) <= 120
        assert 10 <= len(article[f"summary_{suffix}"]) <= 300
        assert shortest <= len(words.findall(article[f"body_{suffix}"])) <= longest


@each_article
def test_article_names_its_source_its_date_and_how_sure_it_is(article):
    assert article["source"]
    assert article["source_on"] <= date(2026, 11, 23)
    assert article["reliability"] in Article.Reliability
    assert article["source_url"].startswith("https://") or not article["source_url"]
    assert article["kind"] in {"", *CaseKind.values}
    assert article["section"] in SECTIONS


@each_article
def test_article_has_no_marks_left_that_were_meant_as_formatting(article):
    for suffix in WORDS:
        assert "*" not in render_article(article[f"body_{suffix}"])


@each_article
def test_article_uses_no_words_of_other_marketplaces(article):
    assert not FORBIDDEN.search(" ".join(str(value) for value in article.values()))


@pytest.mark.parametrize("kind", CaseKind)
def test_every_kind_of_case_has_an_article(kind):
    assert any(article["kind"] == kind for article in ARTICLES)


@pytest.mark.django_db
def test_library_is_written_through_the_services():
    platform = make_organisation(kind=Organisation.Kind.PLATFORM)

    write_library(make_user(organisation=platform, role=Role.TRAINER))

    assert Article.objects.filter(is_published=True).count() == len(ARTICLES)
    assert ArticleText.objects.count() == 3 * len(ARTICLES)
