"""Keeping how much is bought with a valid GTIN: from the sums by item that suppliers'
figures stand on, so that the order lines are read once for both."""

from procurement.suppliers.differences import CHANGED, IN_ALL, keep

# What was bought of an item in the year: `kept_item` holds later orders too.
_BOUGHT = """
FROM kept_item AS b
JOIN purchases_item AS i ON i.id = b.item_id
WHERE b.lines > 0 AND NOT i.is_carriage
"""

_SUMS = "spend gtin_spend items gtin_items unread"
# With what follows from the sums, so that lists can be sorted by it.
_WITH_SHARE = """
CREATE TEMP TABLE {table} AS
SELECT s.*, spend - gtin_spend AS missing, CASE WHEN spend > 0
    THEN round(greatest(0, least(1, gtin_spend / spend)), 6) ELSE 0 END AS share
FROM ({sums}) AS s
"""

SHARES = _WITH_SHARE.format(
    table="kept_gtin",
    sums=f"""
SELECT i.organisation_id, i.supplier_id, sum(b.spend) AS spend,
    coalesce(sum(b.spend) FILTER (WHERE i.gtin_key <> ''), 0) AS gtin_spend,
    count(*) AS items, count(*) FILTER (WHERE i.gtin_key <> '') AS gtin_items,
    count(*) FILTER (WHERE i.gtin_key = '' AND i.gtin <> '') AS unread
{_BOUGHT} GROUP BY i.organisation_id, i.supplier_id
""",
)

SHARES_IN_ALL = _WITH_SHARE.format(
    table="kept_gtin_in_all",
    sums="""
SELECT NULL::bigint AS organisation_id, supplier_id, sum(spend) AS spend,
    sum(gtin_spend) AS gtin_spend, sum(items) AS items, sum(gtin_items) AS gtin_items,
    sum(unread) AS unread
FROM suppliers_gtinshare WHERE organisation_id IS NOT NULL
GROUP BY supplier_id
""",
)

UNREAD = f"""
CREATE TEMP TABLE kept_unread AS
SELECT b.item_id, i.organisation_id, b.spend
{_BOUGHT} AND i.gtin_key = '' AND i.gtin <> ''
"""

_SHARES = ("organisation_id supplier_id", f"{_SUMS} missing share")

OF_ORGANISATIONS = (
    SHARES,
    *keep("suppliers_gtinshare", "kept_gtin", *_SHARES, scope=CHANGED),
    UNREAD,
    *keep(
        "suppliers_unreadgtin",
        "kept_unread",
        "item_id",
        "organisation_id spend",
        scope=CHANGED,
    ),
)
OF_THE_REGION = (
    SHARES_IN_ALL,
    *keep("suppliers_gtinshare", "kept_gtin_in_all", *_SHARES, scope=IN_ALL),
)
