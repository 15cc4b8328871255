"""Announcements about customers' voices, each inside the transaction that causes it."""

from __future__ import annotations

from django.dispatch import Signal

voices_kept = Signal()
"""New or changed voices came in. Argument: `complaints`: their keys."""
answer_settled = Signal()
"""An answer was published or refused. Argument: `answer`."""
case_opened = Signal()
"""A case was drafted from customers' words. Argument: `case`."""
