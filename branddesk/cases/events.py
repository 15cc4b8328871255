"""Announcements of cases. Sent inside the transaction of the change, to receivers that only write rows.

Each carries `case` and `actor`; those about something said carry the `message` too.
"""

from __future__ import annotations

from django.dispatch import Signal

case_changed = Signal()
"""Anything at all about the case changed; carries the journal's `action`."""
case_submitted = Signal()
case_asked = Signal()
case_answered = Signal()
case_decided = Signal()
"""The platform decided one submission or more; also when a person recorded its decision."""
case_reopened = Signal()
case_withdrawn = Signal()
case_closed = Signal()
case_handed_over = Signal()
"""The brand's case has another assignee."""
case_passed_on = Signal()
"""The platform's case has another moderator."""
message_sent = Signal()
"""A message to the other side, or a note for colleagues."""
