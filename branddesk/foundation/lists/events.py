"""Announcements of work on lists, sent inside the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

change_begun = Signal()
"""A change of more rows than a page waits for."""
export_begun = Signal()
