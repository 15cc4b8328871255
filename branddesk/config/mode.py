"""Which settings a process of the desk runs with."""

from __future__ import annotations

import os


def use_settings(*, demo: bool = False) -> None:
    """Choose the settings unless the environment names some: the demo's only when asked for, else production's."""
    demo = demo or os.environ.get("BRANDDESK_DEMO") == "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"branddesk.config.settings.{'demo' if demo else 'production'}")
