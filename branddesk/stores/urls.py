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
    path("<int:pk>/push/", views.push_on, name="push_on"),
    path("<int:pk>/push/off/", views.push_off, name="push_off"),
    path("push/<str:key>/", views.push, name="push"),
    path("<int:pk>/streams/<slug:code>/stop/", views.stop_reading, name="stop_reading"),
    path("<int:pk>/streams/<slug:code>/read/", views.read_now, name="read_now"),
]
