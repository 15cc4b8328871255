"""What the apps above learn of brands, inside the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

access_changed = Signal()
"""`person`: works for other brands than before."""
