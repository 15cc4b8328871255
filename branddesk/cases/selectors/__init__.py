"""Questions about cases: whose turn, which rows, what happened, how far."""

from branddesk.cases.selectors.filters import CaseFilters
from branddesk.cases.selectors.handling import Handling, alike, handling_of, suggested, tags_like
from branddesk.cases.selectors.lists import (
    VIEWS,
    CasePage,
    case_list,
    ours,
    submissions_of,
    view_counts,
)
from branddesk.cases.selectors.news import News, news_of
from branddesk.cases.selectors.people import colleagues_of, participants, readers_of
from branddesk.cases.selectors.templates import fill, templates_for, templates_of, unknown_fields
from branddesk.cases.selectors.timeline import Story, TimelineItem, timeline
from branddesk.cases.selectors.tracker import Step, tracker

__all__ = [
    "VIEWS",
    "CaseFilters",
    "CasePage",
    "Handling",
    "News",
    "Step",
    "Story",
    "TimelineItem",
    "alike",
    "case_list",
    "colleagues_of",
    "fill",
    "handling_of",
    "news_of",
    "ours",
    "participants",
    "readers_of",
    "submissions_of",
    "suggested",
    "tags_like",
    "templates_for",
    "templates_of",
    "timeline",
    "tracker",
    "unknown_fields",
    "view_counts",
]
