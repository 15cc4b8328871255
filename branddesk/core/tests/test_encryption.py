"""Secrets at rest are of no use to who has the database alone."""

from __future__ import annotations

import pytest

from branddesk.core.encryption import Undecipherable, decrypt, encrypt


def test_what_is_encrypted_can_be_read_again_and_only_by_the_desk():
    kept = encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_the_same_secret_is_never_kept_the_same_way_twice():
    assert encrypt("secret") != encrypt("secret")


def test_after_a_change_of_key_the_old_one_still_opens(settings):
    kept = encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough to be one, at last"

    assert decrypt(kept) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Undecipherable):
        decrypt(kept)


def test_tampered_secrets_are_refused():
    kept = encrypt("secret")

    with pytest.raises(Undecipherable):
        decrypt(kept[:-4] + "AAAA")
