"""What docker-compose.yml, the Dockerfile and .env.example hold to."""

import ast
import os
import re
import subprocess
import sys

import pytest

from catalogue.purchases import uploads
from tests.compose import (
    FILLED_IN,
    TOP,
    VARIABLE,
    environment_of,
    example,
    networks,
    services,
    text_of,
)

SERVICES = sorted(services())
ONCE = {"migrate", "manage"}  # they end by themselves
OURS = ("docker-compose.yml", "deploy/own-proxy.yml")
SECRET = re.compile("SECRET|PASSWORD|KEY")
# Of a laptop and of tests, and never of an installation that others reach.
NOT_IN_COMPOSE = {"DEBUG", "EMBEDDED", "DEMONSTRATION"}

READING = ("flag", "listed", "os.environ.get")  # how settings ask the environment


@pytest.mark.parametrize("name", SERVICES)
def test_container_can_do_no_more_than_it_must(name):
    service = services()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    user, group = service["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0


@pytest.mark.parametrize("name", SERVICES)
def test_container_is_bounded_watched_and_started_again(name):
    service = services()[name]

    assert {"cpus", "memory", "pids"} == {*service["deploy"]["resources"]["limits"]}
    assert {"max-size", "max-file"} == {*service["logging"]["options"]}
    if name in ONCE:
        assert service["restart"] == "no"
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"]


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name in SERVICES if "ports" in services()[name]] == ["proxy"]
    assert networks()["inside"] == {"internal": True}
    for name in ("postgres", "valkey"):
        assert services()[name]["networks"] == ["inside"]
    assert services()["proxy"]["networks"] == ["edge"]


def test_rows_messages_files_and_certificates_outlive_their_containers():
    kept = {"postgres": "rows", "valkey": "messages", "web": "files"}

    for name, volume in (kept | {"worker": "files", "proxy": "certificates"}).items():
        assert volume in [each.split(":")[0] for each in services()[name]["volumes"]]


def test_others_images_are_pinned_to_a_minor_version():
    used = [each["image"] for each in services().values() if "build" not in each]
    used += re.findall(r"^FROM (\S+:\S+)", text_of("Dockerfile"), re.M)

    assert len(used) > 4
    for image in used:
        assert re.search(r":\d+\.\d+(\.\d+)?(-slim)?$", image), image


def test_no_secret_has_a_default():
    for file in OURS:
        for found in VARIABLE.finditer(text_of(file)):
            if SECRET.search(found["name"]):
                assert found["how"] == ":?" or (found["how"], found["rest"]) == (
                    ":-",
                    "",
                ), found[0]
    assert all(not value for name, value in example().items() if SECRET.search(name))


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_no_process_that_serves_knows_the_owner_of_the_tables(name):
    told = environment_of(name, POSTGRES_PASSWORD="0wner")
    owner = environment_of("migrate")

    assert "0wner" not in told.values()
    assert "://regional_app@" in told["DATABASE_URL"]
    assert owner["DATABASE_URL"] == told["DATABASE_URL"].replace(
        "regional_app", "regional"
    )
    assert owner["APPLICATION_ROLE"] == "regional_app"
    assert owner["APPLICATION_PASSWORD"] == told["PGPASSWORD"]


@pytest.mark.parametrize("name", sorted(FILLED_IN))
def test_compose_refuses_to_start_without(name):
    with pytest.raises(KeyError, match=name):
        environment_of("migrate", **{name: ""})


def test_every_variable_of_compose_is_in_the_example_and_the_other_way_round():
    used = {
        found["name"] for file in OURS for found in VARIABLE.finditer(text_of(file))
    }

    assert used == {*example()}


def variables_of_settings():
    """Every name of the environment that settings ask for."""
    tree = ast.parse((TOP / "procurement" / "config" / "settings.py").read_text())
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            asked, first = ast.unparse(call.func), call.args[0]
            if asked in READING and isinstance(first, ast.Constant):
                yield first.value


def test_every_variable_of_settings_is_explained_and_reaches_the_container():
    explained = text_of("docs/deploying.md")
    in_image = set(re.findall(r"^\s*(?:ENV )?([A-Z_]+)=", text_of("Dockerfile"), re.M))
    given = {*environment_of("web")} | {*environment_of("migrate")}
    reached = given | in_image | NOT_IN_COMPOSE
    asked = {*variables_of_settings()}

    assert len(asked) > 20
    assert asked - reached == set()
    assert [name for name in asked if f"`{name}`" not in explained] == []
    assert [name for name in example() if f"`{name}`" not in explained] == []


def test_the_proxy_lets_through_what_the_platform_takes():
    most = int(environment_of("web")["EXTRACT_MAX_BYTES"])
    [mebibytes] = re.findall(r"^(\d+)MiB$", environment_of("proxy")["UPLOAD_MAX"])

    assert int(mebibytes) * 2**20 > most + uploads._AROUND_THE_FILE


def test_django_has_nothing_to_warn_of_in_what_compose_gives():
    checked = subprocess.run(
        [sys.executable, "-W", "ignore::RuntimeWarning", "manage.py", "check",
         "--deploy", "--fail-level", "WARNING"],
        cwd=TOP,
        env={"PATH": os.environ["PATH"]} | environment_of("web"),
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_every_silenced_check_has_its_reason():
    read = (TOP / "procurement" / "config" / "settings.py").read_text()
    [silenced] = re.findall(
        r"^SILENCED_SYSTEM_CHECKS = \[\n(.*?)^\]", read, re.M | re.S
    )

    assert all(re.search(r'"[\w.]+",  # \w', line) for line in silenced.splitlines())
