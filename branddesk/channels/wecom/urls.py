from __future__ import annotations

from django.urls import path

from branddesk.channels.wecom import views

app_name = "wecom"
urlpatterns = [
    path("", views.app_settings, name="settings"),
    path("try/", views.try_app, name="try"),
    path("disconnect/", views.disconnect, name="disconnect"),
    path("robot/", views.robot, name="robot"),
    path("robot/try/", views.try_robot, name="try_robot"),
    path("robot/remove/", views.remove_robot, name="remove_robot"),
    path("me/", views.me, name="me"),
    path("me/code/", views.new_code, name="new_code"),
    path("me/remove/", views.unbind, name="unbind"),
    path("me/file/<int:pk>/", views.file, name="file"),
    path("me/aside/<int:pk>/", views.set_aside, name="set_aside"),
    path("send/", views.send, name="send"),
    path("write/", views.write, name="write"),
    path("callback/<uuid:key>/", views.callback, name="callback"),
]
