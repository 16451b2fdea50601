"""Spend kept of what was touched is spend of everything afresh, and what plain Python
makes of the lines, whatever came in, went back or was declared, in whatever order."""

import random

import pytest
from django.db import connections

from catalogue.purchases.actions import run_import
from catalogue.spend.actions import is_behind, keep_spend
from catalogue.spend.models import SpendMonth
from procurement.gaps.actions import catch_up
from tests.catalogue.spend import oracle
from tests.extracts import AT, TODAY, import_bytes
from tests.journeys.processes import kill
from tests.journeys.test_any_order import do_anything, some_lines
from tests.journeys.test_interruptions import (
    many_rows,
    python_that_pauses,
    queue,
    wait_for_pause,
)
from tests.region import trust
from tests.seeds import seeds


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(4))
def test_spend_of_what_was_touched_is_spend_of_everything(seed):
    choose = random.Random(3000 + seed)
    for _ in range(14):
        do_anything(choose)
        if choose.random() < 0.3:
            keep_spend()
    import_bytes(some_lines(choose), trust("NGT"))
    while catch_up(on=TODAY, at=AT):
        pass

    touched_only = oracle.as_kept()

    assert touched_only == oracle.by_month_and_by_day()
    assert touched_only[0]
    assert not is_behind()
    assert keep_spend(everything=True)
    assert oracle.as_kept() == touched_only


@pytest.mark.django_db(transaction=True)
def test_keeping_spend_killed_in_the_middle_loses_nothing():
    of_import = queue(many_rows(0, 300), trust("NGT"))
    run_import(of_import.pk, on=TODAY, at=AT)
    worker = python_that_pauses("INSERT INTO spend_day", KEEP_SPEND)
    wait_for_pause(worker)

    kill(worker)

    connections.close_all()
    assert not SpendMonth.objects.exists()
    assert keep_spend()
    assert oracle.as_kept() == oracle.by_month_and_by_day()


KEEP_SPEND = "from catalogue.spend.actions import keep_spend; keep_spend()"
