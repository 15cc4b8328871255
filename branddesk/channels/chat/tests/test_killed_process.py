"""Clients that send again whatever was not answered, and a server that dies over it: nothing lost, nothing doubled."""

from __future__ import annotations

import random
from uuid import uuid4

import pytest
from django.db import transaction

from branddesk.channels.chat import selectors, services
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.foundation.live.models import Event

LINES = 40


class Killed(Exception):
    """The process ended here."""


@pytest.mark.django_db(transaction=True)
def test_lines_sent_again_after_a_kill_stand_once_and_in_order():
    """The process dies before the commit, or after it and before the answer; the client sends the line again."""
    chat = make_chat(agent=make_agent(make_desk()))
    reader, dice = Reader(person=chat.person), random.Random(7)
    first = chat.last_shown_seq
    heard: list[int] = []

    for number in range(LINES):
        key, is_answered = uuid4(), False
        while not is_answered:
            fate = dice.choice(["dies before", "dies after", "lives", "lives"])
            try:
                with transaction.atomic():
                    services.say(reader=reader, key=chat.key, text=f"Line {number}", client_key=key)
                    if fate == "dies before":
                        raise Killed
            except Killed:
                continue
            is_answered = fate == "lives"
        upto = heard[-1] if heard else first
        heard += [line.seq for line in selectors.lines_for(reader, chat, after=upto)]

    rows = list(chat.lines.filter(seq__gt=first).order_by("seq"))
    assert [row.body for row in rows] == [f"Line {number}" for number in range(LINES)]
    assert heard == [row.seq for row in rows]
    told = Event.objects.filter(channel=chat.channel, kind="chat", data__line__isnull=False).order_by("pk")
    news = [event.data["seq"] for event in told if event.data["line"] and event.data["seq"] > first]
    assert news == heard
