from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.channels.phone.models import Call
from branddesk.channels.phone.services import hearing, logging
from branddesk.core.errors import DomainError
from branddesk.foundation.files import fetching
from branddesk.foundation.files import services as files
from branddesk.foundation.files.models import Blob
from branddesk.foundation.jobs.registry import job, periodic


@job(max_attempts=5, backoff_seconds=30, time_limit_seconds=300)
def fetch_recording(call_id: int) -> None:
    """Bring a recording into the vault, from the open internet or a place that the settings name."""
    call = Call.objects.select_related("system", "person").get(pk=call_id)
    if call.recording_id is not None or call.system is None or not call.system.keeps_recordings:
        return
    with translation.override(call.person.language if call.person is not None else None):
        _fetch(call)


def _fetch(call: Call) -> None:
    try:
        blob = fetching.fetch(call.recording_url, _keep, settings.PHONE_RECORDING_HOSTS)
    except fetching.Forbidden:
        note = _("Kept as a link only: its address leads where the desk does not go.")
        hearing.keep_recording(call=call, blob=None, note=note)
    except DomainError as refusal:
        hearing.keep_recording(call=call, blob=None, note=refusal.message)
    except fetching.Failed:
        hearing.keep_recording(call=call, blob=None, note=_("The recording could not be fetched yet."))
        raise
    else:
        hearing.keep_recording(call=call, blob=blob)


def _keep(body: Iterator[bytes]) -> Blob:
    return files.store(fetching.Arriving(body, "recording"))


@periodic(every=timedelta(minutes=10))
@job(max_attempts=1)
def forget_events() -> None:
    hearing.forget_events()


@periodic(every=timedelta(minutes=30))
@job(max_attempts=1)
def remind_of_calls() -> None:
    logging.remind_of_calls()
