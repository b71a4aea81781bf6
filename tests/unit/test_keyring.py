"""The root secret and what is derived from it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from proxy.errors import SettingsInvalid
from proxy.keyring import ENVIRONMENT, FILE_NAME, Keyring, hkdf

ROOT = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("secret", "salt", "info", "length", "expected"),
    [
        pytest.param(
            b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), 42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            id="rfc5869-A.1",
        ),
        pytest.param(
            bytes(range(0x50)), bytes(range(0x60, 0xB0)), bytes(range(0xB0, 0x100)), 82,
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            "cc30c58179ec3e87c14c01d5c1f3434f1d87",
            id="rfc5869-A.2",
        ),
        pytest.param(
            b"\x0b" * 22, b"", b"", 42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            id="rfc5869-A.3",
        ),
    ],
)  # fmt: skip
def test_hkdf_is_rfc_5869(secret: bytes, salt: bytes, info: bytes, length: int, expected: str) -> None:
    assert hkdf(secret, salt, info, length).hex() == expected


def test_the_first_start_makes_a_root_for_its_owner_only(tmp_path: Path) -> None:
    data_dir = tmp_path / "new" / "data"
    first = Keyring.open(data_dir, {})
    assert [path.name for path in data_dir.iterdir()] == [FILE_NAME]
    assert stat.S_IMODE((data_dir / FILE_NAME).stat().st_mode) == 0o600
    assert first.derive("x") == Keyring.open(data_dir, {}).derive("x")


def test_two_first_starts_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other: list[Keyring] = []
    link = os.link

    def late(source: str, target: str) -> None:
        monkeypatch.setattr(os, "link", link)
        other.append(Keyring.open(tmp_path, {}))  # another process is faster
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    assert Keyring.open(tmp_path, {}).derive("x") == other[0].derive("x")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_crash_while_the_root_is_made_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(SettingsInvalid, match="No space left on device"):
            Keyring.open(tmp_path, {})
    assert list(tmp_path.iterdir()) == []
    Keyring.open(tmp_path, {})


def test_each_root_and_label_has_its_own_key(tmp_path: Path) -> None:
    labels = ("fingerprint", "key-hash", "audit-chain", "audit-head")
    rings = (Keyring.open(tmp_path / "a", {}), Keyring.open(tmp_path / "b", {}))
    keys = {ring.derive(label) for ring in rings for label in labels}
    assert len(keys) == 8
    assert {len(key) for key in keys} == {32}


def test_the_variable_goes_before_the_file(tmp_path: Path) -> None:
    from_file = Keyring.open(tmp_path, {})
    text = (tmp_path / FILE_NAME).read_text("ascii")
    assert Keyring.open(tmp_path, {ENVIRONMENT: ROOT}).derive("x") != from_file.derive("x")
    assert Keyring.open(tmp_path / "none", {ENVIRONMENT: f" {text}\n"}).derive("x") == from_file.derive("x")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("given", ["", "  \n"], ids=["empty", "blank"])
def test_an_empty_variable_is_none(tmp_path: Path, given: str) -> None:
    assert Keyring.open(tmp_path, {ENVIRONMENT: given}).derive("x") == Keyring.open(tmp_path, {}).derive("x")


def test_a_variable_may_hold_any_bytes(tmp_path: Path) -> None:
    assert Keyring.open(tmp_path, {ENVIRONMENT: "\udcff" * 32}).derive("x") == Keyring(b"\xff" * 32).derive("x")


def test_a_short_variable_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="CODEWARD_SECRET_KEY has 31 bytes; at least 32") as caught:
        Keyring.open(tmp_path, {ENVIRONMENT: "s3cret-" * 4 + "abc"})
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660], ids=oct)
def test_a_root_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    Keyring.open(tmp_path, {})
    (tmp_path / FILE_NAME).chmod(mode)
    with pytest.raises(SettingsInvalid, match=rf"mode {mode:o}\); chmod 600"):
        Keyring.open(tmp_path, {})


def test_a_short_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("short\n", "ascii")
    path.chmod(0o600)
    with pytest.raises(SettingsInvalid, match="is shorter than 32 bytes; restore it"):
        Keyring.open(tmp_path, {})


def test_a_root_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir(mode=0o700)
    with pytest.raises(SettingsInvalid, match="can't be read: Is a directory"):
        Keyring.open(tmp_path, {})


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "ascii")
    with pytest.raises(SettingsInvalid, match="can't be made: Not a directory; set data_dir"):
        Keyring.open(tmp_path / "file" / "data", {})


def test_existing_never_makes_a_root(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="there is no secret.key"):
        Keyring.existing(tmp_path, {ENVIRONMENT: " "})
    assert list(tmp_path.iterdir()) == []
    made = Keyring.open(tmp_path, {})
    assert Keyring.existing(tmp_path, {}).derive("x") == made.derive("x")
    assert Keyring.existing(tmp_path / "none", {ENVIRONMENT: ROOT}).derive("x") == Keyring(ROOT.encode()).derive("x")


def test_fingerprints_are_keyed_and_bound_to_the_rule() -> None:
    ring = Keyring(ROOT.encode())
    print_of = ring.fingerprint("secrets.aws", "AKIA")
    assert len(print_of) == 16
    assert int(print_of, 16) >= 0
    assert print_of == ring.fingerprint("secrets.aws", "AKIA")
    others = {
        ring.fingerprint("secrets.aws", "AKIB"),
        ring.fingerprint("secrets.awsA", "KIA"),
        Keyring(ROOT.encode() + b"x").fingerprint("secrets.aws", "AKIA"),
        ring.fingerprint("secrets.aws", "\ud800"),
    }
    assert print_of not in others
    assert len(others) == 4
