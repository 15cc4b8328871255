"""A person logs a call or a meeting: what came of it, what was promised, and the recording if all agreed to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.brands.permissions import may_keep_papers
from branddesk.cases import permissions as case_permissions
from branddesk.cases.models import Case, Message
from branddesk.cases.services import plan_follow_up
from branddesk.cases.services.outside import log_contact
from branddesk.channels.phone import permissions, selectors
from branddesk.channels.phone.models import Call
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.enums import Via
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import made_before
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.foundation.files.services import open_blob
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify
from branddesk.web import formats

LONGEST_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Promise:
    """What they promised, and the day on which we look whether it was done."""

    text: str
    due_on: date


@dataclass(frozen=True)
class Talk:
    """What was said and when. `with_whom` where it is no contact of the book."""

    way: Via
    result: str
    outcome: str
    started_at: datetime
    seconds: int = 0
    option: str = ""
    with_whom: str = ""
    next_on: date | None = None
    promises: Sequence[Promise] = ()


@transaction.atomic
def log_call(
    *,
    actor: User,
    talk: Talk,
    form_key: UUID,
    case: Case | None = None,
    brand: Brand | None = None,
    contact: Contact | None = None,
    call: Call | None = None,
    recording: File | None = None,
    consent: bool = False,
) -> Call:
    """Log a talk, once per form. About a case it stands in the case, for the own side, and its dates are follow-ups.

    `call`: the one that the telephone system told of. Raises NotAllowed, or DomainError: without consent there is no
    recording, and a promise needs a case in which it can be followed up.
    """
    if before := made_before(Call.objects.all(), form_key, person=actor, maker="person"):
        return before
    permissions.check_can_log(actor, case)
    brand = case.brand if case is not None else brand
    _check(actor, talk, case, brand, has_recording=recording is not None, consent=consent)
    call = _fresh(actor, call)
    exhibit = _sealed(actor, call, talk, brand, recording, form_key) if consent else None

    call.way, call.result, call.outcome, call.option = talk.way, talk.result, talk.outcome.strip(), talk.option
    call.person, call.case, call.brand, call.contact = actor, case, brand, contact or call.contact
    call.who = (contact.name if contact else talk.with_whom.strip() or call.who)[:200]
    call.number = call.number or (contact.phone if contact else "")
    call.next_on, call.consent, call.exhibit = talk.next_on, consent, exhibit or call.exhibit
    call.form_key, call.logged_at = form_key, clock.now()
    if call.system_id is None:
        call.started_at, call.seconds = talk.started_at, talk.seconds
    if case is not None:
        call.message = _tell_case(actor, case, call, exhibit)
    call.save()
    if case is not None:
        for day, text in _dates(talk, call, case).items():
            plan_follow_up(actor=actor, case=case, due_on=day, text=text)

    journal.record(
        actor,
        "call.logged",
        call,
        private={"outcome": call.outcome, "who": call.who},
        case=case.pk if case else None,
        brand=brand.pk if brand else None,
        result=call.result,
        consent=consent,
        next_on=talk.next_on,
    )
    return call


def remind_of_calls() -> int:
    """Tell whoever meant to call again, on the day by their own calendar. About a case its follow-up does that."""
    return sum(_remind(call) for call in selectors.due_again()[:500])


@transaction.atomic
def _remind(call: Call) -> bool:
    """Claimed by an update, so that two workers tell once."""
    if call.person is None or call.next_on is None:
        return False
    if call.next_on > clock.now().astimezone(ZoneInfo(call.person.time_zone)).date():
        return False
    if not Call.objects.filter(pk=call.pk, reminded_at=None).update(reminded_at=clock.now()):
        return False
    notify(person=call.person, code="call.again", url=reverse("phone:detail", args=[call.pk]), who=str(call))
    return True


def _check(
    actor: User, talk: Talk, case: Case | None, brand: Brand | None, *, has_recording: bool, consent: bool
) -> None:
    if talk.way not in (Via.PHONE, Via.MEETING):
        raise DomainError(_("Choose a call or a meeting."))
    if talk.result not in Call.Result:
        raise DomainError(_("Say whether you reached them."))
    if not talk.outcome.strip():
        raise DomainError(_("Write in one line what came of it."))
    if talk.started_at > clock.now() + timedelta(minutes=1):
        raise DomainError(_("This moment is still to come. Enter when it happened."))
    if not 0 <= talk.seconds <= LONGEST_SECONDS:
        raise DomainError(_("A call lasts a day at most. Check its length."))
    if has_recording and not consent:
        raise DomainError(_("A recording is kept only when everybody on the line agreed. Mark that, or take it out."))
    if has_recording and (brand is None or not may_keep_papers(actor, brand)):
        raise DomainError(_("A recording is kept among a brand's evidence. Choose the brand, or leave it out."))
    if talk.promises and (case is None or not case_permissions.can(actor, "follow_up", case)):
        raise DomainError(_("Promises become follow-ups of an open case. Choose the case, or write them in the line."))


def _fresh(actor: User, call: Call | None) -> Call:
    if call is None:
        return Call(organisation=actor.organisation)
    found = Call.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=call.pk)
    if found.is_logged:
        raise DomainError(_("This call is logged already. Open it to read what came of it."))
    return found


def _sealed(
    actor: User, call: Call, talk: Talk, brand: Brand | None, upload: File | None, form_key: UUID
) -> Exhibit | None:
    """The recording among the brand's evidence: what was uploaded, or what the telephone system brought."""
    if brand is None or not may_keep_papers(actor, brand) or (upload is None and call.recording is None):
        return None
    about: dict[str, Any] = {
        "actor": actor,
        "brand": brand,
        "kind": Exhibit.Kind.CALL_RECORDING,
        "title": _("Recording, %(moment)s") % {"moment": formats.full_day(talk.started_at)},
        "captured_at": talk.started_at,
        "upload_key": uuid5(form_key, "recording"),
    }
    if upload is not None:
        return seal_exhibit(file=upload, **about)
    assert call.recording is not None
    with open_blob(call.recording) as content:
        return seal_exhibit(file=File(content, name="recording.wav"), source=Exhibit.Source.SYSTEM, **about)


def _tell_case(actor: User, case: Case, call: Call, exhibit: Exhibit | None) -> Message:
    way = _("Meeting") if call.way == Via.MEETING else _("Call")
    head = _("%(way)s with %(who)s: %(result)s") % {
        "way": way,
        "who": call.who or _("an unknown number"),
        "result": call.get_result_display(),
    }
    lines = [head, call.outcome]
    if call.option:
        lines.append(_("Menu option: %(option)s") % {"option": call.option})
    if call.seconds:
        lines.append(_("Length: %(length)s") % {"length": f"{call.seconds // 60}:{call.seconds % 60:02}"})
    return log_contact(
        actor=actor,
        case=case,
        via=Via(call.way),
        text="\n".join(lines),
        key=f"call:{call.form_key}",
        happened_at=call.started_at,
        exhibits=[exhibit] if exhibit else [],
    )


def _dates(talk: Talk, call: Call, case: Case) -> Mapping[date, str]:
    """What to ask on which day, in the language of the marketplace; of a day that is just a date the desk prepares it.

    One follow-up a day, since what stands on one day is asked at once.
    """
    promised: dict[date, list[str]] = defaultdict(list)
    for promise in talk.promises:
        promised[promise.due_on].append(promise.text.strip())
    texts = dict.fromkeys([talk.next_on] if talk.next_on else [], "")
    with translation.override(case.marketplace.language):
        day = formats.full_day(call.started_at)
        for due_on, lines in promised.items():
            texts[due_on] = _("In our talk on %(day)s you promised: %(what)s. Has it been done?") % {
                "day": day,
                "what": "; ".join(line.rstrip(".。") for line in lines),
            }
    return texts
