from __future__ import annotations

from django.urls import path

from branddesk.contacts.views import absences, cards, imports, pages

app_name = "contacts"
urlpatterns = [
    path("", pages.brand_list, name="list"),
    path("brand/<slug:slug>/", pages.brand, name="brand"),
    path("brand/<slug:slug>/assign/<slug:market>/", pages.assign, name="assign"),
    path("for-brand/<slug:slug>/panel/", pages.panel, name="panel"),
    path("cards/", cards.card_list, name="cards"),
    path("cards/new/<slug:market>/", cards.add, name="add"),
    path("cards/<int:pk>/", cards.edit, name="edit"),
    path("cards/<int:pk>/remove/", cards.remove, name="remove"),
    path("cards/<int:pk>/restore/", cards.restore, name="restore"),
    path("cards/<int:pk>/history/", cards.history, name="history"),
    path("cards/<int:pk>/absences/", absences.add, name="add_absence"),
    path("cards/<int:pk>/absences/drop/", absences.drop, name="drop_absence"),
    path("import/", imports.bring, name="bring"),
    path("import/example/", imports.example, name="example"),
    path("import/<uuid:key>/", imports.transfer, name="transfer"),
    path("import/<uuid:key>/take-over/", imports.take_over, name="take_over"),
    path("import/<uuid:key>/cancel/", imports.cancel, name="cancel"),
    path("import/<uuid:key>/report/", imports.report, name="report"),
]
