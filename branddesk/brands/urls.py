from __future__ import annotations

from django.urls import path

from branddesk.brands import views

app_name = "brands"
urlpatterns = [
    path("", views.brands, name="list"),
    path("add/", views.add, name="add"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/grants/", views.grants, name="grants"),
    path("<slug:slug>/grants/<int:pk>/withdraw/", views.withdraw, name="withdraw_grant"),
    path("<slug:slug>/rights/add/", views.right_add, name="right_add"),
    path("<slug:slug>/rights/<int:pk>/", views.right_edit, name="right_edit"),
    path("<slug:slug>/authorisations/add/", views.authorisation_add, name="authorisation_add"),
    path("<slug:slug>/authorisations/<int:pk>/", views.authorisation_edit, name="authorisation_edit"),
]
