"""Django's settings. Values come from `hub.settings`; what is written here is the same on every machine."""

from pathlib import Path

from backend.config.database import database
from hub.errors import SettingsError
from hub.settings import get_settings

_hub = get_settings()
_BACKEND = Path(__file__).resolve().parent.parent

if not _hub.secret_key.get_secret_value():
    raise SettingsError(
        "HUB_SECRET_KEY is empty, so sessions and links cannot be signed.",
        hint="Start with `hub up`, which makes one, or set it to 50 random characters.",
    )

SECRET_KEY = _hub.secret_key.get_secret_value()
DEBUG = _hub.debug
ALLOWED_HOSTS = [host.strip() for host in _hub.allowed_hosts.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [origin.strip() for origin in _hub.trusted_origins.split(",") if origin.strip()]

INSTALLED_APPS = [
    "backend.accounts.admin_config.HubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "backend.accounts",
    "backend.alerts",
    "backend.reports",
    "backend.pins",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "backend.pages.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "backend.config.urls"
ASGI_APPLICATION = "backend.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_BACKEND / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(_hub)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_redis = _hub.redis_url.get_secret_value()
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [_redis]}}
    if _redis
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis}
    if _redis
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "backend.accounts.admin_site.AdminsMayAll",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "login"

# Two stacks on one machine differ by port only, and cookies do not know ports.
SESSION_COOKIE_NAME = f"hub_session_{_hub.api_port}"
CSRF_COOKIE_NAME = f"hub_csrf_{_hub.api_port}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _hub.https
SECURE_HSTS_SECONDS = 31_536_000 if _hub.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _hub.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _hub.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Over plain HTTP on loopback there is nothing to redirect to; these checks speak of HTTPS alone.
SILENCED_SYSTEM_CHECKS = [] if _hub.https else ["security.W004", "security.W008", "security.W012", "security.W016"]

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# Nothing is collected: whitenoise serves each file from where it lies.
STATICFILES_DIRS = [_BACKEND / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.accounts.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["backend.accounts.permissions.IsViewer"],
    "DEFAULT_THROTTLE_CLASSES": ["backend.api.throttles.PerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backend.api.errors.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Realtime Analytics Hub",
    "VERSION": "1",
    "DESCRIPTION": "Revenue now and revenue right. Every answer says which numbers it is made of.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.api.documents.describe_path_parameters",
    ],
    "ENUM_NAME_OVERRIDES": {
        "AnswerStatus": ["live", "warming up"],
        "HealthStatus": ["live", "warming up", "degraded"],
        "AlertState": ["open", "acknowledged", "resolved"],
    },
}

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _hub.email_host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = _hub.root / "mail"
EMAIL_HOST = _hub.email_host
EMAIL_PORT = _hub.email_port
EMAIL_HOST_USER = _hub.email_user
EMAIL_HOST_PASSWORD = _hub.email_password.get_secret_value()
EMAIL_USE_TLS = _hub.email_tls
EMAIL_TIMEOUT = _hub.webhook_timeout.total_seconds()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
