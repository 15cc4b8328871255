"""What customers' voices offer to the search over everything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.complaints import permissions, search
from branddesk.complaints.models import Complaint
from branddesk.foundation.search.analyser import mark
from branddesk.web.slots import Findings, Found, SearchGroup


def _may_read(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and permissions.may_read(request.user)


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """Voices by their words, the newest first."""
    assert isinstance(request.user, User)
    hits = search.find(request.user, query, is_typing=True)
    rows = Complaint.objects.visible_to(request.user).select_related("brand").in_bulk(hits.keys[:most])
    found = [
        Found(
            reverse("complaints:voice", args=[key]),
            mark(str(rows[key]), hits.terms),
            about=f"{rows[key].get_kind_display()} · {rows[key].brand.name}",
        )
        for key in hits.keys[:most]
        if key in rows
    ]
    return Findings(found, hits.count, f"{reverse('complaints:inbox')}?{urlencode({'q': query})}")


GROUP = SearchGroup(
    "complaints", pgettext_lazy("search", "Customers' voice"), "message-circle", _find, order=30, visible=_may_read
)
