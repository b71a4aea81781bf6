"""What the checks of this folder are called and mean. `rules.c.*` are the ids.

Rules for this file: data. Counterparts: copies.py, pointers.py, arithmetic.py, outside.py find them.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.checks.metadata import RuleInfo

PREFIX: Final = "rules.c."
_S: Final = {"l": Severity.LOW, "m": Severity.MEDIUM, "h": Severity.HIGH}
_C: Final = {"l": Confidence.LOW, "m": Confidence.MEDIUM, "h": Confidence.HIGH}
_OVER: Final = "What lies behind the buffer is overwritten."
_FREED: Final = "The memory may hold something else by then; whoever fills it steers the program."
_NOWHERE: Final = "Where the pointer leads nowhere the program ends, or worse."
# Each row: title, category, weaknesses, severity and confidence, why, fix.
_TABLE: Final = {
    "index-past-end": ("Element behind the last one", "memory", "787 125 119 193", "hm", _OVER, "buffer[sizeof buffer - 1] = '\\0';"),
    "loop-past-end": ("Loop that goes one too far", "memory", "193 787 125 119", "hm", _OVER, "for (size_t i = 0; i < SIZE; i++)"),
    "size-beyond-buffer": ("Size larger than the buffer", "memory", "787 805 119 120", "hm", _OVER, 'snprintf(buffer, sizeof buffer, "%s", text)'),
    "length-of-source": ("Length taken from the source, not from the target", "memory", "787 805 120 126", "mm", _OVER, "if (length > sizeof target) return -1;"),
    "length-unchecked": ("Length that nobody compared with the buffer", "memory", "787 120 119 805", "mm", _OVER, "if (length > sizeof buffer) return -1;"),
    "append-size": ("Room left counted wrongly when appending", "memory", "193 787 120", "mm", "The size counts what may be added, without what is there and without the end mark.", "strncat(buffer, text, sizeof buffer - strlen(buffer) - 1)"),
    "end-mark-missing": ("Text that may lack its end mark", "memory", "170 125", "ll", "strncpy writes none where the text fills the buffer; reading goes on behind it.", "buffer[sizeof buffer - 1] = '\\0';"),
    "text-too-long": ("Text longer than the buffer", "memory", "787 120 119 131", "hh", _OVER, 'snprintf(buffer, sizeof buffer, "%s", text)'),
    "copy-unbounded": ("Text of any length copied into a buffer", "memory", "120 787 119 676", "mm", _OVER, 'snprintf(buffer, sizeof buffer, "%s", text)'),
    "copy-unlimited": ("Text copied without a limit", "memory", "120 676 787", "ll", "Whether it fits shows only elsewhere.", 'snprintf(buffer, size, "%s", text)'),
    "format-may-not-fit": ("Formatted value that may not fit", "memory", "787 120 131", "ll", _OVER, 'snprintf(buffer, sizeof buffer, "%s", text)'),
    "scan-width": ("Width without room for the end mark", "memory", "193 787 120", "hh", "The end mark is written behind the buffer.", 'sscanf(text, "%9s", word)'),
    "printed-length-used": ("Length that snprintf wished for used as what it wrote", "memory", "787 119 125", "mm", "Where the text was cut the length lies behind the buffer.", "if (length < 0 || (size_t)length >= sizeof buffer) return -1;"),
    "allocation-unchecked": ("Result used without a look whether there is one", "memory", "476 690 252", "mm", _NOWHERE, "if (pointer == NULL) return NULL;"),
    "allocation-assumed": ("Result of an allocation taken for granted", "memory", "476 690 252", "ll", "Where the memory runs out the program ends here.", "if (pointer == NULL) abort();"),
    "null-dereference": ("Null pointer followed", "memory", "476", "hm", _NOWHERE, "if (pointer == NULL) return -1;"),
    "check-after-use": ("Pointer checked after it was followed", "memory", "476", "mm", "The check comes too late, and the optimiser may drop it.", "if (pointer == NULL) return -1;"),
    "use-after-free": ("Memory used after it was given back", "memory", "416 825", "hm", _FREED, "free(pointer); pointer = NULL;"),
    "double-free": ("Memory given back twice", "memory", "415 1341", "hm", "The allocator's lists are corrupted.", "free(pointer); pointer = NULL;"),
    "free-not-heap": ("Memory given back that wasn't allocated", "memory", "590 763", "hh", "The allocator's lists are corrupted.", "Only free() what malloc() returned"),
    "stack-address-returned": ("Address of a local variable returned", "memory", "562 825", "hm", "The variable is gone when the caller looks.", "char *buffer = malloc(size);"),
    "uninitialized-pointer": ("Pointer followed before it points anywhere", "memory", "457 824 908", "hm", "It leads wherever the stack says.", "char *buffer = malloc(size);"),
    "uninitialized-value": ("Value counted up from nothing", "memory", "457 908", "mm", "It begins with what lies on the stack.", "int sum = 0;"),
    "realloc-lost": ("Memory lost where it can't grow", "memory", "401 690", "lm", "Where realloc fails the old pointer is gone.", "void *grown = realloc(p, n); if (grown) p = grown;"),
    "end-mark-not-counted": ("Room for a text without its end mark", "memory", "131 193 787", "mm", _OVER, "malloc(strlen(text) + 1)"),
    "size-of-pointer": ("Size of a pointer taken for the size of what it points to", "memory", "467 131", "mm", "It is 8, whatever the buffer holds.", "sizeof *pointer"),
    "delete-mismatch": ("new and delete that don't belong together", "input-validation", "762 763", "mh", "The allocator's lists are corrupted.", "delete[] pointer;"),
    "iterator-invalidated": ("Container changed while it is walked", "memory", "416 672", "mm", "The iterator points to what may be gone.", "it = items.erase(it);"),
    "check-then-use": ("File checked by name and then used by name", "permissions", "367 362", "mm", "Somebody can put another file there in between.", "int fd = open(path, O_RDONLY | O_NOFOLLOW); if (fd < 0 || fstat(fd, &info) != 0) return -1;"),
    "named-twice": ("File asked about by name and then used by name", "permissions", "367 362", "ll", "Somebody can put another file there in between.", "if (fstat(fd, &info) != 0) return -1;"),
    "allocation-overflow": ("Size of an allocation that may overflow", "memory", "190 680 131", "mm", "Too little is allocated, and what follows is overwritten.", "calloc(count, size)"),
    "allocation-product": ("Size of an allocation multiplied without a check", "memory", "680 190 131", "ll", "Where the count comes from outside the product may overflow.", "calloc(count, sizeof *items)"),
    "length-overflow": ("Length multiplied in a type that is too small", "memory", "190 680 787", "mm", "The product may wrap around.", "(size_t)count * size"),
    "widened-too-late": ("Product made in a small type and then widened", "memory", "190 681", "mm", "It has overflowed before it gets the larger type.", "(uint64_t)a * b"),
    "counter-too-small": ("Counter of a loop smaller than its limit", "memory", "190 835 197", "mm", "It wraps around before the end, and the loop never ends.", "for (size_t i = 0; i < count; i++)"),
    "input-arithmetic": ("Number from outside reckoned with unchecked", "memory", "190 20", "ll", "The result may overflow.", "if (number > INT_MAX / 2) return -1;"),
    "input-index": ("Element chosen by a number from outside", "input-validation", "129 787 125", "mm", "Any memory can be read or written.", "if (index < 0 || index >= SIZE) return -1;"),
    "input-size": ("Size chosen by a number from outside", "input-validation", "789 190 787", "mm", "It can be anything, negative too.", "if (size == 0 || size > LIMIT) return -1;"),
    "stack-size": ("Stack taken by a size that isn't fixed", "input-validation", "770 789 680", "lm", "Where it is large the stack runs over.", "malloc(size)"),
    "path-from-outside": ("File chosen by a value from outside", "input-validation", "22 73", "mm", "With ../ in it any file can be reached.", 'if (realpath(path, real) == NULL || strncmp(real, ROOT "/", sizeof ROOT) != 0) return -1;'),
    "path-from-argument": ("File chosen by an argument of the program", "input-validation", "22 73", "ll", "Where somebody else chooses the arguments any file can be reached.", 'if (realpath(path, real) == NULL || strncmp(real, ROOT "/", sizeof ROOT) != 0) return -1;'),
    "command-built": ("Command line put together from values", "injection", "78 88", "mm", "A shell runs whatever the value smuggles into the command line.", "execv(program, arguments)"),
    "command-from-outside": ("Command line with a value from outside", "injection", "78 88", "hm", "A shell runs whatever the value smuggles into the command line.", "execv(program, arguments)"),
    "format-from-outside": ("Format chosen by a value from outside", "injection", "134", "hh", "%n writes to memory, %s reads it.", 'printf("%s", text)'),
    "format-not-literal": ("Format that isn't written in the code", "injection", "134", "mm", "Where somebody else chooses it, %n writes to memory.", 'printf("%s", text)'),
    "sql-built": ("SQL query pasted together", "injection", "89", "mm", "A value pasted into a query can change what the query does.", "sqlite3_bind_text(statement, 1, value, -1, SQLITE_TRANSIENT);"),
}  # fmt: skip
_CPP_ONLY: Final = frozenset({"delete-mismatch", "iterator-invalidated"})


def _info(name: str) -> RuleInfo:
    title, category, cwe, level, why, fix = _TABLE[name]
    return RuleInfo(
        title,
        category,
        tuple(f"CWE-{number}" for number in cwe.split()),
        _S[level[0]],
        _C[level[1]],
        why,
        fix,
        f"https://cwe.mitre.org/data/definitions/{cwe.split()[0]}.html",
        languages=("cpp",) if name in _CPP_ONLY else ("c", "cpp"),
    )


RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType({f"{PREFIX}{name}": _info(name) for name in _TABLE})
