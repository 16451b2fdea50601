"""The index of terms, kept by what changed: only rows that differ are written."""

NEW_TERMS = """
ANALYZE fresh_posting;
INSERT INTO suggestions_term (term, products)
SELECT DISTINCT term, 0 FROM fresh_posting
ON CONFLICT (term) DO NOTHING
"""

KEEP = """
CREATE TEMP TABLE wanted ON COMMIT DROP AS
SELECT t.id AS term_id, f.product_id, f.words
FROM fresh_posting AS f JOIN suggestions_term AS t USING (term);
ANALYZE wanted;
WITH gone AS (
    DELETE FROM suggestions_posting AS p USING touched_product AS t
    WHERE p.product_id = t.product_id AND NOT EXISTS (
        SELECT FROM wanted AS w
        WHERE w.product_id = p.product_id AND w.term_id = p.term_id)
    RETURNING p.term_id
), come AS (
    INSERT INTO suggestions_posting AS p (term_id, product_id, words)
    SELECT term_id, product_id, words FROM wanted
    ON CONFLICT (term_id, product_id) DO UPDATE SET words = excluded.words
    WHERE p.words <> excluded.words
    RETURNING p.term_id, (xmax = 0) AS is_new
), moved AS (
    SELECT term_id, sum(by) AS by FROM (
        SELECT term_id, -1 AS by FROM gone
        UNION ALL SELECT term_id, 1 FROM come WHERE is_new
    ) AS each GROUP BY term_id
)
UPDATE suggestions_term AS t SET products = t.products + m.by
FROM moved AS m WHERE m.term_id = t.id AND m.by <> 0;
DROP TABLE wanted;
"""

# Afresh: faster than comparing each row, and mends whatever was wrong.
EMPTY = "TRUNCATE suggestions_posting, suggestions_term"
FILL = """
INSERT INTO suggestions_term (term, products)
SELECT term, count(*) FROM fresh_posting GROUP BY term ORDER BY term;
ANALYZE suggestions_term;
INSERT INTO suggestions_posting (term_id, product_id, words)
SELECT t.id, f.product_id, f.words
FROM fresh_posting AS f JOIN suggestions_term AS t USING (term)
ORDER BY 1, 2;
ANALYZE suggestions_posting;
"""

TERMS = "SELECT term, id, products FROM suggestions_term WHERE term = ANY(%s)"
HOW_MANY = "SELECT count(*) FROM products_product"

WORDS = "SELECT term FROM suggestions_term WHERE term ~ '^[[:alpha:]]{3,40}$'"

# The postings of each term in one piece of bytes, as `ranking.ROW` reads them: a
# million rows one by one would take longer than all that is done with them.
POSTINGS = """
SELECT term_id, string_agg(int8send(product_id) || int2send(words), '')
FROM suggestions_posting WHERE term_id = ANY(%s) GROUP BY term_id
"""
