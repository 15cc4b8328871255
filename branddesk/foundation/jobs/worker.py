"""The worker process: runs jobs until told to stop. Any number of them may work on one database."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from types import FrameType

from django.db import Error, close_old_connections
from django.utils.crypto import get_random_string
from django.utils.module_loading import autodiscover_modules

from branddesk.foundation.jobs import queue, schedule

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.2
TICK_SECONDS = 1.0
AFTER_DATABASE_ERROR_SECONDS = 2.0


class Worker:
    """One loop: periodic jobs that are due, abandoned jobs taken back, then the next job."""

    def __init__(self) -> None:
        self.worker_id = f"{socket.gethostname()[:24]}-{os.getpid()}-{get_random_string(6)}"
        self.is_stopping = False
        self._ticked_at = float("-inf")

    def stop(self, _signal: int | None = None, _frame: FrameType | None = None) -> None:
        """Finish the job in hand, then end."""
        self.is_stopping = True

    def run(self) -> None:
        log.info("worker %s starts", self.worker_id)
        while not self.is_stopping:
            close_old_connections()
            try:
                worked = self.run_next()
            except Error:
                log.exception("the database does not answer, trying again")
                time.sleep(AFTER_DATABASE_ERROR_SECONDS)
                continue
            if not worked and not self.is_stopping:
                time.sleep(IDLE_SECONDS)
        log.info("worker %s ends", self.worker_id)

    def run_next(self) -> bool:
        """Do what is due, then at most one job. Returns whether there was one."""
        if time.monotonic() - self._ticked_at >= TICK_SECONDS:
            self._ticked_at = time.monotonic()
            schedule.tick()
            queue.reap()
        row = queue.claim_next(self.worker_id)
        if row is None:
            return False
        queue.perform(row)
        return True


def run_worker() -> None:
    """Work until SIGTERM or SIGINT, then finish the job in hand and return."""
    worker = Worker()
    autodiscover_modules("tasks")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
    worker.run()
