"""What is known of products and of subjects, a row each, as `judging.Thing` wants it.

Texts that differ only in spaces and capitals are one. A product that thousands of items
are on is known well enough by some of them.
"""

MOST_TEXTS = 12

# The columns in the order of `Thing`: texts, maker, maker's name, parts, GTINs, national
# codes, suppliers, supplier parts (supplier, part, trusts), packs.
PRODUCTS = f"""
SELECT p.id, ARRAY[p.description] || coalesce(b.texts, ARRAY[]::text[]), p.manufacturer_id,
    k.name,
    array_remove(ARRAY[p.part_key] || c.parts || b.parts, ''),
    array_remove(g.gtins || b.gtins, ''),
    array_remove(n.npcs || b.npcs, ''),
    coalesce(b.suppliers, ARRAY[]::text[]), coalesce(s.parts, '[]'::jsonb),
    coalesce(g.packs || b.packs, ARRAY[]::integer[])
FROM {{of_products}} AS t
JOIN products_product AS p ON p.id = t.product_id
LEFT JOIN products_manufacturer AS k ON k.id = p.manufacturer_id
CROSS JOIN LATERAL (
    SELECT array_agg(part_key) AS parts FROM products_partcode
    WHERE product_id = p.id) AS c
CROSS JOIN LATERAL (
    SELECT array_agg(gtin::text) AS gtins, array_agg(eaches) AS packs
    FROM products_pack WHERE product_id = p.id) AS g
CROSS JOIN LATERAL (
    SELECT array_agg(npc) AS npcs FROM products_nationalcode
    WHERE product_id = p.id) AS n
CROSS JOIN LATERAL (
    SELECT (array_agg(DISTINCT upper(i.description)))[:{MOST_TEXTS}] AS texts,
        array_agg(DISTINCT i.part_key) AS parts,
        array_agg(DISTINCT i.gtin_key::text) AS gtins,
        array_agg(DISTINCT i.npc_key) AS npcs,
        array_remove(array_agg(DISTINCT i.supplier_key), '') AS suppliers,
        array_remove(array_agg(DISTINCT m.eaches), NULL) AS packs
    FROM matching_match AS m JOIN purchases_item AS i ON i.id = m.item_id
    WHERE m.product_id = p.id) AS b
CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(supplier_key, part, trusts)) AS parts FROM (
        SELECT i.supplier_key, part_key(i.supplier_part) AS part,
            count(DISTINCT i.organisation_id) AS trusts
        FROM matching_match AS m JOIN purchases_item AS i ON i.id = m.item_id
        WHERE m.product_id = p.id AND i.supplier_part <> '' AND i.supplier_key <> ''
        GROUP BY 1, 2) AS each) AS s
"""

# Only what is on no product and is no carriage; what a person has settled is on one.
SUBJECTS = f"""
SELECT i.subject, (array_agg(DISTINCT upper(i.description)))[:{MOST_TEXTS}],
    min(m.manufacturer_id), min(k.name),
    array_remove(array_agg(DISTINCT i.part_key), ''),
    array_remove(array_agg(DISTINCT i.gtin_key::text), ''),
    array_remove(array_agg(DISTINCT i.npc_key), ''),
    array_remove(array_agg(DISTINCT i.supplier_key), ''),
    coalesce(jsonb_agg(DISTINCT jsonb_build_array(
        i.supplier_key, part_key(i.supplier_part), 1))
        FILTER (WHERE i.supplier_part <> '' AND i.supplier_key <> ''), '[]'::jsonb),
    array_remove(array_agg(DISTINCT m.eaches), NULL), min(i.organisation_id)
FROM touched_subject AS t
JOIN purchases_item AS i ON i.subject = t.subject AND i.is_live AND NOT i.is_carriage
JOIN matching_match AS m ON m.item_id = i.id AND m.tier IN ('', 'X')
LEFT JOIN products_manufacturer AS k ON k.id = m.manufacturer_id
GROUP BY i.subject
ORDER BY i.subject
"""
