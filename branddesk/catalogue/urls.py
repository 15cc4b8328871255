from __future__ import annotations

from django.urls import path

from branddesk.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.products, name="list"),
    path("suggest/", views.suggest, name="suggest"),
    path("import/", views.bring, name="bring"),
    path("import/example/", views.example, name="example"),
    path("import/<uuid:key>/", views.transfer, name="transfer"),
    path("import/<uuid:key>/take-over/", views.take_over, name="take_over"),
    path("import/<uuid:key>/cancel/", views.cancel, name="cancel"),
    path("import/<uuid:key>/report/", views.report, name="report"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/retire/", views.retire, name="retire"),
    path("<slug:slug>/add/", views.add, name="add"),
]
