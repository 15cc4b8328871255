"""Announcements inside the app."""

from __future__ import annotations

from django.dispatch import Signal

recording_wanted = Signal()
"""A recording may be fetched. Inside the transaction. Argument: call_id."""
