"""The settings of the tests: the same house, faster locks and nothing left behind."""

import tempfile
from pathlib import Path

from clinic.settings import *  # noqa: F403
from clinic.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE

VAR_DIR = Path(tempfile.mkdtemp(prefix="restride-tests-"))
MAIL_DIR = VAR_DIR / "mail"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
# A file, not memory: there a page's own thread would have to share the one connection of its test.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
SECRET_KEY = "tests-only-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO = True
STAFF_SECOND_STEP = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "media"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Signing out reads the session twice, to know it and to delete it: Django's own way.
ZEAL_ALLOWLIST = [{"model": "sessions.Session"}]
