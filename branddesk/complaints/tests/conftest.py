from __future__ import annotations

from branddesk.stores.tests.conftest import place, small_ozon

__all__ = ["place", "small_ozon"]
