"""What takes a statement of its own."""

from django.db import connection

# The index by action is jumped through, from one name to the next: a long record is
# not read for it.
_ACTIONS = """
WITH RECURSIVE found AS (
    (SELECT action FROM trusts_auditevent ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (
        SELECT event.action FROM trusts_auditevent AS event
        WHERE event.action > found.action ORDER BY event.action LIMIT 1
    ) FROM found WHERE found.action IS NOT NULL
)
SELECT action FROM found WHERE action IS NOT NULL
"""


def recorded_actions() -> list[str]:
    """The names of everything that was ever done."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTIONS)
        return [action for (action,) in cursor.fetchall()]
