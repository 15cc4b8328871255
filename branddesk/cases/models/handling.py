"""How a case is handled beside its moves: tags, watchers, links between cases, satisfaction, what may be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import Organisation
from branddesk.cases.models.case import Case
from branddesk.core.models import BaseModel


class Tag(BaseModel):
    """A word by which one organisation sorts its cases; others never see it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="tag_named_once")]

    def __str__(self) -> str:
        return self.name


class CaseTag(BaseModel):
    """A tag put on a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="case_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "tag"], name="tag_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.case_id}"


class Watcher(BaseModel):
    """A person who is told of everything in a case, without handling it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="watchers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watched_cases")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.person_id} watches {self.case_id}"


class CaseLink(BaseModel):
    """Two cases that have to do with each other, kept once: the older one stands first."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_out")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_in")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="cases_linked_once"),
            models.CheckConstraint(condition=Q(case__lt=F("other")), name="older_case_stands_first"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} and {self.other_id}"


class Closing(models.TextChoices):
    """Why the brand ends a case."""

    SETTLED = "settled", _("We have what we wanted")
    ACCEPTED = "accepted", _("We accept the decision")
    ELSEWHERE = "elsewhere", _("We go on outside the desk")
    DROPPED = "dropped", _("No longer needed")


class Satisfaction(BaseModel):
    """What the brand thought of how a closed case was handled."""

    class Score(models.IntegerChoices):
        VERY_BAD = 1, pgettext_lazy("satisfaction", "Very bad")
        BAD = 2, pgettext_lazy("satisfaction", "Bad")
        FAIR = 3, pgettext_lazy("satisfaction", "Fair")
        GOOD = 4, pgettext_lazy("satisfaction", "Good")
        VERY_GOOD = 5, pgettext_lazy("satisfaction", "Very good")

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="satisfaction")
    score = models.PositiveSmallIntegerField(_("score"), choices=Score)
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="score_of_one_to_five")]

    def __str__(self) -> str:
        return f"{self.score} for {self.case_id}"


class PhoneLink(BaseModel):
    """A code on the screen through which a phone adds photos to one case, for a short while, without signing in."""

    key = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="phone_links")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(_("expires"))

    def __str__(self) -> str:
        return f"phone for {self.case_id}"
