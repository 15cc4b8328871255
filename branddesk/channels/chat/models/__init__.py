from branddesk.channels.chat.models.agents import Attendance, CannedReply, CannedText
from branddesk.channels.chat.models.talk import (
    OPEN,
    Conversation,
    ConversationQuerySet,
    Line,
    Seat,
    Side,
    State,
)
from branddesk.channels.chat.models.visitors import AddressProof, Visitor

__all__ = [
    "OPEN",
    "AddressProof",
    "Attendance",
    "CannedReply",
    "CannedText",
    "Conversation",
    "ConversationQuerySet",
    "Line",
    "Seat",
    "Side",
    "State",
    "Visitor",
]
