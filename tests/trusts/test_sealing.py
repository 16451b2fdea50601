"""A sealed secret is read by whoever holds the key, and by nobody else."""

from trusts.sealing import seal, unseal


def test_what_is_sealed_is_read_again_and_does_not_stand_in_the_text():
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_an_older_key_still_opens(settings):
    sealed = seal("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of this installation"

    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_without_the_key_there_is_a_secret_that_nobody_knows(settings):
    sealed = seal("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another key of this installation"

    first, second = unseal(sealed), unseal(sealed)

    assert "JBSWY3DPEHPK3PXP" not in (first, second)
    assert first != second
