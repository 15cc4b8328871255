"""Announcements of transfers, sent inside the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

transfer_opened = Signal()
"""A sheet was brought in and is to be read."""
transfer_confirmed = Signal()
"""Its owner wants its rows taken over."""
