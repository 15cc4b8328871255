from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.files import File
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.channels.wecom import client
from branddesk.channels.wecom.client import Media
from branddesk.channels.wecom.errors import Meaning, WeComError
from branddesk.channels.wecom.models import Received
from branddesk.channels.wecom.services import placing, receiving
from branddesk.core.encryption import Undecipherable
from branddesk.core.errors import DomainError
from branddesk.foundation.files import services as files
from branddesk.foundation.files.models import Blob
from branddesk.foundation.jobs.registry import job, periodic


class _Arriving(File):
    """What comes from WeCom, read once and never whole in memory."""

    def __init__(self, body: Iterator[bytes], name: str) -> None:
        super().__init__(None, name)
        self._body = body

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield from self._body


@job(max_attempts=6, backoff_seconds=15, time_limit_seconds=120)
def fetch_media(received_id: int) -> None:
    """Bring a member's file into the vault, then its message into the case."""
    received = Received.objects.select_related("app", "person").get(pk=received_id)
    if received.blob_id is not None or received.state not in (Received.State.NEW, Received.State.ASKED):
        return
    language = received.person.language if received.person else settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            blob, name = client.get_media(received.app, received.media_id, _keep)
        except WeComError as error:
            if error.meaning is not Meaning.REFUSED:
                raise
            placing.give_up_media(received=received, sentence=error.sentence)
        except DomainError as refusal:
            placing.give_up_media(received=received, sentence=refusal.message)
        except Undecipherable:
            placing.give_up_media(received=received, sentence=_("The desk could not fetch this file from WeCom."))
        else:
            placing.take_media(received=received, blob=blob, file_name=name)


def _keep(media: Media) -> tuple[Blob, str]:
    return files.store(_Arriving(media.body, media.name)), media.name


@periodic(every=timedelta(minutes=10))
@job(max_attempts=1)
def forget_calls() -> None:
    receiving.forget_calls()
