"""What the tests of all apps share."""

from __future__ import annotations

import hypothesis
import pytest
from django.core.cache import cache

# A busy machine is not a failed rule.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("desk")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, since that runs on PostgreSQL too."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Limits that one test used up do not hinder the next."""
    cache.clear()
