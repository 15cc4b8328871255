"""The help centre: sections of articles in three languages, and what readers thought of them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Role, User
from branddesk.core.enums import CaseKind, Language
from branddesk.core.models import BaseModel

FALLBACKS = (Language.ENGLISH, Language.RUSSIAN, Language.CHINESE)
"""Where an article is not there in the reader's language."""

EDITORS = frozenset({Role.ADMINISTRATOR, Role.TRAINER})


def is_editor(reader: User | AnonymousUser) -> bool:
    """A platform's administrators and trainers write the articles."""
    return isinstance(reader, User) and reader.role in EDITORS and reader.is_platform


class Section(BaseModel):
    """A shelf of articles."""

    slug = models.SlugField(_("address"), unique=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    name_en = models.CharField(_("in English"), max_length=80)
    name_ru = models.CharField(_("in Russian"), max_length=80)
    name_zh = models.CharField(_("in Chinese"), max_length=80)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        names: dict[str, str] = {Language.RUSSIAN: self.name_ru, Language.CHINESE: self.name_zh}
        return names.get(get_language() or "", self.name_en)


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, reader: User | AnonymousUser) -> ArticleQuerySet:
        """Everybody reads what is published; editors read their drafts, too."""
        return self if is_editor(reader) else self.filter(is_published=True)


class Article(BaseModel):
    """What is known about one question, where it is written, and since when."""

    class Reliability(models.TextChoices):
        OFFICIAL = "official", _("Says the marketplace itself")
        PRESS = "press", _("From the press or a lawyer, not confirmed by the marketplace")
        SEEN = "seen", _("Seen by sellers, not confirmed by the marketplace")
        DESK = "desk", _("How this desk works")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    position = models.PositiveSmallIntegerField(_("place in its section"), default=0)
    kind = models.CharField(
        _("leads to a case of the kind"), max_length=16, choices=CaseKind, blank=True, help_text=_("Empty: to none.")
    )
    source = models.CharField(_("source"), max_length=300, help_text=_("Where this is written, as one would cite it."))
    source_url = models.URLField(_("link to the source"), max_length=500, blank=True)
    source_on = models.DateField(_("as of"), help_text=_("The day on which the source said so."))
    reliability = models.CharField(_("how sure"), max_length=16, choices=Reliability)
    is_published = models.BooleanField(_("published"), default=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "section", "position", "pk"]
        indexes = [models.Index(fields=["kind", "position"], name="article_kind")]

    def __str__(self) -> str:
        return self.slug


class ArticleText(BaseModel):
    """An article in one language; the body is Markdown."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=Language)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in one sentence"), max_length=300)
    body = models.TextField(_("text"), max_length=20000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="article_once_per_language")]

    def __str__(self) -> str:
        return self.title


class Feedback(BaseModel):
    """Whether an article helped one reader, signed in or not."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="feedback")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    visitor = models.UUIDField(_("visitor"), null=True, blank=True)
    is_helpful = models.BooleanField(_("helpful"))
    comment = models.TextField(_("comment"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person"], condition=Q(person__isnull=False), name="person_judges_article_once"
            ),
            models.UniqueConstraint(
                fields=["article", "visitor"], condition=Q(visitor__isnull=False), name="visitor_judges_article_once"
            ),
            models.CheckConstraint(
                condition=Q(person=None, visitor__isnull=False) | Q(person__isnull=False, visitor=None),
                name="feedback_of_one_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.is_helpful}"
