"""The smallest valid organisation, person and invitation."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from branddesk.accounts.models import Invitation, Organisation, Role, User, digest_of
from branddesk.core import clock
from branddesk.core.enums import Language

PASSWORD = "a-long-desk-password"
_numbers = count(1)


def make_organisation(**fields: Any) -> Organisation:
    number = next(_numbers)
    fields.setdefault("name", f"Organisation {number}")
    fields.setdefault("legal_name", f"Organisation {number} LLC")
    fields.setdefault("kind", Organisation.Kind.MERCHANT)
    return Organisation.objects.create(**fields)


def make_user(**fields: Any) -> User:
    """A person who signs in with `PASSWORD`; a merchant's representative unless told."""
    number = next(_numbers)
    if "organisation" not in fields:
        is_platform = fields.get("role") == Role.MODERATOR
        fields["organisation"] = make_organisation(
            kind=Organisation.Kind.PLATFORM if is_platform else Organisation.Kind.MERCHANT
        )
    is_platform = fields["organisation"].kind == Organisation.Kind.PLATFORM
    fields.setdefault("role", Role.MODERATOR if is_platform else Role.REPRESENTATIVE)
    fields.setdefault("email", f"person{number}@example.org")
    fields.setdefault("name", f"Person {number}")
    fields.setdefault("password", PASSWORD)
    return User.objects.create_user(**fields)


def make_invitation(**fields: Any) -> Invitation:
    """An open invitation for a week, written by an administrator of the organisation; its `key` opens it."""
    fields.setdefault("organisation", fields["invited_by"].organisation if "invited_by" in fields else None)
    if fields["organisation"] is None:
        fields["organisation"] = make_organisation()
    if "invited_by" not in fields:
        fields["invited_by"] = make_user(organisation=fields["organisation"], role=Role.ADMINISTRATOR)
    fields.setdefault("email", f"invited{next(_numbers)}@example.org")
    fields.setdefault("role", Role.VIEWER)
    fields.setdefault("language", Language.ENGLISH)
    fields.setdefault("expires_at", clock.now() + timedelta(days=7))
    key = fields.pop("key", f"key-{next(_numbers)}")
    invitation = Invitation.objects.create(digest=digest_of(key), **fields)
    invitation.key = key
    return invitation
