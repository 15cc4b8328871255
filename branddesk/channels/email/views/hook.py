"""Where mail services bring mail: signed, stored, and nothing more."""

from __future__ import annotations

import hashlib
import hmac
from http import HTTPStatus
from io import BytesIO

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload, UploadFileException
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from branddesk.channels.email import conf
from branddesk.channels.email.fetching import CHANNEL
from branddesk.core import clock
from branddesk.foundation.delivery.services import take_in

MOST_SECONDS_OLD = 300
FIELDS = ("message", "body-mime", "email", "mime")
"""Under which services put the raw mail into a form."""


@csrf_exempt
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take one raw mail. X-Branddesk-Signature is sha256= and the HMAC of the timestamp, a dot and the body.

    The body is the mail itself (message/rfc822) or a form with it. The same request again stores nothing anew.
    """
    if not conf.webhook_secret():
        raise Http404
    body = request.read(conf.MAX_BYTES + 1_000_001)
    if len(body) > conf.MAX_BYTES + 1_000_000:
        return _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This mail is too large.")
    trouble = _trouble(request, body)
    if trouble:
        return _refuse(HTTPStatus.FORBIDDEN, trouble)
    content = _mail_in(request, body)
    if not content:
        return _refuse(HTTPStatus.BAD_REQUEST, "There is no raw mail in this request.")
    recipient = request.headers.get("X-Branddesk-Recipient", "")
    inbound = take_in(
        channel=CHANNEL,
        key=f"hook:{hashlib.sha256(content).hexdigest()}",
        content=content,
        meta={"from": "hook", "size": len(content), "recipients": [recipient] if recipient else []},
    )
    return JsonResponse({"stored": inbound.pk})


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _trouble(request: HttpRequest, body: bytes) -> str:
    stamp = request.headers.get("X-Branddesk-Timestamp", "")
    signature = request.headers.get("X-Branddesk-Signature", "")
    expected = signature_of(conf.webhook_secret(), stamp, body)
    if not hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
        return "The signature does not fit."
    if not (stamp.isascii() and stamp.isdecimal()) or len(stamp) > 12:
        return "The timestamp is missing."
    if abs(clock.now().timestamp() - int(stamp)) > MOST_SECONDS_OLD:
        return "This request is too old."
    return ""


def _mail_in(request: HttpRequest, body: bytes) -> bytes:
    if request.content_type != "multipart/form-data":
        return body
    handlers = [MemoryFileUploadHandler()]
    handlers[0].handle_raw_input(BytesIO(body), request.META, len(body), "")
    handlers[0].activated = True
    try:
        fields, files = MultiPartParser(request.META, BytesIO(body), handlers, "latin-1").parse()
    except (MultiPartParserError, BadRequest, StopUpload, UploadFileException, ValueError):
        return b""
    for name in FIELDS:
        file = files.get(name)
        if isinstance(file, UploadedFile):
            return bytes(file.read())
        if name in fields:
            return str(fields[name]).encode("latin-1")
    return b""


def _refuse(status: HTTPStatus, sentence: str) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status)
