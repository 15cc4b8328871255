from __future__ import annotations

import pytest


@pytest.fixture
def vault(db, settings, tmp_path):
    """An empty vault in a folder of its own."""
    location = tmp_path / "vault"
    settings.STORAGES = {
        **settings.STORAGES,
        "vault": {**settings.STORAGES["vault"], "OPTIONS": {"location": location}},
    }
    return location
