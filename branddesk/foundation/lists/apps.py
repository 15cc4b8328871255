from __future__ import annotations

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "branddesk.foundation.lists"
    label = "lists"

    def ready(self) -> None:
        from branddesk.foundation.lists import receivers  # noqa: F401
