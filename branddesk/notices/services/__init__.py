from branddesk.notices.services.choices import change_choices
from branddesk.notices.services.page import (
    forget,
    is_local,
    mark_all_read,
    mark_page_read,
    mark_read,
    mark_unread,
    notify,
    notify_each,
)

__all__ = [
    "change_choices",
    "forget",
    "is_local",
    "mark_all_read",
    "mark_page_read",
    "mark_read",
    "mark_unread",
    "notify",
    "notify_each",
]
