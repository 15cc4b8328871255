"""Announcements of the vault. Sent inside the transaction; receivers only write rows."""

from __future__ import annotations

from django.dispatch import Signal

blob_stored = Signal()
"""New bytes lie in the vault. Argument: blob_id."""

virus_found = Signal()
"""The scanner found a virus in a blob. Argument: blob_id."""

thumbnails_made = Signal()
"""A blob's thumbnails can be shown. Argument: blob_id."""
