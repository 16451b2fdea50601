"""What the declared sources say of each item's pack."""

PACK_TEXTS = """
SELECT DISTINCT i.unit_of_purchase, i.pack_size FROM evidence AS e
JOIN purchases_item AS i ON i.id = e.item_id
"""

DECLARED_PACKS = """
CREATE TEMP TABLE pack ON COMMIT DROP AS
SELECT i.id AS item_id, i.description,
    p.eaches AS by_gtin, np.eaches AS by_npc, t.column_eaches, t.unit_eaches, t.unit,
    s.said, s.least, s.most
FROM evidence AS e
JOIN purchases_item AS i ON i.id = e.item_id
LEFT JOIN products_pack AS p ON p.gtin = e.gtin
LEFT JOIN products_nationalcode AS c ON c.npc = e.npc
LEFT JOIN products_pack AS np ON np.id = c.pack_id
JOIN pack_text AS t
    ON t.unit_of_purchase = i.unit_of_purchase AND t.pack_size = i.pack_size
CROSS JOIN LATERAL (
    SELECT count(v.n) AS said, min(v.n) AS least, max(v.n) AS most
    FROM (VALUES (p.eaches), (np.eaches), (t.column_eaches), (t.unit_eaches)) AS v (n)
) AS s
"""

SILENT_DESCRIPTIONS = "SELECT DISTINCT description FROM pack WHERE said = 0"
