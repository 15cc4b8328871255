"""Announcements of the vault. Sent inside the transaction; receivers only write rows, and may refuse the upload."""

from __future__ import annotations

from django.dispatch import Signal

exhibit_sealed = Signal()
"""An exhibit was sealed. Arguments: exhibit, actor, and context: what the page told along with the file, as a dict of
strings ("case", "listing", ...). A receiver that raises a DomainError takes the exhibit back."""

exhibit_withdrawn = Signal()
"""An exhibit must not be used any more. Arguments: exhibit, actor."""
