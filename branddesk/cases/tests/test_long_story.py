"""A case about which thousands of messages were written is still a page like any other."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case, Message
from branddesk.cases.services import send_message
from branddesk.cases.tests.factories import make_case, make_message, make_submission
from branddesk.cases.views.fields import STORY_LINES
from branddesk.core import clock
from branddesk.core.enums import Side, Status
from branddesk.foundation.journal.models import Chain, Entry
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

MANY = 1_000
MOST_BYTES = 1_000_000


def long_case(cast, many=300):
    """As a loop of two mailboxes that answer each other would leave it."""
    case = make_case(
        created_by=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        moderator=cast.moderator,
        status=Status.IN_REVIEW,
    )
    make_submission(case=case, status="review")
    send_message(actor=cast.alice, case=case, text="The first.")
    first = case.messages.get()
    chain = Chain.objects.get(kind="case", target_id=str(case.pk))
    said = Message.objects.bulk_create(
        Message(
            case=case,
            author=(cast.alice, cast.moderator)[number % 2],
            side=(Side.BRAND, Side.PLATFORM)[number % 2],
            kind=first.kind,
            body=f"Any news, {number}?",
            happened_at=clock.now(),
            language="en",
        )
        for number in range(many)
    )
    sample = Entry.objects.get(chain=chain)
    Entry.objects.bulk_create(
        Entry(
            chain=chain,
            seq=number,
            actor=message.author,
            action=sample.action,
            facts={**sample.facts, "message": message.pk},
            hash=f"{number:064}",
        )
        for number, message in enumerate(said, start=2)
    )
    Chain.objects.filter(pk=chain.pk).update(seq=many + 1)
    return case


def test_its_page_shows_the_last_lines_and_leads_to_those_before(client, cast):
    address = reverse("cases:detail", args=[long_case(cast, MANY).number])
    for reader in (cast.alice, cast.moderator):
        client.force_login(reader)

        page = client.get(address).content.decode()

        earlier = re.findall(r'href="(\?before=\d+)#story"', page)
        before = client.get(address + earlier[0]).content.decode()
        assert len(page) < MOST_BYTES
        shown, shown_before = (re.findall(r"Any news, (\d+)\?", text) for text in (page, before))
        assert shown[-1] == str(MANY - 1)
        assert len(set(shown)) == len(set(shown_before)) == STORY_LINES
        assert int(shown_before[-1]) == int(shown[0]) - 1


def test_what_was_asked_long_ago_still_stands_above_the_answer(client, cast):
    case = long_case(cast)
    make_message(case=case, author=cast.moderator, kind="question", side="platform", body="Where is the receipt?")
    case.submissions.update(status="waiting")
    Case.objects.filter(pk=case.pk).update(status=Status.WAITING, turn=Side.BRAND)
    client.force_login(cast.alice)

    assert "Where is the receipt?" in client.get(reverse("cases:detail", args=[case.number])).content.decode()


def test_what_is_held_stands_at_the_end_of_a_long_story(client, cast):
    case = long_case(cast)
    moment = clock.now() + timedelta(hours=1)
    make_message(case=case, author=cast.alice, body="Wait a moment.", leaves_at=moment, effect={})
    client.force_login(cast.alice)

    assert "Wait a moment." in client.get(reverse("cases:detail", args=[case.number])).content.decode()


def test_a_place_in_the_story_that_there_is_not_shows_a_page(client, cast):
    client.force_login(cast.alice)
    address = reverse("cases:detail", args=[long_case(cast).number])

    for before in ("0", "-1", "x", "9" * 30, "1"):
        assert client.get(address, {"before": before}).status_code == 200
