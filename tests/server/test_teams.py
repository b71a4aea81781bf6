"""An organisation of several teams, served at once: one prompt, each team's own decision, and where it stands."""

from __future__ import annotations

import asyncio
from pathlib import Path

from proxy.identity.keys import new_key, seed_of
from tests.provider import whole
from tests.running import content, running

BAD = "Here:\n\n```python\nimport subprocess\n\n\ndef ls(path):\n    subprocess.run('ls ' + path, shell=True)\n```\n\nDone.\n"
ATTACHMENTS = """
attachments:
  - policy: baseline
  - {policy: labs, teams: [labs], unsafe_replace: true}
  - {policy: strict, id: canary, teams: [web], mode: monitor}
  - {policy: annotate, id: tools, repositories: ["acme/tools"]}
"""


async def test_each_team_has_its_own_decision_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "labs.yaml").write_text("name: labs\nrules:\n  - match: {cwe: [CWE-78]}\n    action: annotate\n")
    (folder / "attachments.yaml").write_text(ATTACHMENTS)
    keys = {team: new_key() for team in ("labs", "web")}
    seeds = [{"id": team, "team": team, "hash": seed_of(key)} for team, key in keys.items()]
    async with running(tmp_path / "data", models=["m"], keys=seeds, **{"policy.bundle": str(folder)}) as house:
        house.provider.scripts["m"] = whole(BAD)

        async def asked(team: str) -> tuple[dict[str, str], str]:
            body = {"model": "m", "messages": [{"role": "user", "content": "list files"}], "stream": False}
            status, headers, raw = await house.post(
                body, authorization=f"Bearer {keys[team]}", **{"x-codeward-repository": "acme/shop"}
            )
            assert status == 200
            return headers, content(raw)

        answers = await asyncio.gather(*(asked(team) for team in ("labs", "web") * 5))
        for team, (headers, text) in zip(("labs", "web") * 5, answers, strict=True):
            assert ("shell=True" in text) is (team == "labs")
            assert headers["x-codeward-policy"].partition("@")[0] == {"labs": "labs", "web": "baseline"}[team]
            records = house.records(headers["x-codeward-ref"])
            opened = next(body for kind, body in records if kind == "exchange.open")
            assert opened["attachments"] == {"labs": ["baseline", "labs"], "web": ["baseline", "canary"]}[team]
            assert (opened["team"], opened["repository"]) == (team, "acme/shop")
            decided = next(body for kind, body in records if kind == "block.decision")
            found = next(f for f in decided["findings"] if "CWE-78" in f["cwe"] and f["action"] != "allow")
            assert found["decided_by"].startswith({"labs": "labs.yaml:3", "web": "baseline.yaml:"}[team])
        assert len({headers["x-codeward-policy"].partition("@")[2] for headers, _ in answers}) == 1
