"""A simulator of a telephone system: sends the signed events of one call to the desk.

python -m branddesk.channels.phone.sandbox --hook http://localhost:8140/calls/hook/<key>/ --secret … --to 101
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from branddesk.channels.phone.signing import signature_of
from branddesk.core import clock


def events_of(call: str, *, from_: str, to: str, option: str = "", recording: str = "") -> Iterator[dict[str, Any]]:
    """The events of one answered call, in their order."""
    kinds: list[tuple[str, dict[str, Any]]] = [("ringing", {})]
    kinds += [("menu", {"option": option})] if option else []
    kinds += [("answered", {}), ("hung_up", {"duration": 42})]
    kinds += [("recording", {"recording": recording})] if recording else []
    for number, (kind, more) in enumerate(kinds, start=1):
        yield {
            "id": f"{call}-{number}",
            "event": kind,
            "call": call,
            "direction": "in",
            "from": from_,
            "to": to,
            "at": clock.now().isoformat(),
            **more,
        }


def signed(secret: str, event: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The body and the headers."""
    body, timestamp = json.dumps(event).encode(), str(int(time.time()))
    return body, {
        "Content-Type": "application/json",
        "X-Timestamp": timestamp,
        "X-Signature": f"sha256={signature_of(secret.encode(), timestamp, body)}",
    }


def send(hook: str, secret: str, event: dict[str, Any]) -> int:
    """Send one event; gives the desk's status."""
    body, headers = signed(secret, event)
    request = urllib.request.Request(hook, data=body, headers=headers)  # noqa: S310  the address is the user's own
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def main() -> None:
    parser = argparse.ArgumentParser(prog="telephone simulator", description="Rings the desk once.")
    parser.add_argument("--hook", required=True, help="the address from the page of the telephone system")
    parser.add_argument("--secret", required=True)
    parser.add_argument("--from", dest="from_", default="+74950000114")
    parser.add_argument("--to", default="101")
    parser.add_argument("--option", default="")
    parser.add_argument("--recording", default="")
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between two events")
    given = parser.parse_args()
    call = f"call-{secrets.token_hex(4)}"
    about = {"from_": given.from_, "to": given.to, "option": given.option, "recording": given.recording}
    for event in events_of(call, **about):
        sys.stdout.write(f"{event['event']}: {send(given.hook, given.secret, event)}\n")
        sys.stdout.flush()
        time.sleep(given.pause)


if __name__ == "__main__":
    main()
