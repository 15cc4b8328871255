from __future__ import annotations

from django.urls import path

from branddesk.cases.views import drafts, packets, pages, platform, talk

app_name = "cases"
urlpatterns = [
    path("", pages.case_list, name="list"),
    path("new/", drafts.new, name="new"),
    path("queue/", platform.queue, name="queue"),
    path("queue/next/", platform.take_next, name="take_next"),
    path("<str:number>/", pages.detail, name="detail"),
    # The composer
    path("<str:number>/draft/", drafts.draft, name="draft"),
    path("<str:number>/draft/save/", drafts.save, name="save"),
    path("<str:number>/draft/side/", drafts.side, name="side"),
    path("<str:number>/draft/evidence/", drafts.evidence, name="evidence"),
    path("<str:number>/submit/", drafts.submit, name="submit"),
    path("<str:number>/discard/", drafts.discard, name="discard"),
    path("<str:number>/listings/", drafts.add, name="add_listings"),
    path("<str:number>/listings/<int:pk>/", drafts.listing, name="listing"),
    path("<str:number>/listings/<int:pk>/remove/", drafts.remove, name="remove_listing"),
    path("<str:number>/exhibits/attach/", drafts.attach, name="attach"),
    path("<str:number>/exhibits/detach/", drafts.detach, name="detach"),
    path("<str:number>/warnings/", drafts.overrule, name="overrule"),
    # Filing in the marketplace's cabinet
    path("<str:number>/packets/", packets.overview, name="packets"),
    path("<str:number>/packets/back/", packets.unprepare, name="unprepare"),
    path("<str:number>/packets/<int:pk>/", packets.copy, name="copy"),
    path("<str:number>/packets/<int:pk>/file/", packets.file, name="file"),
    path("<str:number>/packets/<int:pk>/answer/", packets.answer, name="record_answer"),
    path("<str:number>/packets/<int:pk>/again/", packets.refile, name="refile"),
    path("<str:number>/packets/<int:pk>/withdraw/", packets.withdraw, name="withdraw"),
    # Talking, answering, ending
    path("<str:number>/answer/", talk.answer, name="answer"),
    path("<str:number>/message/", talk.message, name="message"),
    path("<str:number>/note/", talk.note, name="note"),
    path("<str:number>/hand-over/", talk.hand_over, name="hand_over"),
    path("<str:number>/close/", talk.close, name="close"),
    path("<str:number>/reopen/", talk.reopen, name="reopen"),
    # The platform's moves
    path("<str:number>/take/", platform.take, name="take"),
    path("<str:number>/decide/", platform.decide, name="decide"),
    path("<str:number>/pass-on/", platform.pass_on, name="pass_on"),
    path("<str:number>/release/", platform.release, name="release"),
]
