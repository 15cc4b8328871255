"""Whatever dies in the middle of a submission, nothing of it is lost and nothing happens twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from branddesk.cases.models import Message
from branddesk.cases.search import find
from branddesk.cases.services import submit_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core.enums import Status
from branddesk.evidence.models import Share
from branddesk.foundation.jobs.testing import environment
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.verify import verify_journal
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

SUBMIT_ALL = """
import sys, time
import django; django.setup()
from pathlib import Path
from branddesk.accounts.models import User
from branddesk.cases import events
from branddesk.cases.models import Case
from branddesk.cases.services import submit_case
folder, hang = Path(sys.argv[1]), sys.argv[2] == "hang"

def wait_in_the_middle(**kwargs):
    (folder / "begun").touch()
    time.sleep(60)

if hang:
    events.case_submitted.connect(wait_in_the_middle, weak=False)
for number, case in enumerate(Case.objects.filter(status="draft").order_by("pk"), start=1):
    submit_case(actor=case.created_by, case=case, version=case.version)
    (folder / f"done-{number}").touch()
"""


WORDS = "уникальныеслова ответа"

REPLY_TO_ALL = """
import sys, time
import django; django.setup()
from pathlib import Path
from branddesk.cases import events
from branddesk.cases.models import Case
from branddesk.cases.services import send_message
folder, hang = Path(sys.argv[1]), sys.argv[2] == "hang"

def wait_in_the_middle(**kwargs):
    (folder / "begun").touch()
    time.sleep(60)

if hang:
    events.case_changed.connect(wait_in_the_middle, weak=False)
for number, case in enumerate(Case.objects.filter(messages__kind="submission").order_by("pk"), start=1):
    if not case.messages.filter(kind="message").exists():
        send_message(actor=case.created_by, case=case, text=sys.argv[3])
    (folder / f"done-{number}").touch()
"""


def start(folder, how, script=SUBMIT_ALL):
    return subprocess.Popen([sys.executable, "-c", script, str(folder), how, WORDS], env=environment())


def wait_for(path):
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} never came"
        time.sleep(0.005)


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def is_whole(case, platform):
    """A case is either untouched or wholly submitted: its submissions, message, shares, journal and notice at once."""
    case.refresh_from_db()
    numbers = {
        case.submissions.count(),
        case.messages.filter(kind=Message.Kind.SUBMISSION).count(),
        entries_for(case).filter(action="case.submitted").count(),
        Notice.objects.filter(person__organisation=platform, url__contains=case.number).count(),
        int(Share.objects.filter(reason=case.number).count() == case.exhibit_links.count()),
    }
    return numbers == {int(case.status == Status.SUBMITTED)}


def is_found_as_it_stands(case, reader):
    """The search finds the case for the platform when it was submitted, and its words when they were said."""
    case.refresh_from_db()
    finds_case = case.pk in find(reader, case.number).keys
    said = case.messages.filter(kind=Message.Kind.MESSAGE).exists()
    finds_words = case.pk in find(reader, WORDS).keys
    return (finds_case, finds_words) == (case.submitted_at is not None, said)


@pytest.mark.proof
def test_a_submission_killed_in_the_middle_never_happened_and_can_be_sent_again(transactional_db, cast, tmp_path):
    market = make_marketplace(operator=cast.platform)
    case = make_ready_case(actor=cast.alice, marketplace=market)
    process = start(tmp_path, "hang")
    try:
        wait_for(tmp_path / "begun")
    finally:
        kill(process)

    assert is_whole(case, cast.platform)
    assert is_found_as_it_stands(case, cast.moderator)
    assert case.status == Status.DRAFT

    submit_case(actor=cast.alice, case=case, version=case.version)

    assert is_whole(case, cast.platform)
    assert case.status == Status.SUBMITTED
    assert verify_journal().ok, verify_journal().lines


@pytest.mark.proof
def test_killed_at_any_moment_every_case_is_wholly_submitted_or_wholly_a_draft(transactional_db, cast, tmp_path):
    market = make_marketplace(operator=cast.platform)
    cases = [make_ready_case(actor=cast.alice, marketplace=market) for _n in range(12)]
    moments = random.Random(20)
    for attempt in range(4):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        process = start(folder, "run")
        try:
            wait_for(folder / "done-2")
            time.sleep(moments.uniform(0, 0.05))
        finally:
            kill(process)
        assert all(is_whole(case, cast.platform) for case in cases)
        assert all(is_found_as_it_stands(case, cast.moderator) for case in cases)

    for case in cases:
        submit_case(actor=cast.alice, case=case, version=1)

    assert all(is_whole(case, cast.platform) for case in cases)
    assert all(is_found_as_it_stands(case, cast.moderator) for case in cases)
    assert {case.status for case in cases} == {Status.SUBMITTED}
    assert verify_journal().ok, verify_journal().lines


@pytest.mark.proof
@pytest.mark.parametrize("how", ["hang", "run"])
def test_a_reply_killed_at_any_moment_is_found_when_it_was_said_and_only_then(transactional_db, cast, tmp_path, how):
    market = make_marketplace(operator=cast.platform)
    cases = [make_ready_case(actor=cast.alice, marketplace=market) for _n in range(8)]
    for case in cases:
        submit_case(actor=cast.alice, case=case, version=1)
    process = start(tmp_path, how, REPLY_TO_ALL)
    try:
        wait_for(tmp_path / ("begun" if how == "hang" else "done-3"))
        time.sleep(0.01)
    finally:
        kill(process)

    found = [is_found_as_it_stands(case, cast.moderator) for case in cases]

    assert all(found)
    said = Message.objects.filter(kind=Message.Kind.MESSAGE).count()
    assert said == 0 if how == "hang" else 3 <= said <= 8
    assert verify_journal().ok, verify_journal().lines
