"""A place on the public help centre that apps above it fill, in `AppConfig.ready`."""

from __future__ import annotations

from branddesk.web.slots import Panel, Slot

entries: Slot[Panel] = Slot()
"""Ways to reach the desk, for those who read without signing in."""
