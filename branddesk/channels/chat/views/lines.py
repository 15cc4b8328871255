"""What the script of an open chat asks and sends."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.channels.chat import selectors, services, wire
from branddesk.channels.chat.models import Line, Side
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.views.readers import answers_json, chat_of, key_of, no_content, number_of, with_reader
from branddesk.core.errors import DomainError
from branddesk.evidence.services import note_opening
from branddesk.evidence.uploads import address_of
from branddesk.foundation.files.serving import serve


@require_http_methods(["GET", "POST"])
@answers_json
def lines(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponseBase:
    """What was said after `after`; or, sent a text, one line more. Its answer is the line as everybody gets it."""
    if request.method == "POST":
        line = services.say(
            reader=reader,
            key=key,
            text=request.POST.get("text", ""),
            client_key=key_of(request.POST.get("key")),
            is_note=request.POST.get("note") == "1",
        )
        return JsonResponse({"line": wire.of(line, line.conversation)})
    conversation = chat_of(reader, key)
    found = selectors.lines_for(reader, conversation, after=number_of(request.GET.get("after")))
    last = conversation.last_shown_seq if reader.side == Side.GUEST else conversation.last_seq
    is_cut = len(found) == selectors.MOST_LINES
    return JsonResponse(
        {
            "lines": wire.lines_of(conversation, found),
            "upto": found[-1].seq if is_cut else max(last, found[-1].seq if found else 0),
            "more": is_cut,
            "read": selectors.read_up_to(conversation, reader.side),
            "state": conversation.state,
        }
    )


@require_POST
@answers_json
def upload(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise DomainError(_("Choose a file first."))
    line = services.send_file(
        reader=reader,
        key=key,
        file=file,
        client_key=key_of(request.POST.get("key")),
        sealed_from=address_of(request),
    )
    return JsonResponse({"line": wire.of(line, line.conversation)})


@require_safe
@with_reader
def file(request: HttpRequest, reader: Reader, key: UUID, seq: int) -> HttpResponseBase:
    """A file of the chat, for those who may read the chat."""
    conversation = chat_of(reader, key)
    rows = conversation.lines.filter(kind=Line.Kind.FILE).select_related("exhibit__blob", "exhibit__brand", "blob")
    line = get_object_or_404(rows, seq=seq)
    if line.exhibit is not None and reader.person is not None:
        note_opening(actor=reader.person, exhibit=line.exhibit, downloaded="download" in request.GET)
    blob = line.exhibit.blob if line.exhibit is not None else line.blob
    if blob is None:
        raise Http404
    return serve(blob, line.file_name, inline="download" not in request.GET, request=request)


@require_POST
@answers_json
def writing(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    services.show_writing(
        reader=reader, conversation=chat_of(reader, key), is_writing=request.POST.get("writing") != "0"
    )
    return no_content()


@require_POST
@answers_json
def read(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    services.mark_read(reader=reader, conversation=chat_of(reader, key), seq=number_of(request.POST.get("seq")))
    return no_content()
