"""What their people wrote about a filed SKU, offered where its answer is recorded."""

from __future__ import annotations

from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.cases.models import Submission
from branddesk.cases.offered import Offer
from branddesk.channels.messenger import selectors


def offers(reader: User, submission: Submission) -> list[Offer]:
    return [
        Offer(
            key=f"line-{line.pk}",
            text=line.text,
            said_at=line.said_at,
            language=line.language,
            speaker=str(line.talk),
            url=reverse("messenger:talk", args=[line.talk_id]),
        )
        for line in selectors.lines_about(reader, submission)
    ]
