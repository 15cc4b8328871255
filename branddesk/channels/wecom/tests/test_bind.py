"""Binding: by a code that only the person saw, once, for ten minutes; strangers are told how, and stand nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.cases.models import Message
from branddesk.channels.wecom.models import Binding, BindingCode, Received
from branddesk.channels.wecom.services import binding
from branddesk.channels.wecom.tests.fixtures import answers, make_app, make_binding, write
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.models import Outbound

pytestmark = pytest.mark.django_db


def test_the_code_sent_to_the_app_binds_its_person(company, app, alice):
    code = binding.offer_code(actor=alice)

    write(app, company, f" {code.lower()} ")

    bound = Binding.objects.get()
    assert (bound.person, bound.wecom_user) == (alice, "lin.xiaowen")
    assert "Alice" in answers(company)[0]


def test_a_code_works_once(company, app, alice):
    code = binding.offer_code(actor=alice)
    write(app, company, code)

    write(app, company, code, user="liang.siyuan")

    assert Binding.objects.get().wecom_user == "lin.xiaowen"


def test_a_code_ends_after_ten_minutes(company, app, alice):
    with clock.at(clock.now() - timedelta(minutes=11)):
        code = binding.offer_code(actor=alice)

    write(app, company, code)

    assert not Binding.objects.exists()
    assert len(answers(company)) == 1


def test_a_newer_code_ends_the_older(company, app, alice):
    old = binding.offer_code(actor=alice)
    new = binding.offer_code(actor=alice)
    write(app, company, old)
    assert not Binding.objects.exists()

    write(app, company, new)

    assert Binding.objects.exists()


def test_only_the_digest_of_a_code_is_kept(company, app, alice):
    code = binding.offer_code(actor=alice)

    assert code.replace("-", "") not in str(BindingCode.objects.values())


def test_a_code_of_another_organisations_app_does_not_bind(company, app, alice, mallory):
    theirs = make_app(company, mallory.organisation)
    code = binding.offer_code(actor=alice)

    write(theirs, company, code)

    assert not Binding.objects.exists()


def test_guessing_is_stopped_and_then_unanswered(company, app, alice):
    for number in range(20):
        write(app, company, f"AAAA-BB{number // 8 + 2}{number % 8 + 2}")
    code = binding.offer_code(actor=alice)

    write(app, company, code)

    assert not Binding.objects.exists()
    assert len(answers(company)) == binding.MOST_TRIES_AN_HOUR


def test_nobody_asks_for_codes_without_end(app, alice):
    for _n in range(binding.MOST_CODES_AN_HOUR):
        binding.offer_code(actor=alice)

    with pytest.raises(binding.TooOften):
        binding.offer_code(actor=alice)


def test_whoever_was_bound_to_the_member_before_is_not_any_more(company, app, alice, bob):
    make_binding(app, bob)

    write(app, company, binding.offer_code(actor=alice))

    assert Binding.objects.get().person == alice


def test_without_a_connected_app_there_is_no_code(alice):
    with pytest.raises(DomainError):
        binding.offer_code(actor=alice)


def test_a_stranger_is_told_how_to_be_bound_once_an_hour_and_is_put_nowhere(company, app, case):
    for _n in range(3):
        write(app, company, f"{case.number} hello", user="guest")

    assert len(answers(company, "guest")) == 1
    assert not Message.objects.exists()
    assert [row.state for row in Received.objects.all()] == [Received.State.UNBOUND] * 3

    Received.objects.update(created_at=clock.now() - timedelta(minutes=61))
    Outbound.objects.update(key="long ago")
    write(app, company, "hello", user="guest")
    assert Outbound.objects.count() == 2


def test_a_person_who_left_is_a_stranger(company, app, case, alice):
    make_binding(app, alice)
    alice.is_active = False
    alice.save()

    write(app, company, f"{case.number} hello")

    assert not Message.objects.exists()


def test_whoever_removes_the_binding_is_a_stranger_again(company, app, case, alice):
    make_binding(app, alice)
    binding.unbind(actor=alice)
    binding.unbind(actor=alice)

    write(app, company, f"{case.number} hello")

    assert not Message.objects.exists()
