"""What to write instead, in one line for each rule: for guidance, which names the rules that are broken most.

Rules for this file: the rulebook is read once, in a thread, when it is first asked for. Counterparts: scan/rulebook.py, exchange.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence


async def advice(rule_ids: Sequence[str]) -> list[str]:
    """A line for each rule that the rulebook knows, in their order."""
    return await asyncio.to_thread(_lines, tuple(rule_ids)) if rule_ids else []


def _lines(rule_ids: tuple[str, ...]) -> list[str]:
    from proxy.scan.rulebook import rulebook  # noqa: PLC0415 - half a second that most processes never need

    book = rulebook()
    known = [book[rule_id] for rule_id in rule_ids if rule_id in book]
    return [f"{info.title} ({' '.join(info.cwe[:1])}): write {info.fix}" for info in known]
