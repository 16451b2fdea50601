"""The record of steps holds over the migration that gave them a further column."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from procurement.adoption.models import Adoption, AdoptionState, AdoptionStep
from tests.procurement.adoption.world import AT, LIVE_ON, make_adopted
from tests.trusts.chained import as_owner
from trusts.models import RecordLink
from trusts.verifying import verify

pytestmark = pytest.mark.django_db

BEFORE = ("adoption", "0001_initial")
NOW = ("adoption", "0002_days_of_steps")


@pytest.fixture
def steps():
    """One step from before the day of going live was kept, and one from after."""
    adopted = make_adopted()
    adoption = Adoption.objects.create(
        version=adopted.version,
        organisation=adopted.lead.organisation,
        owner=adopted.lead,
        state=AdoptionState.PLANNED,
        started_at=AT,
        started_by=adopted.lead,
        moved_at=AT,
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table can be changed
    then = _migrate(BEFORE).get_model("adoption", "AdoptionStep")
    old = then.objects.create(
        adoption_id=adoption.pk, state=AdoptionState.TRAINING, note="Then.", at=AT
    )
    assert not hasattr(old, "live_on")
    assert verify().findings == []
    _migrate(NOW)
    new = AdoptionStep.objects.create(
        adoption=adoption, state=AdoptionState.LIVE, live_on=LIVE_ON, at=AT
    )
    return old.pk, new.pk


def _migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return executor.loader.project_state([to]).apps


def test_steps_from_before_and_after_are_in_order(steps):
    old, new = steps

    assert verify().findings == []
    said = RecordLink.objects.filter(table_name="adoption_adoptionstep")
    assert '"live_on"' not in said.get(row_number=old).payload
    assert '"live_on"' in said.get(row_number=new).payload


@pytest.mark.parametrize("change", ["note = 'Now.'", "live_on = '2026-01-01'"])
def test_whoever_changes_one_from_before_is_found(steps, change):
    old, _ = steps
    as_owner(f"UPDATE adoption_adoptionstep SET {change} WHERE id = {old}")

    [finding] = verify().findings

    assert finding.says == f"Row {old} of adoption_adoptionstep is not what it was."
