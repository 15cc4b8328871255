"""Words that are often answered: kept, changed and thrown away by those who answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.complaints import permissions
from branddesk.complaints.models import AnswerTemplate
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal


@transaction.atomic
def keep_template(*, actor: User, brand: Brand, form_key: UUID | None = None, **fields: Any) -> AnswerTemplate:
    """Keep a template for the brand; the same form sent twice keeps it once."""
    permissions.check_can_work(actor, brand)
    before = made_before(AnswerTemplate.objects.all(), form_key, person=actor, maker="made_by")
    if before is not None:
        return before
    template = AnswerTemplate.objects.create(brand=brand, made_by=actor, form_key=form_key, **fields)
    journal.record(actor, "answer-template.kept", template, brand=brand.pk)
    return template


@transaction.atomic
def change_template(*, actor: User, template: AnswerTemplate, brand: Brand, **fields: Any) -> AnswerTemplate:
    template = AnswerTemplate.objects.select_for_update().get(pk=template.pk)
    permissions.check_can_work(actor, template.brand)
    permissions.check_can_work(actor, brand)
    template.brand = brand
    for name, value in fields.items():
        setattr(template, name, value)
    template.save()
    journal.record(actor, "answer-template.changed", template, brand=brand.pk)
    return template


@transaction.atomic
def throw_away_template(*, actor: User, template: AnswerTemplate) -> None:
    permissions.check_can_work(actor, template.brand)
    journal.record(actor, "answer-template.thrown-away", template, brand=template.brand_id)
    template.delete()
