from __future__ import annotations

from django.urls import path

from branddesk.channels.email.views import held, hook, writing

app_name = "email"
urlpatterns = [
    path("", held.held, name="held"),
    path("write/", writing.write, name="write"),
    path("case/<str:number>/", writing.panel, name="panel"),
    path("in/", hook.bring, name="hook"),
    path("<uuid:key>/", held.detail, name="mail"),
    path("<uuid:key>/html/", held.html_version, name="html"),
    path("<uuid:key>/raw/", held.raw, name="raw"),
    path("<uuid:key>/accept/", held.accept, name="accept"),
    path("<uuid:key>/discard/", held.discard, name="discard"),
    path("<uuid:key>/restore/", held.restore, name="restore"),
]
