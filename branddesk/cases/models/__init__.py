from branddesk.cases.models.case import Case, CaseExhibit, CaseQuerySet, OffendingListing, Overrule, Submission
from branddesk.cases.models.handling import CaseLink, CaseTag, Closing, PhoneLink, Satisfaction, Tag, Watcher
from branddesk.cases.models.talk import Message, ReplyTemplate, ReplyTemplateText, Writing
from branddesk.cases.models.terms import Breach, Expectation, FollowUp, Promise, ReadinessTerm, ReasonCode

__all__ = [
    "Breach",
    "Case",
    "CaseExhibit",
    "CaseLink",
    "CaseQuerySet",
    "CaseTag",
    "Closing",
    "Expectation",
    "FollowUp",
    "Message",
    "OffendingListing",
    "Overrule",
    "PhoneLink",
    "Promise",
    "ReadinessTerm",
    "ReasonCode",
    "ReplyTemplate",
    "ReplyTemplateText",
    "Satisfaction",
    "Submission",
    "Tag",
    "Watcher",
    "Writing",
]
