"""The pages of those who ask: the corner, the list of their chats, one chat."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.models import User
from branddesk.accounts.requests import DeskRequest
from branddesk.cases.models import Case
from branddesk.channels.chat import permissions, selectors, services
from branddesk.channels.chat.forms import StartForm
from branddesk.channels.chat.models import OPEN, Conversation, Side
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.views.readers import chat_of, with_reader
from branddesk.core.form_keys import form_key_of
from branddesk.helpcenter.search import find_likely

OFFERED = 3
LONGEST_READ = 600
"""So much of a question is read when articles are offered."""
SHOWN = 30


@login_required
@require_http_methods(["GET", "POST"])
def home(request: DeskRequest) -> HttpResponse:
    """One's own chats, and the form that begins another; those who answer have a page of their own."""
    if permissions.may_answer(request.user) and request.method == "GET":
        return redirect("chat:desk")
    permissions.check_can_ask(request.user)
    case = _case(request)
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        return _begun(request, form, case)
    chats = Conversation.objects.visible_to(request.user).select_related("brand", "agent", "case")[:SHOWN]
    context = {"form": form, "case": case, "chats": chats, **_answering(form)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "chat/home.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def corner(request: DeskRequest) -> HttpResponse:
    """What the corner of every page shows when it is opened: the chat that is open, else the form for one."""
    permissions.check_can_ask(request.user)
    reader = Reader(person=request.user)
    if request.method == "POST":
        form = _form(request, None)
        if form.is_valid():
            if "as_case" in request.POST:
                response = HttpResponse(status=HTTPStatus.NO_CONTENT)
                response["HX-Redirect"] = _as_case(request, form).url
                return response
            begun = _start(request, form, None)
            return render(request, "chat/_corner.html", {"chat": begun, **talk(reader, begun)})
        context = {"form": form, **_answering(form)}
        return render(request, "chat/_corner.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    rows = Conversation.objects.visible_to(request.user).filter(state__in=OPEN)
    conversation = rows.select_related("person", "brand", "agent", "case", "desk").first()
    if conversation is not None:
        return render(request, "chat/_corner.html", {"chat": conversation, **talk(reader, conversation)})
    form = _form(request, None)
    return render(request, "chat/_corner.html", {"form": form, **_answering(form)})


@require_safe
@with_reader
def detail(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    """One chat; an agent is led to the page on which chats are answered."""
    conversation = chat_of(reader, key)
    if reader.side == Side.DESK:
        return redirect("chat:desk_chat", conversation.key)
    layout = "base.html" if reader.person is not None else "helpcenter/base_public.html"
    return render(request, "chat/detail.html", {"layout": layout, **talk(reader, conversation)})


@require_safe
@with_reader
def state(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    """How the chat stands for the one who asked: the place in the queue, who answers, what can be done."""
    return render(request, "chat/_state.html", talk(reader, chat_of(reader, key)))


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Articles that answer what is being typed, for visitors of the help centre too."""
    cards = find_likely(_known(request), request.GET.get("text", "")[:LONGEST_READ], limit=OFFERED)
    return render(request, "chat/_articles.html", {"cards": cards})


@login_required
@require_safe
def translation(request: DeskRequest, key: UUID, seq: int) -> HttpResponse:
    """Leads to what there is of a line in the reader's language."""
    line = get_object_or_404(chat_of(Reader(person=request.user), key).lines, seq=seq)
    return redirect("channels:translation", "line", line.pk)


@require_POST
@with_reader
def close_chat(request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    conversation = services.close(reader=reader, conversation=chat_of(reader, key))
    if reader.side == Side.DESK:
        return redirect("chat:desk")
    if "corner" in request.POST:
        return render(request, "chat/_corner.html", {"chat": conversation, **talk(reader, conversation)})
    return redirect("chat:detail", conversation.key)


@login_required
@require_POST
def make_case(request: DeskRequest, key: UUID) -> HttpResponse:
    """Turn the chat into a draft, and go on writing there."""
    conversation = chat_of(Reader(person=request.user), key)
    case = services.become_case(actor=request.user, conversation=conversation)
    messages.success(request, _("The chat became a case. What you typed and your files are in it."))
    return redirect("cases:draft", case.number)


@login_required
@require_POST
def attach(request: DeskRequest, key: UUID) -> HttpResponse:
    reader = Reader(person=request.user)
    conversation = chat_of(reader, key)
    case = get_object_or_404(Case.objects.visible_to(request.user), number=request.POST.get("case", ""))
    services.attach_to_case(reader=reader, conversation=conversation, case=case)
    messages.success(request, _("The chat belongs to %(number)s now.") % {"number": case.number})
    return redirect("chat:desk_chat" if reader.side == Side.DESK else "chat:detail", conversation.key)


@login_required
@require_safe
def of_case(request: DeskRequest, number: str) -> HttpResponse:
    """The chats of a case, for the column beside it."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    rows = selectors.chats_of_case(case) & Conversation.objects.visible_to(request.user)
    context = {"case": case, "chats": rows[:5], "may_ask": permissions.may_ask(request.user) and case.closed_at is None}
    return render(request, "chat/_of_case.html", context)


def talk(reader: Reader, conversation: Conversation) -> dict[str, Any]:
    """What every view of one chat shows."""
    is_waiting = selectors.position_of(conversation) if conversation.state == "waiting" else 0
    is_own_person = reader.person is not None and conversation.person_id == reader.person.pk
    return {
        "chat": conversation,
        "side": reader.side.value,
        "me": reader.person.pk if reader.person is not None else 0,
        "position": is_waiting,
        "wait": selectors.usual_wait(conversation.desk_id) if is_waiting else None,
        "answering": selectors.answering(conversation.desk) if is_waiting else None,
        "cards": _offered(reader, conversation) if is_waiting and reader.side == Side.GUEST else [],
        "translator": selectors.translator_of(reader),
        "may_make_case": is_own_person and conversation.is_open and conversation.brand and not conversation.case_id,
        "cases": list(selectors.open_cases_of(conversation, reader))
        if is_own_person and not conversation.case_id and conversation.state != "case"
        else [],
    }


def _offered(reader: Reader, conversation: Conversation) -> list[Any]:
    return find_likely(reader.person or AnonymousUser(), conversation.topic, limit=OFFERED)


def _known(request: HttpRequest) -> User | AnonymousUser:
    return request.user if isinstance(request.user, User) else AnonymousUser()


def _case(request: DeskRequest) -> Case | None:
    number = request.POST.get("case") or request.GET.get("case")
    if not number:
        return None
    rows = Case.objects.visible_to(request.user).select_related("brand", "marketplace")
    return get_object_or_404(rows, number=number)


def _form(request: DeskRequest, case: Case | None) -> StartForm:
    initial: dict[str, Any] = {}
    if case is not None:
        initial = {"brand": case.brand_id, "desk": case.marketplace.operator_id}
    return StartForm(request.POST if request.method == "POST" else None, person=request.user, initial=initial)


def _answering(form: StartForm) -> dict[str, Any]:
    """Whether somebody answers now, for the form."""
    rows = selectors.desks()
    desk = rows[0] if rows else None
    return {
        "desks": rows,
        "answering": selectors.answering(desk) if desk is not None else None,
        "wait": selectors.usual_wait(desk.pk) if desk is not None else None,
    }


def _begun(request: DeskRequest, form: StartForm, case: Case | None) -> HttpResponse:
    if "as_case" in request.POST:
        return _as_case(request, form)
    return redirect("chat:detail", _start(request, form, case).key)


def _start(request: DeskRequest, form: StartForm, case: Case | None) -> Conversation:
    return services.start(
        reader=Reader(person=request.user),
        **form.cleaned_data,
        case=case,
        language=get_language() or request.user.language,
        form_key=form_key_of(request),
    )


def _as_case(request: DeskRequest, form: StartForm) -> HttpResponseRedirect:
    """What was typed for a chat goes into a draft, where nobody answers now."""
    values = form.cleaned_data
    case = services.draft_from(
        actor=request.user,
        desk=values["desk"],
        brand=values["brand"],
        text=values["text"],
        form_key=form_key_of(request),
    )
    return redirect("cases:draft", case.number)
