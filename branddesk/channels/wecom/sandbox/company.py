"""The company in the sandbox: its app, its members, and everything that was sent, laid down and written."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
import uuid
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from branddesk.channels.wecom.codec import Codec, write_xml

TOKEN_SECONDS = 7200
MEDIA_SECONDS = 3 * 24 * 3600
DUPLICATE_SECONDS = 1800


MEMBERS = frozenset(
    {"lin.xiaowen", "liang.siyuan", "zhou.qiming", "guest", "verba.kalugina", "verba.belsky", "wangmin-seller"}
)


@dataclass
class Sent:
    """One message that reached a member."""

    number: str
    user: str
    kind: str
    content: dict[str, Any]
    at: float


@dataclass
class Media:
    name: str
    content_type: str
    data: bytes
    at: float


@dataclass
class Company:
    """All state of the sandbox, behind one lock. `faults` are error codes for the next calls, by the call's name."""

    corp_id: str = "wwsandbox0branddesk"
    agent_id: int = 1000002
    secret: str = "sandbox-secret-of-the-app-0000000000000000"
    token: str = "sandboxtokenofthecallback"
    aes_key: str = "QnJhbmRkZXNrU2FuZGJveEtleUZvckNhbGxiYWNrczE"
    robot_key: str = "5f0c1d1e-0000-4000-8000-branddesk0001"
    callback: str = ""
    members: set[str] = field(default_factory=lambda: set(MEMBERS))
    per_minute: int = 30
    faults: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))
    sent: list[Sent] = field(default_factory=list)
    dropped: list[Sent] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    media: dict[str, Media] = field(default_factory=dict)
    tokens: dict[str, float] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    after_accept: threading.Event | None = None
    """When set, an accepted message is answered only once this is set too: time for a test to kill its sender."""
    accepted: threading.Event = field(default_factory=threading.Event)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _digests: dict[str, tuple[float, str]] = field(default_factory=dict)
    _paces: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def fault(self, call: str) -> int:
        """The error that the next call of this name is to get; 0 for none."""
        with self.lock:
            self.calls.append(call)
            return self.faults[call].popleft() if self.faults[call] else 0

    def new_token(self, corp_id: str, secret: str) -> dict[str, Any]:
        if corp_id != self.corp_id:
            return error(40013, "invalid corpid")
        if secret != self.secret:
            return error(40001, "invalid credential")
        with self.lock:
            token = secrets.token_urlsafe(48)
            self.tokens[token] = time.time() + TOKEN_SECONDS
        return ok(access_token=token, expires_in=TOKEN_SECONDS)

    def check_token(self, token: str) -> dict[str, Any] | None:
        if not token:
            return error(41001, "access_token missing")
        if token not in self.tokens:
            return error(40014, "invalid access_token")
        return error(42001, "access_token expired") if self.tokens[token] < time.time() else None

    def forget_tokens(self) -> None:
        """As when somebody resets the app's secret at WeCom: every token is rejected."""
        with self.lock:
            self.tokens.clear()

    def send(self, body: dict[str, Any]) -> dict[str, Any]:
        """Bring a message to one member, and drop a repeat of it where the sender asked for that."""
        if body.get("agentid") != self.agent_id:
            return error(40056, "invalid agentid")
        user, kind = str(body.get("touser", "")), str(body.get("msgtype", ""))
        if not user:
            return error(82001, "touser & toparty & totag are all empty")
        if kind not in {"text", "markdown", "file"} or not isinstance(body.get(kind), dict):
            return error(40008, "invalid message type")
        if user not in self.members:
            return error(81013, "user & party & tag all invalid")
        content = body[kind]
        if len(str(content.get("content", "")).encode()) > 2048:
            return error(45002, "content size out of limit")
        if kind == "file" and content.get("media_id") not in self.media:
            return error(40007, "invalid media_id")
        return self._bring(body, user, kind, content)

    def _bring(self, body: dict[str, Any], user: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        now = time.time()
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        with self.lock:
            message = Sent(secrets.token_hex(12), user, kind, content, now)
            if body.get("enable_duplicate_check") == 1:
                before = self._digests.get(digest)
                if before and now - before[0] < int(body.get("duplicate_check_interval", DUPLICATE_SECONDS)):
                    self.dropped.append(message)
                    return ok(msgid=before[1])
            pace = self._paces[user]
            while pace and pace[0] < now - 60:
                pace.popleft()
            if len(pace) >= self.per_minute:
                return error(45009, "api freq out of limit")
            pace.append(now)
            self.sent.append(message)
            self._digests[digest] = (now, message.number)
        self.accepted.set()
        if self.after_accept is not None:
            self.after_accept.wait(30)
        return ok(msgid=message.number)

    def lay_down(self, media: Media) -> dict[str, Any]:
        if not 5 <= len(media.data) <= 20 * 1024 * 1024:
            return error(40006, "invalid file size")
        media_id = f"3{secrets.token_urlsafe(40)}"
        with self.lock:
            self.media[media_id] = media
        return ok(type="file", media_id=media_id, created_at=str(int(media.at)))

    def fetch(self, media_id: str) -> Media | None:
        media = self.media.get(media_id)
        return media if media and media.at + MEDIA_SECONDS > time.time() else None

    def speak(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        """The group robot."""
        if key != self.robot_key:
            return error(93000, "invalid webhook url")
        with self.lock:
            if len(self.group) >= 20 and self.per_minute < 20:
                return error(45009, "api freq out of limit")
            self.group.append(str(body.get(str(body.get("msgtype")), {}).get("content", "")))
        return ok()

    def envelope(self, user: str, kind: str, **fields: str) -> tuple[dict[str, str], bytes]:
        """A message of a member as WeCom posts it: what stands in the address, and the body."""
        number = fields.pop("MsgId", "") or str(uuid.uuid4().int % 10**19)
        message = write_xml(
            ToUserName=self.corp_id,
            FromUserName=user,
            CreateTime=str(int(time.time())),
            MsgType=kind,
            **fields,
            MsgId=number,
            AgentID=str(self.agent_id),
        )
        codec = Codec(self.token, self.aes_key, self.corp_id)
        encrypted = codec.encrypt(message)
        return self.signed(encrypted), write_xml(ToUserName=self.corp_id, Encrypt=encrypted, AgentID=str(self.agent_id))

    def signed(self, encrypted: str) -> dict[str, str]:
        """The parameters of a call's address."""
        timestamp, nonce = str(int(time.time())), str(secrets.randbelow(10**10))
        signature = Codec(self.token, self.aes_key, self.corp_id).sign(timestamp, nonce, encrypted)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}


def ok(**fields: Any) -> dict[str, Any]:
    return {"errcode": 0, "errmsg": "ok", **fields}


def error(code: int, text: str) -> dict[str, Any]:
    return {"errcode": code, "errmsg": text}
