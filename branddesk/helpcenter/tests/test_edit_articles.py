"""Editing the help centre: nothing typed is lost, and every state is kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.core.errors import DomainError, NotAllowed, Stale
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.helpcenter.models import Article
from branddesk.helpcenter.services import restore_article, restore_section, save_article, save_section
from branddesk.helpcenter.states import state_of_article, state_of_section
from branddesk.helpcenter.tests.factories import article_fields, make_article, make_editor, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def at_desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_only_editors_write(cast):
    for person in (cast.alice, cast.administrator, cast.moderator, cast.platform_viewer):
        with pytest.raises(NotAllowed):
            save_article(actor=person, fields=article_fields())

    assert save_article(actor=cast.platform_administrator, fields=article_fields()).pk


@pytest.mark.parametrize("field", ["title_ru", "summary_zh", "body_en"])
def test_language_is_written_whole_or_not_at_all(editor, field):
    with pytest.raises(DomainError, match="needs title, sentence and text"):
        save_article(actor=editor, fields=article_fields(**{field: " "}))


def test_article_without_words_may_be_kept_but_not_published(editor):
    nothing = {f"{name}_{suffix}": "" for name in ("title", "summary", "body") for suffix in ("zh", "ru", "en")}

    assert save_article(actor=editor, fields=article_fields(**nothing, is_published=False)).texts.count() == 0
    with pytest.raises(DomainError, match="at least one language"):
        save_article(actor=editor, fields=article_fields(**nothing))


@pytest.mark.parametrize("slug", ["edit", "papers"])
def test_address_is_not_given_twice(editor, slug):
    make_article(slug="papers")

    with pytest.raises(DomainError, match="has this address"):
        save_article(actor=editor, fields=article_fields(slug=slug))


def test_history_keeps_what_was_before_and_can_put_it_back(editor):
    article = make_article(editor=editor, title_ru="Было")
    first = newest_seq(revisions_of(article, "article"))
    save_article(actor=editor, article=article, fields={**state_of_article(article), "title_ru": "Стало"})

    changes = revisions_of(article, "article")[0].changes
    assert [(change.name, change.before, change.after) for change in changes] == [("title_ru", "Было", "Стало")]

    restore_article(actor=editor, article=article, seq=first)
    assert article.texts.get(language="ru").title == "Было"
    assert len(revisions_of(article, "article")) == 3


def test_saving_what_is_there_already_leaves_no_trace(editor):
    article = make_article(editor=editor)

    save_article(actor=editor, article=article, fields=state_of_article(article))

    assert len(revisions_of(article, "article")) == 1


def test_section_is_restored(editor):
    fields = {"slug": "papers", "position": 1, "name_en": "Papers", "name_ru": "Документы", "name_zh": "文件"}
    section = save_section(actor=editor, fields=fields)
    save_section(actor=editor, section=section, fields={**fields, "name_en": "Letters"})

    section = restore_section(actor=editor, section=section, seq=1)

    assert state_of_section(section) == fields


def test_change_over_a_colleagues_is_refused_and_what_was_typed_stays(at_desk):
    colleague = make_editor()
    article = make_article(editor=colleague)
    typed = {**state_of_article(article), "title_en": "Mine", "seen": 1}
    save_article(actor=colleague, article=article, fields={**state_of_article(article), "title_en": "Theirs"})
    address = reverse("helpcenter:edit", args=[article.slug])

    page = at_desk.post(address, typed)

    assert page.status_code == 409
    assert "title in English" in page.text
    assert 'value="Mine"' in page.text
    assert article.texts.get(language="en").title == "Theirs"

    # Sent again from the refused page, it goes over the newer state, knowingly.
    assert at_desk.post(address, {**typed, "seen": page.context["form"]["seen"].value()}).status_code == 302
    assert article.texts.get(language="en").title == "Mine"


def test_stale_change_is_refused_by_the_service(editor):
    colleague = make_editor()
    article = make_article(editor=colleague)
    save_article(actor=colleague, article=article, fields={**state_of_article(article), "body_en": "New"})

    with pytest.raises(Stale, match="text in English"):
        save_article(actor=editor, article=article, fields=state_of_article(article), seen=1)


def test_refused_form_keeps_all_nine_texts(at_desk):
    section = make_section()
    typed = article_fields(section=section.slug, slug="", body_zh="我写的内容")

    page = at_desk.post(reverse("helpcenter:add"), typed)

    assert page.status_code == 422
    for name in ("title_en", "summary_ru", "body_zh"):
        assert typed[name] in page.text
    assert not Article.objects.exists()


def test_preview_shows_what_is_typed_and_saves_nothing(at_desk):
    article = make_article()
    typed = {**state_of_article(article), "body_en": "A **bold** word"}

    page = at_desk.post(reverse("helpcenter:edit", args=[article.slug]), {**typed, "preview": "1"})

    assert "A <strong>bold</strong> word" in page.text
    assert "bold" not in article.texts.get(language="en").body


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"]
)
def test_article_never_runs_script(at_desk, client, body):
    article = make_article(body_en=body)

    for page in (
        client.get(reverse("helpcenter:article", args=[article.slug]), headers={"accept-language": "en"}),
        at_desk.post(reverse("helpcenter:preview"), {"body_en": body}),
    ):
        assert "<script>alert" not in page.text
        assert 'href="javascript' not in page.text
        assert "<img src=x" not in page.text


def test_history_page_marks_what_went_and_what_came(editor, at_desk):
    article = make_article(editor=editor, body_en="The old letter.")
    save_article(actor=editor, article=article, fields={**state_of_article(article), "body_en": "The new letter."})

    page = at_desk.get(reverse("helpcenter:history", args=[article.slug]))

    assert "The <del>old</del><ins>new</ins> letter." in page.text


def test_restoring_from_the_page_puts_it_back(editor, at_desk):
    article = make_article(editor=editor, title_en="First")
    save_article(actor=editor, article=article, fields={**state_of_article(article), "title_en": "Second"})

    at_desk.post(reverse("helpcenter:restore", args=[article.slug]), {"seq": 1})

    assert article.texts.get(language="en").title == "First"
