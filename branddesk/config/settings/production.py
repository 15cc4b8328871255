"""Settings of real work. They refuse to start half configured."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from branddesk.config.settings.base import *
from branddesk.config.settings.base import SITE_URL, env

for _name in ("SECRET_KEY", "BRANDDESK_HOSTS", "BRANDDESK_URL", "BRANDDESK_HOME"):
    if not env(_name, default=""):
        raise ImproperlyConfigured(f"Set {_name}; docs/howto/run.md says what it holds. For the demo, use make run.")

DEMO = False
SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

IS_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_SECURE = IS_SECURE
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
if env.int("BRANDDESK_PROXIES", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
