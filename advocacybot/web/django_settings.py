"""Django's settings for the staff room: those of the store, and Django's own defaults tightened."""

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from advocacybot.settings import Settings
from advocacybot.store.django_settings import *  # noqa: F403 – the same database

_SETTINGS = Settings()


def _secret_key() -> str:
    """It may lie in the database, which opens after these settings are known."""
    from advocacybot.store.secret_key import secret_key

    return secret_key(_SETTINGS)


INSTALLED_APPS = [
    "advocacybot.store.apps.StoreConfig",
    "advocacybot.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advocacybot.web.middleware.PublicPages",
    "advocacybot.web.middleware.Programs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "advocacybot.web.middleware.WholeSignIn",
    "advocacybot.web.middleware.OwnLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "advocacybot.web.middleware.Errors",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "advocacybot.web.urls"
WSGI_APPLICATION = "advocacybot.web.server.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "advocacybot.web.context.everywhere",
            ]
        },
    }
]
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

# ── who comes in ────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "web.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "person")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
"""Hours."""
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "web/locked_out.html"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
OTP_TOTP_ISSUER = f"advocacybot {_SETTINGS.hosts[0]}"
METRICS_TOKEN = _SETTINGS.metrics_token()
ROOM_ADDRESS = _SETTINGS.web_url
PUBLIC_ADDRESS = f"{ROOM_ADDRESS}/scorecard"
"""Where the public pages are read, unless the campaign names another address."""

# ── what is sent, and to whom ───────────────────────────────────────────────────────────────────────────────────────
SECRET_KEY = SimpleLazyObject(_secret_key)
ALLOWED_HOSTS = list(_SETTINGS.hosts)
CSRF_TRUSTED_ORIGINS = [_SETTINGS.web_url] if _SETTINGS.https else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = _SETTINGS.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SETTINGS.https else None
SECURE_HSTS_SECONDS = 31_536_000 if _SETTINGS.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _SETTINGS.https
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# ── languages ───────────────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LANGUAGE_COOKIE_AGE = 31_536_000
USE_I18N = True
