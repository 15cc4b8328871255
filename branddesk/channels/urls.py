from __future__ import annotations

from django.urls import path, re_path

from branddesk.channels.views import letters, translations

app_name = "channels"
urlpatterns = [
    re_path(r"^letters/(?P<way>out|in)/$", letters.letter_list, name="letters"),
    path("letters/out/<int:pk>/", letters.outbound, name="outbound"),
    path("letters/out/<int:pk>/drop/", letters.drop_outbound, name="drop_outbound"),
    path("letters/in/<int:pk>/", letters.inbound, name="inbound"),
    path("letters/in/<int:pk>/drop/", letters.drop_inbound, name="drop_inbound"),
    path("translator/", translations.setting, name="translator"),
    path("translator/try/", translations.try_it, name="try_translator"),
    path("translations/<slug:kind>/<int:number>/", translations.beside, name="translation"),
    path("translations/<slug:kind>/<int:number>/ask/", translations.ask, name="ask_translation"),
    path("translations/<slug:kind>/<int:number>/paste/", translations.paste, name="paste_translation"),
]
