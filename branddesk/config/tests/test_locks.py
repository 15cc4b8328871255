from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

PYTHON_LOCKS = ["requirements.lock", "requirements-build.lock", "requirements-dev.lock", "requirements-node.lock"]
LOCKED = re.compile(r"^[A-Za-z0-9._-]+==[^\s;]+( ; .+)? \\$|^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_python_lock_holds_versions_and_hashes_and_no_address(name):
    lines = (settings.ROOT / name).read_text(encoding="utf-8").splitlines()

    strange = [line for line in lines if not LOCKED.match(line)]

    assert lines
    assert strange == []


def test_node_lock_names_no_registry_and_no_path():
    lock = json.loads(Path(settings.ROOT / "package-lock.json").read_text(encoding="utf-8"))

    packages = {name: package for name, package in lock["packages"].items() if name}

    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []
    assert "file:" not in json.dumps(lock)
