"""What a simulation says of recorded traffic is what the other policy then does to that traffic."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from proxy.cli.simulate import as_json, show, simulated, since_of
from proxy.policy.attachments import load_bundle
from tests.provider import whole
from tests.running import House, running

PIECES = {
    "shell": "```python\nimport subprocess\n\n\ndef ls(path):\n    subprocess.run('ls ' + path, shell=True)\n```\n",
    "sql": '```python\ndef user(cur, name):\n    cur.execute("SELECT * FROM t WHERE n = \'" + name + "\'")\n```\n',
    "secret": '```python\nDB_PASSWORD = "kR7vq2Lm9xTz"\n```\n',
    "hash": "```python\nimport hashlib\n\n\ndef h(x):\n    return hashlib.md5(x)\n```\n",
    "clean": "```go\npackage main\n\nfunc add(a, b int) int { return a + b }\n```\n",
    "broken": "```python\n))) this is ((( no python ]]]\n```\n",
    "prose": "Nothing to see.\n",
}
OWN = (
    "name: own\nhold: block\nrules:\n  - match: {cwe: [CWE-89]}\n    action: reject\n  - match: {category: secret}\n    action: annotate\n"
    "  - match: {severity: high}\n    action: annotate\nfail:\n  on_unparsed: reject\n"
)


async def _actions(house: House) -> dict[str, str]:
    """What was done to each piece."""
    done = {}
    for name, text in PIECES.items():
        house.provider.scripts["m"] = whole("Here:\n\n" + text + "\nDone.\n")
        body = {"model": "m", "messages": [{"role": "user", "content": name}], "stream": False}
        _, headers, _ = await house.post(body)
        closed = await house.closed(headers["x-codeward-ref"])
        if closed["blocks_decided"]:
            done[name] = closed["action"]
    return done


async def test_a_new_policy_is_predicted_exactly(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN)
    async with running(tmp_path / "before", models=["m"], policy="strict") as house:
        before = await _actions(house)
    since = since_of("1d", datetime.now(UTC))
    predicted = simulated(tmp_path / "before", load_bundle(str(own)), since)
    async with running(tmp_path / "after", models=["m"], **{"policy.path": str(own)}) as house:
        after = await _actions(house)
    assert set(after) == set(PIECES) - {"prose"}
    assert sorted(after.values()) == sorted(predicted.after.elements())
    assert sorted(before.values()) == sorted(predicted.before.elements())
    assert len(predicted.changes) == sum(before[name] != after[name] for name in after) > 2
    told = as_json(predicted, "r")
    assert (told["completions_with_code"], told["exchanges"]) == (len(after), len(PIECES))
    lines = "\n".join(show(predicted))
    assert "milder:" in lines
    nobody = simulated(tmp_path / "before", load_bundle("strict"), since, team="nobody")
    assert "note: nothing is recorded for that time and team" in list(show(nobody))
    same = simulated(tmp_path / "before", load_bundle("strict"), since)
    assert same.changes == []
