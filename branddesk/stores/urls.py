from __future__ import annotations

from django.urls import path

from branddesk.stores import views

app_name = "stores"
urlpatterns = [
    path("", views.store_list, name="list"),
    path("connect/", views.connect, name="connect"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/try/", views.try_key, name="try"),
    path("<int:pk>/key/", views.replace_key, name="replace_key"),
    path("<int:pk>/disconnect/", views.disconnect, name="disconnect"),
]
