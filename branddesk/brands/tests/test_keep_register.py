from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.rules import clean_number, same_name
from branddesk.brands.selectors import state_on
from branddesk.brands.services import add_authorisation, add_right, change_authorisation, change_right
from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, Stale
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db


def right_fields(**fields: Any) -> Any:
    return {
        "kind": "trademark",
        "sign": "KETTORA",
        "number": "912447",
        "register": "rospatent",
        "classes": [21],
        "territories": ["RU"],
        "holder": "Kettora AG",
        "valid_from": date(2023, 3, 14),
        "valid_to": date(2033, 3, 14),
        **fields,
    }


def paper_fields(**fields: Any) -> Any:
    return {
        "kind": "letter",
        "grantor": "Kettora AG",
        "grantee": "Qiheng Ltd",
        "allows_enforcement": True,
        "territories": ["RU"],
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2027, 1, 1),
        **fields,
    }


def test_right_is_entered_as_registers_write_it_and_recorded(alice):
    brand = make_brand(members=[alice])

    right = add_right(
        actor=alice, brand=brand, **right_fields(number=" № 912 447 ", classes=[25, 21, 25], holder="Kettora   AG")
    )

    assert right.number == "912447"
    assert right.classes == [21, 25]
    assert right.holder == "Kettora AG"
    entry = entries_for(brand).get()
    assert entry.action == "right.added"
    assert entry.facts["number"] == "912447"
    assert "Kettora AG" in (entry.text("entered") or "")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": "12345678"}, "Rospatent numbers have up to 7 digits"),
        ({"register": "madrid", "number": "12-34"}, "Madrid numbers have up to 7 digits"),
        ({"register": "cnipa", "number": "abc"}, "CNIPA numbers have up to 9 digits"),
        ({"number": "№"}, "Enter the registration number"),
        ({"register": "uspto"}, "Choose the register"),
        ({"classes": [21, 46]}, "46 is not one of them"),
        ({"classes": []}, "Enter the Nice classes"),
        ({"territories": []}, "at least one country"),
        ({"territories": ["US"]}, "at least one country"),
        ({"holder": " «» "}, "Enter the rights holder"),
        ({"sign": " "}, "Enter the sign"),
        ({"valid_to": date(2023, 3, 13)}, "The end lies before the start"),
        ({"valid_from": date(202, 3, 13)}, "This year cannot be right"),
    ],
)
def test_faulty_right_is_refused_with_what_to_mend(alice, fields, words):
    brand = make_brand(members=[alice])

    with pytest.raises(DomainError, match=words):
        add_right(actor=alice, brand=brand, **right_fields(**fields))
    assert not brand.rights.exists()


@pytest.mark.parametrize(
    ("register", "number"),
    [
        ("rospatent", "912447"),
        ("rospatent", "912447/1"),
        ("madrid", "1604218"),
        ("madrid", "1604218A"),
        ("madrid", "2R178204"),
        ("cnipa", "G1604218"),
        ("cnipa", "7654321"),
    ],
)
def test_numbers_are_taken_in_each_register_s_form(alice, register, number):
    brand = make_brand(members=[alice])

    right = add_right(actor=alice, brand=brand, **right_fields(register=register, number=number))

    assert right.number == number


def test_design_needs_no_classes_and_any_number(alice):
    brand = make_brand(members=[alice])

    right = add_right(actor=alice, brand=brand, **right_fields(kind="design", number="ZL201930123456.7", classes=[]))

    assert right.number == "201930123456.7"


def test_right_is_entered_once(alice):
    brand = make_brand(members=[alice], name="Kettora")
    add_right(actor=alice, brand=brand, **right_fields())

    with pytest.raises(DomainError, match="already in the register of Kettora"):
        add_right(actor=alice, brand=brand, **right_fields(sign="kettora"))


def test_renewal_changes_the_end_and_keeps_what_was_before(alice):
    brand = make_brand(members=[alice])
    right = add_right(actor=alice, brand=brand, **right_fields())

    change_right(actor=alice, right=right, **right_fields(valid_to=date(2043, 3, 14)))

    right.refresh_from_db()
    assert right.valid_to == date(2043, 3, 14)
    entry = entries_for(brand).last()
    assert entry is not None
    assert entry.facts["changed"] == ["valid_to"]
    assert entry.text("before") == '{"valid_to": "2033-03-14"}'
    assert entry.text("after") == '{"valid_to": "2043-03-14"}'


def test_saving_an_unchanged_right_records_nothing(alice):
    brand = make_brand(members=[alice])
    right = add_right(actor=alice, brand=brand, **right_fields())

    change_right(actor=alice, right=right, **right_fields())

    assert entries_for(brand).count() == 1


def test_change_over_a_colleague_s_change_is_refused(alice, bob):
    brand = make_brand(members=[alice])
    right = add_right(actor=alice, brand=brand, **right_fields())
    seen_at = right.updated_at
    change_right(actor=bob, right=right, seen_at=seen_at, **right_fields(sign="KETTORA PRO"))

    with pytest.raises(Stale):
        change_right(actor=alice, right=right, seen_at=seen_at, **right_fields(sign="KETTORA LITE"))
    right.refresh_from_db()
    assert right.sign == "KETTORA PRO"


def test_paper_from_a_company_to_itself_is_refused(alice):
    brand = make_brand(members=[alice])

    with pytest.raises(DomainError, match="same company"):
        add_authorisation(actor=alice, brand=brand, **paper_fields(grantor="ООО «Ромашка»", grantee='ооо "ромашка"'))


def test_same_paper_is_entered_once(alice):
    brand = make_brand(members=[alice])
    add_authorisation(actor=alice, brand=brand, **paper_fields())

    with pytest.raises(DomainError, match="already in the register"):
        add_authorisation(actor=alice, brand=brand, **paper_fields())


def test_paper_is_prolonged(alice):
    brand = make_brand(members=[alice])
    paper = add_authorisation(actor=alice, brand=brand, **paper_fields())

    change_authorisation(actor=alice, authorisation=paper, **paper_fields(valid_to=None))

    paper.refresh_from_db()
    assert paper.valid_to is None
    assert [entry.action for entry in entries_for(brand)] == ["authorisation.added", "authorisation.changed"]


def test_viewer_keeps_no_papers(alice):
    brand = make_brand(members=[alice])
    viewer = make_user(organisation=alice.organisation, role=Role.VIEWER)

    with pytest.raises(NotAllowed):
        add_right(actor=viewer, brand=brand, **right_fields())
    with pytest.raises(NotAllowed):
        change_right(actor=viewer, right=make_right(brand=brand), **right_fields())
    with pytest.raises(NotAllowed):
        change_authorisation(actor=viewer, authorisation=make_authorisation(brand=brand), **paper_fields())


def test_stranger_keeps_no_papers(alice, mallory):
    brand = make_brand(members=[alice])

    with pytest.raises(NotAllowed):
        add_right(actor=mallory, brand=brand, **right_fields())
    with pytest.raises(NotAllowed):
        add_authorisation(actor=mallory, brand=brand, **paper_fields())


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "level", "words"),
    [
        (-10, 400, "good", "in force until"),
        (-10, 30, "soon", "ends in 30 days"),
        (-10, 1, "soon", "ends in 1 day"),
        (-10, 0, "soon", "ends today"),
        (-10, -1, "over", "expired on"),
        (5, 400, "soon", "starts on"),
        (-10, None, "open", "Ozon refuses"),
    ],
)
def test_state_of_a_paper_is_said_in_words(starts_in, ends_in, level, words):
    today = clock.today()
    paper = make_right(
        valid_from=today + timedelta(days=starts_in),
        valid_to=None if ends_in is None else today + timedelta(days=ends_in),
    )

    state = state_on(paper, today)

    assert state.level == level
    assert words in state.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Верба»", 'ооо "верба"'),
        ("Kettora AG", "KETTORA  ag "),
        ("株式会社「花」", "株式会社“花”"),
        ("Ｋettora AG", "Kettora AG"),
    ],
)
def test_spelling_does_not_distinguish_companies(one, other):
    assert same_name(one) == same_name(other)


def test_different_companies_stay_different():
    assert same_name("Kettora AG") != same_name("Kettora GmbH")


@pytest.mark.parametrize(("written", "clean"), [("№ 912 447", "912447"), ("No. 1604218a", "1604218A"), ("", "")])
def test_number_loses_its_sign_and_blanks(written, clean):
    assert clean_number(written) == clean
