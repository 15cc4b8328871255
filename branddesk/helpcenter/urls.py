from __future__ import annotations

from django.urls import path

from branddesk.helpcenter.views import editing, reading

app_name = "helpcenter"
urlpatterns = [
    path("", reading.home, name="home"),
    path("edit/", editing.articles, name="articles"),
    path("edit/new/", editing.add, name="add"),
    path("edit/preview/", editing.preview, name="preview"),
    path("edit/sections/", editing.sections, name="sections"),
    path("edit/sections/<int:pk>/", editing.section, name="section"),
    path("edit/sections/<int:pk>/history/", editing.section_history, name="section_history"),
    path("<slug:slug>/", reading.article, name="article"),
    path("<slug:slug>/helpful/", reading.feedback, name="feedback"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/history/", editing.history, name="history"),
    path("<slug:slug>/history/restore/", editing.restore, name="restore"),
]
