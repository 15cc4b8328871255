from branddesk.channels.chat.services.alarms import remind_of_unanswered
from branddesk.channels.chat.services.attending import delete_reply, save_reply, set_attendance, stay
from branddesk.channels.chat.services.cases import attach_to_case, become_case, draft_from
from branddesk.channels.chat.services.moving import accept, close, hand_over, start, take_over
from branddesk.channels.chat.services.talking import mark_read, say, send_article, send_file, show_writing
from branddesk.channels.chat.services.visiting import ask_for_code, confirm

__all__ = [
    "accept",
    "ask_for_code",
    "attach_to_case",
    "become_case",
    "close",
    "confirm",
    "delete_reply",
    "draft_from",
    "hand_over",
    "mark_read",
    "remind_of_unanswered",
    "save_reply",
    "say",
    "send_article",
    "send_file",
    "set_attendance",
    "show_writing",
    "start",
    "stay",
    "take_over",
]
