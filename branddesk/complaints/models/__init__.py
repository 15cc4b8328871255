from __future__ import annotations

from branddesk.complaints.models.answer import Answer, AnswerTemplate, Decision
from branddesk.complaints.models.callback import Callback
from branddesk.complaints.models.complaint import Complaint, Picture, Utterance
from branddesk.complaints.models.theme import Improvement, Theme

__all__ = [
    "Answer",
    "AnswerTemplate",
    "Callback",
    "Complaint",
    "Decision",
    "Improvement",
    "Picture",
    "Theme",
    "Utterance",
]
