"""What was asked and what was found, as it is kept."""

# Subjects that are on a product by now, or gone, are no question any more.
FORGET = """
DELETE FROM suggestions_question AS q USING touched_subject AS t
WHERE q.subject = t.subject;
DELETE FROM suggestions_suggestion AS s USING touched_subject AS t
WHERE s.subject = t.subject;
"""

ASK = """
COPY suggestions_question (subject, organisation_id, words_key, looked_at) FROM STDIN
"""

# Words that one trust gives to more things than this say nothing of any of them.
MANY = 5
COMMON_WORDS = f"""
SELECT DISTINCT words_key FROM suggestions_question WHERE words_key = ANY(%s)
GROUP BY words_key, organisation_id HAVING count(*) > {MANY}
"""

SUGGEST = """
COPY suggestions_suggestion (subject, product_id, points, reasons, made_at) FROM STDIN
"""
