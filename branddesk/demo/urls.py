from __future__ import annotations

from django.urls import path

from branddesk.demo import translator, views

app_name = "demo"
urlpatterns = [
    path("translator/v1/chat/completions", translator.completions, name="translator"),
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<int:pk>/", views.mail, name="mail"),
    path("mail/<int:pk>/answer/", views.answer, name="answer"),
]
