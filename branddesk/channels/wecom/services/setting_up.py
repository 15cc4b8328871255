"""Connecting the organisation's own app, and trying whether WeCom accepts it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.wecom import client, permissions
from branddesk.channels.wecom.codec import BadEnvelope, decode_key
from branddesk.channels.wecom.errors import Unreachable, WeComError
from branddesk.channels.wecom.models import AccessToken, WeComApp
from branddesk.channels.wecom.selectors import app_of
from branddesk.channels.wecom.tokens import forget_token
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable, encrypt
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal


@transaction.atomic
def configure_app(
    *, actor: User, corp_id: str, agent_id: int, secret: str = "", token: str = "", aes_key: str = ""
) -> WeComApp:
    """Connect the actor's organisation. A secret that is not given stays as it is; none is ever shown again."""
    permissions.check_can_set_up(actor)
    app = WeComApp.objects.select_for_update().filter(organisation=actor.organisation).first()
    is_new = app is None
    app = app or WeComApp(organisation=actor.organisation)
    if aes_key:
        check_aes_key(aes_key)
    changed = {"secret": bool(secret), "token": bool(token), "aes_key": bool(aes_key)}
    if not is_new and app.corp_id != corp_id and app.bindings.exists():
        raise DomainError(
            _("People are bound to this app by another company ID. Remove their bindings before you change it.")
        )
    app.corp_id, app.agent_id = corp_id.strip(), agent_id
    app.secret = encrypt(secret) if secret else app.secret
    app.token = encrypt(token) if token else app.token
    app.aes_key = encrypt(aes_key) if aes_key else app.aes_key
    app.checked_at, app.check_result = None, ""
    app.save()
    forget_token(app)

    journal.record(
        actor,
        "wecom.configured",
        app,
        private={"corp_id": app.corp_id},
        agent_id=app.agent_id,
        changed=sorted(name for name, is_changed in changed.items() if is_changed),
    )
    return app


@transaction.atomic
def disconnect_app(*, actor: User) -> None:
    """Forget the secrets, so that nothing goes out or comes in. What was said stays where it stands."""
    permissions.check_can_set_up(actor)
    app = WeComApp.objects.select_for_update().filter(organisation=actor.organisation).first()
    if app is None:
        return
    app.secret = app.token = app.aes_key = ""
    app.verified_at = app.checked_at = None
    app.check_result = ""
    app.save()
    AccessToken.objects.filter(app=app).delete()
    journal.record(actor, "wecom.disconnected", app)


def try_app(*, actor: User) -> tuple[bool, str]:
    """Ask WeCom for a token, really, and say in a sentence what came back. Not inside a transaction."""
    permissions.check_can_set_up(actor)
    app = app_of(actor.organisation)
    if app is None or not app.may_send:
        raise DomainError(_("Enter the company ID, the agent ID and the secret first."))
    is_good, sentence = _try(app)
    WeComApp.objects.filter(pk=app.pk).update(checked_at=clock.now(), check_result=sentence[:300])
    return is_good, sentence


def check_aes_key(aes_key: str) -> None:
    try:
        decode_key(aes_key)
    except BadEnvelope:
        raise DomainError(_("An EncodingAESKey has 43 letters and digits. Copy it once more.")) from None


def _try(app: WeComApp) -> tuple[bool, str]:
    try:
        _token, seconds = client.fetch_token(app)
    except WeComError as error:
        return False, error.sentence
    except Unreachable:
        return False, _("WeCom did not answer. Check whether this desk may reach %(host)s.") % {
            "host": client.base_address()
        }
    except Undecipherable:
        return False, _("The secret was kept with another key of this desk. Enter it once more.")
    forget_token(app)
    return True, _("WeCom accepted the app and gave a token for %(minutes)d minutes.") % {"minutes": seconds // 60}
