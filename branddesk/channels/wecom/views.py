"""Pages about WeCom, and the address that WeCom itself calls."""

from __future__ import annotations

import logging
import uuid
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions as case_permissions
from branddesk.cases.models import Case
from branddesk.channels.wecom import permissions, selectors
from branddesk.channels.wecom.cards import prepared_card
from branddesk.channels.wecom.forms import AppForm, FileForm, RobotForm, SendForm, TextForm
from branddesk.channels.wecom.models import Received, WeComApp
from branddesk.channels.wecom.services import binding, placing, plain, receiving, robots, sending, setting_up
from branddesk.contacts.models import Contact
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of

log = logging.getLogger(__name__)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Where WeCom calls: once to confirm the address, then with every message. What is not WeCom's is refused."""
    app = get_object_or_404(WeComApp, key=key)
    signed = {name: request.GET.get(name, "")[:200] for name in ("timestamp", "nonce")}
    signature = request.GET.get("msg_signature", "")[:200]
    try:
        if request.method == "GET":
            echo = request.GET.get("echostr", "")[:4000]
            plain = receiving.confirm_address(app=app, signature=signature, echo=echo, **signed)
            return HttpResponse(plain, content_type="text/plain")
        if int(request.META.get("CONTENT_LENGTH") or 0) > receiving.MOST_BYTES:
            return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = request.read(receiving.MOST_BYTES + 1)
        if len(body) > receiving.MOST_BYTES:
            return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        receiving.accept_call(app=app, signature=signature, body=body, **signed)
    except receiving.Forged as forged:
        log.warning("a call to the WeCom app %s is refused: %s", app.pk, forged)
        return HttpResponseForbidden(content_type="text/plain")
    return HttpResponse("success", content_type="text/plain")


@login_required
@never_cache
@sensitive_post_parameters("secret", "token", "aes_key")
@require_http_methods(["GET", "POST"])
def app_settings(request: DeskRequest) -> HttpResponse:
    """Connect the organisation's own app; secrets go in and never come out."""
    permissions.check_can_set_up(request.user)
    app = selectors.app_of(request.user.organisation)
    initial = {"corp_id": app.corp_id, "agent_id": app.agent_id} if app else {}
    form = AppForm(_posted(request), app=app, initial=initial)
    if request.method == "POST" and form.is_valid():
        setting_up.configure_app(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Try now whether WeCom accepts it."))
        return redirect("wecom:settings")
    return _settings_page(request, app, form=form)


@login_required
@require_POST
def try_app(request: DeskRequest) -> HttpResponse:
    """Really ask WeCom, and say what came back."""
    is_good, sentence = setting_up.try_app(actor=request.user)
    (messages.success if is_good else messages.error)(request, sentence)
    return redirect("wecom:settings")


@login_required
@require_POST
def disconnect(request: DeskRequest) -> HttpResponse:
    setting_up.disconnect_app(actor=request.user)
    messages.success(request, _("WeCom is disconnected; its secrets are forgotten."))
    return redirect("wecom:settings")


@login_required
@sensitive_post_parameters("address")
@require_POST
def robot(request: DeskRequest) -> HttpResponse:
    permissions.check_can_set_up(request.user)
    kept = selectors.robot_of(request.user.organisation)
    form = RobotForm(request.POST, is_set=kept is not None)
    if not form.is_valid():
        return _settings_page(request, selectors.app_of(request.user.organisation), robot_form=form)
    robots.configure_robot(actor=request.user, **form.cleaned_data)
    messages.success(request, _("The group is told from now on."))
    return redirect(reverse("wecom:settings") + "#robot")


@login_required
@require_POST
def try_robot(request: DeskRequest) -> HttpResponse:
    is_good, sentence = robots.try_robot(actor=request.user)
    (messages.success if is_good else messages.error)(request, sentence)
    return redirect(reverse("wecom:settings") + "#robot")


@login_required
@require_POST
def remove_robot(request: DeskRequest) -> HttpResponse:
    robots.remove_robot(actor=request.user)
    messages.success(request, _("The robot is removed; the group is told nothing any more."))
    return redirect(reverse("wecom:settings") + "#robot")


@login_required
@never_cache
@require_safe
def me(request: DeskRequest) -> HttpResponse:
    """Whether the reader is bound to a member in WeCom, and how to be.

    `?waiting`: a page that shows a code asks, and hears nothing until the code has arrived.
    """
    if "waiting" in request.GET and selectors.binding_of(request.user) is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return _me_page(request)


@login_required
@never_cache
@require_POST
def new_code(request: DeskRequest) -> HttpResponse:
    """Show a code, this once."""
    return _me_page(request, code=binding.offer_code(actor=request.user))


@login_required
@require_POST
def unbind(request: DeskRequest) -> HttpResponse:
    binding.unbind(actor=request.user)
    messages.success(request, _("Your WeCom is no longer bound to the desk."))
    return redirect("wecom:me")


@login_required
@require_POST
def file(request: DeskRequest, pk: int) -> HttpResponse:
    """Put into a case what the reader wrote by WeCom without naming one."""
    received = _own_received(request, pk)
    cases = selectors.newest_cases(request.user)
    form = FileForm(request.POST, actor=request.user, cases=cases, auto_id=f"id_{received.pk}_%s")
    if not form.is_valid():
        return _me_page(request, filing=(received, form))
    case = form.cleaned_data["found"]
    try:
        placing.file(actor=request.user, received=received, case=case)
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _me_page(request, filing=(received, form))
    messages.success(request, _("It stands in %(number)s.") % {"number": case.number})
    return redirect("wecom:me")


@login_required
@require_POST
def set_aside(request: DeskRequest, pk: int) -> HttpResponse:
    placing.set_aside(actor=request.user, received=_own_received(request, pk))
    messages.success(request, _("Set aside; it stands in no case."))
    return redirect("wecom:me")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest) -> HttpResponse:
    """Write to a contact outside of cases, and read what was said there."""
    contact = _contact(request)
    permissions.check_can_write(request.user, contact)
    app = selectors.app_of(request.user.organisation)
    form = TextForm(_posted(request))
    if request.method == "POST" and form.is_valid() and (key := form_key_of(request)) is not None:
        try:
            plain.write_text(actor=request.user, contact=contact, text=form.cleaned_data["text"], form_key=key)
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The text is on its way to %(name)s.") % {"name": contact.name})
            return redirect(reverse("wecom:write", query={"contact": contact.pk}))
    context = {
        "contact": contact,
        "app": app,
        "form": form,
        "lines": selectors.talk_with(app, contact.wecom) if app else [],
        "cases": selectors.cases_with(request.user, contact),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "wecom/write.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def send(request: DeskRequest) -> HttpResponse:
    """Send the prepared card of a case to a contact or a colleague."""
    case = _case(request)
    case_permissions.check_can(request.user, "note", case)
    app = selectors.app_of(request.user.organisation)
    form = SendForm(_posted(request), actor=request.user, case=case)
    if request.method == "POST" and form.is_valid() and (key := form_key_of(request)) is not None:
        _label, wecom_user, name, language = form.receivers[form.cleaned_data["to"]]
        sending.send_card(
            actor=request.user,
            case=case,
            wecom_user=wecom_user,
            name=name,
            text=form.cleaned_data["text"],
            exhibits=form.cleaned_data["exhibits"],
            form_key=key,
            language=language,
        )
        messages.success(
            request, _("The card is on its way to %(name)s. The case shows when it arrived.") % {"name": name}
        )
        return redirect("cases:detail", case.number)
    if request.method == "GET":
        chosen = _chosen(request, form)
        language = form.receivers[chosen][3] if chosen else request.user.language
        form.initial = {"to": chosen, "text": prepared_card(case, language)}
    context = {"case": case, "form": form, "app": app, "has_receivers": bool(form.receivers)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "wecom/send.html", context, status=status)


def _posted(request: DeskRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _case(request: DeskRequest) -> Case:
    rows = Case.objects.visible_to(request.user).select_related("brand", "marketplace__operator", "right")
    return get_object_or_404(rows, number=(request.GET.get("case") or request.POST.get("case") or "")[:16])


def _contact(request: DeskRequest) -> Contact:
    key = request.GET.get("contact", "")
    pk = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    contacts = Contact.objects.visible_to(request.user).standing().select_related("marketplace").exclude(wecom="")
    return get_object_or_404(contacts.distinct(), pk=pk)


def _own_received(request: DeskRequest, pk: int) -> Received:
    return get_object_or_404(Received, pk=pk, person=request.user)


def _chosen(request: DeskRequest, form: SendForm) -> str:
    """The receiver whom the address names; 404 for one who is not to be reached so."""
    for kind in ("contact", "person"):
        if asked := request.GET.get(kind, ""):
            key = f"{kind}:{asked}"
            if key not in form.receivers:
                raise Http404
            return key
    return next(iter(form.receivers), "")


def _settings_page(
    request: DeskRequest, app: WeComApp | None, *, form: AppForm | None = None, robot_form: RobotForm | None = None
) -> HttpResponse:
    kept = selectors.robot_of(request.user.organisation)
    shown = {"corp_id": app.corp_id, "agent_id": app.agent_id} if app else {}
    context = {
        "app": app,
        "form": form or AppForm(app=app, initial=shown),
        "robot": kept,
        "robot_form": robot_form
        or RobotForm(is_set=kept is not None, initial={"tells": kept.tells if kept else list(robots.KINDS)}),
        "callback_url": settings.SITE_URL + reverse("wecom:callback", args=[app.key]) if app else "",
        "bindings": selectors.bindings_of(app) if app else [],
        "received": selectors.latest_received(app) if app else [],
    }
    is_wrong = (form and form.errors) or (robot_form and robot_form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "wecom/settings.html", context, status=status)


def _me_page(request: DeskRequest, *, code: str = "", filing: tuple[Received, FileForm] | None = None) -> HttpResponse:
    """`filing`: what could not be put into the case that was chosen, with the form that says why."""
    app = selectors.app_of(request.user.organisation)
    waiting = selectors.unplaced_of(request.user)
    cases = selectors.newest_cases(request.user) if waiting else []
    refused = {filing[0].pk: filing[1]} if filing is not None else {}
    context = {
        "binding": selectors.binding_of(request.user),
        "is_connected": app is not None and app.may_receive and app.may_send,
        "code": code,
        "minutes": int(binding.GOOD_FOR.total_seconds() // 60),
        "waiting": [
            (
                one,
                refused.get(one.pk) or FileForm(actor=request.user, cases=cases, auto_id=f"id_{one.pk}_%s"),
            )
            for one in waiting
        ],
    }
    status = HTTPStatus.OK if filing is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "wecom/me.html", context, status=status)
