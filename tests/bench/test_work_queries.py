"""The statements that fill the benchmark's region name every column that must be there:
a new one would stop them, and nobody runs the benchmark every day."""

import re

import pytest
from django.apps import apps

from bench import work_queries

MODELS = {model._meta.db_table: model for model in apps.get_models()}
INSERTS = [
    pytest.param(table, {each.strip() for each in columns.split(",")}, id=table)
    for name in ("PARTS", "AGREED", "CONFIRMED", "WORKED")
    for statement in getattr(work_queries, name)
    for table, columns in re.findall(r"INSERT INTO (\w+) \(([^)]*)\)", statement)
]


@pytest.mark.parametrize(("table", "columns"), INSERTS)
def test_inserts_name_every_column_that_may_not_be_empty(table, columns):
    fields = MODELS[table]._meta.concrete_fields
    needed = {each.column for each in fields if not (each.null or each.primary_key)}

    assert needed <= columns
    assert columns <= {each.column for each in fields}
