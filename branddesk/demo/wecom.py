"""WeCom in the demo: Qiheng's own app at the sandbox, and two of its people bound to their members."""

from __future__ import annotations

from uuid import UUID

from branddesk.channels.wecom.models import WeComApp
from branddesk.channels.wecom.sandbox.company import Company
from branddesk.channels.wecom.services import binding
from branddesk.channels.wecom.services.setting_up import configure_app
from branddesk.demo.cast import Cast

KEY = UUID("5f0c1d1e-8b1a-4c52-9c1d-b7a9d35ec001")
"""Stands in the app's callback address, so that the sandbox knows where to call."""
MEMBERS = {"lin": "lin.xiaowen", "liang": "liang.siyuan"}


def furnish(cast: Cast) -> None:
    """Connect the app, and bind the people as they would do it themselves: by a code sent to the app."""
    company = Company()
    app = configure_app(
        actor=cast["zhou"],
        corp_id=company.corp_id,
        agent_id=company.agent_id,
        secret=company.secret,
        token=company.token,
        aes_key=company.aes_key,
    )
    WeComApp.objects.filter(pk=app.pk).update(key=KEY)
    for login, member in MEMBERS.items():
        code = binding.code_in(binding.offer_code(actor=cast[login]))
        binding.bind(app=app, wecom_user=member, code=code)
