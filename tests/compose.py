"""docker-compose.yml as Docker Compose would read it, as far as we use it."""

import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

TOP = Path(__file__).parents[1]
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<how>:[-?])(?P<rest>[^}]*))?\}")
KEY = "0123456789abcdef" * 4  # as long as what `openssl rand -hex 32` makes
FILLED_IN = {
    "SECRET_KEY": KEY,
    "POSTGRES_PASSWORD": KEY,
    "APPLICATION_PASSWORD": KEY,
    "VALKEY_PASSWORD": KEY,
    "SITE_HOST": "prices.region.test",
}


@cache
def text_of(name: str = "docker-compose.yml") -> str:
    return (TOP / name).read_text()


@cache
def services() -> dict:
    """Every service by name, merges resolved, variables as they are written."""
    return YAML(typ="safe").load(text_of())["services"]


@cache
def networks() -> dict:
    return YAML(typ="safe").load(text_of())["networks"]


def example() -> dict[str, str]:
    """The names of .env.example with the values they have there."""
    lines = text_of(".env.example").splitlines()
    pairs = (line.partition("=") for line in lines if line and line[0] != "#")
    return {name: value for name, _, value in pairs}


def substituted(text: str, values: dict[str, str]) -> str:
    """The text as a container gets it. Raises KeyError where compose refuses."""

    def value(found: re.Match) -> str:
        given = values.get(found["name"], "")
        if not given and found["how"] == ":?":
            raise KeyError(found["name"])
        return given or (found["rest"] if found["how"] == ":-" else "")

    return VARIABLE.sub(value, text).replace("$$", "$")


def environment_of(service: str, **changes: str) -> dict[str, str]:
    """What a service's process is told, with .env.example filled in as asked."""
    values = example() | FILLED_IN | changes
    given = services()[service]["environment"]
    return {name: substituted(str(text), values) for name, text in given.items()}
