"""Statements that make a kept table agree with what was worked out now. Pure."""

# Which rows of a table may go: of organisations that changed, or the region's.
CHANGED = "t.organisation_id = ANY(%(changed)s)"
IN_ALL = "t.organisation_id IS NULL"


def keep(
    table: str, now: str, keys: str, values: str = "", *, scope: str = "true"
) -> tuple[str, str]:
    """Two statements that make the table's rows of a scope agree with those of `now`,
    touching only what differs. Keys other than names are numbers, and may be empty."""
    same = " AND ".join(
        f"n.{key} = t.{key}"
        if key in ("name", "category", "by")
        else f"coalesce(n.{key}, 0) = coalesce(t.{key}, 0)"
        for key in keys.split()
    )
    columns = ", ".join([*keys.split(), *values.split()])
    changes = ", ".join(f"{value} = excluded.{value}" for value in values.split())
    return (
        f"DELETE FROM {table} AS t WHERE {scope}"
        f" AND NOT EXISTS (SELECT FROM {now} AS n WHERE {same})",
        f"INSERT INTO {table} ({columns})"
        f" SELECT {columns} FROM {now} EXCEPT SELECT {columns} FROM {table}"
        f" ON CONFLICT ({', '.join(keys.split())})"
        f" DO {f'UPDATE SET {changes}' if changes else 'NOTHING'}",
    )
