"""A desk of real processes beside real servers of the other side, with a wire between them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from branddesk.accounts.tests.roles import Cast
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.channels.email.sandbox import Place
from branddesk.channels.tests.proof.processes import Desk, Process, Stop, wait_for
from branddesk.channels.tests.proof.wire import Cut, Wire, wire_to
from branddesk.channels.wecom.models import WeComApp
from branddesk.channels.wecom.sandbox.company import Company
from branddesk.channels.wecom.sandbox.server import running
from branddesk.channels.wecom.tests.fixtures import make_app, make_binding
from branddesk.core import clock
from branddesk.core.enums import Status, SubmissionStatus
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.tasks import take_up_again
from branddesk.foundation.jobs.models import Schedule
from branddesk.foundation.jobs.registry import periodics
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.stores.tests.factories import make_marketplace

DOMAIN, SERVER = "desk.test", "mx.desk.test"
SECRET = "a secret between two servers"


@dataclass
class World:
    """One case and its people, and everything that stands around the desk."""

    cast: Cast
    case: Case
    app: WeComApp
    company: Company
    mails: Place
    smtp: Wire
    imap: Wire
    wecom: Wire
    desk: Desk

    def kill_worker_at(self, where: Cut | Stop, wire: Wire) -> None:
        """Let a worker work until it comes to this moment, then kill it."""
        worker = self._stopped_at(where, wire)
        worker.kill()

    def _stopped_at(self, where: Cut | Stop, wire: Wire) -> Process:
        if isinstance(where, Cut):
            wire.cut(where)
            worker = self.desk.worker()
            wait_for(lambda: wire.reached.is_set() or not worker.is_alive())
            assert wire.reached.is_set(), "it ended by itself"
            return worker
        worker = self.desk.worker(where)
        worker.wait_until_stopped()
        return worker

    def let_a_worker_end_it(self) -> None:
        """Let time pass until claims of the dead have run out, then let another worker do all that is left."""
        past = clock.now() - timedelta(minutes=10)
        Outbound.objects.filter(state=Outbound.State.SENDING).update(due_at=past)
        running_jobs = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
        running_jobs.update(started_at=past)
        take_up_again.enqueue()
        worker = self.desk.worker()
        wait_for(lambda: not self._is_anything_left())
        worker.kill()

    def _is_anything_left(self) -> bool:
        # A pause before the next attempt is over at once.
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=clock.now() - timedelta(seconds=1))
        open_jobs = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
        waiting = Outbound.objects.filter(state__in=[Outbound.State.QUEUED, Outbound.State.SENDING])
        return open_jobs.exists() or waiting.exists() or Inbound.objects.filter(state=Inbound.State.RECEIVED).exists()


@pytest.fixture(scope="session")
def nest(django_db_setup, tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("processes"))
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def mail_servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mail")
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        smtp, imap = one.getsockname()[1], two.getsockname()[1]
    command = [sys.executable, "-m", "branddesk.channels.email.sandbox", folder, smtp, imap, DOMAIN, SERVER]
    process = subprocess.Popen([str(each) for each in command])
    try:
        deadline = time.monotonic() + 30
        while socket.socket().connect_ex(("127.0.0.1", imap)):
            assert time.monotonic() < deadline, "the servers did not start"
            time.sleep(0.1)
        yield Place(Path(folder), DOMAIN, SERVER), smtp, imap
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def world(transactional_db, settings, nest, mail_servers, cast):
    company, (mails, smtp_port, imap_port) = Company(), mail_servers
    case = make_case(
        number="BD-10001",
        status=Status.IN_REVIEW,
        assignee=cast.alice,
        created_by=cast.alice,
        brand=make_brand(members=[cast.alice, cast.bob]),
        marketplace=make_marketplace(operator=cast.platform),
        moderator=cast.moderator,
    )
    make_submission(case=case, status=SubmissionStatus.IN_REVIEW)
    _only_what_is_asked_for_runs()
    with ExitStack() as stack:
        address = stack.enter_context(running(company))
        smtp, imap = stack.enter_context(wire_to(smtp_port)), stack.enter_context(wire_to(imap_port))
        wecom = stack.enter_context(wire_to(int(address.rpartition(":")[2])))
        nest.settings = {
            "MAIL_DOMAIN": DOMAIN,
            "MAIL_AUTHSERV_ID": SERVER,
            "MAIL_WEBHOOK_SECRET": SECRET,
            "DEFAULT_FROM_EMAIL": "branddesk <news@news.test>",
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": smtp.port,
            "IMAP_URL": f"imap://desk:desk@127.0.0.1:{imap.port}/INBOX",
            "WECOM_API": wecom.address,
        }
        settings.TASKS = DATABASE_QUEUE
        for name, value in nest.settings.items():
            setattr(settings, name, value)
        app = make_app(company, cast.merchant)
        make_binding(app, cast.alice)
        yield World(cast, case, app, company, mails, smtp, imap, wecom, nest)
        nest.kill_all()


def _only_what_is_asked_for_runs() -> None:
    """Tests enqueue the periodic jobs that they are about, so that a worker does nothing else."""
    autodiscover_modules("tasks")
    tomorrow = clock.now() + timedelta(days=1)
    Schedule.objects.all().delete()
    Schedule.objects.bulk_create(Schedule(name=name, next_at=tomorrow) for name in periodics())
