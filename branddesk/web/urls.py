from __future__ import annotations

from django.urls import path

from branddesk.web import finding, views

app_name = "web"
urlpatterns = [
    path("components/", views.components, name="components"),
    path("theme/", views.theme, name="theme"),
    path("search/", finding.search, name="search"),
    path("palette/", finding.palette, name="palette"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
