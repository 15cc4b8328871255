from __future__ import annotations

from django.urls import path

from branddesk.workplace import views

app_name = "workplace"
urlpatterns = [path("", views.start, name="start")]
