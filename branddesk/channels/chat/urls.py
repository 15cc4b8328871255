from __future__ import annotations

from django.urls import path

from branddesk.channels.chat.views import asking, desk, lines, replies, visiting

app_name = "chat"
urlpatterns = [
    path("", asking.home, name="home"),
    path("corner/", asking.corner, name="corner"),
    path("articles/", asking.articles, name="articles"),
    path("of-case/<str:number>/", asking.of_case, name="of_case"),
    path("visit/", visiting.visit, name="visit"),
    path("visit/code/", visiting.code, name="visit_code"),
    path("visit/link/<str:token>/", visiting.link, name="visit_link"),
    path("desk/", desk.desk, name="desk"),
    path("desk/attendance/", desk.attendance, name="attendance"),
    path("desk/here/", desk.here, name="here"),
    path("desk/<uuid:key>/", desk.desk_chat, name="desk_chat"),
    path("desk/<uuid:key>/accept/", desk.accept_chat, name="accept"),
    path("desk/<uuid:key>/hand-over/", desk.hand_over_chat, name="hand_over"),
    path("desk/<uuid:key>/articles/", desk.articles, name="desk_articles"),
    path("desk/<uuid:key>/article/", desk.article, name="article"),
    path("replies/", replies.replies, name="replies"),
    path("replies/<int:pk>/", replies.reply, name="reply"),
    path("replies/<int:pk>/delete/", replies.delete, name="reply_delete"),
    path("<uuid:key>/", asking.detail, name="detail"),
    path("<uuid:key>/state/", asking.state, name="state"),
    path("<uuid:key>/close/", asking.close_chat, name="close"),
    path("<uuid:key>/case/", asking.make_case, name="make_case"),
    path("<uuid:key>/attach/", asking.attach, name="attach"),
    path("<uuid:key>/lines/", lines.lines, name="lines"),
    path("<uuid:key>/lines/<int:seq>/translation/", asking.translation, name="translation"),
    path("<uuid:key>/file/", lines.upload, name="upload"),
    path("<uuid:key>/files/<int:seq>/", lines.file, name="file"),
    path("<uuid:key>/writing/", lines.writing, name="writing"),
    path("<uuid:key>/read/", lines.read, name="read"),
]
