"""Announcements inside the app."""

from __future__ import annotations

from django.dispatch import Signal

media_wanted = Signal()
"""A member sent a file that is still at WeCom. Inside the transaction. Argument: received_id."""
