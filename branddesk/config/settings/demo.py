"""Settings of the demo that `make run` starts: one click signs in, no mail leaves. Never for real work."""

from __future__ import annotations

from branddesk.config.secrets import kept_secret
from branddesk.config.settings.base import *
from branddesk.config.settings.base import HOME, LOGGING, env

DEMO = True
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret(HOME / "secrets", "secret_key")
EMAIL_BACKEND = "branddesk.demo.mailbox.EmailBackend"
LOGGING["loggers"]["branddesk"]["level"] = env("BRANDDESK_LOG_LEVEL", default="WARNING")
