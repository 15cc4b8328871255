"""Settings of the demo that `make run` starts: one click signs in, no mail leaves. Never for real work."""

from __future__ import annotations

from branddesk.config.secrets import kept_secret
from branddesk.config.settings.base import *
from branddesk.config.settings.base import CONTENT_SECURITY_POLICY, HOME, LOGGING, PORT, env

DEMO = True
TRANSLATOR_HOSTS = [f"http://127.0.0.1:{PORT}"]
"""The demo's own translator, which stands in for a service (`demo/translator.py`)."""
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret(HOME / "secrets", "secret_key")
MAIL_SANDBOX_PORT, IMAP_SANDBOX_PORT, WECOM_SANDBOX_PORT = PORT + 2, PORT + 3, PORT + 4
"""Where the demo's own mail server and its small WeCom answer, started by `serve --demo`."""
OZON_SANDBOX_PORT = PORT + 5
OZON_URL = f"http://127.0.0.1:{OZON_SANDBOX_PORT}"
"""The demo's small Ozon, to which its stores are connected."""
PICTURE_HOSTS = [OZON_URL]
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(OZON_URL)
OZON_PUSH_NETWORKS = ["127.0.0.0/8", "::1/128"]
MAIL_DOMAIN = "branddesk.example"
MAIL_AUTHSERV_ID = "mx.branddesk.example"
IMAP_URL = f"imap://desk:desk@127.0.0.1:{IMAP_SANDBOX_PORT}/INBOX"
WECOM_API = f"http://127.0.0.1:{WECOM_SANDBOX_PORT}"
EMAIL_BACKEND = "branddesk.demo.mailbox.EmailBackend"
LOGGING["loggers"]["branddesk"]["level"] = env("BRANDDESK_LOG_LEVEL", default="WARNING")
