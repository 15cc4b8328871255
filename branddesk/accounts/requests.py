"""The request as views behind sign-in see it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from branddesk.accounts.models import User


class DeskRequest(HttpRequest):
    """A request of a signed-in person; `login_required` stands before every view that takes one."""

    user: User
    htmx: HtmxDetails
