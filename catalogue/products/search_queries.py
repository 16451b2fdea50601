"""The statements of the product search, in the order they run."""

# Between the pieces of a word: a sign, or the X of 10X10CM; not the point of 3.75.
APART = r"'[^[:alnum:].]+|(?<=[0-9])X(?=[0-9])|(?<![0-9])[.]|[.](?![0-9])'"

# What was typed, taken apart by the functions that took the products' words apart: one
# row for each piece of each word. `is_known` says that a word of the catalogue begins
# so; where none does, `inside` are words that hold the piece, and `near` words spelt
# nearly so. With `fuzzy` the near ones come for known pieces too. Only the longest
# words count, and of a word its longest pieces: each is looked up by an index among
# some ten thousand words, which takes 1 to 3 ms.
TAKE_APART = rf"""
SELECT w.place, w.word, regexp_replace(w.word, '[^[:alnum:]]+', '', 'g') AS whole,
    p.piece, k.is_known,
    CASE WHEN k.is_known OR length(p.piece) < 4 THEN '{{}}' ELSE ARRAY(
        SELECT s.word FROM products_search_word AS s
        WHERE s.word LIKE '%%' || p.piece || '%%'
        ORDER BY length(s.word), s.word LIMIT %(forms)s) END AS inside,
    CASE WHEN k.is_known AND NOT %(fuzzy)s OR p.piece !~ '^[[:alpha:]]{{3,40}}$'
        THEN '{{}}' ELSE ARRAY(SELECT s.word FROM search_spellings(
            p.piece, CASE WHEN length(p.piece) < 5 THEN 1
                WHEN length(p.piece) < 8 THEN 2 ELSE 3 END) AS s) END AS near
FROM (
    SELECT s.place, t.word
    FROM regexp_split_to_table(search_text(%(text)s), '\s+')
        WITH ORDINALITY AS s (word, place),
        substring(s.word FROM '[[:alnum:]](?:.*[[:alnum:]])?') AS t (word)
    WHERE t.word <> '' ORDER BY length(t.word) DESC, s.place LIMIT %(words)s
) AS w
CROSS JOIN LATERAL (
    SELECT s.piece, s.part
    FROM regexp_split_to_table(w.word, {APART}) WITH ORDINALITY AS s (piece, part)
    WHERE s.piece <> '' AND s.piece <> '.'
    ORDER BY length(s.piece) DESC, s.part LIMIT %(pieces)s
) AS p
CROSS JOIN LATERAL (
    SELECT p.piece ~ '[0-9]' OR EXISTS (
        SELECT FROM products_search_word AS s
        WHERE s.word >= p.piece AND s.word < p.piece || U&'\+10FFFF') AS is_known
) AS k
ORDER BY w.place, p.part
"""

# Products that carry what was typed (place 0), or one word of it, as a code: by the
# unique indexes.
CODES = """
WITH said AS MATERIALIZED (
    SELECT place, gtin_key(text) AS gtin, npc_key(text) AS npc
    FROM unnest(%(texts)s::text[], %(places)s::int[]) AS s (text, place)
)
SELECT s.place, p.product_id, true AS is_code FROM said AS s
JOIN products_pack AS p ON p.gtin = s.gtin WHERE s.gtin <> ''
UNION ALL
SELECT s.place, n.product_id, true FROM said AS s
JOIN products_nationalcode AS n ON n.npc = s.npc WHERE s.npc <> ''
"""

# Added for each text that may be part of a part code: by the trigrams. The pattern is
# a literal so that the planner knows how rare it is.
INSIDE_CODES = """
UNION ALL
(SELECT {place}, id, part_key = {part} FROM products_product
 WHERE part_key LIKE {pattern} LIMIT %(most)s)
UNION ALL
(SELECT {place}, product_id, part_key = {part} FROM products_partcode
 WHERE part_key LIKE {pattern} LIMIT %(most)s)
"""

# One query over all words: the GIN index starts with the rarest of them, so that a
# common word costs nothing beside a rare one. Products that have the words as typed are
# looked for first; where they fill the `most` that are weighed, the limit over both
# keeps the second look, for words that only begin so or are spelt nearly so, from being
# run at all, and the page says that there are more. Where words may be left out, the
# index finds those that may have the rest, and their words are counted. Every hit is
# then weighed: codes, then words as typed before words that begin so before the rest,
# then the product with the fewest words beside them. What a person merged is found as
# what it stands under. Over 270,000 products: 0.1 to 1 ms
# where a word is rare, 5 ms where 20,000 products have all the words.
FIND = """
WITH hit AS (
    (SELECT product_id, words, 0 AS codes FROM products_search
     WHERE words @@ %(narrow)s::tsquery
     UNION ALL
     SELECT product_id, words, 0 FROM products_search
     WHERE words @@ %(broad)s::tsquery AND (%(least)s = 0 OR %(least)s <= (
         SELECT count(*) FROM unnest(%(about)s::tsquery[]) AS a (about)
         WHERE words @@ a.about)) LIMIT %(most)s)
    UNION ALL
    SELECT s.product_id, s.words, c.weight
    FROM unnest(%(ids)s::bigint[], %(weights)s::int[]) AS c (id, weight)
    JOIN products_search AS s ON s.product_id = c.id
), weighed AS (
    SELECT product_id, max(codes)
            + max((SELECT sum(CASE WHEN words @@ e.exact THEN 6
                    WHEN words @@ e.begins THEN 4 WHEN words @@ e.about THEN 1 ELSE 0
                END)
                FROM unnest(%(exact)s::tsquery[], %(begins)s::tsquery[],
                    %(about)s::tsquery[]) AS e (exact, begins, about))) AS weight,
        max(length(words)) AS words
    FROM hit GROUP BY product_id
)
SELECT coalesce(p.merged_into_id, p.id) FROM weighed AS w
JOIN products_product AS p ON p.id = w.product_id
ORDER BY w.weight DESC, p.is_declared DESC, w.words, w.product_id LIMIT %(size)s
"""

# Where nothing was found: the words of the catalogue most like those typed, of those
# that some product really has. It reads all words, some ten thousand.
SPELLINGS = """
SELECT n.word FROM (
    SELECT s.word, max(similarity(s.word, w.word)) AS alike
    FROM unnest(%(words)s::text[]) AS w (word)
    JOIN products_search_word AS s ON similarity(s.word, w.word) > 0.1
    GROUP BY s.word ORDER BY 2 DESC, s.word LIMIT 12
) AS n
WHERE EXISTS (SELECT FROM products_search AS p
    WHERE p.words @@ quote_literal(n.word)::tsquery)
ORDER BY n.alike DESC, n.word LIMIT 6
"""
