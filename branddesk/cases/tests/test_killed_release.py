"""A worker that dies while something leaves: nothing is lost, and nothing leaves twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.services import decide, release_due, send_message
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import Reason, Status, SubmissionStatus
from branddesk.evidence.models import Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, environment
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.verify import verify_journal
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

RELEASE = """
import sys, time
import django; django.setup()
from pathlib import Path
from branddesk.cases import events
from branddesk.cases.services import release_due

def wait_in_the_middle(**kwargs):
    Path(sys.argv[1]).touch()
    time.sleep(60)

events.case_changed.connect(wait_in_the_middle, weak=False)
release_due()
"""


@pytest.mark.proof
def test_what_was_about_to_leave_when_the_worker_was_killed_leaves_once_and_whole(
    transactional_db, cast, settings, tmp_path
):
    settings.SEND_HOLD_SECONDS, settings.TASKS = 1, DATABASE_QUEUE
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform)
    fields = {"assignee": cast.alice, "brand": brand, "marketplace": market, "moderator": cast.moderator}
    case = make_case(status=Status.IN_REVIEW, **fields)
    make_submission(case=case, status=SubmissionStatus.IN_REVIEW)
    exhibit = make_exhibit(brand=brand, sealed_by=cast.alice)
    send_message(actor=cast.alice, case=case, text="Есть новости?", exhibits=[exhibit])
    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Да.")
    time.sleep(1.1)

    for attempt in range(2):
        begun = tmp_path / str(attempt)
        process = subprocess.Popen([sys.executable, "-c", RELEASE, str(begun)], env=environment())
        try:
            deadline = time.monotonic() + 30
            while not begun.exists():
                assert time.monotonic() < deadline, "nothing began to leave"
                time.sleep(0.005)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        assert Message.objects.filter(leaves_at__isnull=False).count() == 2
        assert not entries_for(case).exists()
        assert not Share.objects.exists()

    assert release_due() == 2
    assert release_due() == 0

    case.refresh_from_db()
    assert case.status == Status.GRANTED
    assert [entry.action for entry in entries_for(case)] == ["case.messaged", "case.decided"]
    assert Share.objects.count() == 1
    assert Notice.objects.filter(code="case.messaged").count() == 1
    assert Notice.objects.filter(code="case.granted").count() == 1
    assert verify_journal().ok, verify_journal().lines
