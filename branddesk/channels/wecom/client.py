"""Calls to WeCom: typed, bounded in time, and never leaving a secret in a log or an exception."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar
from urllib.parse import unquote

import httpx2
from django.conf import settings

from branddesk.channels.wecom.errors import Meaning, Unreachable, WeComError
from branddesk.channels.wecom.models import WeComApp
from branddesk.channels.wecom.tokens import token_of
from branddesk.core.encryption import decrypt

WECOM = "https://qyapi.weixin.qq.com"
TIMEOUT = httpx2.Timeout(10.0, connect=5.0)
CHUNK = 256 * 1024

Result = TypeVar("Result")


class _NoAddresses(logging.Filter):
    """The library notes every address it calls, and WeCom wants secrets in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING


for _name in ("httpx2", "httpcore2", "httpcore2.http11", "httpcore2.connection"):
    logging.getLogger(_name).addFilter(_NoAddresses())


@dataclass(frozen=True)
class Media:
    """A file as WeCom gave it: its bytes in `body`, read while the call is open."""

    name: str
    body: Iterator[bytes]


def base_address() -> str:
    """WeCom's own address, or that of the sandbox which the settings name."""
    return str(getattr(settings, "WECOM_API", "") or WECOM).rstrip("/")


def fetch_token(app: WeComApp) -> tuple[str, int]:
    """A new access token and the seconds for which it holds."""
    parameters = {"corpid": app.corp_id, "corpsecret": decrypt(app.secret)}
    with _calling("gettoken") as http:
        answer = _read("gettoken", http.get("/cgi-bin/gettoken", params=parameters))
    return str(answer["access_token"]), int(answer["expires_in"])


def send_message(app: WeComApp, body: dict[str, Any]) -> str:
    """Send one message of the app; WeCom drops an identical one within four hours. Returns its number.

    Raises WeComError, also when the one receiver was not accepted.
    """
    body = {"agentid": app.agent_id, "enable_duplicate_check": 1, "duplicate_check_interval": 14400} | body

    def call(token: str) -> dict[str, Any]:
        with _calling("message/send") as http:
            return _read("message/send", http.post("/cgi-bin/message/send", params={"access_token": token}, json=body))

    answer = _with_token(app, call)
    if answer.get("invaliduser") or answer.get("unlicenseduser"):
        raise WeComError(81013, "message/send")
    return str(answer.get("msgid", ""))


def upload_media(app: WeComApp, *, name: str, content: BinaryIO, content_type: str) -> str:
    """Lay a file down at WeCom for three days. Returns its media_id."""

    def call(token: str) -> dict[str, Any]:
        content.seek(0)
        with _calling("media/upload") as http:
            return _read(
                "media/upload",
                http.post(
                    "/cgi-bin/media/upload",
                    params={"access_token": token, "type": "file"},
                    files={"media": (name, content, content_type)},
                ),
            )

    return str(_with_token(app, call)["media_id"])


def get_media(app: WeComApp, media_id: str, keep: Callable[[Media], Result]) -> Result:
    """Have `keep` read a file that a member sent."""

    def call(token: str) -> Result:
        parameters = {"access_token": token, "media_id": media_id}
        with _calling("media/get") as http, http.stream("GET", "/cgi-bin/media/get", params=parameters) as answer:
            if "application/json" in answer.headers.get("content-type", ""):
                answer.read()
                _read("media/get", answer)
            if answer.status_code != 200:
                raise Unreachable("media/get", f"HTTP {answer.status_code}")
            return keep(Media(_name_in(answer.headers.get("content-disposition", "")), answer.iter_bytes(CHUNK)))

    return _with_token(app, call)


def tell_group(address: str, text: str) -> None:
    """Have a group robot say something, in WeCom's Markdown. The address was checked by `robots.check_address`."""
    with _calling("webhook/send") as http:
        _read("webhook/send", http.post(address, json={"msgtype": "markdown", "markdown": {"content": text}}))


def _with_token(app: WeComApp, call: Callable[[str], Result]) -> Result:
    """Call with the shared token; when WeCom does not take it, once more with a fresh one."""
    token = token_of(app, fetch_token)
    try:
        return call(token)
    except WeComError as error:
        if error.meaning is not Meaning.TOKEN:
            raise
    return call(token_of(app, fetch_token, rejected=token))


@contextmanager
def _calling(name: str) -> Iterator[httpx2.Client]:
    """A client for one call. What goes wrong on the way is told without the address."""
    try:
        with httpx2.Client(base_url=base_address(), timeout=TIMEOUT, follow_redirects=False, trust_env=False) as http:
            yield http
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Unreachable(name, type(error).__name__) from None


def _read(name: str, answer: httpx2.Response) -> dict[str, Any]:
    if answer.status_code != 200:
        raise Unreachable(name, f"HTTP {answer.status_code}")
    try:
        body = answer.json()
        code = int(body.get("errcode", 0))
    except (ValueError, AttributeError, TypeError):
        raise Unreachable(name, "the answer is not in WeCom's protocol") from None
    if code:
        raise WeComError(code, name)
    return dict(body)


def _name_in(disposition: str) -> str:
    """The file's name as the header says it; empty where it says none."""
    if found := re.search(r"filename\*=utf-8''([^;]+)", disposition, re.IGNORECASE):
        return unquote(found.group(1))
    if found := re.search(r'filename="?([^";]+)', disposition):
        return found.group(1)
    return ""
