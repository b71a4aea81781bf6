"""Policies change under load: no request has a mixture, nothing bad is ever in force, and each change is recorded."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

from proxy.activation import Activation
from proxy.audit import reader
from tests.provider import whole
from tests.running import House, content, running

BAD = "Here:\n\n```python\nimport subprocess\n\n\ndef ls(path):\n    subprocess.run('ls ' + path, shell=True)\n```\n\nDone.\n"
ASK = {"model": "m", "messages": [{"role": "user", "content": "list files"}], "stream": False}
POLICY = "name: {name}\nhold: block\nrules:\n  - match: {{cwe: [CWE-78]}}\n    action: {action}\n"
BROKEN = ("name: [\n", "name: x\nrules: 7\n", "name: x\nextends: nowhere\n", "")
RELOADS = 1_000


def _write(path: Path, text: str) -> None:
    """Put a file in place at once, as deployments do."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    Path(draft).replace(path)


def _activation(house: House) -> Activation:
    return house.server.config.app.state.codeward.activation


async def test_a_thousand_reloads_under_load(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    texts = [POLICY.format(name="mild", action="allow"), POLICY.format(name="hard", action="reject")]
    _write(path, texts[0])
    async with running(tmp_path / "data", models=["m"], **{"policy.path": str(path)}) as house:
        house.provider.scripts["m"] = whole(BAD)
        activation = _activation(house)
        done = asyncio.Event()
        answers: list[tuple[str, str, str]] = []

        async def ask() -> None:
            while not done.is_set():
                status, headers, raw = await house.post(ASK)
                assert status == 200
                answers.append((headers["x-codeward-ref"], headers["x-codeward-policy"], content(raw)))

        askers = [asyncio.create_task(ask()) for _ in range(3)]
        good: set[str] = {activation._in_force.bundle.revision}
        for number in range(RELOADS):
            broken = number % 4 == 3
            _write(path, BROKEN[number // 4 % len(BROKEN)] if broken else texts[number % 2])
            outcome = await activation.reload(by="test")
            assert bool(outcome.problem) is broken
            assert not broken or not outcome.activated
            if not broken:
                good.add(outcome.revision)
        done.set()
        await asyncio.gather(*askers)
        assert len(answers) > 20
        assert {policy.partition("@")[0] for _, policy, _ in answers} == {"mild", "hard"}
        assert len(good) == 2
        recorded: dict[str, list[dict[str, object]]] = {}
        for _, record in reader.records(house.data_dir):
            recorded.setdefault(record.ref, []).append(json.loads(record.body))
        for ref, policy, text in answers:
            name, _, revision = policy.partition("@")
            assert revision in good
            assert ("shell=True" in text) is (name == "mild")
            bodies = recorded[ref]
            assert {body["policy"] for body in bodies if "policy" in body} == {name}
            assert {body["revision"] for body in bodies if "revision" in body} == {revision}
        kinds = [kind for kind, body in house.records() if body.get("by") == "test"]
        assert kinds.count("policy.refused") == RELOADS // 4
        assert kinds.count("policy.activated") > RELOADS // 4


async def test_a_changed_file_and_a_hangup_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    _write(path, POLICY.format(name="mild", action="allow"))
    async with running(tmp_path / "data", models=["m"], **{"policy.path": str(path)}) as house:
        house.provider.scripts["m"] = whole(BAD)

        async def until(name: str) -> None:
            for _ in range(200):
                _, headers, _ = await house.post(ASK)
                if headers["x-codeward-policy"].startswith(f"{name}@"):
                    return
                await asyncio.sleep(0.05)
            raise AssertionError(f"{name} never came into force")

        _write(path, POLICY.format(name="hard", action="reject"))
        await until("hard")
        _write(path, "name: [\n")
        _write(path, POLICY.format(name="other", action="annotate"))
        if signal.getsignal(signal.SIGHUP) not in {signal.SIG_DFL, None}:
            os.kill(os.getpid(), signal.SIGHUP)
        await until("other")
        activated = [body for kind, body in house.records() if kind == "policy.activated"]
        assert [body["policies"] for body in activated] == [["mild"], ["hard"], ["other"]]
        assert [body["previous"] for body in activated][1:] == [body["revision"] for body in activated][:-1]
        metrics = (await house.get("/metrics"))[1].decode()
        assert 'codeward_policy_info{policy="other"' in metrics
        assert 'policy="mild"' not in metrics


async def _until(house: House, revision: str | None = None, kind: str = "") -> None:
    for _ in range(200):
        if kind and any(told == kind for told, _ in house.records()):
            return
        if revision is not None and _activation(house)._in_force.bundle.revision != revision:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nothing changed")


async def test_a_path_that_can_not_be_followed_takes_nothing_down(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    _write(path, POLICY.format(name="mild", action="allow"))
    async with running(tmp_path / "data", models=["m"], **{"policy.path": str(path)}) as house:
        house.provider.scripts["m"] = whole(BAD)
        path.unlink()
        path.symlink_to(path)
        await _until(house, kind="policy.refused")
        status, headers, _ = await house.post(ASK)
        assert (status, headers["x-codeward-policy"].partition("@")[0]) == (200, "mild")
        assert (await house.get("/health/readiness"))[0] == 200


async def test_what_is_mended_elsewhere_and_links_that_are_laid_anew_are_noticed(tmp_path: Path) -> None:
    for release, action in (("one", "allow"), ("two", "reject")):
        (tmp_path / release / "teams").mkdir(parents=True)
        _write(tmp_path / release / "own.yaml", POLICY.format(name="own", action=action))
        _write(tmp_path / release / "attachments.yaml", "attachments:\n  - policy: ./own.yaml\n")
    current = tmp_path / "current"
    current.symlink_to("one")
    async with running(tmp_path / "data", models=["m"], **{"policy.bundle": str(current)}) as house:
        activation = _activation(house)
        first = activation._in_force.bundle.revision
        draft = tmp_path / "draft"
        draft.symlink_to("two")
        draft.replace(current)
        await _until(house, first)
        second = activation._in_force.bundle.revision
        late = tmp_path / "two" / "teams" / "late.yaml"
        _write(late, "name: late\nmode: [\n")
        _write(
            tmp_path / "two" / "attachments.yaml",
            "attachments:\n  - policy: ./own.yaml\n  - {policy: teams/late.yaml, teams: [a]}\n",
        )
        await _until(house, kind="policy.refused")
        _write(late, "name: late\n")
        await _until(house, second)
        assert [kind for kind, _ in house.records()].count("policy.refused") == 1


async def test_what_is_written_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    _write(path, POLICY.format(name="mild", action="allow"))
    async with running(tmp_path / "data", models=["m"], **{"policy.path": str(path)}) as house:
        activation = _activation(house)
        load = activation._load

        def slow() -> object:
            bundle = load()
            _write(path, POLICY.format(name="hard", action="reject"))
            activation._load = load
            return bundle

        activation._load = slow
        _write(path, POLICY.format(name="other", action="annotate"))
        await activation.reload(by="test")
        assert [each.name for each in activation._in_force.bundle.policies] == ["other"]
        await _until(house, activation._in_force.bundle.revision)
        assert [each.name for each in activation._in_force.bundle.policies] == ["hard"]
