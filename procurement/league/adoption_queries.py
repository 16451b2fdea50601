"""M7, set-based: what trusts bought to the standards that were live there.

As at a day: the newest step up to it says where an adoption, and its version, stood,
and since which day it was live: from that day on lines count. A trust that is exempt,
or was never bound, has no adoption that is live, and so counts nowhere.
"""

from procurement.adoption.queries import LINES, UNITS

_DAY = "(s.at AT TIME ZONE 'Europe/London')::date"
# Of each version that is live at a trust, also where nothing was bought.
ADOPTIONS = f"""
CREATE TEMP TABLE league_adoption AS
WITH stands AS (
    SELECT DISTINCT ON (s.adoption_id) s.adoption_id, s.state, s.live_on
    FROM adoption_adoptionstep AS s WHERE {_DAY} <= %(as_at)s
    ORDER BY s.adoption_id, s.at DESC, s.id DESC
), in_force AS (
    SELECT DISTINCT ON (s.version_id) s.version_id, s.state
    FROM specifications_versionstep AS s WHERE {_DAY} <= %(as_at)s
    ORDER BY s.version_id, s.at DESC, s.id DESC
), went_live AS (
    SELECT s.adoption_id, min({_DAY}) AS live_on
    FROM adoption_adoptionstep AS s
    WHERE s.state IN ('LIVE', 'EMBEDDED') AND {_DAY} <= %(as_at)s GROUP BY 1
), live AS (
    SELECT d.id, d.organisation_id, d.version_id,
        greatest(%(period_from)s, coalesce(s.live_on, w.live_on)) AS from_on,
        %(as_at)s::date + 1 AS until_on
    FROM adoption_adoption AS d
    JOIN stands AS s ON s.adoption_id = d.id AND s.state IN ('LIVE', 'EMBEDDED')
    JOIN went_live AS w ON w.adoption_id = d.id
    JOIN in_force AS f ON f.version_id = d.version_id
        AND f.state IN ('ADOPTED', 'UNDER_REVIEW')
    JOIN specifications_version AS v ON v.id = d.version_id
    WHERE EXISTS (SELECT FROM specifications_participatingtrust AS p
        WHERE p.specification_id = v.specification_id
            AND p.organisation_id = d.organisation_id
            AND (p.left_at IS NULL
                OR (p.left_at AT TIME ZONE 'Europe/London')::date > %(as_at)s))
), meant AS (
    SELECT l.id, l.organisation_id, l.from_on, l.until_on,
        coalesce(p.merged_into_id, p.id) AS root_id,
        bool_or(c.is_standard) AS is_standard, max(c.eaches_per_use) AS a_use
    FROM live AS l
    JOIN specifications_consideredproduct AS c ON c.version_id = l.version_id
    JOIN products_product AS p ON p.id = c.product_id
    GROUP BY 1, 2, 3, 4, 5
), bought AS (
    SELECT n.id, round(sum({UNITS}), 8) AS eligible,
        round(coalesce(sum({UNITS}) FILTER (WHERE n.is_standard), 0), 8) AS on_standard
    {LINES} GROUP BY n.id
)
SELECT l.organisation_id, l.version_id, greatest(b.eligible, 0) AS eligible,
    greatest(least(b.on_standard, b.eligible), 0) AS on_standard
FROM live AS l LEFT JOIN bought AS b USING (id)
"""
ADOPTION_SUMS = """
SELECT organisation_id, coalesce(sum(on_standard), 0), coalesce(sum(eligible), 0)
FROM league_adoption GROUP BY 1
"""
KEEP_ADOPTIONS = """
INSERT INTO league_adoptionrow (working_id, organisation_id, version_id, eligible,
    on_standard)
SELECT %(working_id)s, organisation_id, version_id, eligible, on_standard
FROM (SELECT * FROM league_adoption WHERE eligible > 0) AS league_adoption
{of_organisation}
"""
