"""Translations beside what was said: asked of a machine, or pasted by a person."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels import permissions
from branddesk.channels.models import Translation, TranslatorSetting
from branddesk.channels.sources import source_of
from branddesk.channels.translator import NotTranslated, OpenAITranslator
from branddesk.core.encryption import encrypt
from branddesk.core.enums import Language
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal import services as journal

LONGEST = 20_000


@transaction.atomic
def configure(*, actor: User, is_on: bool, address: str, model: str, key: str = "") -> TranslatorSetting:
    """Say which service translates for the actor's organisation. An empty `key` keeps the one that is known."""
    permissions.check_can_keep_letters(actor)
    setting = TranslatorSetting.objects.filter(organisation=actor.organisation).first()
    setting = setting or TranslatorSetting(organisation=actor.organisation)
    is_moved = setting.address != address
    setting.is_on, setting.address, setting.model = is_on, address, model
    if key:
        setting.key = encrypt(key)
    elif is_moved:
        setting.key = ""  # A key is never sent to another address than the one it was given for.
    setting.save()
    journal.record(actor, "translator.configured", setting, is_on=is_on, has_key=bool(setting.key))
    return setting


@transaction.atomic
def ask(*, actor: User, kind: str, number: int, language: Language) -> Translation:
    """Ask the organisation's service for a translation. A second time asks again only where the first one failed."""
    source = source_of(actor, kind, number)
    if source is None:
        raise NotAllowed(_("This text is not yours to read."))
    setting = TranslatorSetting.objects.filter(organisation=actor.organisation, is_on=True).first()
    if setting is None:
        raise DomainError(_("Your organisation has no translation service. An administrator can set one up."))
    translation, is_new = Translation.objects.get_or_create(
        organisation=actor.organisation,
        subject=f"{kind}:{number}",
        language=language,
        is_machine=True,
        defaults={"author": actor, "state": Translation.State.WAITING},
    )
    if not is_new and translation.state == Translation.State.FAILED:
        translation.state, translation.error, is_new = Translation.State.WAITING, "", True
        translation.save()
    if is_new:
        journal.record(actor, "translation.asked", translation, service=setting.pk)
    return translation


def translate(*, translation_id: int) -> None:
    """Have it translated and keep what came; safe to run twice."""
    found = Translation.objects.select_related("author__organisation").filter(
        pk=translation_id, state=Translation.State.WAITING
    )
    translation = found.first()
    if translation is None:
        return
    kind, _colon, number = translation.subject.partition(":")
    source = source_of(translation.author, kind, int(number))
    setting = TranslatorSetting.objects.filter(organisation=translation.organisation_id, is_on=True).first()
    try:
        if source is None or setting is None:
            raise NotTranslated(_("The text or the service is no longer there."))
        text = OpenAITranslator(setting).translate(source.text, Language(translation.language))
    except NotTranslated as error:
        found.update(state=Translation.State.FAILED, error=str(error)[:300])
        return
    found.update(state=Translation.State.DONE, text=text[:LONGEST])


@transaction.atomic
def paste(*, actor: User, kind: str, number: int, language: Language, text: str) -> Translation:
    """Put a person's own translation beside the text; a later one takes the place of the earlier one."""
    if source_of(actor, kind, number) is None:
        raise NotAllowed(_("This text is not yours to read."))
    text = text.strip()
    if not text:
        raise DomainError(_("Write or paste the translation first."))
    if len(text) > LONGEST:
        raise DomainError(_("Shorten the translation to %(limit)d characters.") % {"limit": LONGEST})
    translation, _is_new = Translation.objects.update_or_create(
        organisation=actor.organisation,
        subject=f"{kind}:{number}",
        language=language,
        is_machine=False,
        defaults={"author": actor, "text": text, "state": Translation.State.DONE},
    )
    journal.record(actor, "translation.pasted", translation, private={"text": text})
    return translation
