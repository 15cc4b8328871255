"""Questions about cases: whose turn, which rows, what happened, how far."""

from branddesk.cases.selectors.lists import (
    VIEWS,
    CaseFilters,
    CasePage,
    case_list,
    ours_count,
    submissions_of,
    view_counts,
)
from branddesk.cases.selectors.people import colleagues_of, participants
from branddesk.cases.selectors.timeline import TimelineItem, timeline
from branddesk.cases.selectors.tracker import Step, tracker

__all__ = [
    "VIEWS",
    "CaseFilters",
    "CasePage",
    "Step",
    "TimelineItem",
    "case_list",
    "colleagues_of",
    "ours_count",
    "participants",
    "submissions_of",
    "timeline",
    "tracker",
    "view_counts",
]
