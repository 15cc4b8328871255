"""Announcements of the outbox and the inbox, each inside the transaction that notes it."""

from __future__ import annotations

from django.dispatch import Signal

outbound_written = Signal()
"""Something stands in the outbox. Arguments: `outbound_id`, `due_at`: not to be sent before."""
outbound_sent = Signal()
"""The provider has taken it. Argument: `outbound`."""
outbound_dead = Signal()
"""It was given up. Argument: `outbound`."""
inbound_stored = Signal()
"""Something came in and is stored. Argument: `inbound_id`."""
inbound_dead = Signal()
"""It could not be understood and was given up. Argument: `inbound`."""
