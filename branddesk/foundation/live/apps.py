from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "branddesk.foundation.live"
    label = "live"
