"""Mail that came in: what waits for a decision, and each mail with all that it holds."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.models import Case
from branddesk.channels.email import html, permissions
from branddesk.channels.email.authentication import Verdict
from branddesk.channels.email.forms import AcceptForm
from branddesk.channels.email.models import Fetched, ReceivedMail
from branddesk.channels.email.parsing import parse
from branddesk.channels.email.services import accept_mail, discard_mail, restore_mail
from branddesk.contacts.models import Contact
from branddesk.contacts.permissions import may_keep
from branddesk.core.enums import Side
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.delivery.services.inbox import content_of
from branddesk.stores.models import Marketplace

PAGE = 50
HTML_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:{pictures}; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)

State = ReceivedMail.State
VIEWS = (State.QUARANTINED, State.TAKEN, State.IGNORED, State.DISCARDED)


@login_required
@require_safe
def held(request: DeskRequest) -> HttpResponse:
    """Mail by what became of it, newest first; what waits for a decision comes first of all."""
    if not permissions.may_read_held(request.user):
        raise NotAllowed(_("Mail that was held back is decided on by those who handle cases."))
    asked = request.GET.get("view", "")
    view = State(asked) if asked in State.values else State.QUARANTINED
    rows = (
        ReceivedMail.objects.visible_to(request.user).filter(state=view).select_related("brand", "case", "marketplace")
    )
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=min(int(before), 2**63 - 1))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    context = {
        "view": view,
        "views": [(state.value, state.label) for state in VIEWS],
        "mails": found[:PAGE],
        "trouble": Fetched.objects.exclude(trouble="").order_by("-last_at").first(),
        "just_discarded": _just_discarded(request),
        "next_before": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "email/held.html", context)


@login_required
@require_safe
def detail(request: DeskRequest, key: UUID) -> HttpResponse:
    """What a mail says, where it came from, why it is here, and what to do with it."""
    return _page(request, _mail(request, key))


@login_required
@require_POST
def accept(request: DeskRequest, key: UUID) -> HttpResponse:
    mail = _mail(request, key)
    permissions.check_can_decide(request.user, mail)
    form = AcceptForm(mail, request.user, request.POST)
    if not form.is_valid():
        return _page(request, mail, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    facts = form.cleaned_data
    try:
        message = accept_mail(actor=request.user, mail=mail, case=facts["number"], side=Side(facts["side"]))
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, mail, form, status=HTTPStatus(refusal.status_code))
    messages.success(request, _("The mail stands in %(number)s.") % {"number": message.case.number})
    return redirect("email:held")


@login_required
@require_POST
def discard(request: DeskRequest, key: UUID) -> HttpResponse:
    discard_mail(actor=request.user, mail=_mail(request, key))
    return redirect(reverse("email:held", query={"discarded": str(key)}))


@login_required
@require_POST
def restore(request: DeskRequest, key: UUID) -> HttpResponse:
    restore_mail(actor=request.user, mail=_mail(request, key))
    return redirect("email:mail", key)


@login_required
@require_http_methods(["GET", "HEAD"])
@xframe_options_sameorigin
def html_version(request: DeskRequest, key: UUID) -> HttpResponse:
    """The HTML of the mail, harmless, for a frame without rights. Remote pictures come only when asked for."""
    mail = parse(content_of(_mail(request, key).inbound))
    with_remote = request.GET.get("pictures") == "1"
    inline = {file.cid: (file.content_type, file.content) for file in mail.attachments if file.cid}
    body = html.clean(mail.html, inline=inline, with_remote=with_remote)
    response = render(request, "email/html_version.html", {"body": body})
    response["Content-Security-Policy"] = HTML_POLICY.format(pictures=" https:" if with_remote else "")
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def raw(request: DeskRequest, key: UUID) -> HttpResponse:
    """The mail as it came, to be kept or opened in a mail program."""
    mail = _mail(request, key)
    response = HttpResponse(content_of(mail.inbound), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _mail(request: DeskRequest, key: UUID) -> ReceivedMail:
    rows = ReceivedMail.objects.visible_to(request.user)
    if not permissions.may_read_held(request.user):
        rows = rows.filter(state=State.TAKEN)
    rows = rows.select_related("inbound", "brand", "case__brand", "case__marketplace", "marketplace", "decided_by")
    return get_object_or_404(rows, key=key)


def _just_discarded(request: DeskRequest) -> ReceivedMail | None:
    """What the reader put away a moment ago, to be brought back with one click."""
    try:
        key = UUID(request.GET.get("discarded", ""))
    except ValueError:
        return None
    return ReceivedMail.objects.visible_to(request.user).filter(key=key, state=State.DISCARDED).first()


def _page(
    request: DeskRequest, mail: ReceivedMail, form: AcceptForm | None = None, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    content = parse(content_of(mail.inbound))
    pictures = request.GET.get("pictures") == "1"
    context = {
        "mail": mail,
        "content": content,
        "form": form or AcceptForm(mail, request.user),
        "may_decide": permissions.may_decide(request.user, mail) and mail.state != State.TAKEN,
        "has_pictures": html.has_remote_pictures(content.html),
        "pictures": pictures,
        "case_visible": mail.case is not None and _sees(request, mail),
        "new_contact": _new_contact(request, mail),
    }
    return render(request, "email/mail.html", context, status=status)


def _new_contact(request: DeskRequest, mail: ReceivedMail) -> list[tuple[Marketplace, str]]:
    """Where the reader writes the sender into a book of contacts, and comes back from to decide.

    Nobody is written in twice, nor from a mail that somebody else sent in that name.
    """
    if not mail.sender or mail.proof == Verdict.FAILED.value or not permissions.may_decide(request.user, mail):
        return []
    if Contact.objects.visible_to(request.user).standing().filter(email__iexact=mail.sender).exists():
        return []
    known = mail.case.marketplace if mail.case is not None else mail.marketplace
    markets = [known] if known is not None else list(Marketplace.objects.order_by("name"))
    facts = {"name": mail.sender_name, "email": mail.sender, "next": reverse("email:mail", args=[mail.key])}
    if mail.brand is not None and not request.user.is_platform:
        facts["brand"] = mail.brand.slug
    return [
        (market, reverse("contacts:add", args=[market.slug], query=facts))
        for market in markets
        if may_keep(request.user, market)
    ]


def _sees(request: DeskRequest, mail: ReceivedMail) -> bool:
    return Case.objects.visible_to(request.user).filter(pk=mail.case_id or 0).exists()
