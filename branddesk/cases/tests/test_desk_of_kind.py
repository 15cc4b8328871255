"""Each kind of case is decided by the desk that knows it; from the second level on by account managers too."""

from __future__ import annotations

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import permissions
from branddesk.cases.models import Case
from branddesk.cases.selectors.people import colleagues_of, participants
from branddesk.cases.services import add_note, pass_on, send_message, submit_case, take_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core.enums import CaseKind, EscalationLevel, Side
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.stores.tests.factories import make_marketplace

DESKS = {
    "moderator": {CaseKind.INFRINGEMENT, CaseKind.CONTENT},
    "support_agent": {CaseKind.QUALITY, CaseKind.COMPLAINT, CaseKind.ACCOUNT, CaseKind.OTHER},
    "activity_manager": {CaseKind.PROMOTION},
}


def of_kind(cast, kind: CaseKind, level: EscalationLevel = EscalationLevel.SUPPORT) -> Case:
    """A submitted case, made to be of the kind and level afterwards."""
    brand = make_brand(members=[cast.alice])
    case = make_ready_case(actor=cast.alice, brand=brand, marketplace=make_marketplace(operator=cast.platform))
    case = submit_case(actor=cast.alice, case=case)
    Case.objects.filter(pk=case.pk).update(kind=kind, level=level)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_each_kind_is_taken_by_its_own_desk_only(cast, kind):
    case = of_kind(cast, kind)

    may = {
        name: permissions.can(getattr(cast, name), "take", case)
        for name in ("moderator", "support_agent", "activity_manager", "account_manager", "trainer", "platform_viewer")
    }

    assert may == {**dict.fromkeys(may, False), **{name: kind in kinds for name, kinds in DESKS.items()}}


@pytest.mark.parametrize("kind", list(CaseKind))
def test_an_account_manager_decides_every_kind_once_it_was_escalated(cast, kind):
    for level in (EscalationLevel.ACCOUNT_MANAGER, EscalationLevel.LEGAL):
        assert permissions.can(cast.account_manager, "take", of_kind(cast, kind, level))


def test_the_own_desk_keeps_an_escalated_case(cast):
    case = of_kind(cast, CaseKind.INFRINGEMENT, EscalationLevel.ACCOUNT_MANAGER)

    assert permissions.can(cast.moderator, "take", case)


def test_another_desk_is_told_whom_to_ask(cast):
    with pytest.raises(NotAllowed, match="Ask somebody with this role: Brand-protection moderator"):
        take_case(actor=cast.support_agent, case=of_kind(cast, CaseKind.INFRINGEMENT))


def test_an_account_manager_is_told_to_have_it_escalated_first(cast):
    with pytest.raises(NotAllowed, match="Escalate it first"):
        take_case(actor=cast.account_manager, case=of_kind(cast, CaseKind.QUALITY))


def test_another_desk_writes_no_messages_but_notes(cast):
    case = of_kind(cast, CaseKind.INFRINGEMENT)

    with pytest.raises(NotAllowed):
        send_message(actor=cast.support_agent, case=case, text="Hello")
    add_note(actor=cast.support_agent, case=case, text="The same seller sold us broken goods.")


def test_a_trainer_reads_only(cast):
    case = of_kind(cast, CaseKind.OTHER)

    assert Case.objects.visible_to(cast.trainer).filter(pk=case.pk).exists()
    assert {action for action, is_allowed in permissions.may(cast.trainer, case).items() if is_allowed} <= {"watch"}


def test_counsel_reads_and_writes_notes_only(cast):
    case = of_kind(cast, CaseKind.INFRINGEMENT)

    may = {action for action, is_allowed in permissions.may(cast.counsel, case).items() if is_allowed}

    assert "note" in may
    assert not may & {"edit", "message", "answer", "close", "withdraw", "hand_over"}


def test_a_brand_manager_writes_as_a_representative_does(cast):
    case = of_kind(cast, CaseKind.INFRINGEMENT)

    assert permissions.may(cast.brand_manager, case) == permissions.may(cast.bob, case)


def test_a_case_is_passed_on_only_within_its_desk(cast):
    case = take_case(actor=cast.moderator, case=of_kind(cast, CaseKind.CONTENT))

    assert set(colleagues_of(case, Side.PLATFORM)) == {cast.moderator}
    with pytest.raises(DomainError):
        pass_on(actor=cast.moderator, case=case, moderator=cast.support_agent)


def test_the_desk_of_an_untaken_case_is_told_and_no_other(cast):
    told = set(participants(of_kind(cast, CaseKind.QUALITY), Side.PLATFORM))

    assert cast.support_agent in told
    assert not told & {cast.moderator, cast.activity_manager, cast.account_manager, cast.trainer}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("moderator", DESKS["moderator"]),
        ("support_agent", DESKS["support_agent"]),
        ("activity_manager", DESKS["activity_manager"]),
        ("account_manager", set()),
        ("platform_viewer", set(CaseKind)),
        ("trainer", set(CaseKind)),
    ],
)
def test_the_queue_holds_the_own_desk_s_kinds(cast, name, kinds):
    for kind in CaseKind:
        of_kind(cast, kind)

    found = Case.objects.filter(permissions.in_queue_of(getattr(cast, name))).values_list("kind", flat=True)

    assert set(found) == kinds


def test_the_queue_holds_what_one_has_taken_though_its_kind_was_changed(cast):
    case = take_case(actor=cast.moderator, case=of_kind(cast, CaseKind.CONTENT))
    Case.objects.filter(pk=case.pk).update(kind=CaseKind.PROMOTION)

    assert Case.objects.filter(permissions.in_queue_of(cast.moderator)).get().pk == case.pk


def test_an_account_manager_s_queue_begins_with_the_second_level(cast):
    of_kind(cast, CaseKind.QUALITY)
    escalated = of_kind(cast, CaseKind.QUALITY, EscalationLevel.LEGAL)

    assert Case.objects.filter(permissions.in_queue_of(cast.account_manager)).get().pk == escalated.pk


def test_page_of_another_desk_s_case_says_whose_it_is(cast, client):
    case = of_kind(cast, CaseKind.QUALITY)
    client.force_login(cast.moderator)

    page = client.get(f"/cases/{case.number}/", headers={"accept-language": "en"}).content.decode()

    assert "are decided by another desk" in page
    assert "Nothing is left to decide here" not in page
