from __future__ import annotations

from django.urls import path

from branddesk.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.exhibits, name="list"),
    path("upload/", views.upload, name="upload"),
    path("upload/part/", views.part, name="part"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/file/", views.file, name="file"),
    path("<uuid:key>/thumb/", views.thumb, name="thumb"),
    path("<uuid:key>/describe/", views.describe, name="describe"),
    path("<uuid:key>/row/", views.row, name="row"),
    path("<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
]
