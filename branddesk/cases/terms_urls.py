from __future__ import annotations

from django.urls import path

from branddesk.cases.views import ladder, templates, terms

app_name = "terms"
urlpatterns = [
    path("", terms.overview, name="overview"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/new/", templates.add, name="add_template"),
    path("templates/check/", templates.check, name="check_template"),
    path("templates/<int:pk>/", templates.edit, name="template"),
    path("templates/<int:pk>/retire/", templates.retire, name="retire_template"),
    path("templates/<int:pk>/history/", templates.history, name="template_history"),
    path("<slug:slug>/promises/", terms.promises, name="promises"),
    path("<slug:slug>/promises/<str:kind>/<int:priority>/", terms.promise, name="promise"),
    path("<slug:slug>/promises/<str:kind>/<int:priority>/history/", terms.promise_history, name="promise_history"),
    path("<slug:slug>/calendar/", terms.calendar, name="calendar"),
    path("<slug:slug>/calendar/days/", terms.day, name="day"),
    path("<slug:slug>/calendar/history/", terms.calendar_history, name="calendar_history"),
    path("<slug:slug>/reasons/", terms.reason_list, name="reasons"),
    path("<slug:slug>/reasons/<slug:code>/", terms.reason, name="reason"),
    path("<slug:slug>/reasons/<slug:code>/history/", terms.reason_history, name="reason_history"),
    path("<slug:slug>/ladder/", ladder.thresholds, name="ladder"),
    path("<slug:slug>/ladder/history/", ladder.thresholds_history, name="ladder_history"),
    path("<slug:slug>/readiness/<str:kind>/", terms.readiness, name="readiness"),
    path("<slug:slug>/readiness/<str:kind>/<slug:code>/", terms.term, name="term"),
    path("<slug:slug>/readiness/<str:kind>/<slug:code>/history/", terms.term_history, name="term_history"),
]
