from __future__ import annotations

from django.urls import path

from branddesk.channels.messenger import views

app_name = "messenger"
urlpatterns = [
    path("", views.talk_list, name="list"),
    path("<int:pk>/", views.talk, name="talk"),
    path("<int:pk>/place/", views.place, name="place"),
    path("<int:pk>/write/", views.write, name="write"),
    path("lines/<int:pk>/undo/", views.undo, name="undo"),
]
