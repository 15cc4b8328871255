from __future__ import annotations

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "branddesk.foundation.transfers"
    label = "transfers"

    def ready(self) -> None:
        from branddesk.foundation.transfers import receivers  # noqa: F401
