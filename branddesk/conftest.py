"""The people that tests speak of: Alice has access, Bob is her colleague, Mallory sees nothing of theirs."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import User
from branddesk.accounts.tests.roles import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def alice(cast: Cast) -> User:
    return cast.alice


@pytest.fixture
def bob(cast: Cast) -> User:
    return cast.bob


@pytest.fixture
def moderator(cast: Cast) -> User:
    return cast.moderator


@pytest.fixture
def mallory(cast: Cast) -> User:
    return cast.mallory
