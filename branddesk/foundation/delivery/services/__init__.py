from branddesk.foundation.delivery.services.inbox import take_in
from branddesk.foundation.delivery.services.outbox import owe, send_mail

__all__ = ["owe", "send_mail", "take_in"]
