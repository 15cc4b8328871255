from __future__ import annotations

from django.urls import path

from branddesk.channels.phone.views import calls, card, system

app_name = "phone"
urlpatterns = [
    path("", calls.call_list, name="list"),
    path("card/", card.card, name="card"),
    path("export/", calls.export, name="export"),
    path("ringing/", calls.ringing, name="ringing"),
    path("system/", system.system, name="system"),
    path("system/secret/", system.new_secret, name="new_secret"),
    path("system/try/", system.try_system, name="try"),
    path("hook/<uuid:key>/", system.hook, name="hook"),
    path("<int:pk>/", calls.detail, name="detail"),
    path("<int:pk>/recording/", calls.recording, name="recording"),
]
