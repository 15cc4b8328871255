from branddesk.cases.models.case import Case, CaseExhibit, CaseQuerySet, OffendingListing, Overrule, Submission
from branddesk.cases.models.handling import CaseLink, CaseTag, Closing, PhoneLink, Satisfaction, Tag, Watcher
from branddesk.cases.models.ladder import LadderProposal, LadderTerm
from branddesk.cases.models.talk import PRIVATE, Message, ReplyTemplate, ReplyTemplateText, Writing
from branddesk.cases.models.terms import Breach, Expectation, FollowUp, Promise, ReadinessTerm, ReasonCode

__all__ = [
    "PRIVATE",
    "Breach",
    "Case",
    "CaseExhibit",
    "CaseLink",
    "CaseQuerySet",
    "CaseTag",
    "Closing",
    "Expectation",
    "FollowUp",
    "LadderProposal",
    "LadderTerm",
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
