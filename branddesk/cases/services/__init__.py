"""Every change that a case can go through: writing, filing, answering, reviewing, talking."""

from branddesk.cases.services.answers import answer_request, close_case, record_answer, refile, reopen_case
from branddesk.cases.services.drafts import (
    add_listings,
    attach_exhibit,
    attach_exhibits,
    change_draft,
    change_kind,
    change_listing,
    detach_exhibit,
    discard_draft,
    hand_over,
    open_draft,
    overrule_warning,
    overrule_warnings,
    remove_listing,
    take_back_overrule,
)
from branddesk.cases.services.expectations import estimate_waits
from branddesk.cases.services.filing import record_filing, submit_case, unprepare, withdraw_submission
from branddesk.cases.services.follow_ups import ask_again, change_follow_up, drop_follow_up, plan_follow_up
from branddesk.cases.services.gathering import add_tag, remove_tag, unwatch, watch
from branddesk.cases.services.handling import escalate_case, lower_case, rate_case, set_priority
from branddesk.cases.services.messages import add_note, send_message
from branddesk.cases.services.presence import note_writing, stop_writing
from branddesk.cases.services.related import link_cases, merge_cases, unlink_cases, unmerge_cases
from branddesk.cases.services.review import ask_for_information, decide, pass_on, release_case, take_case
from branddesk.cases.services.sending import at_once, release_due, release_message, take_back
from branddesk.cases.services.templates import retire_template, save_template

__all__ = [
    "add_listings",
    "add_note",
    "add_tag",
    "answer_request",
    "ask_again",
    "ask_for_information",
    "at_once",
    "attach_exhibit",
    "attach_exhibits",
    "change_draft",
    "change_follow_up",
    "change_kind",
    "change_listing",
    "close_case",
    "decide",
    "detach_exhibit",
    "discard_draft",
    "drop_follow_up",
    "escalate_case",
    "estimate_waits",
    "hand_over",
    "link_cases",
    "lower_case",
    "merge_cases",
    "note_writing",
    "open_draft",
    "overrule_warning",
    "overrule_warnings",
    "pass_on",
    "plan_follow_up",
    "rate_case",
    "record_answer",
    "record_filing",
    "refile",
    "release_case",
    "release_due",
    "release_message",
    "remove_listing",
    "remove_tag",
    "reopen_case",
    "retire_template",
    "save_template",
    "send_message",
    "set_priority",
    "stop_writing",
    "submit_case",
    "take_back",
    "take_back_overrule",
    "take_case",
    "unlink_cases",
    "unmerge_cases",
    "unprepare",
    "unwatch",
    "watch",
    "withdraw_submission",
]
