from branddesk.channels.email.services.held import accept_mail, discard_mail, restore_mail
from branddesk.channels.email.services.taking import receive
from branddesk.channels.email.services.writing import write_mail

__all__ = ["accept_mail", "discard_mail", "receive", "restore_mail", "write_mail"]
