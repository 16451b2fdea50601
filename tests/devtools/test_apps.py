import socket

import pytest

from devtools import apps
from devtools.embedded import Ground
from devtools.steps import CannotGoOn


@pytest.fixture
def taken_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        yield line.getsockname()[1]


def test_free_port_passes_over_a_port_that_is_taken(taken_port):
    assert apps.free_port(taken_port) > taken_port


def test_free_port_says_when_there_is_none(taken_port, monkeypatch):
    monkeypatch.setattr(apps, "PORTS_TRIED", 1)

    with pytest.raises(CannotGoOn, match="--port"):
        apps.free_port(taken_port)


def test_serves_is_false_while_nothing_listens(taken_port):
    assert not apps.serves(apps.free_port(taken_port))


def test_environment_for_keeps_what_a_person_has_set(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/region")
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.delenv("CACHE_URL")
    monkeypatch.delenv("APPLICATION_ROLE")
    ground = Ground(tmp_path, tmp_path)

    environment = apps.environment_for(ground, files=tmp_path, SECRET_KEY="x")

    assert environment["DATABASE_URL"] == "postgresql://db.example/region"
    assert environment["APPLICATION_ROLE"] == "", "no role is made in their database"
    assert environment["REDIS_URL"] == ground.redis_url
    assert environment["CACHE_URL"] == ground.cache_url
