"""Messages to the other side, and notes that it never sees."""

from __future__ import annotations

from uuid import uuid4

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import selectors
from branddesk.cases.services import add_note, decide, open_draft, send_message
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import Reason, Side, Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit, make_share
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
        moderator=cast.moderator,
    )
    make_submission(case=case, status="review")
    return case


def test_a_message_reaches_the_other_side(cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новости?")

    assert message.side == Side.BRAND
    assert Notice.objects.get().person == cast.moderator
    assert message in [item.message for item in selectors.timeline(case, cast.moderator)]


def test_a_message_leaves_status_and_turn_as_they_are(cast, case):
    send_message(actor=cast.moderator, case=case, text="Проверяем.")

    case.refresh_from_db()
    assert (case.status, case.turn) == (Status.IN_REVIEW, Side.PLATFORM)


def test_a_message_shares_its_exhibits_and_no_others(cast, case):
    sent, kept = (make_exhibit(brand=case.brand, sealed_by=cast.alice) for _n in range(2))

    message = send_message(actor=cast.alice, case=case, text="Вот фото.", exhibits=[sent])

    assert message.exhibits.get() == sent
    assert Exhibit.objects.visible_to(cast.moderator).get() == sent
    assert kept not in Exhibit.objects.visible_to(cast.moderator)


def test_the_platform_refers_only_to_exhibits_it_was_shown(cast, case):
    shown, hidden = (make_exhibit(brand=case.brand, sealed_by=cast.alice) for _n in range(2))
    make_share(shown, cast.platform)

    assert send_message(actor=cast.moderator, case=case, text="Это?", exhibits=[shown]).exhibits.get() == shown
    with pytest.raises(DomainError):
        send_message(actor=cast.moderator, case=case, text="Или это?", exhibits=[hidden])


def test_a_double_click_sends_one_message(cast, case):
    key = str(uuid4())

    first = send_message(actor=cast.alice, case=case, text="Есть новости?", form_key=key)
    second = send_message(actor=cast.alice, case=case, text="Есть новости?", form_key=key)

    assert first == second


def test_a_note_is_read_by_colleagues_only(cast, case):
    add_note(actor=cast.bob, case=case, text="Same INN as in August.")
    add_note(actor=cast.moderator, case=case, text="Seller is known here.")

    assert [item.message.body for item in selectors.timeline(case, cast.alice)] == ["Same INN as in August."]
    assert [item.message.body for item in selectors.timeline(case, cast.moderator)] == ["Seller is known here."]
    assert [notice.person for notice in Notice.objects.all()] == [cast.alice]


def test_a_note_makes_nobodys_answer_stale(cast, case):
    add_note(actor=cast.alice, case=case, text="Same INN as in August.")

    decided = decide(
        actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Да.", version=case.version
    )

    assert decided.status == Status.GRANTED


def test_a_note_may_stand_in_a_draft_and_a_message_may_not(cast):
    market = make_marketplace(operator=cast.platform)
    draft = open_draft(actor=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market)

    add_note(actor=cast.alice, case=draft, text="Wait for the test purchase.")

    with pytest.raises(WrongStatus):
        send_message(actor=cast.alice, case=draft, text="Здравствуйте!")


def test_a_closed_case_is_silent(cast):
    market = make_marketplace(operator=cast.platform)
    closed = make_case(
        assignee=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market, status=Status.CLOSED
    )

    with pytest.raises(WrongStatus):
        send_message(actor=cast.alice, case=closed, text="Спасибо!")


@pytest.mark.parametrize("say", [send_message, add_note])
def test_nothing_empty_and_nothing_endless_is_said(cast, case, say):
    with pytest.raises(DomainError):
        say(actor=cast.alice, case=case, text="   ")
    with pytest.raises(DomainError, match="10001 characters"):
        say(actor=cast.alice, case=case, text="x" * 10_001)


@pytest.mark.parametrize("say", [send_message, add_note])
def test_who_only_reads_says_nothing(cast, case, say):
    for other in (cast.viewer, cast.platform_viewer, cast.mallory):
        with pytest.raises(NotAllowed):
            say(actor=other, case=case, text="Hello")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Здравствуйте! Товар Kettora скрыт.", "ru"),
        ("您好，请查看 SKU 1690038851 的截图。", "zh-hans"),
        ("Please look at seller Вектор again.", "en"),
        ("1690038851", ""),
    ],
)
def test_a_message_is_marked_with_the_language_it_is_written_in(cast, case, text, language):
    assert send_message(actor=cast.alice, case=case, text=text).language == language
