from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("branddesk.workplace.urls")),
    path("", include("branddesk.accounts.urls")),
    path("", include("branddesk.notices.urls")),
    path("", include("branddesk.web.urls")),
    path("brands/", include("branddesk.brands.urls")),
    path("voices/", include("branddesk.complaints.urls")),
    path("catalogue/", include("branddesk.catalogue.urls")),
    path("stores/", include("branddesk.stores.urls")),
    path("evidence/", include("branddesk.evidence.urls")),
    path("cases/", include("branddesk.cases.urls")),
    path("contacts/", include("branddesk.contacts.urls")),
    path("channels/", include("branddesk.channels.urls")),
    path("mail/", include("branddesk.channels.email.urls")),
    path("chat/", include("branddesk.channels.chat.urls")),
    path("wecom/", include("branddesk.channels.wecom.urls")),
    path("calls/", include("branddesk.channels.phone.urls")),
    path("talks/", include("branddesk.channels.messenger.urls")),
    path("help/", include("branddesk.helpcenter.urls")),
    path("administration/", include("branddesk.cases.terms_urls")),
    path("live/", include("branddesk.foundation.live.urls")),
    path("demo/", include("branddesk.demo.urls")),
]

handler400 = "branddesk.web.views.bad_request"
