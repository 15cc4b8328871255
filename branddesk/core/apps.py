from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "branddesk.core"
    label = "core"
