"""Keeping the prepared texts of one's organisation."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.cases import permissions
from branddesk.cases.models import ReplyTemplate, ReplyTemplateText
from branddesk.cases.selectors.templates import unknown_fields
from branddesk.cases.services.changing import clean, required
from branddesk.cases.terms import states, topics
from branddesk.core.enums import CaseKind, Language
from branddesk.core.errors import DomainError
from branddesk.foundation.journal.revisions import check_seen, record_revision, revisions_of


@transaction.atomic
def save_template(
    *,
    actor: User,
    name: str,
    texts: Mapping[str, str],
    kind: str = "",
    template: ReplyTemplate | None = None,
    seen: int | None = None,
) -> ReplyTemplate:
    """Keep a prepared text of the actor's organisation in one to three languages, by their codes; a new one or changed.

    An empty text takes its language away. Saving a retired template brings it back into use.
    """
    permissions.check_can_keep_templates(actor, template)
    name = " ".join(required(name, _("Give the template a name by which your colleagues find it.")).split())
    if kind and kind not in CaseKind:
        raise DomainError(_("Choose the kind of case from the list."))
    wanted = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not wanted:
        raise DomainError(_("Write the text in at least one language."))
    for language, text in wanted.items():
        _check_text(language, text)
    # One after the other, so that of two at once the second finds the name taken.
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.organisation_id)
    namesakes = ReplyTemplate.objects.filter(organisation=actor.organisation_id, name=name)
    if (namesakes.exclude(pk=template.pk) if template else namesakes).exists():
        raise DomainError(_("There is a template of this name already. Choose another name."))

    before = None
    if template is not None:
        template = ReplyTemplate.objects.select_for_update().get(pk=template.pk)
        before = states.of_template(template)
        check_seen(actor, revisions_of(template, "template"), seen, topics.TEMPLATE.labels)
    row = template or ReplyTemplate(organisation=actor.organisation)
    row.name, row.kind, row.is_active = name, kind, True
    clean(row, ["name", "kind"])
    row.save()
    row.texts.exclude(language__in=wanted).delete()
    for language, text in wanted.items():
        ReplyTemplateText.objects.update_or_create(template=row, language=language, defaults={"body": text})

    after = states.of_template(row)
    if after != before:
        record_revision(actor, "template.saved", row, before=before, after=after)
    return row


@transaction.atomic
def retire_template(*, actor: User, template: ReplyTemplate) -> ReplyTemplate:
    """Offer the template no more. It stays with its history, and saving it brings it back."""
    permissions.check_can_keep_templates(actor, template)
    template = ReplyTemplate.objects.select_for_update().get(pk=template.pk)
    if not template.is_active:
        return template

    before = states.of_template(template)
    template.is_active = False
    template.save(update_fields=["is_active"])

    record_revision(actor, "template.retired", template, before=before, after=states.of_template(template))
    return template


def _check_text(language: str, text: str) -> None:
    if language not in Language:
        raise DomainError(_("Choose one of the desk's languages for the text."))
    if unknown := unknown_fields(text):
        raise DomainError(
            _("Nothing fills %(fields)s. Use only the fields that are listed below the text.")
            % {"fields": ", ".join(f"{{{name}}}" for name in unknown)}
        )
    clean(ReplyTemplateText(language=language, body=text), ["body", "language"])
