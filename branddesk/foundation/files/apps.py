from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "branddesk.foundation.files"
    label = "files"

    def ready(self) -> None:
        import_module("branddesk.foundation.files.receivers")
