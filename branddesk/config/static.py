"""Static files under names that carry their hash, so that browsers may keep them for good."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage as Base

OWN_FOLDERS = [app.rsplit(".", 1)[-1] for app in settings.INSTALLED_APPS if app.startswith("branddesk.")]
MODULE_IMPORTS = Base._js_module_import_aggregation_patterns[1]


class HashedStaticFilesStorage(Base):
    """Our own modules that import one another find each other under the hashed names.

    Django can see to that in all scripts or in none; in those of libraries it trips over examples in comments.
    """

    @cache  # noqa: B019  there is one storage for as long as the process lives, and a page asks for forty addresses
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))

    patterns = (*Base.patterns, *((f"{folder}/*.js", MODULE_IMPORTS) for folder in OWN_FOLDERS))
