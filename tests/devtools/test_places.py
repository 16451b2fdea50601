import os

import pytest

from devtools import places


def test_sockets_is_short_and_for_this_user_alone():
    folder = places.sockets()

    assert len(str(folder / ".s.PGSQL.5432.lock")) < 100
    assert folder.stat().st_mode & 0o077 == 0


def test_sockets_refuses_a_folder_that_others_may_enter(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "TOP", tmp_path)
    folder = places.sockets()
    folder.chmod(0o777)

    with pytest.raises(PermissionError, match="not this user's own"):
        places.sockets()

    folder.rmdir()


def test_locked_is_free_again_afterwards(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "DEV", tmp_path)

    for _ in range(2):
        with places.locked("setup"):
            assert os.path.exists(tmp_path / "setup.lock")
