"""What is known of products and of subjects, a row each, as `judging.Thing` wants it.

Texts that differ only in capitals are one. Whatever is merged counts as what it is
merged into. A supplier is told by its number, as text.
"""

MOST_TEXTS = 12  # of one thing: a product that thousands of items are on has enough

_BOUGHT = f"""
    SELECT (array_agg(DISTINCT upper(i.description)))[:{MOST_TEXTS}] AS texts,
        array_agg(DISTINCT i.part_key) AS parts,
        array_agg(DISTINCT i.gtin_key::text) AS gtins,
        array_agg(DISTINCT i.npc_key) AS npcs,
        array_agg(DISTINCT coalesce(s.merged_into_id, s.id)::text) AS suppliers,
        array_agg(DISTINCT m.eaches) AS packs
    FROM matching_match AS m JOIN purchases_item AS i ON i.id = m.item_id
    LEFT JOIN products_supplier AS s ON s.id = i.supplier_id
    WHERE m.product_id = p.id
"""

# The columns in the order of `Thing`: texts, maker, maker's name, parts, GTINs,
# national codes, suppliers, supplier parts (supplier, part, trusts), packs. They are
# empty or null where nothing is known.
PRODUCTS = f"""
SELECT p.id, ARRAY[p.description] || b.texts, k.id, k.name,
    ARRAY[p.part_key] || c.parts || b.parts, g.gtins || b.gtins, n.npcs || b.npcs,
    b.suppliers, coalesce(u.parts, '[]'::jsonb), g.packs || b.packs
FROM {{of_products}} AS t
JOIN products_product AS p ON p.id = t.product_id AND p.merged_into_id IS NULL
LEFT JOIN products_manufacturer AS o ON o.id = p.manufacturer_id
LEFT JOIN products_manufacturer AS k ON k.id = coalesce(o.merged_into_id, o.id)
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT id FROM products_product WHERE merged_into_id = p.id) || p.id
        AS members) AS r
CROSS JOIN LATERAL (
    SELECT array_agg(part_key) AS parts FROM products_partcode
    WHERE product_id = ANY(r.members)) AS c
CROSS JOIN LATERAL (
    SELECT array_agg(gtin::text) AS gtins, array_agg(eaches) AS packs
    FROM products_pack WHERE product_id = ANY(r.members)) AS g
CROSS JOIN LATERAL (
    SELECT array_agg(npc) AS npcs FROM products_nationalcode
    WHERE product_id = ANY(r.members)) AS n
CROSS JOIN LATERAL ({_BOUGHT}) AS b
CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(supplier, part, trusts)) AS parts FROM (
        SELECT coalesce(s.merged_into_id, s.id)::text AS supplier,
            part_key(i.supplier_part) AS part,
            count(DISTINCT i.organisation_id) AS trusts
        FROM matching_match AS m JOIN purchases_item AS i ON i.id = m.item_id
        JOIN products_supplier AS s ON s.id = i.supplier_id
        WHERE m.product_id = p.id AND i.supplier_part <> ''
        GROUP BY 1, 2) AS each) AS u
"""

# Only what is on no product and is no carriage; what a person has settled is on one.
SUBJECTS = f"""
SELECT i.subject, (array_agg(DISTINCT upper(i.description)))[:{MOST_TEXTS}],
    min(k.id), min(k.name), array_agg(DISTINCT i.part_key),
    array_agg(DISTINCT i.gtin_key::text), array_agg(DISTINCT i.npc_key),
    array_agg(DISTINCT coalesce(s.merged_into_id, s.id)::text),
    coalesce(jsonb_agg(DISTINCT jsonb_build_array(
        coalesce(s.merged_into_id, s.id)::text, part_key(i.supplier_part), 1))
        FILTER (WHERE i.supplier_part <> '' AND s.id IS NOT NULL), '[]'::jsonb),
    array_agg(DISTINCT m.eaches), min(i.organisation_id)
FROM touched_subject AS t
JOIN purchases_item AS i ON i.subject = t.subject AND i.is_live AND NOT i.is_carriage
JOIN matching_match AS m ON m.item_id = i.id AND m.tier IN ('', 'X')
LEFT JOIN products_manufacturer AS o ON o.id = m.manufacturer_id
LEFT JOIN products_manufacturer AS k ON k.id = coalesce(o.merged_into_id, o.id)
LEFT JOIN products_supplier AS s ON s.id = i.supplier_id
GROUP BY i.subject
ORDER BY i.subject
"""

# What a person said a subject is not, by its codes or by its words, followed along
# merges, for as long as the decision is in force.
REFUSED = """
SELECT DISTINCT i.subject, coalesce(p.merged_into_id, p.id)
FROM touched_subject AS t
JOIN purchases_item AS i ON i.subject = t.subject AND i.is_live
CROSS JOIN LATERAL (VALUES (i.subject), (item_words_subject(
    i.organisation_id, i.digest, i.local_code, i.description))) AS v (subject)
JOIN matching_matchsubject AS s ON s.subject = v.subject
JOIN matching_matchdecision AS d ON d.id = s.decision_id
    AND d.verdict = 'DIFFERENT' AND d.ended_at IS NULL
JOIN products_product AS p ON p.id = d.product_id
"""
