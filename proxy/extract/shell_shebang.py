"""The language that the first line of a script says.

Rules for this file: pure. Counterpart: shell_flow.py asks for files whose name says nothing.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract.languages import language_of

_SHEBANG: Final = re.compile(r"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S+[ \t]+)*)?(?:\S*/)?([A-Za-z+]+)")


def language_of_shebang(text: str) -> str | None:
    """The language of `#!/usr/bin/env python3`, or None."""
    found = _SHEBANG.match(text)
    return language_of(found.group(1)) if found else None
