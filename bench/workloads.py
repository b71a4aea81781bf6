"""What is measured: a text on a wire, one row each. A new route is a new row.

Counterparts: texts.py and wires.py hold what a row is made of; upstream.py answers a row by its name, which stands in the prompt, so that
any gateway carries it on.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bench.texts import TEXTS, tokens
from bench.wires import CHAT, FIM, MESSAGES, RESPONSES, TOOL, Json, Wire

ASKED = re.compile(rb"bench:([a-z0-9-]+):(\d{7}):(\d+)")  # the row, the salt, microseconds between two events


@dataclass(frozen=True)
class Workload:
    """A row. `equal`: nothing in it is acted on, so that its text must come out as it went in."""

    name: str
    says: str
    text: str
    wire: Wire = CHAT
    equal: bool = True
    repeated: bool = False  # the same salt each time: what a second asker gets
    paced: bool = True
    tokens_at_once: int = 1
    quick: bool = True
    opens_in_prose: bool = True  # so that its first token has nothing to wait for

    @property
    def tokens(self) -> list[str]:
        """The text in the pieces that the provider's events hold."""
        return tokens(self.text, self.tokens_at_once)

    def body(self, salt: int, *, stream: bool, pace_us: int = 0) -> bytes:
        """The request."""
        asked: Json = self.wire.request(f"bench:{self.name}:{salt:07d}:{pace_us}")
        return json.dumps({**asked, "stream": True} if stream else asked).encode()


_FILE = json.dumps({"path": "report_7318429.py", "content": TEXTS["file"]})
WORKLOADS = (
    Workload("prose", "prose", TEXTS["prose"]),
    Workload("clean", "40 lines, clean", TEXTS["clean"]),
    Workload("again", "the same again (cached)", TEXTS["clean"], repeated=True, paced=False),
    Workload("annotate", "40 lines, annotated", TEXTS["annotate"], equal=False, paced=False, quick=False),
    Workload("redact", "40 lines, redacted", TEXTS["redact"], equal=False, quick=False),
    Workload("reject", "40 lines, rejected", TEXTS["reject"], equal=False),
    Workload("long", "400 lines, clean", TEXTS["long"], tokens_at_once=4),
    Workload("tool", "40 lines in a tool call", _FILE, TOOL, opens_in_prose=False),
    Workload("fim", "fill in the middle", TEXTS["middle"], FIM, opens_in_prose=False),
    Workload("messages", "40 lines, /v1/messages", TEXTS["clean"], MESSAGES),
    Workload("responses", "40 lines, /v1/responses", TEXTS["clean"], RESPONSES),
)
