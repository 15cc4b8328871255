"""A group robot: told where it stands, and what it says of the organisation's cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.accounts.models import Organisation, User
from branddesk.channels.wecom import client, permissions
from branddesk.channels.wecom.errors import Meaning, Unreachable, WeComError
from branddesk.channels.wecom.models import Robot
from branddesk.channels.wecom.robots import check_address
from branddesk.channels.wecom.services.sending import fit
from branddesk.core.encryption import Undecipherable, decrypt, encrypt
from branddesk.core.enums import Language
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery import transports
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import owe
from branddesk.foundation.journal import services as journal
from branddesk.notices import texts

CHANNEL = "wecom-robot"
KINDS: Mapping[str, Collection[str]] = {
    "decisions": {"case.granted", "case.partly", "case.refused", "case.decided-so-far"},
    "questions": {"case.asked", "case.answered"},
    "escalations": {"case.escalated", "case.lowered"},
    "new": {"case.submitted", "case.reopened"},
}
"""What an organisation may have told to its group, and the notices that belong to it."""


@transaction.atomic
def configure_robot(*, actor: User, address: str, tells: Collection[str]) -> Robot:
    """Have the robot at `address` tell the group of the actor's organisation; an empty address keeps the known one."""
    permissions.check_can_set_up(actor)
    robot = Robot.objects.select_for_update().filter(organisation=actor.organisation).first()
    if robot is None and not address:
        raise DomainError(_("Paste the robot's address first."))
    robot = robot or Robot(organisation=actor.organisation)
    if address:
        robot.address = encrypt(check_address(address))
    robot.tells = [kind for kind in KINDS if kind in tells]
    robot.save()
    journal.record(actor, "wecom.robot-configured", robot, tells=robot.tells, is_new_address=bool(address))
    return robot


@transaction.atomic
def remove_robot(*, actor: User) -> None:
    """The group is told nothing any more, and the address is forgotten."""
    permissions.check_can_set_up(actor)
    robot = Robot.objects.select_for_update().filter(organisation=actor.organisation).first()
    if robot is not None:
        journal.record(actor, "wecom.robot-removed", robot)
        robot.delete()


def try_robot(*, actor: User) -> tuple[bool, str]:
    """Have the robot say hello, now, and tell what came back. Not inside a transaction."""
    permissions.check_can_set_up(actor)
    robot = Robot.objects.filter(organisation=actor.organisation).first()
    if robot is None:
        raise DomainError(_("Paste the robot's address first."))
    try:
        client.tell_group(check_address(decrypt(robot.address)), _("The desk reaches this group."))
    except WeComError as error:
        return False, error.sentence
    except Unreachable:
        return False, _("WeCom did not answer. Try again in a minute.")
    except Undecipherable:
        return False, _("The address was kept with another key of this desk. Paste it once more.")
    return True, _("The robot has spoken in the group.")


def tell_group(
    *, organisation: Organisation, code: str, facts: Mapping[str, object], url: str, key: str, language: str = ""
) -> Outbound | None:
    """Owe the organisation's group one notice, once per `key`; None when it does not want such."""
    robot = Robot.objects.filter(organisation=organisation).first()
    if robot is None or not any(code in KINDS[kind] for kind in robot.tells if kind in KINDS):
        return None
    with translation.override(language or Language.CHINESE):
        open_it = pgettext("verb", "Open")
        text = f"{texts.sentence(code, facts)}\n[{open_it}]({settings.SITE_URL}{url})"
    return owe(
        channel=CHANNEL,
        to=str(robot.pk),
        key=f"wecom-robot:{organisation.pk}:{key}",
        text=fit(text),
        language=language or Language.CHINESE,
    )


def deliver(outbound: Outbound) -> str:
    """The transport of robots. WeCom checks none of theirs for repeats, so what may be one says so to its readers."""
    robot = Robot.objects.filter(pk=outbound.to).first()
    if robot is None:
        raise transports.Refused(_("The robot was removed."))
    try:
        client.tell_group(check_address(decrypt(robot.address)), _said(outbound))
    except WeComError as error:
        if error.meaning is Meaning.LATER:
            raise transports.RetryLater(error.pause_seconds, error.sentence) from None
        if error.meaning is not None:
            raise transports.Refused(error.sentence) from None
        raise transports.NotTaken(error.sentence) from None
    except (DomainError, Undecipherable) as refusal:
        raise transports.Refused(str(refusal)) from None
    return ""


def _said(outbound: Outbound) -> str:
    if not outbound.was_interrupted:
        return outbound.text
    with translation.override(outbound.language or Language.CHINESE):
        return fit(
            _("Perhaps for the second time: the desk was interrupted while it said this.") + "\n" + outbound.text
        )
