"""What Ozon's support wrote about cases of the demo before the desk was watching."""

from __future__ import annotations

from datetime import timedelta

from branddesk.cases.models import Submission
from branddesk.cases.permissions import UNDECIDED
from branddesk.channels.messenger.models import Talk
from branddesk.channels.messenger.services.taking import Heard, Said, keep
from branddesk.core import clock
from branddesk.core.enums import Side, SubmissionStatus
from branddesk.stores.models import Store

ABOUT = 3
"""So many filed SKUs the support has said something about."""
WORDS = (
    "По товару SKU {sku} проверка завершена: карточка скрыта до предоставления документов продавцом.",
    "По товару SKU {sku} нужны фото упаковки с номером партии. Пришлите их ответом на это сообщение.",
    "По товару SKU {sku} нарушение не подтвердилось: продавец показал договор с правообладателем.",
)


def furnish() -> None:
    """One conversation of each store that has filed cases: their numbers are named, and some are answered."""
    for store in Store.objects.all():
        filed = _filed(store)
        if filed:
            keep(store, [Heard(f"support-{store.client_id}", Talk.Kind.SUPPORT, False, "1", _lines(filed))])


def _filed(store: Store) -> list[Submission]:
    rows = Submission.objects.filter(
        case__brand__stores=store,
        case__marketplace=store.marketplace,
        listing__isnull=False,
        status__in=(*UNDECIDED, SubmissionStatus.WAITING),
    ).select_related("listing", "case")
    return sorted(rows.order_by("-submitted_at"), key=lambda row: row.status not in UNDECIDED)[:ABOUT]


def _lines(filed: list[Submission]) -> list[Said]:
    lines = []
    for number, (submission, words) in enumerate(zip(filed, WORDS, strict=False)):
        assert submission.listing is not None
        assert submission.submitted_at is not None
        moment = min(clock.now() - timedelta(minutes=20 - number), submission.submitted_at + timedelta(days=1))
        question = f"Здравствуйте! Есть ли решение по {submission.reference or submission.case.number}?"
        moments = (moment - timedelta(minutes=9), moment)
        for side, text, at in zip(
            (Side.BRAND, Side.PLATFORM), (question, words.format(sku=submission.listing.sku)), moments, strict=True
        ):
            lines.append(Said(f"{submission.pk}-{side}", side, text, at))
    return sorted(lines, key=lambda said: said.at)
