"""Code that nobody found anything in is still marked for a person's eyes, once in full, then in a line, then no more."""

from __future__ import annotations

from pathlib import Path

from tests.provider import streamed, whole
from tests.running import content, running

OWN = "name: own\nextends: baseline\nattention: {enabled: true, per_conversation: 2}\n"
CODE = (
    "Here:\n\n```python\ndef delete_user(db, caller, user_id):\n    caller.require('users:delete')\n    db.delete(User, user_id)\n```\n\n"
    "And:\n\n```go\npackage main\n\nfunc add(a, b int) int { return a + b }\n```\n\nDone.\n"
)


async def test_blocks_are_marked_and_the_marks_are_capped(tmp_path: Path) -> None:
    policy = tmp_path / "own.yaml"
    policy.write_text(OWN)
    async with running(tmp_path / "data", models=["m", "s"], **{"policy.path": str(policy)}) as house:
        house.provider.scripts["m"] = whole(CODE)
        house.provider.scripts["s"] = streamed([CODE[at : at + 5] for at in range(0, len(CODE), 5)])
        said = []
        for model, stream in (("m", False), ("s", True), ("m", False)):
            body = {"model": model, "stream": stream, "messages": [{"role": "user", "content": "delete users"}]}
            _, headers, raw = await house.post(body)
            said.append(content(raw))
            decided = [body for kind, body in house.records(headers["x-codeward-ref"]) if kind == "block.decision"]
            assert {body["block"]: body.get("attention") for body in decided} == {1: ["authorization"], 2: None}
        assert all(text.startswith(CODE.rstrip("\n")) for text in said)
        full, line, none = (text.removeprefix(CODE.rstrip("\n")).strip() for text in said)
        lines = full.splitlines()
        assert lines[0].startswith("> **Review by hand** - code block 1 touches authorization; no findings from ")
        assert lines[0].endswith("over 2 blocks")
        assert lines[1] == "> - Who may call `delete_user`, and where is that checked?"
        assert len(lines) <= 8
        assert "secure" not in full.lower()
        assert line.startswith("> Review by hand: code block 1 (authorization). (ref ")
        assert none == ""
