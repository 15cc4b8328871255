"""Every change that a case can go through: writing, filing, answering, reviewing, talking."""

from branddesk.cases.services.answers import answer_request, close_case, record_answer, refile, reopen_case
from branddesk.cases.services.drafts import (
    add_listings,
    attach_exhibit,
    change_draft,
    change_listing,
    detach_exhibit,
    discard_draft,
    hand_over,
    open_draft,
    overrule_warning,
    remove_listing,
    take_back_overrule,
)
from branddesk.cases.services.filing import record_filing, submit_case, unprepare, withdraw_submission
from branddesk.cases.services.messages import add_note, send_message
from branddesk.cases.services.review import ask_for_information, decide, pass_on, release_case, take_case

__all__ = [
    "add_listings",
    "add_note",
    "answer_request",
    "ask_for_information",
    "attach_exhibit",
    "change_draft",
    "change_listing",
    "close_case",
    "decide",
    "detach_exhibit",
    "discard_draft",
    "hand_over",
    "open_draft",
    "overrule_warning",
    "pass_on",
    "record_answer",
    "record_filing",
    "refile",
    "release_case",
    "remove_listing",
    "reopen_case",
    "send_message",
    "submit_case",
    "take_back_overrule",
    "take_case",
    "unprepare",
    "withdraw_submission",
]
