"""The group robot: where it may stand, what it tells, and that it never reaches into the own network."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import Role
from branddesk.cases.services import decide
from branddesk.cases.tests.factories import make_submission
from branddesk.channels.wecom.models import Robot
from branddesk.channels.wecom.robots import check_address
from branddesk.channels.wecom.services import robots
from branddesk.core.encryption import encrypt
from branddesk.core.enums import Reason
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.delivery.models import Outbound

pytestmark = pytest.mark.django_db
GOOD = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


def address_of(company, settings):
    return f"{settings.WECOM_API}/cgi-bin/webhook/send?key={company.robot_key}"


@pytest.mark.parametrize(
    "address",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com@127.0.0.1/cgi-bin/webhook/send?key=k",
        "https://user:pass@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=k",
        "https://127.0.0.1/cgi-bin/webhook/send?key=k",
        "https://[::1]/cgi-bin/webhook/send?key=k",
        "https://2130706433/cgi-bin/webhook/send?key=k",
        "https://169.254.169.254/latest/meta-data",
        "http://localhost:8140/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=k",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        "file:///etc/passwd",
        "https://[broken",
        "",
    ],
)
def test_only_wecoms_own_host_is_taken(address):
    with pytest.raises(DomainError):
        check_address(address)


def test_a_robots_address_is_taken():
    assert check_address(f" {GOOD} ") == GOOD


def test_the_address_is_kept_encrypted_and_an_empty_one_keeps_it(cast):
    robots.configure_robot(actor=cast.administrator, address=GOOD, tells=["new"])

    robot = robots.configure_robot(actor=cast.administrator, address="", tells=["decisions"])

    assert GOOD not in robot.address
    assert robot.tells == ["decisions"]


def test_only_an_administrator_sets_a_robot(alice):
    with pytest.raises(NotAllowed):
        robots.configure_robot(actor=alice, address=GOOD, tells=[])


def test_the_group_hears_of_a_decision_once(company, cast, case, settings):
    make_submission(case=case, status="review")
    robots.configure_robot(actor=cast.administrator, address=address_of(company, settings), tells=["decisions"])

    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")

    assert len(company.group) == 1
    assert case.number in company.group[0]
    assert "Скрыта" not in company.group[0]


def test_the_group_hears_only_what_was_chosen(company, cast, case, settings):
    make_submission(case=case, status="review")
    robots.configure_robot(actor=cast.administrator, address=address_of(company, settings), tells=["new"])

    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")

    assert not company.group


def test_the_group_of_a_stranger_hears_nothing(company, cast, case, settings):
    make_submission(case=case, status="review")
    cast.mallory.role = Role.ADMINISTRATOR
    cast.mallory.save()
    robots.configure_robot(actor=cast.mallory, address=address_of(company, settings), tells=list(robots.KINDS))

    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")

    assert not company.group


def test_an_address_that_was_good_once_is_checked_again_before_each_call(company, cast):
    robot = Robot.objects.create(
        organisation=cast.merchant, address=encrypt("http://169.254.169.254/latest/"), tells=["new"]
    )

    robots.tell_group(
        organisation=cast.merchant, code="case.submitted", facts={"number": "BD-1", "subject": "x"}, url="/", key="k"
    )

    assert Outbound.objects.get().state == "dead"
    assert robot.pk


def test_a_robot_that_left_the_group_is_said_so(company, cast, settings):
    robots.configure_robot(actor=cast.administrator, address=address_of(company, settings), tells=["new"])
    company.faults["webhook/send"].append(93008)

    is_good, sentence = robots.try_robot(actor=cast.administrator)

    assert not is_good
    assert "93008" in sentence
    assert robots.try_robot(actor=cast.administrator)[0]
