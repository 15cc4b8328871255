"""Announcements about stores, each inside the transaction that causes it."""

from __future__ import annotations

from django.dispatch import Signal

stream_read = Signal()
"""A stream is up to date. Arguments: `store`, `stream`, `changed`: how many rows were new or changed."""
key_refused = Signal()
"""Ozon refused a store's key in the midst of reading. Argument: `store_id`."""
stream_wanted = Signal()
"""Something came for a stream: it is to be read at once. Argument: `reading_id`."""
