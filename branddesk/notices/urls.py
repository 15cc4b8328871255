from __future__ import annotations

from django.urls import path

from branddesk.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notice_list, name="list"),
    path("notices/choices/", views.choices, name="choices"),
    path("notices/<int:pk>/", views.open_notice, name="open"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/unread/", views.unread, name="unread"),
]
