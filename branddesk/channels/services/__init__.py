from branddesk.channels.services.deliveries import deliver_message

__all__ = ["deliver_message"]
