"""A server that takes signed policies only: what nobody signed, and what is older, never holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from proxy.activation import Activation
from proxy.errors import PolicyInvalid
from proxy.policy.signed import LIST_NAME, key_id, sign
from tests.provider import whole
from tests.running import House, content, running

BAD = "Here:\n\n```python\nimport subprocess\n\n\ndef ls(path):\n    subprocess.run('ls ' + path, shell=True)\n```\n\nDone.\n"
ASK = {"model": "m", "messages": [{"role": "user", "content": "list files"}], "stream": False}
KEY = Ed25519PrivateKey.generate()


def _lay(folder: Path, action: str, serial: int, key: Ed25519PrivateKey = KEY) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "attachments.yaml").write_text("attachments:\n  - policy: ./own.yaml\n")
    (folder / "own.yaml").write_text(
        f"name: own\nhold: block\nrules:\n  - match: {{cwe: [CWE-78]}}\n    action: {action}\n"
    )
    (folder / LIST_NAME).write_bytes(sign(folder, key, serial, "2026-11-23T10:00:00Z"))
    return folder


async def _reloaded(house: House) -> str:
    activation: Activation = house.server.config.app.state.codeward.activation
    return (await activation.reload(by="test")).problem


async def _leaves(house: House) -> bool:
    status, _, raw = await house.post(ASK)
    assert status == 200
    return "shell=True" in content(raw)


async def test_only_signed_policies_hold_and_never_older_ones(tmp_path: Path) -> None:
    pub = tmp_path / "release.pub"
    pub.write_bytes(KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    folder = _lay(tmp_path / "policies", "allow", 1)
    old = shutil.copytree(folder, tmp_path / "old")
    chosen = {"policy.bundle": str(folder), "policy.signed_by": [str(pub)]}
    async with running(tmp_path / "data", models=["m"], **chosen) as house:
        house.provider.scripts["m"] = whole(BAD)
        assert await _leaves(house)
        _lay(folder, "reject", 2)
        assert await _reloaded(house) == ""
        assert not await _leaves(house)
        for change, said in (
            (lambda: shutil.copytree(old, folder, dirs_exist_ok=True), "signed as number 1, and number 2 was in force"),
            (lambda: _lay(folder, "allow", 2), "other policies were in force under number 2"),
            (lambda: _lay(folder, "allow", 3, Ed25519PrivateKey.generate()), "not signed by a key"),
            ((folder / LIST_NAME).unlink, "has no policies.dsse.json"),
        ):
            change()
            assert said in await _reloaded(house)
            assert not await _leaves(house)
        told = [body for kind, body in house.records() if kind == "policy.activated"]
        assert [(body["serial"], body["signed_by"]) for body in told] == [(n, key_id(KEY.public_key())) for n in (1, 2)]
        assert [kind for kind, _ in house.records()].count("policy.refused") >= 4
    shutil.copytree(old, folder, dirs_exist_ok=True)
    with pytest.raises(PolicyInvalid, match="number 2 was in force"):
        async with running(tmp_path / "data", models=["m"], **chosen):
            pass
