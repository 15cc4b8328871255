from __future__ import annotations

from django.urls import path

from branddesk.demo import views

app_name = "demo"
urlpatterns = [
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<int:pk>/", views.mail, name="mail"),
]
