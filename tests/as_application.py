"""Being the role as which web, worker and beat reach the database, and own nothing."""

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection
from psycopg.errors import DuplicateObject, UniqueViolation

from procurement.safekeeping.application_role import grant
from tests.journeys.processes import environment

ROLE = "regional_app"


@pytest.fixture(scope="session")
def application_role(django_db_setup, django_db_blocker):
    """The role has its rights in the tests' database."""
    with django_db_blocker.unblock():
        try:
            grant(ROLE)
        except (IntegrityError, ProgrammingError) as error:
            # The role is the cluster's: another worker may have made it this moment.
            if not isinstance(error.__cause__, (DuplicateObject, UniqueViolation)):
                raise
            grant(ROLE)
        connection.close()


@pytest.fixture
def line(application_role, db):
    """A connection of the role's own."""
    parts = connection.settings_dict
    address = environment()["DATABASE_URL"]
    address = address.replace(f"user={parts['USER']}", f"user={ROLE}")
    with psycopg.connect(address, autocommit=True) as own:
        yield own


@pytest.fixture
def as_application(application_role, transactional_db):
    """All that this test does, it does as the application's role."""
    owner = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = ROLE
    yield
    connection.close()
    connection.settings_dict["USER"] = owner
