"""Django settings; what an operator may change comes from the environment.

Every variable stands in docs/operate/settings.md.
"""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone

from nearer.config import environment

DATA = environment.data_folder()
KEY_FILE = environment.key_file(DATA)
HOSTS = environment.words("NEARER_HOSTS")
HOSTED = bool(HOSTS)
DEBUG = environment.flag("NEARER_DEBUG", default=False)

# --- keys ---------------------------------------------------------------------------
_stored_key = environment.installation_key(KEY_FILE)
KEY_IS_STORED = _stored_key is not None
INSTALLATION_KEY = _stored_key or secrets.token_bytes(environment.KEY_BYTES)
SECRET_KEY = hashlib.blake2b(b"django", key=INSTALLATION_KEY).hexdigest()
KDF_PASSES = 3
KDF_MEMORY = 64 * 2**20

# --- who is served ------------------------------------------------------------------
ALLOWED_HOSTS = HOSTS or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in HOSTS]
PROXIES = environment.number("NEARER_PROXIES", default=0, low=0, high=9)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HOSTED
SECURE_HSTS_SECONDS = 31_536_000 if HOSTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HOSTED
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" breaks our own forms
# web.headers sets X-Frame-Options; a preload list would name the host to the world.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W021"]

# --- cookies: neutral names, kept to this host --------------------------------------
COOKIE_PREFIX = "__Host-" if HOSTED else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = HOSTED
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}form"
CSRF_COOKIE_SECURE = HOSTED
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SECURE = HOSTED
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True

# --- locking and leaving ------------------------------------------------------------
DEMO = environment.flag("NEARER_DEMO", default=False)
LOCK_MINUTES = environment.number("NEARER_LOCK_MINUTES", default=10, low=2, high=60)
LEAVE_TO = environment.address("NEARER_LEAVE_TO", default="https://www.wikipedia.org/")
CLOCK = timezone.now

# --- the program --------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "nearer.diary",
    "nearer.pictures",
    "nearer.web",
    "nearer.accounts",
    "nearer.assess",
    "nearer.help",
    "nearer.journal",
    "nearer.keep",
    "nearer.learn",
    "nearer.review",
    "nearer.today",
    "nearer.pause",
    "nearer.us",
    "nearer.config",
]
MIDDLEWARE = [
    "nearer.web.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nearer.web.errors.plain_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nearer.web.language.language",
    "nearer.web.errors.readable_length",
    "nearer.web.errors.words_for_bare_errors",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nearer.keep.middleware.sweeping",
    "nearer.accounts.middleware.people",
    "nearer.us.middleware.going_along",
    "nearer.accounts.faults.plain_words",
]
ROOT_URLCONF = "nearer.config.urls"
WSGI_APPLICATION = "nearer.config.wsgi.application"
CSRF_FAILURE_VIEW = "nearer.web.errors.csrf_failure"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "nearer.web.context.house",
            ],
        },
    }
]
STATIC_URL = "/static/"
# Made ready at the start (`starting.static_files`); without that, served as they are.
STATIC_ROOT = DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "nearer.web.files.Files"}}
FILE_UPLOAD_PERMISSIONS = 0o600  # of what is made ready there
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = True

# --- storing ------------------------------------------------------------------------
_url = environment.text("DATABASE_URL")
DATABASES = {
    "default": (
        environment.postgres(_url)
        if _url
        else environment.sqlite(DATA / "notes.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Counters of tries only: nothing that a person wrote is ever put in a cache. A full one
# lets counters go: with Django's 300, a few hundred tries under made-up names would
# have given whoever guesses at one name all their tries back.
CACHES = {
    "default": (
        {
            "BACKEND": "nearer.accounts.counters.Counters",
            "LOCATION": "counters",
        }
        if HOSTED
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
    | {"OPTIONS": {"MAX_ENTRIES": 100_000}}
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
# An uploaded file may be a whole diary: never in a temporary file.
FILE_UPLOAD_HANDLERS = ["nearer.keep.uploads.InMemory"]

# --- people -------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["nearer.accounts.backends.KeyBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:unlock"
ACCOUNT_ADAPTER = "nearer.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
BEGINNINGS = environment.number("NEARER_BEGINNINGS", default=20, low=1, high=1000)
# Nobody is locked out for good: a try comes back after five minutes, a recovery code is
# never counted by name, and a browser that is only locked has a count of its own.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip,5/300s/key",
    "own": "5/300s/key",
    "recover": "30/m/ip",
    "own_code": "5/300s/key",
    "invitation": "20/h/key",
    "code": "5/300s/key",
    "signup": f"{BEGINNINGS}/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# --- languages and time -------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = True
FORMAT_MODULE_PATH = "nearer.web.formats"
USE_TZ = True
TIME_ZONE = "UTC"

# --- what is written down: faults, never content ------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"short": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "short"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
    "loggers": {
        # A request's line holds its path; what happened is enough.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        # To DEBUG it writes whole pages down when a name in one of them has no value.
        "django.template": {"level": "WARNING"},
        # A request that waits its turn for an instant is nothing to worry anyone.
        "waitress.queue": {"level": "ERROR"},
    },
}
