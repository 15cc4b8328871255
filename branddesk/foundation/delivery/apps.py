from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "branddesk.foundation.delivery"
    label = "delivery"

    def ready(self) -> None:
        import_module("branddesk.foundation.delivery.receivers")
