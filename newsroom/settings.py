"""The one settings file. Values come from the environment or `.env` (see .env.example); no default is insecure."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from articles.body import OWN_EXTENSIONS
from newsroom import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.read(BASE_DIR)

# --- Who may call, and how ----------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DEBUG = env.bool("DEBUG", default=False)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# A health check comes from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# A front server that ends TLS must set this header itself, and strip it from what comes in (README, "In production").
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")}

# --- What it is made of -------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles.apps.ArticlesConfig",
    "media.apps.MediaConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_prose_editor",
    "imagefield",
    "js_asset",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.ResourcePolicyMiddleware",
    "newsroom.middleware.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "articles.middleware.FormerPathMiddleware",
    "newsroom.middleware.DeskSessionMiddleware",
    "newsroom.middleware.DeskLanguageMiddleware",
    "articles.admin.rescue.RescueMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.middleware.DeskAuthenticationMiddleware",
    "newsroom.middleware.DeskMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.admin.once.OnceMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
ASGI_APPLICATION = "newsroom.asgi.application"

TEMPLATES = [
    {
        # The reader's pages, compiled: they are rendered a hundred times for one page of the desk.
        "NAME": "paper",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "paper"],
        "OPTIONS": {"environment": "articles.page.typesetting.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.admin.rescue.typed",
            ],
            # With the token of each form: who opened it.
            "builtins": ["articles.templatetags.stamped"],
        },
    },
]

# --- Where things are kept ----------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL); a writer takes its lock at the start: two saves queue, and never deadlock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=20)
# What stands in front of the house: `articles.caching.purging` says what these may be.
PURGE = {
    "back_end": env.str("PURGE_BACK_END", default="none"),
    "urls": env.list("PURGE_URLS", default=[]),
    "headers": dict(env.json("PURGE_HEADERS", default={})),
    "timeout": env.float("PURGE_TIMEOUT", default=2.0),
}
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=60)
# Whom `press.pings` tells of news. The paper's own address is asked for only then: elsewhere a request says it.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")
# Signs static mirrors (`manage.py export_site`, which makes it the first time). A file for the server's user alone.
MIRROR_KEY = Path(env.str("MIRROR_KEY", default="") or BASE_DIR / ".mirror-key.pem")
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
INDEXNOW_KEY = env.str("INDEXNOW_KEY", default="")
INDEXNOW_URL = env.str("INDEXNOW_URL", default="https://api.indexnow.org/indexnow")

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default="") or BASE_DIR / "media" / "uploads")
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
STATIC_ROOT = Path(env.str("STATIC_ROOT", default="") or BASE_DIR / ".static")
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": env.str("MEDIA_STORAGE", default="django.core.files.storage.FileSystemStorage")},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("km", _("Khmer"))]
# Ours first; then what the catalogues of Django and of the body's editor lack, so that no editor reads two languages.
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale", BASE_DIR / "newsroom" / "borrowed_words"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Phnom_Penh")
USE_TZ = True

# --- Accounts -----------------------------------------------------------------------------------------------------
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "articles.admin.rescue.csrf_failure"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Libraries ----------------------------------------------------------------------------------------------------
TAGGIT_CASE_INSENSITIVE = True
DJANGO_PROSE_EDITOR_EXTENSIONS = OWN_EXTENSIONS
IMAGEFIELD_BIN_DEPTH = 2
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
