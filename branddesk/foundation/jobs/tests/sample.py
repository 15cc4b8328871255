"""Jobs for the tests of the queue. What they did is told by files where they run in other processes."""

from __future__ import annotations

import time
from pathlib import Path

from branddesk.foundation.jobs.registry import job

done: list[str] = []


class Broken(Exception):
    pass


@job()
def note(word: str) -> None:
    done.append(word)


@job(max_attempts=3, backoff_seconds=10)
def always_fails() -> None:
    done.append("tried")
    raise Broken("no luck")


@job(max_attempts=2, time_limit_seconds=0.2)
def never_ends() -> None:
    time.sleep(30)


@job(max_attempts=3, backoff_seconds=0.1, time_limit_seconds=1)
def interrupted_once(folder: str) -> None:
    """Sleeps the first time, so that its worker can be killed; the second time it comes to its end."""
    begun = Path(folder) / "begun"
    is_first = not begun.exists()
    begun.touch()
    if is_first:
        time.sleep(30)
    with (Path(folder) / "effects").open("a") as effects:
        effects.write("done\n")


@job()
def slow(folder: str) -> None:
    (Path(folder) / "begun").touch()
    time.sleep(1.5)
    (Path(folder) / "ended").touch()
