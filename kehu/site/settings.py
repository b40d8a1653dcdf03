"""Django's settings, made from the configuration of this installation."""

import os
from pathlib import Path
from typing import Any

from kehu.site.configuration import configuration
from kehu.site.database import address
from kehu.site.secret import secret_key

given = configuration()

SECRET_KEY = secret_key(given.data)
DEBUG = given.debug
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
ALLOWED_HOSTS = given.hosts or (LOCAL_HOSTS if given.local else ["*"])
CSRF_TRUSTED_ORIGINS = given.origins
DATA_DIR: Path = given.data

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "kehu.access",
    "kehu.jobs",
    "kehu.catalog",
    "kehu.engine",
    "kehu.exchange",
]
MIDDLEWARE = [
    "kehu.site.headers.SecurityHeaders",
    "kehu.site.pages.Assets",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "kehu.site.urls"
ASGI_APPLICATION = "kehu.site.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

POOL = given.database_pool if os.environ.get("KEHU_PART") == "web" else 0  # only the web process has many threads
DATABASES = {"default": address(given).django(POOL)}
DATABASE_SCHEMA = address(given).schema
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a small cache would forget failed sign-ins when many are tried
    }
}

AUTH_USER_MODEL = "access.Member"
AUTHENTICATION_BACKENDS = ["kehu.access.sessions.Backend"]
PASSWORD_HASHERS = [
    "kehu.site.passwords.Argon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kehu.access.passwords.LongEnough"},
    {"NAME": "kehu.access.passwords.NotCommon"},
    {"NAME": "kehu.access.passwords.NotLikeMember"},
]

ACCOUNT_ADAPTER = "kehu.access.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "kehu.access.signup.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key", "login": "60/m/ip", "signup": "20/m/ip"}
HEADLESS_ADAPTER = "kehu.access.adapter.HeadlessAdapter"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS: dict[str, str] = {
    "account_confirm_email": "/",
    "account_reset_password": "/",
    "account_reset_password_from_key": "/",
    "account_signup": "/",
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"

SESSION_ENGINE = "kehu.access.sessions"
SESSION_COOKIE_NAME = "kehu_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = given.tls
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = given.tls
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if given.behind_tls else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if given.behind_tls else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30 if given.tls else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
SILENCED_SYSTEM_CHECKS = ["security.W008"]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

LOGGING_CONFIG = "kehu.site.logs.configure"
LOGGING = {"level": given.log_level}
