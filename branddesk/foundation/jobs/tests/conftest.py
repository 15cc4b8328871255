from __future__ import annotations

import pytest

from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.foundation.jobs.tests import sample


@pytest.fixture
def queue(db, settings):
    """Jobs wait in the database until they are drained."""
    settings.TASKS = DATABASE_QUEUE
    sample.done.clear()
    return sample.done
