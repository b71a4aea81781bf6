"""Names of methods that every language has, by what they do with a value.

Rules for this file: data. Counterpart: calls.py.
"""

# ruff: noqa: E501, SIM905 - tables of words
from __future__ import annotations

from typing import Final

GETTING: Final = frozenset(
    "get Get getParameter fetch dig FormValue getFirst getString optString value QueryParam Query Param PostForm getHeader".split()
)
LOOKING_UP: Final = frozenset({"fetch", "dig"})  # the first argument is a key, and no part of what comes back
EACH: Final = frozenset(
    "forEach map filter some every find findIndex flatMap each collect select reject detect any all each_with_index map! then tap let also run apply "
    "forEachOrdered mapNotNull any? all? each_with_object flat_map filter_map sort_by group_by Select Where ForEach Any All peek stream array_map ifPresent".split()
)
KEEPING: Final = frozenset(
    "filter find forEach some every tap select reject detect each also apply sort_by Where peek ifPresent run".split()
)
MADE_BY: Final = frozenset("map flatMap then collect map! let flat_map filter_map Select array_map mapNotNull".split())
GROWING: Final = frozenset(
    "push append add unshift concat WriteString WriteByte WriteRune insert Add addAll put set Append AppendLine AppendFormat << write".split()
)
JOINING: Final = frozenset("join Join implode toString to_s ToString String build Build".split())
