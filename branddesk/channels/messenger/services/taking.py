"""Keeping what came from the cabinet: each line once, ours recognised, each put into the case that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from branddesk.accounts.models import User
from branddesk.cases.languages import language_of
from branddesk.channels.messenger import naming, search
from branddesk.channels.messenger.models import Line, Talk
from branddesk.channels.messenger.services.placing import place
from branddesk.core.enums import Side
from branddesk.foundation.live import services as live
from branddesk.marketplaces.ozon.client.reviews import same_words
from branddesk.stores.models import Store

State = Line.State


@dataclass(frozen=True)
class Said:
    """One message as it stands in the cabinet."""

    outside_id: str
    side: Side
    text: str
    at: datetime


@dataclass(frozen=True)
class Heard:
    """One conversation with what is new in it, old to new."""

    outside_id: str
    kind: str
    is_open: bool
    newest_id: str
    lines: Sequence[Said]


def keep(store: Store, heard: Sequence[Heard]) -> int:
    """Keep what is new, in the caller's transaction. Gives how many lines that were; harmless twice."""
    count = sum(_keep(store, each) for each in heard)
    if count:
        live.announce(f"talks:{store.organisation_id}", "said", store=store.pk)
    return count


@transaction.atomic
def _keep(store: Store, heard: Heard) -> int:
    talk, _is_new = Talk.objects.select_for_update().get_or_create(
        store=store, outside_id=heard.outside_id, defaults={"kind": heard.kind}
    )
    known = set(talk.lines.exclude(outside_id="").values_list("outside_id", flat=True))
    new = [_line(talk, said) for said in heard.lines if said.outside_id not in known]
    talk.is_open, talk.newest_id = heard.is_open, heard.newest_id
    if new:
        talk.spoken_at = max(line.said_at for line in new)
        talk.is_unread = talk.is_unread or new[-1].side == Side.PLATFORM
    talk.save()
    search.index_many(new, store)
    for line, cases in zip(new, naming.cases_named(store, [line.text for line in new]), strict=True):
        for case in cases:
            place(line=line, case=case, actor=None)
    return len(new)


def _line(talk: Talk, said: Said) -> Line:
    """A new row; or ours that was sent from this desk and is now read back."""
    if said.side == Side.BRAND:
        sent = talk.lines.select_for_update().filter(outside_id="", side=Side.BRAND, tried_at__isnull=False)
        for line in sent.exclude(state=State.REFUSED):
            if same_words(line.text, said.text):
                line.outside_id, line.state, line.said_at = said.outside_id, State.THERE, said.at
                line.save()
                return line
    return Line.objects.create(
        talk=talk,
        outside_id=said.outside_id,
        side=said.side,
        text=said.text,
        language=language_of(said.text),
        said_at=said.at,
    )


@transaction.atomic
def note_seen(*, actor: User, talk: Talk) -> None:
    """Somebody of the desk has it before their eyes."""
    if Talk.objects.visible_to(actor).filter(pk=talk.pk, is_unread=True).update(is_unread=False):
        live.announce(f"talks:{actor.organisation_id}", "said", store=talk.store_id)
