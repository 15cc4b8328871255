"""The package for counsel, as a download that is made while it is sent."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.services.counsel import package_for_counsel
from branddesk.cases.views.pages import find_case


@login_required
@require_POST
def package(request: DeskRequest, number: str) -> StreamingHttpResponse:
    made = package_for_counsel(actor=request.user, case=find_case(request, number))
    response = StreamingHttpResponse(made.stream(), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, made.file_name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
