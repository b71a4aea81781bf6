"""Signed policies: what is read is what was signed, by whom it may be signed, and nothing else."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy.errors import PolicyInvalid
from proxy.policy import signed
from proxy.policy.attachments import load_bundle
from proxy.policy.chosen import chosen_bundle, chosen_tools, place_of
from proxy.policy.signed import LIST_NAME, folder_of, key_id, last_serial, opened, private_key, public_key, sign

AT = "2026-11-23T10:00:00Z"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
FILES = {
    "attachments.yaml": "attachments:\n  - policy: baseline\n  - {policy: pay, teams: [payments]}\n",
    "pay.yaml": "name: pay\nextends: [baseline, ./below/floor.yaml]\nhold: block\n",
    "below/floor.yaml": "name: floor\nrules:\n  - match: {cwe: CWE-78}\n    action: reject\n",
    "own.yaml": "tools:\n  - name: write_page\n    arguments: {body: code}\n",
}


def _folder(place: Path, key: Ed25519PrivateKey = KEY, serial: int = 3) -> Path:
    for name, text in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    (place / LIST_NAME).write_bytes(sign(place, key, serial, AT))
    return place


def _refused(folder: Path, *keys: Ed25519PrivateKey) -> str:
    with pytest.raises(PolicyInvalid) as caught:
        load_bundle(folder, [key.public_key() for key in keys or (KEY,)])
    return caught.value.message


def test_what_was_signed_is_read(tmp_path: Path) -> None:
    bundle = load_bundle(_folder(tmp_path), [OTHER.public_key(), KEY.public_key()])
    assert bundle.signature is not None
    assert (bundle.signature.serial, bundle.signature.signed_at) == (3, AT)
    assert bundle.signature.key_id == key_id(KEY.public_key())
    assert bundle.files[-1] == str(tmp_path / LIST_NAME)
    plain = load_bundle(tmp_path)
    assert (plain.revision, plain.signature) == (bundle.revision, None)
    alone = load_bundle(tmp_path / "pay.yaml", [KEY.public_key()])
    assert alone.signature == bundle.signature
    assert last_serial(tmp_path) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: (f / "pay.yaml").write_text("name: pay\nmode: monitor\n"), "pay.yaml was changed"),
        (lambda f: (f / "below" / "floor.yaml").unlink(), "below/floor.yaml is missing"),
        (lambda f: (f / "baseline.yaml").write_text("name: baseline\nmode: monitor\n"), "baseline.yaml is not on"),
        (lambda f: (f / "below" / "new.yml").write_text("name: new\n"), "below/new.yml is not on the list"),
        (lambda f: (f / LIST_NAME).unlink(), "has no policies.dsse.json"),
        (
            lambda f: (f / LIST_NAME).write_bytes(sign(f, OTHER, 9, AT)),
            "not signed by a key that the configuration pins",
        ),
        (lambda f: (f / LIST_NAME).write_text("{}"), "not an envelope of signed policies: payload: field required"),
        (lambda f: (f / LIST_NAME).write_text("[" * 100_000), "not an envelope"),
        (lambda f: os.mkfifo(f / "pipe.yaml"), "pipe.yaml is not on the list"),
        (
            lambda f: ((f / "pay.yaml").unlink(), os.mkfifo(f / "pay.yaml")),
            "pay.yaml: can't be read: not a regular file",
        ),
        (lambda f: ((f / LIST_NAME).unlink(), os.mkfifo(f / LIST_NAME)), "can't be read: not a regular file"),
        (lambda f: (f / "pay.yaml").write_text("#" * 300_000), "pay.yaml: larger than"),
    ],
)
def test_what_was_not_is_refused(tmp_path: Path, change: Any, said: str) -> None:
    change(_folder(tmp_path))
    assert said in _refused(tmp_path)


def test_several_mistakes_are_told_together(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    for name in FILES:
        (folder / name).unlink()
    (folder / "attachments.yaml").write_text(FILES["attachments.yaml"])
    (folder / "z.yaml").write_text("name: z\n")
    assert _refused(folder).endswith("own.yaml is missing, pay.yaml is missing, below/floor.yaml is missing and 1 more")


def _resigned(folder: Path, key: Ed25519PrivateKey = KEY, kind: str | None = None, **change: Any) -> None:
    """Lay a list there that says something else, under a good signature."""
    path = folder / LIST_NAME
    envelope = json.loads(path.read_bytes())
    payload = {**json.loads(base64.b64decode(envelope["payload"])), **change}
    raw = json.dumps(payload).encode()
    envelope["payload"] = base64.b64encode(raw).decode()
    envelope["signatures"][0]["sig"] = base64.b64encode(key.sign(signed._authenticated(raw))).decode()
    envelope["payloadType"] = kind or envelope["payloadType"]
    path.write_text(json.dumps(envelope))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"serial": 0}, "serial: input should be greater than or equal to 1"),
        ({"serial": "3"}, "serial: input should be a valid integer"),
        ({"files": {"pay.yaml": "0"}}, "files.pay.yaml"),
        ({"expires": "never"}, "expires: extra inputs are not permitted"),
        ({"kind": "application/vnd.other+json"}, "not an envelope of signed policies: payloadType"),
        ({"key": OTHER}, "not signed by a key"),
        ({"files": {"../outside.yaml": "0" * 64}}, "../outside.yaml is missing"),
    ],
)
def test_a_list_must_be_one(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    _resigned(_folder(tmp_path), **change)
    assert said in _refused(tmp_path)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_of_the_list_can_be_changed(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever is changed, what is taken is what was signed, or nothing is."""
    folder = _folder(tmp_path)
    good = opened(folder, [KEY.public_key()])
    raw = bytearray((folder / LIST_NAME).read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    (folder / LIST_NAME).write_bytes(bytes(raw))
    try:
        again = opened(folder, [KEY.public_key()])
    except PolicyInvalid:
        return
    assert (again.signature, again.names) == (good.signature, good.names)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_of_a_file_can_be_changed(tmp_path: Path, data: st.DataObject) -> None:
    folder = _folder(tmp_path)
    path = folder / data.draw(st.sampled_from(sorted(FILES)))
    raw = bytearray(path.read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(raw))
    assert f"{path.relative_to(folder).as_posix()} was changed" in _refused(folder)


def test_only_the_folder_and_what_is_shipped_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("name: outside\nmode: monitor\n")
    (folder / "attachments.yaml").write_text("attachments:\n  - policy: ../outside.yaml\n")
    (folder / LIST_NAME).write_bytes(sign(folder, KEY, 1, AT))
    assert load_bundle(folder).policies[0].name == "outside"
    assert "../outside.yaml: not on the signed list" in _refused(folder).replace(str(folder) + "/", "")
    (folder / "attachments.yaml").write_text("attachments:\n  - policy: ./pay.yaml\n")
    (folder / "pay.yaml").write_text("name: pay\nextends: ../outside.yaml\n")
    (folder / LIST_NAME).write_bytes(sign(folder, KEY, 2, AT))
    assert "not on the signed list" in _refused(folder)


def test_what_is_parsed_is_what_was_compared(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    there = opened(folder, [KEY.public_key()])
    (folder / "pay.yaml").write_text("name: pay\nmode: monitor\n")
    assert there.read(folder / "below" / ".." / "pay.yaml", "pay.yaml").text == FILES["pay.yaml"]


def test_a_mounted_folder_is_read_through_its_links(tmp_path: Path) -> None:
    """As Kubernetes mounts a ConfigMap: the files are links through `..data`, which is laid anew at each change."""
    version = tmp_path / "..2026_11_23"
    version.mkdir()
    for name in ("attachments.yaml", "pay.yaml"):
        (version / name).write_text(FILES[name].replace("[baseline, ./below/floor.yaml]", "baseline"))
    (tmp_path / "..data").symlink_to(version.name)
    for name in ("attachments.yaml", "pay.yaml"):
        (tmp_path / name).symlink_to(f"..data/{name}")
    (tmp_path / LIST_NAME).write_bytes(sign(tmp_path, KEY, 1, AT))
    bundle = load_bundle(tmp_path, [KEY.public_key()])
    assert [policy.name for policy in bundle.policies] == ["baseline", "pay"]


def test_a_shipped_name_alone_can_not_be_signed() -> None:
    with pytest.raises(PolicyInvalid, match="signed policies lie in a folder with policies.dsse.json; 'baseline'"):
        folder_of("baseline")


def test_numbers_have_bounds(tmp_path: Path) -> None:
    for serial in (0, 2**53):
        with pytest.raises(PolicyInvalid, match="not a serial number"):
            sign(tmp_path, KEY, serial, AT)
    assert last_serial(tmp_path) == 0


def test_folders_have_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed, "_MAX_FILES", 3)
    with pytest.raises(PolicyInvalid, match="more than 3 YAML files"):
        _folder(tmp_path)


def _pem(key: Ed25519PrivateKey, passphrase: bytes = b"") -> bytes:
    how = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)


def _public_pem(key: Any) -> bytes:
    made: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return made


def test_keys_are_read(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(_pem(KEY))
    (tmp_path / "locked").write_bytes(_pem(KEY, b"open"))
    (tmp_path / "pub").write_bytes(_public_pem(KEY))
    assert key_id(private_key(tmp_path / "plain", lambda: "").public_key()) == key_id(public_key(tmp_path / "pub"))
    assert private_key(tmp_path / "locked", lambda: "open").private_bytes_raw() == bytes(range(32))
    other = generate_private_key(SECP256R1())
    (tmp_path / "ec").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "ec.pub").write_bytes(_public_pem(other))
    (tmp_path / "text").write_text("hunter2")
    for call, said in (
        (
            lambda: private_key(tmp_path / "locked", lambda: "shut"),
            "is no private key in PEM, or not with that passphrase",
        ),
        (lambda: private_key(tmp_path / "ec", lambda: ""), "is no Ed25519 private key"),
        (lambda: private_key(tmp_path / "text", lambda: ""), "is no private key in PEM"),
        (lambda: public_key(tmp_path / "ec.pub"), "is no Ed25519 public key"),
        (lambda: public_key(tmp_path / "plain"), "is no public key in PEM"),
        (lambda: public_key(tmp_path / "none"), "can't be read: no such file"),
    ):
        with pytest.raises(PolicyInvalid, match=said) as caught:
            call()
        assert "hunter2" not in caught.value.message


@dataclass
class _Chosen:
    bundle: str | None = None
    path: str | None = None
    default: str = "baseline"
    tools: str | None = None
    signed_by: tuple[str, ...] = ()


def test_what_the_configuration_chooses(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    _folder(folder)
    pub = tmp_path / "pub"
    pub.write_bytes(_public_pem(KEY))
    accepted: list[Any] = []
    assert chosen_bundle(_Chosen()).policies[0].name == "baseline"
    assert chosen_tools(_Chosen(), accepted.append).shapes
    chosen = _Chosen(bundle=str(folder), tools=str(folder / "own.yaml"), signed_by=(str(pub),))
    assert place_of(chosen) == str(folder)
    assert chosen_bundle(chosen).signature is not None
    assert "writepage" in chosen_tools(chosen, accepted.append).shapes
    assert [each.serial for each in accepted] == [3]
    outside = tmp_path / "own.yaml"
    outside.write_text(FILES["own.yaml"])
    chosen.tools = str(outside)
    with pytest.raises(PolicyInvalid, match="not on the signed list"):
        chosen_tools(chosen, accepted.append)
    with pytest.raises(PolicyInvalid, match="is no folder and no file"):
        chosen_bundle(_Chosen(signed_by=(str(pub),)))
