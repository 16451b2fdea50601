"""Settings, one file. What differs between a laptop and a hospital is environment.

Longer than 250 lines: one file in sections is easier to follow than a tree of them.
"""

import os
from pathlib import Path

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from psycopg.conninfo import conninfo_to_dict

from procurement.config import safe_settings  # noqa: TID251  # our own room

# What is in files comes into the environment, where libpq looks for its password too.
os.environ.update(safe_settings.from_files(os.environ))
if wrong := safe_settings.problems(os.environ):
    raise ImproperlyConfigured(safe_settings.refusal(wrong))

TOP = Path(__file__).resolve().parent.parent.parent


def flag(name: str, *, default: bool = False) -> bool:
    """Whether the environment says yes (`1`) to NAME; DEFAULT where it says nothing."""
    return (os.environ.get(name) or ("1" if default else "0")) == "1"


def listed(name: str, default: str = "") -> list[str]:
    """The comma-separated values of NAME, without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part]


# --- What kind of installation this is ---------------------------------------

# `./dev` makes one of its own.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
# What was signed or sealed with these is still read; nothing new is.
SECRET_KEY_FALLBACKS = listed("OLD_SECRET_KEYS")
DEBUG = flag("DEBUG")

# On a laptop: plain HTTP on this machine only, files served as they lie there.
EMBEDDED = flag("EMBEDDED")

# Invented trusts, suppliers and prices: a banner says so on every page.
DEMONSTRATION = flag("DEMONSTRATION")

ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")

# --- What it is made of ------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "trusts",
    "catalogue.products",
    "catalogue.purchases",
    "catalogue.matching",
    "catalogue.suggestions",
    "catalogue.prices",
    "catalogue.spend",
    "procurement.gaps",
    "procurement.rollbacks",
    "procurement.specifications",
    "procurement.adoption",
    "procurement.evaluation",
    "procurement.signoff",
    "procurement.problems",
    "procurement.savings",
    "procurement.suppliers",
    "procurement.review",
    "procurement.league",
    "procurement.asks",
    "procurement.leavers",
    "procurement.opportunities",
    "procurement.dashboard",
    "procurement.safekeeping",
    "procurement.ui",
    "procurement.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "trusts.device_access.DeviceAccessMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trusts.middleware.MembershipMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "procurement.config.urls"
WSGI_APPLICATION = "procurement.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TOP / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "procurement.ui.frame.frame",
            ],
        },
    },
]

# Forms render themselves in NHS markup, everywhere.
FORM_RENDERER = "procurement.ui.renderer.NhsMarkup"

SITE_NAME = os.environ.get("SITE_NAME") or "Regional Price Partnership"
# An e-mail address or a telephone number: whom to tell when something is wrong.
CONTACT = os.environ.get("CONTACT", "gwen.adeyemi@example.org" if DEMONSTRATION else "")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who may come in ----------------------------------------------------------

AUTH_USER_MODEL = "trusts.User"
# Not the library's: it takes an address that still waits to be confirmed.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "trusts.adapters.InvitationOnly"
ACCOUNT_FORMS = {
    "login": "trusts.forms.sign_in.SignIn",
    "add_email": "trusts.forms.sign_in.ChangeAddress",
    "change_password": "trusts.forms.sign_in.ChangePassword",
    "set_password": "trusts.forms.sign_in.FirstPassword",
    "reset_password": "trusts.forms.sign_in.AskForLink",
    "reset_password_from_key": "trusts.forms.sign_in.NewPassword",
    "reauthenticate": "trusts.forms.sign_in.ConfirmPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever gives access vouches for the address
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts once confirmed
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever signs in hears of every change to it
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # a shared desk: a sign-in ends with the browser
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/300s/key",  # the key is the e-mail address
    "reset_password": "20/m/ip,5/m/key",
    "confirm_email": "1/60s/key",
    "reauthenticate": "10/m/user",
}
# Limits by address need the visitor's own, which the proxy in front passes on.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("BEHIND_PROXY") else 0
MFA_ADAPTER = "trusts.adapters.SecondFactors"
MFA_FORMS = {
    "add_webauthn": "trusts.forms.second_factor.AddKey",
    "edit_webauthn": "trusts.forms.second_factor.RenameKey",
    "activate_totp": "trusts.forms.second_factor.TurnOnApp",
    "authenticate": "trusts.forms.second_factor.EnterCode",
    "reauthenticate": "trusts.forms.second_factor.ConfirmByCode",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # codes either side of now: phones run fast or slow
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED  # http://localhost
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a change of address that waits is no hindrance
# When on, whoever sees prices or gives access can do nothing until a second factor
# is set up.
SECOND_FACTOR_REQUIRED = flag(
    "SECOND_FACTOR_REQUIRED", default=not (EMBEDDED or DEMONSTRATION)
)
USERSESSIONS_TRACK_ACTIVITY = False  # ours writes once in five minutes, not each time

# Sign-in with the organisation's own account (NHS.net, Entra or any OpenID Connect
# provider): for people who have an account here, by their verified address.
OIDC_SERVER_URL = os.environ.get("OIDC_SERVER_URL", "")
OIDC_NAME = os.environ.get("OIDC_NAME", "") or "your organisation's account"
# Whether the provider asks everybody for a second factor, so that ours is not wanted.
OIDC_MFA = flag("OIDC_MFA")
SOCIALACCOUNT_ADAPTER = "trusts.adapters.SingleSignOn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
# A form would be stopped by our own policy where it leads on to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": OIDC_NAME,
                    "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                    "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                    "settings": {
                        "server_url": OIDC_SERVER_URL,
                        # A provider that does not say whether an address is verified,
                        # but gives those of these domains out itself.
                        "verified_email": listed("OIDC_EMAIL_DOMAINS"),
                    },
                }
            ],
        }
    }
    if OIDC_SERVER_URL
    else {}
)

# Without a mail server the demonstration keeps its mails to show them; any other
# installation writes them where the log goes, and no page offers to send one.
SMTP_HOST = os.environ.get("SMTP_HOST", "")
KEEPS_MAIL = DEMONSTRATION and not SMTP_HOST
SENDS_EMAIL = bool(SMTP_HOST) or KEEPS_MAIL
CONSOLE = {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
MAILBOX = {"BACKEND": "procurement.demonstration.mailbox.Mailbox"}
SMTP = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": SMTP_HOST,
        "port": int(os.environ.get("SMTP_PORT") or 587),
        "username": os.environ.get("SMTP_USER", ""),
        "password": os.environ.get("SMTP_PASSWORD", ""),
        "use_tls": flag("SMTP_TLS", default=True),
        "timeout": 20,  # seconds
    },
}
# Outside the house: every week the newest hash of the record is mailed there, so that
# whoever owns the database cannot make the record anew unseen. Empty: nowhere.
RECORD_HEAD_ADDRESS = os.environ.get("RECORD_HEAD_ADDRESS", "")
MAILERS = {"default": SMTP if SMTP_HOST else MAILBOX if KEEPS_MAIL else CONSOLE}
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "no-reply@localhost"

# --- Where rows, messages and uploaded files live ----------------------------


def database(url: str) -> dict:
    """Django's view of a libpq address, `postgresql://user:password@host:port/name`."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,  # sslmode and its like
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,  # an action is the transaction, not a page
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
# Set where the owner of the tables migrates and restores: the role that web, worker and
# beat have in DATABASE_URL, which owns nothing, and its password.
APPLICATION_ROLE = os.environ.get("APPLICATION_ROLE", "")
APPLICATION_PASSWORD = os.environ.get("APPLICATION_PASSWORD", "")

REDIS_URL = os.environ.get("REDIS_URL") or "redis://localhost:6379/0"
# Better a Redis database of its own: emptying the cache must not empty the queue.
CACHE_URL = os.environ.get("CACHE_URL") or REDIS_URL

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "regional-prices",
    }
}
# The cache may be emptied at any time; a sign-in must outlive that.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Extracts as they came. No address serves this folder.
FILES_DIR = Path(os.environ.get("FILES_DIR", TOP / ".dev" / "files"))
MEDIA_ROOT = FILES_DIR
# A large upload waits on the same disk, not in a container's memory.
FILE_UPLOAD_TEMP_DIR = FILES_DIR if FILES_DIR.is_dir() else None
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes; above it the upload goes to disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes of form fields, files not counted
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# The largest extract that can be uploaded: about two years of one large trust. Bytes.
EXTRACT_MAX_BYTES = int(os.environ.get("EXTRACT_MAX_BYTES") or 200 * 1024**2)
FILE_UPLOAD_HANDLERS = [
    "catalogue.purchases.uploads.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Work outside the web request --------------------------------------------

# Celery writes a unix socket's address in its own way.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_TASK_IGNORE_RESULT = True  # what came of a task stands in the tables
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is done again, by another
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = int(os.environ.get("WORKER_CONCURRENCY") or 2)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A message not acknowledged for this long is delivered again although its task may
# still run: tasks stay shorter, take a lease in PostgreSQL, and may be run twice.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}  # seconds
CELERY_TIMEZONE = "Europe/London"
# Called, in the same transaction, with an invitation that was accepted.
AFTER_ACCEPTING = ("procurement.specifications.actions.take_up_seats",)

CELERY_BEAT_SCHEDULE = {
    # Work is found by state: what a lost message left undone is found here.
    "catch up": {
        "task": "procurement.gaps.tasks.catch_up",
        "schedule": 2.0,  # seconds
        "options": {"expires": 2.0},  # a busy worker is not handed a heap of these
    },
    "run waiting imports": {
        "task": "catalogue.purchases.tasks.run_waiting_imports",
        "schedule": 5.0,  # seconds
        "options": {"expires": 5.0},
    },
    "work out waiting previews of rollbacks": {
        "task": "procurement.rollbacks.tasks.work_out_waiting_previews",
        "schedule": 5.0,  # seconds
        "options": {"expires": 5.0},
    },
    "keep suppliers' figures": {
        "task": "procurement.suppliers.tasks.keep_suppliers",
        "schedule": 10.0,  # seconds
        "options": {"expires": 10.0},
    },
    "keep savings": {
        "task": "procurement.savings.tasks.keep_savings",
        "schedule": 5.0,  # seconds
        "options": {"expires": 5.0},
    },
    "check savings": {
        "task": "procurement.savings.tasks.check_savings",
        "schedule": crontab(hour=4, minute=10),
    },
    "work out waiting figures of the league table": {
        "task": "procurement.league.tasks.work_out_waiting_leagues",
        "schedule": 5.0,  # seconds
        "options": {"expires": 5.0},
    },
    "tell of leaks": {
        "task": "procurement.savings.tasks.tell_of_leaks",
        "schedule": crontab(hour=7, minute=40),
    },
    "tell of previews": {
        "task": "procurement.league.tasks.tell_of_previews",
        "schedule": 300.0,  # seconds
        "options": {"expires": 300.0},
    },
    "keep opportunities": {
        "task": "procurement.opportunities.tasks.keep_opportunities",
        "schedule": 10.0,  # seconds
        "options": {"expires": 10.0},
    },
    "keep questions": {
        "task": "procurement.review.tasks.keep_questions",
        "schedule": 3.0,  # seconds
        "options": {"expires": 3.0},
    },
    "send waiting invitations": {
        "task": "trusts.tasks.send_waiting_invitations",
        "schedule": 30.0,  # seconds
        "options": {"expires": 30.0},
    },
    "seal the audit record": {
        "task": "trusts.tasks.seal_audit",
        "schedule": 60.0,  # seconds
        "options": {"expires": 60.0},
    },
    "seal what was left of the audit record": {
        "task": "trusts.tasks.seal_everything",
        "schedule": crontab(hour=1, minute=10),
    },
    "check the record": {
        "task": "trusts.tasks.check_record",
        "schedule": crontab(hour=1, minute=40),
    },
    "tell who watches over the record": {
        "task": "trusts.tasks.tell_of_checks",
        "schedule": 60.0,  # seconds
        "options": {"expires": 60.0},
    },
    "send the head of the record out of the house": {
        "task": "trusts.tasks.send_head",
        "schedule": crontab(hour=7, minute=20),  # once a week; a lost one the next day
    },
    "tell who is asked about a specification": {
        "task": "procurement.specifications.tasks.tell_who_is_asked",
        "schedule": 60.0,  # seconds
        "options": {"expires": 60.0},
    },
    "remind of decisions": {
        "task": "procurement.signoff.tasks.remind",
        "schedule": 600.0,  # seconds
        "options": {"expires": 600.0},
    },
    "keep adoptions": {
        "task": "procurement.adoption.tasks.keep_adoptions",
        "schedule": 600.0,  # seconds
        "options": {"expires": 600.0},
    },
    "tell of problems": {
        "task": "procurement.problems.tasks.tell",
        "schedule": 60.0,  # seconds
        "options": {"expires": 60.0},
    },
    "suggest matches": {
        "task": "catalogue.suggestions.tasks.suggest_matches",
        "schedule": 10.0,  # seconds
        "options": {"expires": 10.0},
    },
    "suggest matches for everything": {
        "task": "catalogue.suggestions.tasks.suggest_for_everything",
        "schedule": crontab(hour=3, minute=10),
    },
    "refresh gaps for everything": {
        "task": "procurement.gaps.tasks.refresh_gaps_for_everything",
        "schedule": crontab(hour=2, minute=10),
    },
    "keep spend of everything": {
        "task": "catalogue.spend.tasks.keep_spend_of_everything",
        "schedule": crontab(hour=2, minute=40),
    },
}

# --- Language and time: UTC in the database, London on the page ---------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- Our files, and the few of other people's that `./dev` lays out ------------

STATIC_URL = "/static/"
LAID_OUT = TOP / "static_built"  # missing where no page has been wanted yet
STATICFILES_DIRS = [TOP / "static", *([LAID_OUT] if LAID_OUT.is_dir() else [])]
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", TOP / ".dev" / "static"))
# On a laptop straight from the folders, so that a change shows at once.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = EMBEDDED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "procurement.config.static_files.HashedFiles"
    },
}

# --- What a browser may do with a page ----------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not EMBEDDED
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
if not EMBEDDED:
    # Set only where exactly one proxy stands in front, which sets X-Forwarded-Proto
    # and the end of X-Forwarded-For itself on every request. Everything before that
    # end is the visitor's own word and is not believed.
    if flag("BEHIND_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(alive|healthy)/$"]  # asked from inside, without TLS
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for other names under the domain: their owner's affair
    "security.W021",  # browsers' built-in lists: asked for by the domain's owner
    "mail.E001",  # no mail server is a choice: then no page offers to send anything
]

# --- What is written down ------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL") or "INFO"},
    # Django's own loggers write to the same place, once.
    # A task says itself what came of it; that it was received is no news.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},  # not each step of making a PDF
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}

# --- What is worth a buyer's time -----------------------------------------------

# Gaps worth less than this a year, or closer to the lowest price than this, are not
# listed: a buyer's time is worth more than the saving. Pounds; a part of the price.
GAP_LEAST_VALUE = "500"
GAP_LEAST_PERCENT = "0.02"

# How long somebody's word that a price is really another may hold before it has to be
# given again.
PRICE_CORRECTION_MOST_DAYS = 366
# How long a price may be kept confidential before somebody has to say so again: as
# long as a contract usually runs.
CONFIDENTIAL_MOST_DAYS = 3 * 366

# An answer at the review desk about more than this counts only when a second person has
# confirmed it. Pounds in 12 months.
REVIEW_SECOND_READER_ABOVE = os.environ.get("REVIEW_SECOND_READER_ABOVE", "250000")
