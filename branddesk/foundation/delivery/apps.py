from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "branddesk.foundation.delivery"
    label = "delivery"

    def ready(self) -> None:
        from branddesk.foundation.delivery import mail, transports

        import_module("branddesk.foundation.delivery.receivers")
        transports.register("mail", mail.send)
