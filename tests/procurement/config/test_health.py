import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from procurement.config import health  # noqa: TID251  # its tests


@pytest.mark.django_db
def test_healthy_says_so_to_anybody(client):
    response = client.get("/healthy/")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_healthy_names_what_is_missing_and_no_address(client, settings, monkeypatch):
    settings.REDIS_URL = "redis://:word@localhost:1/0"
    MigrationRecorder.Migration.objects.filter(app="trusts").delete()

    response = client.get("/healthy/")

    assert response.status_code == 503
    assert response.content == b"not ready: broker, migrations"


def test_healthy_says_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError("no route to postgres")

    monkeypatch.setattr(health, "PARTS", {"database": gone})

    response = client.get("/healthy/")

    assert (response.status_code, response.content) == (503, b"not ready: database")


def test_alive_asks_nobody(client):
    """No database in this test: a query would fail it."""
    response = client.get("/alive/")

    assert (response.status_code, response.content) == (200, b"ok")
