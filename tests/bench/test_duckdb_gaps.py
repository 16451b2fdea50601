"""The peer of the gap statements must find the gaps that they find, or the ratio that
`./dev bench` prints compares two different pieces of work."""

from datetime import UTC, datetime, timedelta

import pytest

from bench import filling, invented
from bench.gaps import peers_gaps
from procurement.gaps.actions import refresh_gaps


@pytest.mark.django_db(transaction=True)
def test_duckdb_finds_the_same_gaps(tmp_path):
    now = datetime.now(UTC)
    size = invented.Size(lines=8_000, seed=3, until=now.date() - timedelta(days=60))
    filling.fill(size, tmp_path, lambda text: None)

    ours = refresh_gaps(on=now.date(), at=now)
    peer = peers_gaps(on=now.date(), runs=1, folder=tmp_path)

    assert ours.listed > 0
    assert (peer.listed, peer.gap_value) == (ours.listed, ours.gap_value)
