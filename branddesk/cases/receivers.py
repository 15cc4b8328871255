"""What follows from a change of a case: open pages refresh, people are told, uploads find their case."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events
from branddesk.cases.models import Case, Message
from branddesk.cases.selectors.people import participants
from branddesk.cases.services.drafts import attach_exhibit
from branddesk.core.enums import Side, Status
from branddesk.core.errors import DomainError
from branddesk.evidence.events import exhibit_sealed
from branddesk.evidence.models import Exhibit
from branddesk.foundation.live import services as live
from branddesk.notices.services import notify


def may_watch(person: AbstractBaseUser, number: str) -> bool:
    """Whose open pages refresh when the case changes: the pages of those who may see it."""
    return isinstance(person, User) and Case.objects.visible_to(person).filter(number=number).exists()


@receiver(events.case_changed)
def refresh_open_pages(sender: object, *, case: Case, **kwargs: Any) -> None:
    """Says only that something changed: what it was, a page asks for itself and gets as far as its reader may know."""
    live.announce(f"case:{case.number}", "changed", number=case.number)


@receiver(events.case_submitted)
def tell_of_submission(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell(case, actor, Side.PLATFORM, "case.submitted")


@receiver(events.case_asked)
def tell_of_question(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell(case, actor, Side.BRAND, "case.asked")


@receiver(events.case_answered)
def tell_of_answer(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell(case, actor, Side.PLATFORM, "case.answered")


@receiver(events.case_decided)
def tell_of_decision(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    outcome = {Status.GRANTED: "granted", Status.PARTLY: "partly", Status.REFUSED: "refused"}.get(Status(case.status))
    _tell(case, actor, Side.BRAND, f"case.{outcome or 'decided-so-far'}")


@receiver(events.case_reopened)
def tell_of_reopening(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell(case, actor, Side.PLATFORM, "case.reopened")


@receiver(events.case_withdrawn)
def tell_of_withdrawal(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    if case.submitted_at is not None:
        _tell(case, actor, Side.PLATFORM, "case.withdrawn")


@receiver(events.case_closed)
def tell_of_closing(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    if case.moderator is not None:
        _tell(case, actor, Side.PLATFORM, "case.closed")


@receiver(events.message_sent)
def tell_of_message(sender: object, *, case: Case, actor: User, message: Message, **kwargs: Any) -> None:
    """A message concerns both sides, a note the own one."""
    is_note = message.kind == Message.Kind.NOTE
    for side in (Side.BRAND, Side.PLATFORM):
        if message.side == side or not is_note:
            _tell(case, actor, side, "case.noted" if is_note else "case.messaged")


@receiver(events.case_handed_over)
def tell_new_assignee(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell_person(case, actor, case.assignee, "case.handed-over")


@receiver(events.case_passed_on)
def tell_new_moderator(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell_person(case, actor, case.moderator, "case.passed-on")


@receiver(exhibit_sealed)
def attach_upload(sender: object, *, exhibit: Exhibit, actor: User, context: dict[str, str], **kwargs: Any) -> None:
    """A file uploaded on a case's page becomes part of the case, and of the listing it was dropped on."""
    if not context.get("case"):
        return
    case = Case.objects.visible_to(actor).filter(number=context["case"]).first()
    if case is None:
        raise DomainError(_("There is no such case. Load the page again."))
    listing = None
    if context.get("listing"):
        listing = case.listings.filter(pk=_key(context["listing"])).first()
        if listing is None:
            raise DomainError(_("This listing is no longer in the case."))
    attach_exhibit(actor=actor, case=case, exhibit=exhibit, listing=listing)


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _tell(case: Case, actor: User, side: Side, code: str) -> None:
    for person in participants(case, side).exclude(pk=actor.pk):
        _tell_person(case, actor, person, code)


def _tell_person(case: Case, actor: User, person: User | None, code: str) -> None:
    if person is not None and person.pk != actor.pk:
        url = reverse("cases:detail", args=[case.number])
        notify(person=person, code=code, url=url, number=case.number, subject=str(case), who=actor.name)
