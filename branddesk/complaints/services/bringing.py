"""Bringing customers' voices in with a sheet."""

from __future__ import annotations

from uuid import UUID

from django.core.files import File

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.complaints import permissions
from branddesk.complaints.sheet import CODE
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.services import open_transfer


def import_voices(*, actor: User, brand: Brand, file: File, name: str, form_key: UUID | None = None) -> Transfer:
    """Bring a sheet in; its rows are shown before any is taken over. The same form sent twice brings it in once."""
    permissions.check_can_work(actor, brand)
    return open_transfer(actor=actor, kind=CODE, scope=brand.pk, file=file, name=name, form_key=form_key)
