"""How long it takes to decide a month of recorded traffic anew: `python -m bench.replay [--exchanges N]`.

The records are made here, through the store that the server has: so many exchanges of several teams, each with a block and one to three
findings of real rules at their listed levels. Printed are what `codeward policy simulate` says, and its time beside that of reading the
records alone, as a ratio of one run.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.cli.simulate import recorded, show, simulated
from proxy.keyring import Keyring
from proxy.policy.attachments import load_bundle
from proxy.scan.rulebook import rulebook

TEAMS, MODELS = 12, 4
AT_ONCE = 200
ACTIONS = ["allow", "annotate", "redact", "reject"]
POLICY = {"policy": "baseline", "revision": "r", "mode": "enforce"}
BLOCK = {
    "block": 1,
    "channel": "content",
    "choice": 0,
    "origin": "fence",
    "language": "python",
    "path": None,
    "closed": True,
    "statuses": [],
    "engines": [],
}


async def write(data_dir: Path, exchanges: int, seed: int) -> None:
    """Make the records."""
    draw = random.Random(seed)
    rules = [
        (rule, info) for rule, info in rulebook().items() if info.severity is not None and info.confidence is not None
    ]
    store = AuditStore.open(data_dir, Keyring.open(data_dir, {}), append_timeout_s=60)

    async def one() -> None:
        opened = {
            "team": f"team-{draw.randrange(TEAMS)}",
            "key_id": f"key-{draw.randrange(200)}",
            "model_requested": f"model-{draw.randrange(MODELS)}",
            "sample": draw.randrange(100),
            "organisation": "bench",
            "client": "bench",
            **POLICY,
        }
        made = await store.open_exchange(opened)
        found = [_finding(*draw.choice(rules)) for _ in range(draw.randrange(4))]
        block = {
            **BLOCK,
            **POLICY,
            "action": max((each["action"] for each in found), key=ACTIONS.index, default="allow"),
            "findings": found,
        }
        await store.append(Kind.BLOCK_DECISION, block, exchange_id=made.exchange_id, ref=made.ref)
        await store.append(Kind.EXCHANGE_CLOSE, {"action": block["action"]}, exchange_id=made.exchange_id, ref=made.ref)

    for start in range(0, exchanges, AT_ONCE):
        await asyncio.gather(*(one() for _ in range(min(AT_ONCE, exchanges - start))))
    await store.close()


def _finding(rule: str, info: Any) -> dict[str, Any]:  # noqa: ANN401 - a RuleInfo whose levels are given
    high = info.severity.word in {"high", "critical"} and info.confidence.word == "high"
    likely = info.severity >= 2 and info.confidence >= 2
    action = (
        "redact" if rule.startswith("secrets.") and likely else "reject" if high else "annotate" if likely else "allow"
    )
    return {
        "rule": rule,
        "engine": rule.partition(".")[0],
        "severity": info.severity.word,
        "confidence": info.confidence.word,
        "cwe": list(info.cwe),
        "category": info.category,
        "line": 1,
        "end_line": 1,
        "fingerprint": "0" * 16,
        "late": False,
        "action": action,
        "decided_by": "baseline.yaml",
    }


def main() -> None:
    """Write, replay, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exchanges", type=int, default=30_000, help="1,000 a day for 30 days")
    parser.add_argument("--policy", default="strict")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        asyncio.run(write(data_dir, given.exchanges, given.seed))
        began = time.perf_counter()
        records = sum(1 for _ in recorded(data_dir, ""))
        reading = time.perf_counter() - began
        began = time.perf_counter()
        result = simulated(data_dir, load_bundle(given.policy), "")
        whole = time.perf_counter() - began
    for line in show(result):
        print(line)
    print(
        f"{given.exchanges} exchanges, {records} records: {whole:.1f} s, {whole / reading:.2f} times as long as reading them"
    )


if __name__ == "__main__":
    main()
