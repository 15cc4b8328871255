from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "branddesk.foundation.journal"
    label = "journal"
