from __future__ import annotations

from django.urls import path

from branddesk.complaints.views import answers, callbacks, inbox, sheets, templates, themes, voices

app_name = "complaints"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("new/", voices.new, name="new"),
    path("export/", inbox.export, name="export"),
    path("views/save/", inbox.save_view, name="save_view"),
    path("views/<int:pk>/forget/", inbox.forget_view, name="forget_view"),
    path("bring/", sheets.bring, name="bring"),
    path("bring/example.csv", sheets.example, name="example"),
    path("bring/<uuid:key>/", sheets.transfer, name="transfer"),
    path("bring/<uuid:key>/take-over/", sheets.take_over, name="take_over"),
    path("bring/<uuid:key>/cancel/", sheets.cancel, name="cancel"),
    path("bring/<uuid:key>/report.csv", sheets.report, name="report"),
    path("measures/", callbacks.measures, name="measures"),
    path("callbacks/", callbacks.callback_list, name="callbacks"),
    path("callbacks/<int:pk>/done/", callbacks.carry_out, name="carry_out"),
    path("callbacks/<int:pk>/drop/", callbacks.drop_callback, name="drop_callback"),
    path("<int:pk>/call-back/", callbacks.plan_callback, name="plan_callback"),
    path("themes/", themes.theme_list, name="themes"),
    path("themes/<int:pk>/", themes.theme, name="theme"),
    path("themes/<int:pk>/rename/", themes.rename_theme, name="rename_theme"),
    path("themes/<int:pk>/merge/", themes.merge_theme, name="merge_theme"),
    path("themes/<int:pk>/close/", themes.close_theme, name="close_theme"),
    path("themes/<int:pk>/case/", themes.theme_case, name="theme_case"),
    path("themes/<int:pk>/improve/", themes.improve, name="improve"),
    path("improvements/<int:pk>/done/", themes.finish_improvement, name="finish_improvement"),
    path("<int:pk>/place/", themes.place, name="place"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/new/", templates.keep, name="new_template"),
    path("templates/<int:pk>/", templates.change, name="change_template"),
    path("templates/<int:pk>/throw-away/", templates.throw_away, name="throw_away_template"),
    path("<int:pk>/", inbox.voice, name="voice"),
    path("<int:pk>/assign/", voices.assign, name="assign"),
    path("<int:pk>/finish/", voices.finish, name="finish"),
    path("<int:pk>/again/", voices.take_up_again, name="again"),
    path("<int:pk>/wish/", voices.wish, name="wish"),
    path("<int:pk>/case/", voices.case, name="case"),
    path("<int:pk>/answer/", answers.answer, name="answer"),
    path("<int:pk>/answered/", answers.answered, name="answered"),
    path("<int:pk>/decide/", answers.decide, name="decide"),
    path("<int:pk>/chat/", answers.begin_chat, name="begin_chat"),
    path("answers/<int:pk>/undo/", answers.undo, name="undo"),
]
