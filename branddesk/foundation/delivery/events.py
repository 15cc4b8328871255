from __future__ import annotations

from django.dispatch import Signal

mail_written = Signal()
"""A mail stands in the outbox. Sent inside the transaction. Argument: mail_id."""
