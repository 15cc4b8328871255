"""The web process: pages."""

from __future__ import annotations

import gc
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from branddesk.config.mode import use_settings

use_settings()
application = get_wsgi_application()

# What is loaded now stays for good: looking through it again and again for garbage costs a tenth of every page.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
