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
case_prioritised = Signal()
"""The priority is another; carries `before`."""
case_escalated = Signal()
"""The case went a level up; the first answer is owed anew. Carries `before`, the level it had."""
case_lowered = Signal()
"""The case went a level down; carries `before`."""
case_merged = Signal()
"""The case was closed into another; carries `into`."""
case_unmerged = Signal()
"""The merge was taken back; carries `into`."""
case_rated = Signal()
"""The brand said how a closed case was handled."""
person_watches = Signal()
"""A colleague was made a watcher; carries `person`."""
message_sent = Signal()
"""A message to the other side, or a note for colleagues; a note carries `mentioned`, the colleagues whom it names."""
message_held = Signal()
"""A message will leave at its `leaves_at`; the other side is not to know of it yet."""
message_returned = Signal()
"""A held message could not leave any more; its text is a note now."""
writing_changed = Signal()
"""Somebody began to write, goes on or stopped; carries `side`, `for_colleagues` and `is_writing`."""
side_changed = Signal()
"""Something that one side alone may know of changed; carries `side`."""
