"""The web process: pages."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from branddesk.config.mode import use_settings

use_settings()
application = get_wsgi_application()
