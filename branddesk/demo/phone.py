"""Calls in the demo: some about cases that are open today, one recorded with everybody's consent, one missed."""

from __future__ import annotations

import io
import math
import random
import wave
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import translation

from branddesk.brands.models import Brand
from branddesk.cases import permissions
from branddesk.cases.models import Case
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.services.logging import Promise, Talk, log_call
from branddesk.channels.phone.services.setting_up import configure, renew_secret
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.enums import Via
from branddesk.demo.cast import Cast
from branddesk.demo.rhythm import later, moment_of
from branddesk.foundation.journal.selectors import entries_for

R = Call.Result
LINES = {"100": "zhou", "101": "lin", "102": "emma", "103": "liang"}


@dataclass(frozen=True)
class Scene:
    """One talk: days ago, whom Lin reached, what came of it; `promise` with the days until it."""

    days: int
    result: Call.Result
    outcome: str
    seconds: int = 0
    way: Via = Via.PHONE
    promise: tuple[str, int] | None = None
    is_recorded: bool = False
    is_about_case: bool = True


SCENES = (
    Scene(1, R.REACHED, "经理确认已收到补充材料，转给审核员加急。", 312, promise=("ответить по существу", 4)),
    Scene(4, R.VOICEMAIL, "留言说明工单编号和新证据，请对方回电。", 41),
    Scene(6, R.REACHED, "逐条核对侵权链接，对方要求补一张带日期的截图。", 655, is_recorded=True),
    Scene(7, R.MISSED, "无人接听，明天上午再打。"),
    Scene(10, R.REACHED, "月度例会：过了一遍未结工单和双十一活动安排。", 2700, way=Via.MEETING, is_about_case=False),
    Scene(13, R.CALL_BACK, "对方在开会，约好下午三点（莫斯科时间）再打。", 35),
)


def furnish(cast: Cast, seed: int = 1) -> None:
    """Connect Qiheng's telephones and let Lin call about her open cases, on the days before today."""
    renew_secret(actor=cast["zhou"])
    configure(
        actor=cast["zhou"], lines={number: cast[login] for number, login in LINES.items()}, keeps_recordings=False
    )
    dice = random.Random(f"{seed} calls")  # noqa: S311  a story needs repeatable dice, not secret ones
    now, lin = clock.now(), cast["lin"]
    cases = [case for case in _open_cases(cast) if permissions.can(lin, "note", case)]
    brand = Brand.objects.visible_to(lin).order_by("slug").first()
    contacts = {contact.marketplace_id: contact for contact in _managers(cast)}
    for number, scene in enumerate(sorted(SCENES, key=lambda scene: -scene.days)):
        case = cases[number % len(cases)] if cases and scene.is_about_case else None
        moment = moment_of(lin, now.date() - timedelta(days=scene.days), dice.choice((14, 15, 16)))
        if case is not None:
            # What happened in a case stands in the order of time.
            last = entries_for(case).order_by("-seq").first()
            moment = max(moment, later(lin, last.at, 0.5)) if last else moment
        with clock.at(min(moment + timedelta(seconds=scene.seconds + 60), now)), translation.override(lin.language):
            _log(cast, scene, moment, case, brand, contacts, UUID(int=dice.getrandbits(128), version=4))


def _log(
    cast: Cast,
    scene: Scene,
    moment: datetime,
    case: Case | None,
    brand: Brand | None,
    contacts: dict[int, Contact],
    key: UUID,
) -> None:
    lin = cast["lin"]
    may_promise = case is not None and permissions.can(lin, "follow_up", case)
    text, days = scene.promise or ("", 0)
    due_on = (case.marketplace.today() if case else clock.today()) + timedelta(days=days)
    log_call(
        actor=lin,
        form_key=key,
        case=case,
        brand=brand,
        contact=contacts.get(case.marketplace_id if case else cast.desk.pk),
        talk=Talk(
            way=scene.way,
            result=scene.result,
            outcome=scene.outcome,
            started_at=moment,
            seconds=scene.seconds,
            promises=[Promise(text, due_on)] if scene.promise and may_promise else [],
        ),
        recording=ContentFile(_tone(), name="call.wav") if scene.is_recorded else None,
        consent=scene.is_recorded,
    )


def _open_cases(cast: Cast) -> list[Case]:
    rows = Case.objects.visible_to(cast["lin"]).filter(assignee=cast["lin"], closed_at=None, decided_at=None)
    rows = rows.filter(last_event_at__lt=clock.now() - timedelta(hours=8))
    rows = rows.exclude(submitted_at=None).select_related("brand", "marketplace__operator", "marketplace__calendar")
    return list(rows.order_by("-last_event_at", "-pk")[:6])


def _managers(cast: Cast) -> list[Contact]:
    rows = Contact.objects.visible_to(cast["lin"]).standing().filter(role=Contact.Role.MANAGER).distinct()
    return list(rows.order_by("-pk"))


def _tone() -> bytes:
    """Two seconds of a quiet tone in place of voices."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        levels = (int(2000 * math.sin(2 * math.pi * 440 * place / 8000)) for place in range(16000))
        sound.writeframes(b"".join(level.to_bytes(2, "little", signed=True) for level in levels))
    return out.getvalue()
