"""Confidential prices that do not cover any more what they covered."""

_ROOT = "coalesce({0}.merged_into_id, {0}.id)"
_OF, _FROM, _INTO, _OTHER = (_ROOT.format(letter) for letter in "pfio")

# A price became confidential and then two products were parted one of which it is said
# of: at the other the trust has items too, and has said nothing of those since. With
# the other's number; of several, what holds longest. What is rare is taken first: in a
# region without either nobody waits for products to be set against products.
LEFT_BEHIND = f"""
WITH said AS MATERIALIZED (
    SELECT c.id, c.organisation_id, c.made_at, c.ends_on, {_OF} AS root_id
    FROM prices_confidentialprice AS c JOIN products_product AS p ON p.id = c.product_id
    WHERE c.ended_at IS NULL
), parted AS MATERIALIZED (
    SELECT m.ended_at, side.here, side.there
    FROM products_merge AS m
    JOIN products_product AS f ON f.id = m.from_id
    JOIN products_product AS i ON i.id = m.into_id
    CROSS JOIN LATERAL (VALUES ({_FROM}, {_INTO}), ({_INTO}, {_FROM}))
        AS side (here, there)
    WHERE m.kind = 'PRODUCT' AND m.ended_at IS NOT NULL AND side.there <> side.here
)
SELECT DISTINCT ON (c.organisation_id, m.there) c.id, m.there
FROM said AS c JOIN parted AS m ON m.here = c.root_id AND m.ended_at > c.made_at
WHERE EXISTS (SELECT FROM matching_match AS a
        WHERE a.product_id = m.there AND a.organisation_id = c.organisation_id)
    AND NOT EXISTS (SELECT FROM prices_confidentialprice AS d
        JOIN products_product AS o ON o.id = d.product_id
        WHERE d.organisation_id = c.organisation_id AND {_OTHER} = m.there
            AND (d.ended_at IS NULL OR d.made_at >= m.ended_at))
ORDER BY c.organisation_id, m.there, c.ends_on DESC, c.id
"""
