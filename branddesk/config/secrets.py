"""Secrets that a demo makes for itself at its first start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(folder: Path, name: str) -> str:
    """The secret `name` kept in `folder`; made at the first call, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")
