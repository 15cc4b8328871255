"""Refusals that a person can understand and mend. One middleware shows them."""

from __future__ import annotations


class DomainError(Exception):
    """A rule of the trade refused the change. `message` is a whole sentence in the reader's language."""

    status_code = 422

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(DomainError):
    """The person may see the thing but not do this to it."""

    status_code = 403


class WrongStatus(DomainError):
    """The thing is no longer, or not yet, where this move starts."""

    status_code = 409


class Stale(DomainError):
    """Someone else changed the thing since the reader opened it."""

    status_code = 409
