"""What the apps above learn of people, inside the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

person_joined = Signal()
"""`person`, by `invitation`: whose brands are granted to them now."""
