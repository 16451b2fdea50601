"""What is wrong with an environment, before anything is started with it.

Pure functions of the environment. Settings raise what they say, so that web, worker,
beat and every command refuse alike, and name everything at once.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

Environment = Mapping[str, str]

# Each may be given as NAME_FILE instead: the file that holds it, as Docker's and
# Kubernetes' secrets do.
SECRETS = (
    "SECRET_KEY",
    "DATABASE_URL",
    "PGPASSWORD",
    "APPLICATION_PASSWORD",
    "REDIS_URL",
    "CACHE_URL",
    "SMTP_PASSWORD",
    "OIDC_CLIENT_SECRET",
)
FLAGS = (
    "BEHIND_PROXY",
    "DEBUG",
    "DEMONSTRATION",
    "EMBEDDED",
    "OIDC_MFA",
    "SECOND_FACTOR_REQUIRED",
    "SMTP_TLS",
)
WHOLE_NUMBERS = (
    "EXTRACT_MAX_BYTES",
    "REVIEW_SECOND_READER_ABOVE",
    "SMTP_PORT",
    "WORKER_CONCURRENCY",
)
SHORTEST_KEY = 50  # characters
FEWEST_DIFFERENT = 10  # characters; a random key has more, a key held down has one
PLACEHOLDER = re.compile(r"change|replace|example|insecure|secret|password|your", re.I)
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
MAKE_ONE = "Make one with: openssl rand -hex 32"


def from_files(environment: Environment) -> dict[str, str]:
    """The secrets that stand in files, by the names of the variables they stand for."""
    return {
        name: Path(environment[f"{name}_FILE"]).read_text().strip()
        for name in SECRETS
        if environment.get(f"{name}_FILE") and not _unreadable(environment, name)
    }


def refusal(wrong: list[str]) -> str:
    """One message for the person who starts it."""
    lines = [f"  {number}. {each}" for number, each in enumerate(wrong, 1)]
    return (
        "Nothing was started, because these settings are not safe. Put them right in "
        "the environment or .env (docs/deploying.md says what each means):\n"
        + "\n".join(lines)
    )


def problems(environment: Environment) -> list[str]:
    """Everything that is wrong with the environment: a sentence each, with a remedy."""
    rules = [_files, _words, _demonstration, _database, _mail, _sign_on]
    rules += [_laptop] if _is_on(environment, "EMBEDDED") else [_key, _hosts, _broker]
    return [sentence for rule in rules for sentence in rule(environment)]


def _files(environment: Environment) -> Iterator[str]:
    for name in SECRETS:
        if reason := _unreadable(environment, name):
            yield f"{name}_FILE: {reason}."
        elif environment.get(f"{name}_FILE") and _given_otherwise(environment, name):
            yield f"{name} and {name}_FILE differ; set one of them."


def _unreadable(environment: Environment, name: str) -> str:
    """Why the file of a secret cannot be used; empty where it can, or is not asked."""
    file = environment.get(f"{name}_FILE")
    if not file:
        return ""
    try:
        return "" if Path(file).read_text().strip() else f"{file} is empty"
    except (OSError, UnicodeDecodeError) as error:
        return f"{file} cannot be read ({type(error).__name__})"


def _given_otherwise(environment: Environment, name: str) -> bool:
    given = environment.get(name)
    file = Path(environment[f"{name}_FILE"])
    return bool(given) and given != file.read_text().strip()


def _words(environment: Environment) -> Iterator[str]:
    for name in FLAGS:
        if environment.get(name, "") not in ("", "0", "1"):
            yield f"{name} is {environment[name]!r}. It must be 1 (yes) or 0 (no)."
    for name in WHOLE_NUMBERS:
        if not re.fullmatch("[1-9][0-9]*|", environment.get(name, "")):
            yield f"{name} is {environment[name]!r}. It must be a whole number above 0."


def _key(environment: Environment) -> Iterator[str]:
    key = environment.get("SECRET_KEY", "")
    if not key:
        yield f"SECRET_KEY is not set. {MAKE_ONE}"
    elif PLACEHOLDER.search(key):
        yield f"SECRET_KEY is a placeholder that anybody may know. {MAKE_ONE}"
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT:
        yield f"SECRET_KEY is too easy to guess. {MAKE_ONE}"


def _hosts(environment: Environment) -> Iterator[str]:
    hosts = _listed(environment, "ALLOWED_HOSTS")
    if not hosts:
        yield (
            "ALLOWED_HOSTS is not set. Set it to the name people type, "
            "such as prices.region.nhs.uk."
        )
    if any(host in ("*", ".") for host in hosts):
        yield (
            'ALLOWED_HOSTS is "*", which believes any name. '
            "Set it to the name people type."
        )
    for origin in _listed(environment, "CSRF_TRUSTED_ORIGINS"):
        if not origin.startswith("https://"):
            yield f"CSRF_TRUSTED_ORIGINS names {origin}. It must begin with https://."
    if _is_on(environment, "DEBUG"):
        yield "DEBUG is on, which shows settings and rows to visitors. Set it to 0."


def _laptop(environment: Environment) -> Iterator[str]:
    """What does not go with EMBEDDED, which serves plain HTTP to this machine."""
    if not environment.get("SECRET_KEY"):
        yield f"SECRET_KEY is not set. {MAKE_ONE}"
    for host in _listed(environment, "ALLOWED_HOSTS"):
        if host not in LOOPBACK:
            yield (
                f"EMBEDDED is on, which is for one laptop without TLS, but "
                f"ALLOWED_HOSTS names {host}. Set EMBEDDED to 0 to serve others."
            )
    if _is_on(environment, "BEHIND_PROXY"):
        yield (
            "EMBEDDED and BEHIND_PROXY are both on. "
            "Set EMBEDDED to 0 where a proxy stands in front."
        )


def _demonstration(environment: Environment) -> Iterator[str]:
    """Invented people must get no real mail."""
    if _is_on(environment, "DEMONSTRATION") and environment.get("SMTP_HOST"):
        yield (
            "DEMONSTRATION is on and SMTP_HOST is set: invented people would be sent "
            "real mail. Set DEMONSTRATION to 0, or SMTP_HOST to nothing."
        )


def _database(environment: Environment) -> Iterator[str]:
    url = environment.get("DATABASE_URL") or environment.get("DATABASE_URL_FILE", "")
    if not url:
        yield (
            "DATABASE_URL is not set. It is PostgreSQL's address, "
            "such as postgresql://user@host:5432/name."
        )
    elif environment.get("DATABASE_URL"):
        try:
            has_name = conninfo_to_dict(url).get("dbname")
        except psycopg.ProgrammingError:
            yield "DATABASE_URL cannot be read. Write it as postgresql://user@host/name."
        else:
            if not has_name:
                yield "DATABASE_URL names no database. It ends with /name."


def _broker(environment: Environment) -> Iterator[str]:
    for name in ("REDIS_URL", "CACHE_URL"):
        parts = urlsplit(environment.get(name, ""))
        is_elsewhere = parts.hostname and parts.hostname not in LOOPBACK
        if is_elsewhere and not parts.password:
            yield (
                f"{name} names another machine, {parts.hostname}, without a password. "
                "Give Valkey one and write redis://:PASSWORD@host:6379/0."
            )


def _mail(environment: Environment) -> Iterator[str]:
    if not environment.get("SMTP_HOST"):
        return
    if "@" not in environment.get("DEFAULT_FROM_EMAIL", ""):
        yield (
            "SMTP_HOST is set and DEFAULT_FROM_EMAIL is not. "
            "Set it to the address that messages come from."
        )
    if environment.get("SMTP_TLS") == "0" and environment.get("SMTP_PASSWORD"):
        yield (
            "SMTP_TLS is 0 and SMTP_PASSWORD is set: it would travel in the clear. "
            "Set SMTP_TLS to 1, or remove the password."
        )


def _sign_on(environment: Environment) -> Iterator[str]:
    names = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    given = [name for name in names if _is_given(environment, name)]
    if given and len(given) < len(names):
        missing = " and ".join(name for name in names if name not in given)
        yield f"{' and '.join(given)} without {missing}. Set all three, or none."
    server = urlsplit(environment.get("OIDC_SERVER_URL", "https:"))
    if server.scheme not in ("", "https") and server.hostname not in LOOPBACK:
        yield "OIDC_SERVER_URL must begin with https://."


def _is_given(environment: Environment, name: str) -> bool:
    return bool(environment.get(name) or environment.get(f"{name}_FILE"))


def _is_on(environment: Environment, name: str) -> bool:
    return environment.get(name) == "1"


def _listed(environment: Environment, name: str) -> list[str]:
    return [part.strip() for part in environment.get(name, "").split(",") if part]
