"""Settings that hold everywhere. What differs per machine comes from the environment (docs/howto/run.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(env("BRANDDESK_HOME", default=str(ROOT / "var"))).resolve()
"""Where this machine keeps its database, vault and secrets."""

DEBUG = False
DEMO = False
"""The demo world: one-click sign-in and the mailbox page exist only when this is true."""
DEMO_CASES = env.int("BRANDDESK_DEMO_CASES", default=400)
"""How many cases the demo world has; each takes about a tenth of a second to live through."""

PORT = env.int("PORT", default=8000)
LIVE_PORT = env.int("LIVE_PORT", default=PORT + 1)
LIVE_URL = env("BRANDDESK_LIVE_URL", default="")
"""Address of the live process as browsers see it; empty means this host at LIVE_PORT."""
SITE_URL = env("BRANDDESK_URL", default=f"http://localhost:{PORT}")
"""Address of the desk as people see it, for links in mail; without a slash at its end."""

ALLOWED_HOSTS = env.list("BRANDDESK_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("BRANDDESK_ORIGINS", default=[])

INSTALLED_APPS = [
    "branddesk.demo",
    "branddesk.workplace",
    "branddesk.channels.email",
    "branddesk.channels.chat",
    "branddesk.channels.wecom",
    "branddesk.channels.phone",
    "branddesk.channels.messenger",
    "branddesk.complaints",
    "branddesk.channels",
    "branddesk.cases",
    "branddesk.contacts",
    "branddesk.evidence",
    "branddesk.helpcenter",
    "branddesk.catalogue",
    "branddesk.stores",
    "branddesk.brands",
    "branddesk.notices",
    "branddesk.accounts",
    "branddesk.foundation.calendars",
    "branddesk.foundation.lists",
    "branddesk.foundation.search",
    "branddesk.foundation.transfers",
    "branddesk.foundation.delivery",
    "branddesk.foundation.files",
    "branddesk.foundation.live",
    "branddesk.foundation.jobs",
    "branddesk.foundation.journal",
    "branddesk.web",
    "branddesk.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "branddesk.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "branddesk.accounts.middleware.DeviceMiddleware",
    "branddesk.accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "branddesk.web.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "branddesk.config.urls"
WSGI_APPLICATION = "branddesk.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "branddesk.web.context.frame",
            ],
            "builtins": ["template_partials.templatetags.partials", "branddesk.web.templatetags.desk"],
        },
    }
]

TRANSLATOR_HOSTS = env.list("BRANDDESK_TRANSLATOR_HOSTS", default=[])
"""Translation services in the own network that organisations may name, as scheme and host: http://10.0.0.5:8000."""
SEND_HOLD_SECONDS = env.int("BRANDDESK_HOLD_SECONDS", default=10)
"""How long what was sent to the other side may be taken back; 0 sends at once."""


# What is kept, and where


def database(address: str) -> dict[str, Any]:
    """Django's entry for a database address, with the options that its engine needs."""
    entry: dict[str, Any] = env.db_url_config(address)
    if entry["ENGINE"].endswith("sqlite3"):
        # Measured: WAL with immediate transactions is the only setting without "database is locked".
        entry["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864",
        }
    else:
        # Parameters bound by the server let it keep the plan of a statement: a third of a case page's database time.
        entry["OPTIONS"] = {
            **entry.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": 8},
            "server_side_binding": True,
            "prepare_threshold": 3,
        }
    return entry


DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{HOME / 'branddesk.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "vault": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "vault"}},
    "staticfiles": {"BACKEND": "branddesk.config.static.HashedStaticFilesStorage"},
}

MAX_UPLOAD_BYTES = env.int("BRANDDESK_MAX_UPLOAD_BYTES", default=200_000_000)
"""The largest file the vault takes."""
CLAMD = env("BRANDDESK_CLAMD", default="")
"""The virus scanner: host:port of clamd or the path of its socket; empty where there is none."""
CLAMD_MAX_BYTES = env.int("BRANDDESK_CLAMD_MAX_BYTES", default=100 * 1024 * 1024)
"""The largest file that clamd looks at: its MaxFileSize, as it ships."""
FILE_UPLOAD_HANDLERS = ["branddesk.foundation.files.uploads.VaultUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
"""The largest form without its files, in bytes; a pasted list of listings is the largest there is."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env("BRANDDESK_MAIL_FROM", default="branddesk <desk@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL


# The ways to the platform

MAIL_DOMAIN = env("BRANDDESK_MAIL_DOMAIN", default="")
"""The domain at which brands have their addresses; empty: cases are not written about by mail."""
IMAP_URL = env("BRANDDESK_IMAP_URL", default="")
"""The mailbox into which that domain's mail falls: imaps://user:password@host:993/INBOX."""
MAIL_AUTHSERV_ID = env("BRANDDESK_MAIL_AUTHSERV_ID", default="")
"""The receiving server whose Authentication-Results are believed; without one, mail of strangers waits for a person."""
MAIL_WEBHOOK_SECRET = env("BRANDDESK_MAIL_WEBHOOK_SECRET", default="")
"""Signs what a mail service posts to /mail/in/; empty: nothing is taken there."""
WECOM_API = env("BRANDDESK_WECOM_API", default="")
"""Another address of WeCom's API than the public one, such as a sandbox."""
OZON_PUSH_NETWORKS = env.list(
    "BRANDDESK_OZON_PUSH_NETWORKS", default=["195.34.21.0/24", "185.73.192.0/22", "91.223.93.0/24"]
)
"""From where Ozon's push notifications come. Behind proxies, BRANDDESK_PROXIES says how many to look past."""
OZON_URL = env("BRANDDESK_OZON_URL", default="https://api-seller.ozon.ru").rstrip("/")
"""Ozon's Seller API, or a sandbox of it."""
MAIL_SANDBOX_PORT = 0
IMAP_SANDBOX_PORT = 0
WECOM_SANDBOX_PORT = 0
OZON_SANDBOX_PORT = 0
"""Where the demo's stand-ins for the outside answer; nowhere on a desk for real work."""
PHONE_RECORDING_HOSTS = env.list("BRANDDESK_PHONE_RECORDING_HOSTS", default=[])
"""Telephone systems in the own network from which recordings are fetched, as scheme and host."""


# Who signs in, and how

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["branddesk.accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "branddesk.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key", "reset_password": "20/m/ip,5/h/key"}
MFA_ADAPTER = "branddesk.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "branddesk"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("BRANDDESK_PROXIES", default=0)
"""How many proxies stand before the desk, so that limits count the reader's address and not the proxy's."""

SESSION_COOKIE_NAME = "branddesk_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "branddesk.web.views.csrf_failure"


# What browsers are told

PICTURE_HOSTS = env.list(
    "BRANDDESK_PICTURE_HOSTS",
    default=["https://*.ozone.ru", "https://*.ozon.ru", "https://*.ozonusercontent.com"],
)
"""Where the pictures of goods stand that pages may show, as sources of a content policy. Empty: they are links."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # Measured widths and charts set styles; scripts stay strict.
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:", *PICTURE_HOSTS],
        "connect-src": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
}
"""web.middleware adds the live process's address to connect-src."""
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"


# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("zh-hans", "中文"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [ROOT / "branddesk" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "branddesk": {"level": env("BRANDDESK_LOG_LEVEL", default="INFO")},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A page not found or refused is the reader's news, not the operator's.
        "django.request": {"level": "ERROR"},
    },
}
