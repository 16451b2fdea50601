"""The work on savings as statements: what people would have done one by one."""

from trusts.roles import Role

PARTS_A_TRUST, PRODUCTS_A_PART = 90, 5

CATEGORIES = (
    """
UPDATE products_product SET category = lower(split_part(description, ' ', 1))
WHERE is_declared AND category = ''
""",
)

# Which stage a part is in, by the remainder of its number by twenty: three in twenty
# aimed at, one proposed, one sent back, three agreed, eight realised, three closed, one
# lapsed. Each starts so many months from the one under way.
_STAGED = """
CREATE TEMP TABLE bench_stage AS
SELECT place, stage, months FROM (VALUES
    (0, 'IDENTIFIED', 1), (1, 'IDENTIFIED', 2), (2, 'IDENTIFIED', 0),
    (3, 'PROPOSED', 1), (4, 'SENT_BACK', 1),
    (5, 'AGREED', -1), (6, 'AGREED', -3), (7, 'AGREED', 1),
    (8, 'REALISED', -12), (9, 'REALISED', -11), (10, 'REALISED', -11),
    (11, 'REALISED', -10), (12, 'REALISED', -9), (13, 'REALISED', -8),
    (14, 'REALISED', -7), (15, 'REALISED', -12),
    (16, 'CLOSED', -14), (17, 'CLOSED', -18), (18, 'CLOSED', -23),
    (19, 'LAPSED', -5)
) AS s(place, stage, months)
"""
# Of each trust the products that it spends most on, five to a part.
_CHOSEN = f"""
CREATE TEMP TABLE bench_chosen AS
SELECT organisation_id, product_id, price_each, (place - 1) / {PRODUCTS_A_PART} AS part
FROM (
    SELECT p.organisation_id, p.product_id, p.price_each, row_number() OVER (
        PARTITION BY p.organisation_id
        ORDER BY p.price_each * p.units_12m DESC, p.product_id) AS place
    FROM prices_pricepaid AS p WHERE p.price_each > 0 AND p.units_12m > 0
) AS r WHERE place <= {PARTS_A_TRUST * PRODUCTS_A_PART}
"""
# Three or four trusts take part in each.
_GROUPED = """
CREATE TEMP TABLE bench_part AS
SELECT DISTINCT c.organisation_id, c.part, s.stage,
    (%(month)s::date + make_interval(months => s.months))::date AS start_month,
    c.part * 4 + mod(dense_rank() OVER (ORDER BY c.organisation_id), 4) AS initiative
FROM bench_chosen AS c JOIN bench_stage AS s ON s.place = mod(c.part, 20)
"""
_INITIATIVES = """
INSERT INTO savings_initiative (id, name, kind, benefit, is_recurrent,
    also_claimed_in, started_at)
SELECT initiative + 1, 'Lower prices, round ' || initiative + 1,
    CASE WHEN mod(initiative, 10) = 9 THEN 'DEMAND' ELSE 'NO_SWITCH' END,
    CASE WHEN mod(initiative, 10) = 8 THEN 'COST_AVOIDANCE' ELSE 'CASH_RELEASING' END,
    true, '', %(at)s::timestamptz - interval '600 days'
FROM (SELECT DISTINCT initiative FROM bench_part) AS i
"""
_MEMBER = """(SELECT min(b.id) FROM trusts_membership AS b
    WHERE b.organisation_id = p.organisation_id AND b.role = '{role}')"""
_LEAD = _MEMBER.format(role=Role.TRUST_LEAD.value)
_FINANCE = _MEMBER.format(role=Role.TRUST_FINANCE.value)
_IS_PROPOSED = "p.stage NOT IN ('IDENTIFIED', 'SENT_BACK')"
_IS_AGREED = "p.stage IN ('AGREED', 'REALISED', 'CLOSED')"
_PARTICIPATIONS = f"""
INSERT INTO savings_participation (initiative_id, organisation_id, stage, owner_id,
    start_month, end_month, one_off_cost, evidence, added_at, added_by_id, moved_at,
    proposed_at, proposed_by_id, sent_back_at, sent_back_by_id, agreed_at, agreed_by_id,
    ended_at, ended_by_id, lapse_reason)
SELECT p.initiative + 1, p.organisation_id,
    CASE WHEN p.stage IN ('PROPOSED', 'SENT_BACK') THEN 'IDENTIFIED' ELSE p.stage END,
    CASE WHEN mod(p.part, 7) <> 0 THEN {_LEAD} END,
    p.start_month, (p.start_month + interval '1 year')::date, mod(p.part, 4) * 250,
    'Quotation kept with the contract', t.before, {_LEAD}, t.moved,
    CASE WHEN {_IS_PROPOSED} THEN t.before END,
    CASE WHEN {_IS_PROPOSED} THEN {_LEAD} END,
    CASE WHEN p.stage = 'SENT_BACK' THEN t.before END,
    CASE WHEN p.stage = 'SENT_BACK' THEN {_FINANCE} END,
    CASE WHEN {_IS_AGREED} THEN t.before END,
    CASE WHEN {_IS_AGREED} THEN {_FINANCE} END,
    CASE WHEN p.stage IN ('CLOSED', 'LAPSED') THEN t.moved END,
    CASE WHEN p.stage IN ('CLOSED', 'LAPSED') THEN {_FINANCE} END,
    CASE WHEN p.stage = 'LAPSED' THEN 'SUPPLIER_REFUSED' ELSE '' END
FROM bench_part AS p
CROSS JOIN LATERAL (SELECT
    least(p.start_month, %(at)s::timestamptz) - interval '20 days' AS before,
    %(at)s::timestamptz - make_interval(days => p.part::int) AS moved) AS t
"""
_CLAIMS = """
INSERT INTO savings_claim (participation_id, organisation_id, product_id, first_month,
    end_month, target_price, is_peers_price, is_standard, eaches_per_use, is_live)
SELECT t.id, c.organisation_id, c.product_id, t.start_month, t.end_month,
    round(c.price_each * 0.9, 6), false, true, 1, t.stage <> 'LAPSED'
FROM bench_chosen AS c JOIN bench_part AS p USING (organisation_id, part)
JOIN savings_participation AS t ON t.organisation_id = c.organisation_id
    AND t.initiative_id = p.initiative + 1
WHERE round(c.price_each * 0.9, 6) > 0
"""
_STEPS = """
INSERT INTO savings_savingstep (participation_id, at, by_id, done, note)
SELECT id, moved_at, owner_id, 'Proposed to finance', '' FROM savings_participation
"""
_NUMBERS_GO_ON = """
SELECT setval(pg_get_serial_sequence('savings_initiative', 'id'), max(id))
FROM savings_initiative
"""
PARTS = (
    _STAGED,
    _CHOSEN,
    _GROUPED,
    _INITIATIVES,
    _NUMBERS_GO_ON,
    _PARTICIPATIONS,
    _CLAIMS,
    _STEPS,
    "ANALYZE savings_initiative, savings_participation, savings_claim",
)

# What was not bought in the year before has no baseline, and nobody may propose it.
_WITHOUT_BASELINE = """
DELETE FROM savings_claim AS c USING savings_participation AS t
WHERE t.id = c.participation_id AND t.proposed_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM savings_baseline AS b WHERE b.claim_id = c.id)
"""
# Finance locks the baselines. What is agreed is a little above what the lines say, and
# at every ninth product a little below: that one leaks.
_LOCKED = """
UPDATE savings_baseline AS b SET locked_at = t.agreed_at, locked_by_id = t.agreed_by_id,
    made_at = t.proposed_at, made_by_id = t.proposed_by_id
FROM savings_claim AS c JOIN savings_participation AS t ON t.id = c.participation_id
WHERE c.id = b.claim_id AND t.agreed_at IS NOT NULL
"""
_PRICED = """
UPDATE savings_claim AS c SET agreed_units = b.units, agreed_price = greatest(0.000001,
    round(b.price_each / 1.15 * CASE WHEN mod(c.id, 9) = 0 THEN 0.97 ELSE 1.03 END, 6))
FROM savings_baseline AS b
WHERE b.claim_id = c.id
"""
_RISES = """
INSERT INTO savings_uplift (claim_id, from_month, percent, evidence, said_at,
    ended_reason)
SELECT c.id, c.first_month, 4, 'Price list', t.added_at, ''
FROM savings_claim AS c JOIN savings_participation AS t ON t.id = c.participation_id
JOIN savings_initiative AS i ON i.id = t.initiative_id
WHERE i.benefit = 'COST_AVOIDANCE'
"""
AGREED = (
    _WITHOUT_BASELINE,
    _LOCKED,
    _PRICED,
    _RISES,
    "ANALYZE savings_baseline, savings_claim",
)

# Every month but the last of realised and closed parts; three in a hundred wait, two
# were confirmed with other figures than the lines have, so they ask again.
_CONFIRMED = """
INSERT INTO savings_confirmedmonth (claim_id, organisation_id, product_id, month, lines,
    units, compliant_units, paid, cash_releasing, cost_avoidance, leakage,
    volume_effect, confirmed_at, confirmed_by_id)
SELECT m.claim_id, m.organisation_id, m.product_id, m.month, m.lines, m.units,
    m.compliant_units, m.paid,
    m.cash_releasing + CASE WHEN s.luck < 2 THEN 12.5 ELSE 0 END,
    m.cost_avoidance, m.leakage, m.volume_effect,
    m.month + interval '45 days', t.agreed_by_id
FROM savings_claimmonth AS m JOIN savings_claim AS c ON c.id = m.claim_id
JOIN savings_participation AS t ON t.id = c.participation_id
CROSS JOIN LATERAL (SELECT mod(
    t.id * 31 + extract(month FROM m.month)::int * 17, 100) AS luck) AS s
WHERE t.stage IN ('REALISED', 'CLOSED') AND s.luck < 97
    AND m.month < (%(month)s::date - interval '1 month')
ORDER BY m.month, m.claim_id
"""
CONFIRMED = (_CONFIRMED, "ANALYZE savings_claimmonth, savings_confirmedmonth")

# A price agreed for each product of an agreed part, with its supplier; a letter to each
# trust's largest suppliers; and a trust's lead watches its hundred largest gaps.
_PRICES = f"""
INSERT INTO asks_agreedprice (organisation_id, supplier_id, product_id, price_each,
    from_on, until_on, evidence, agreed_at, agreed_by_id)
SELECT p.organisation_id, s.supplier_id, p.product_id, p.agreed_price, p.first_month,
    p.end_month, 'Quotation', t.agreed_at, {_LEAD}
FROM savings_claim AS p JOIN savings_participation AS t ON t.id = p.participation_id
CROSS JOIN LATERAL (
    SELECT supplier_id FROM suppliers_supplierproduct AS s
    WHERE s.organisation_id = p.organisation_id AND s.product_id = p.product_id
    ORDER BY s.spend DESC, s.supplier_id LIMIT 1) AS s
WHERE t.stage IN ('AGREED', 'REALISED') AND p.agreed_price IS NOT NULL
    AND s.supplier_id IS NOT NULL
"""
_LETTERS = f"""
INSERT INTO asks_ask (organisation_id, supplier_id, stage, as_at, addressee,
    contact_name, contact_email, contact_phone, reply_until, paragraphs, digest,
    drafted_at, drafted_by_id, owner_id)
SELECT p.organisation_id, p.supplier_id, 'DRAFT', %(on)s, 'Sales', 'Buyer', '', '',
    %(on)s::date + 30, ARRAY[]::varchar[], '', %(at)s, {_LEAD}, {_LEAD}
FROM (
    SELECT g.organisation_id, s.supplier_id, row_number() OVER (
        PARTITION BY g.organisation_id ORDER BY sum(g.gap_value) DESC) AS place
    FROM gaps_gap AS g JOIN suppliers_gapsupplier AS s ON s.gap_id = g.id
    WHERE g.state <> 'GONE' AND s.supplier_id IS NOT NULL
    GROUP BY g.organisation_id, s.supplier_id
) AS p WHERE p.place <= 20
"""
_LETTER_LINES = """
INSERT INTO asks_askline (ask_id, product_id, price_each, units_12m, trusts, band_low,
    band_high, asks_for, answer)
SELECT a.id, g.product_id, g.price_each, g.units_12m, 1, 5, 10, 'BAND', ''
FROM asks_ask AS a JOIN gaps_gap AS g ON g.organisation_id = a.organisation_id
    AND g.state <> 'GONE'
JOIN suppliers_gapsupplier AS s ON s.gap_id = g.id AND s.supplier_id = a.supplier_id
"""
_LETTER_GAPS = """
INSERT INTO asks_askedgap (line_id, gap_id)
SELECT l.id, g.id FROM asks_askline AS l JOIN asks_ask AS a ON a.id = l.ask_id
JOIN gaps_gap AS g ON g.organisation_id = a.organisation_id
    AND g.product_id = l.product_id
"""
_WATCHES = f"""
INSERT INTO gaps_gapwatch (gap_id, member_id, started_at)
SELECT p.id, {_LEAD}, %(at)s FROM (
    SELECT id, organisation_id, row_number() OVER (
        PARTITION BY organisation_id ORDER BY gap_value DESC, id) AS place
    FROM gaps_gap WHERE state <> 'GONE') AS p
WHERE p.place <= 100
"""
_OWNED = f"""
UPDATE gaps_gap AS p SET stage = 'ASSIGNED', owner_id = {_LEAD},
    due_on = %(on)s::date + mod(p.id, 60)::int - 20
WHERE p.state <> 'GONE' AND p.stage = '' AND mod(p.id, 10) = 0
"""
WORKED = (
    _PRICES,
    _LETTERS,
    _LETTER_LINES,
    _LETTER_GAPS,
    _WATCHES,
    _OWNED,
    "ANALYZE asks_agreedprice, asks_askline, gaps_gap",
)
