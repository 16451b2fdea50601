"""What stands in the invented files, read back row by row."""

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal

from tests.procurement.demonstration.reading import number, read, rows_of, why_refused


def test_controls_are_what_the_files_come_to(region):
    profiles = json.loads((region / "profiles.json").read_text())
    kinds = Counter()
    for control in read(region / "truth" / "controls.csv"):
        profile, seen, net = profiles[control["trust"]], set(), Decimal(0)
        reasons = Counter()
        for row in rows_of(region, control["trust"], profile):
            reason = why_refused(row, profile, seen)
            reasons[reason] += 1
            if not reason:
                net += number(row["line_value"])
        if profile["price_includes_vat"]:
            net /= Decimal("1.2")
        refused = reasons.total() - reasons[""]
        assert reasons.total() == int(control["data_rows"])
        assert refused == int(control["rejected_rows"])
        assert net == Decimal(control["net_value"])
        kinds += reasons
    assert set(kinds) - {""} == {
        "repeated", "no_such_date", "future_date", "quantity_no_number",
        "value_mismatch", "no_description",
    }  # fmt: skip


def test_carriage_is_in_the_files_and_not_in_the_truth(region):
    profiles = json.loads((region / "profiles.json").read_text())
    codeless = Counter(
        row["description"]
        for code, profile in profiles.items()
        for row in rows_of(region, code, profile)
        if not row["local_code"]
    )

    assert codeless.total() > 20
    assert set(codeless) <= {"Carriage", "Delivery charge", "CARRIAGE & PACKING", "P&P"}


def test_names_and_numbers_are_written_in_several_ways(region):
    profiles = json.loads((region / "profiles.json").read_text())
    written = defaultdict(set)
    for code, profile in profiles.items():
        for row in rows_of(region, code, profile):
            for field in ("manufacturer", "gtin", "unit_of_purchase", "supplier"):
                written[field].add(row.get(field, ""))
    makers = written["manufacturer"]

    assert any(name.endswith("(UK) Limited") for name in makers)
    assert any(name.isupper() for name in makers)
    assert any(name and " " not in name for name in makers)
    assert any("E+" in gtin for gtin in written["gtin"])
    assert {len(gtin) for gtin in written["gtin"] if gtin.isdigit()} == {13, 14}
    assert any(re.fullmatch(r"BOX\d+", unit) for unit in written["unit_of_purchase"])
    assert "Northlight Ward Supplies" in written["supplier"]
