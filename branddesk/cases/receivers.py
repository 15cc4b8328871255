"""What follows from a change of a case: open pages refresh, people are told, uploads find their case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.events import access_changed
from branddesk.brands.models import PersonGrant
from branddesk.cases import events, tasks
from branddesk.cases.models import Case, Message
from branddesk.cases.selectors.people import handlers_of, participants, told_of, watchers_of
from branddesk.cases.services.drafts import attach_exhibit
from branddesk.core.enums import Side, Status
from branddesk.core.errors import DomainError
from branddesk.evidence.events import exhibit_sealed
from branddesk.evidence.models import Exhibit
from branddesk.foundation.live import services as live
from branddesk.notices.selectors import facts_told
from branddesk.notices.services import forget, notify, notify_each


def may_watch(person: AbstractBaseUser, number: str) -> bool:
    """Whose open pages refresh when the case changes: the pages of those who may see it."""
    return isinstance(person, User) and Case.objects.visible_to(person).filter(number=number).exists()


def may_watch_side(person: AbstractBaseUser, key: str) -> bool:
    """The channel of one side of a case, `BD-10001-brand`, for those of that side who may see the case."""
    number, _dash, side = key.rpartition("-")
    return may_watch(person, number) and isinstance(person, User) and (side == Side.PLATFORM) == person.is_platform


@receiver(events.case_changed)
def refresh_open_pages(sender: object, *, case: Case, **kwargs: Any) -> None:
    """Says only that something changed: what it was, a page asks for itself and gets as far as its reader may know."""
    live.announce(f"case:{case.number}", "changed", number=case.number)


@receiver(events.case_submitted)
def tell_of_submission(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell(case, actor, Side.PLATFORM, "case.submitted", watchers="case.sent")


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
    if case.moderator_id is not None:
        _tell(case, actor, Side.PLATFORM, "case.closed")
    else:
        _tell_people(case, actor, watchers_of(case), "case.closed")


@receiver(events.message_sent)
def tell_of_message(sender: object, *, case: Case, actor: User | None, message: Message, **kwargs: Any) -> None:
    """A message concerns both sides, a note the own one, and above all those whom it names."""
    named = list(kwargs.get("mentioned", ()))
    _tell_people(case, actor, named, "case.mentioned")
    sides = [Side(message.side)] if message.is_private else [Side.BRAND, Side.PLATFORM]
    others = participants(case, *sides).exclude(pk__in=[person.pk for person in named])
    _tell_people(case, actor, others, "case.noted" if message.is_private else "case.messaged", who=message.speaker)


@receiver(events.message_held)
def release_when_due(sender: object, *, case: Case, message: Message, **kwargs: Any) -> None:
    tasks.release_message.using(run_after=message.leaves_at).enqueue(message.pk)
    refresh_own_side(sender, case=case, side=Side(message.side))


@receiver(events.message_returned)
def tell_of_unsent_text(sender: object, *, case: Case, message: Message, **kwargs: Any) -> None:
    assert message.author is not None
    url = reverse("cases:detail", args=[case.number])
    notify(person=message.author, code="case.returned", url=url, number=case.number, subject=str(case))


@receiver(events.side_changed)
def refresh_own_side(sender: object, *, case: Case, side: Side, **kwargs: Any) -> None:
    """What only one side may know of refreshes only that side's pages."""
    live.announce(f"side:{case.number}-{side}", "changed", number=case.number)


@receiver(events.writing_changed)
def show_writer(
    sender: object, *, case: Case, actor: User, side: Side, for_colleagues: bool, is_writing: bool, **kwargs: Any
) -> None:
    """The name goes to the pages of those who may know; they forget it by themselves after some seconds."""
    for reader in (Side.BRAND, Side.PLATFORM):
        if reader == side or not for_colleagues:
            channel = f"side:{case.number}-{reader}"
            live.announce(channel, "writing", person=actor.pk, name=actor.name, writing=is_writing)


@receiver(events.case_handed_over)
def tell_new_assignee(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell_person(case, actor, case.assignee, "case.handed-over")
    _tell_people(case, actor, _others_watching(case, actor, case.assignee), "case.has-assignee")


@receiver(events.case_passed_on)
def tell_new_moderator(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell_person(case, actor, case.moderator, "case.passed-on")
    _tell_people(case, actor, _others_watching(case, actor, case.moderator), "case.has-moderator")


@receiver(events.case_escalated)
def tell_of_escalation(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    """The other side, those who watch, and those who look at cases of the new level."""
    told = {person.pk: person for person in told_of(case, _other_side(actor))}
    told |= {person.pk: person for person in handlers_of(case, case.level)}
    _tell_people(case, actor, told.values(), "case.escalated")


@receiver(events.case_lowered)
def tell_of_lowering(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell(case, actor, _other_side(actor), "case.lowered")


@receiver(events.case_prioritised)
def tell_of_priority(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    if case.submitted_at is not None:
        _tell(case, actor, _other_side(actor), "case.prioritised")


@receiver(events.case_merged)
def tell_of_merge(sender: object, *, case: Case, actor: User, into: Case, **kwargs: Any) -> None:
    """Both sides where both cases were submitted; the notice leads to the case that goes on."""
    _tell_people(into, actor, participants(case, *_sides_of(case)), "case.merged")


@receiver(events.case_unmerged)
def tell_of_unmerging(sender: object, *, case: Case, actor: User, **kwargs: Any) -> None:
    _tell_people(case, actor, participants(case, *_sides_of(case)), "case.unmerged")


@receiver(events.person_watches)
def tell_new_watcher(sender: object, *, case: Case, actor: User, person: User, **kwargs: Any) -> None:
    _tell_person(case, actor, person, "case.watched")


@receiver(access_changed)
def forget_cases(sender: type[PersonGrant], *, person: User, **kwargs: Any) -> None:
    """What was told of cases goes with the brand that is no longer the person's."""
    told = facts_told(person, "number")
    seen = Case.objects.visible_to(person).filter(number__in=told).values_list("number", flat=True)
    forget(person=person, fact="number", values=told.difference(seen))


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


def _sides_of(case: Case) -> list[Side]:
    return [Side.BRAND, Side.PLATFORM] if case.submitted_at is not None else [Side.BRAND]


def _other_side(person: User) -> Side:
    return Side.BRAND if person.is_platform else Side.PLATFORM


def _others_watching(case: Case, actor: User, told: User | None) -> list[User]:
    """Colleagues of the actor who watch; the other side need not know who handles it."""
    return [person for person in watchers_of(case) if person != told and person.is_platform == actor.is_platform]


def _tell(case: Case, actor: User, side: Side, code: str, *, watchers: str = "") -> None:
    """Tell the side that has to act, and who watches on the other one, who may be told in other words."""
    told = list(told_of(case, side))
    theirs = [person for person in told if person.is_platform == (side == Side.PLATFORM)]
    _tell_people(case, actor, theirs, code)
    _tell_people(case, actor, [person for person in told if person not in theirs], watchers or code)


def _tell_people(case: Case, actor: User | None, people: Iterable[User], code: str, *, who: str = "") -> None:
    others = [person for person in people if actor is None or person.pk != actor.pk]
    who = who or (actor.name if actor is not None else "")
    url = reverse("cases:detail", args=[case.number])
    notify_each(people=others, code=code, url=url, number=case.number, subject=str(case), who=who)


def _tell_person(case: Case, actor: User, person: User | None, code: str) -> None:
    _tell_people(case, actor, [person] if person is not None else [], code)
