from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schedule(models.Model):
    """When a periodic job is due next. Whoever moves `next_at` on is the one who runs it."""

    name = models.CharField(_("job"), max_length=200, unique=True)
    next_at = models.DateTimeField(_("next run"))

    def __str__(self) -> str:
        return self.name
