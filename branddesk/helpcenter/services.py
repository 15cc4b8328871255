"""Writing the help centre: sections, articles in three languages, and what readers thought of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core.enums import Language
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import hold
from branddesk.foundation.journal.revisions import State, check_seen, record_revision, revisions_of
from branddesk.helpcenter import selectors
from branddesk.helpcenter.labels import ARTICLE_LABELS, SECTION_LABELS
from branddesk.helpcenter.models import Article, ArticleText, Feedback, Section
from branddesk.helpcenter.permissions import check_can_edit
from branddesk.helpcenter.search import index_article
from branddesk.helpcenter.states import ARTICLE_FIELDS, SECTION_FIELDS, TEXT_FIELDS, state_of_article, state_of_section

EDITORS_ADDRESS = "edit"
"""Where the editors' own pages stand."""


@transaction.atomic
def save_section(*, actor: User, section: Section | None = None, fields: State, seen: int | None = None) -> Section:
    """Add a section or change one; its history keeps what it was."""
    check_can_edit(actor)
    before = None
    if section is not None:
        section = Section.objects.select_for_update().get(pk=section.pk)
        before = state_of_section(section)
        check_seen(actor, revisions_of(section, "section"), seen, SECTION_LABELS)
    hold(actor)
    section = section or Section()
    for name in SECTION_FIELDS:
        setattr(section, name, fields[name])
    if Section.objects.filter(slug=section.slug).exclude(pk=section.pk).exists():
        raise DomainError(_("Another section has this address. Choose a different one."))
    after = state_of_section(section)
    if after == before:
        return section
    section.save()
    record_revision(actor, "section.changed" if before else "section.added", section, before=before, after=after)
    return section


@transaction.atomic
def restore_section(*, actor: User, section: Section, seq: int) -> Section:
    """Put the section back to what it was after the change number `seq`."""
    check_can_edit(actor)
    return save_section(actor=actor, section=section, fields=_state_at(section, "section", seq))


@transaction.atomic
def save_article(*, actor: User, article: Article | None = None, fields: State, seen: int | None = None) -> Article:
    """Add an article or change one, in all its languages at once; its history keeps what it was.

    `fields`: those of the article, its section's address as `section`, and `title_en`, `summary_ru`, `body_zh` …; a
    language is there whole or not at all, and a published article speaks at least one.
    """
    check_can_edit(actor)
    before = None
    if article is not None:
        article = Article.objects.select_for_update(of=("self",)).select_related("section").get(pk=article.pk)
        before = state_of_article(article)
        check_seen(actor, revisions_of(article, "article"), seen, ARTICLE_LABELS)
    hold(actor)
    _check_article(article, fields)
    article = article or Article()
    for name in ARTICLE_FIELDS:
        setattr(article, name, fields[name])
    article.section = Section.objects.get(slug=fields["section"])
    article.save()
    for language, suffix in selectors.SUFFIXES.items():
        words = {name: str(fields.get(f"{name}_{suffix}", "")).strip() for name in TEXT_FIELDS}
        if words["body"]:
            ArticleText.objects.update_or_create(article=article, language=language, defaults=words)
        else:
            ArticleText.objects.filter(article=article, language=language).delete()
    article = Article.objects.select_related("section").prefetch_related("texts").get(pk=article.pk)
    after = state_of_article(article)
    if after != before:
        index_article(article)
        record_revision(actor, "article.changed" if before else "article.added", article, before=before, after=after)
    return article


@transaction.atomic
def restore_article(*, actor: User, article: Article, seq: int) -> Article:
    """Put the article back to what it was after the change number `seq`; this is a change like any other."""
    check_can_edit(actor)
    return save_article(actor=actor, article=article, fields=_state_at(article, "article", seq))


@transaction.atomic
def give_feedback(
    *, actor: User | None, visitor: UUID | None, article: Article, is_helpful: bool, comment: str = ""
) -> Feedback:
    """Keep whether the article helped; a reader's later answer takes the place of the earlier."""
    reader: dict[str, Any] = {"person": actor} if actor else {"visitor": visitor}
    feedback, _made = Feedback.objects.update_or_create(
        article=article, **reader, defaults={"is_helpful": is_helpful, "comment": comment.strip()[:1000]}
    )
    return feedback


def _state_at(target: Article | Section, prefix: str, seq: int) -> State:
    revision = next((row for row in revisions_of(target, prefix) if row.seq == seq), None)
    if revision is None or revision.after is None:
        raise DomainError(_("The words of this change were erased, so there is nothing to restore."))
    return revision.after


def _check_article(article: Article | None, fields: State) -> None:
    others = Article.objects.exclude(pk=article.pk) if article else Article.objects.all()
    if fields["slug"] == EDITORS_ADDRESS or others.filter(slug=fields["slug"]).exists():
        raise DomainError(_("Another article has this address. Choose a different one."))
    if not Section.objects.filter(slug=fields["section"]).exists():
        raise DomainError(_("This section is no longer there. Choose another one."))
    whole = 0
    for language, suffix in selectors.SUFFIXES.items():
        filled = [bool(str(fields.get(f"{name}_{suffix}", "")).strip()) for name in TEXT_FIELDS]
        if any(filled) and not all(filled):
            raise DomainError(
                _("%(language)s needs title, sentence and text, or none of them.")
                % {"language": Language(language).label}
            )
        whole += all(filled)
    if fields["is_published"] and not whole:
        raise DomainError(_("Write the article in at least one language before it is published."))
