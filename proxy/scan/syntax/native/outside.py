"""Values from outside - arguments, environment, input, the network - and where they get to: files, commands, formats, sizes, indices.

Values are followed through assignments and copies, and one call deep into other functions of the same text. A condition that speaks of a
value ends what is known of a number; of a path and a command only a look for what is dangerous in it does.
Rules for this file: pure. Counterparts: routine.py reads the functions, rules.py.
"""

# ruff: noqa: E501, SIM905 - tables of words
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from proxy.scan.syntax.native.routine import Call, Routine, Variable, names_in, plain_name
from proxy.scan.syntax.native.tree import BINARY, LARGEST, Item, bare_value

Found = tuple[str, Item]
_INPUT, _ARGUMENT = "input", "argument"
_FILLS: Final[Mapping[str, int]] = {
    "fgets": 0, "gets": 0, "getline": 0, "read": 1, "recv": 1, "recvfrom": 1, "fread": 0, "getpass": 0, "SSL_read": 1, "getdelim": 0,
    "fgetws": 0, "recvmsg": 1, "readline": 0,
}  # fmt: skip
_ANSWERS: Final = re.compile(
    r"\b(?:getenv|secure_getenv|readline|getpass|getchar|fgetc|gets|cgiGetParam|FCGI_GetParam|g_getenv)\s*\("
)
_FROM_ARGUMENTS: Final = re.compile(r"\bargv\b|\boptarg\b|\b__argv\b")
_TO_NUMBER: Final = re.compile(
    r"^(?:std::)?(?:atoi|atol|atoll|strtol|strtoul|strtoll|strtoull|stoi|stol|stoul|ntohl|ntohs|be32toh|le32toh)$"
)
_COPIES: Final = frozenset({"strcpy", "strncpy", "strcat", "strncat", "memcpy", "memmove", "sprintf", "snprintf", "vsprintf", "stpcpy", "strlcpy", "strlcat", "asprintf", "sscanf"})  # fmt: skip
_OPENS: Final = frozenset(
    "fopen fopen64 open open64 creat freopen remove unlink rename opendir mkdir rmdir truncate chmod chown symlink link _wfopen CreateFileA CreateFileW CreateFile DeleteFileA DeleteFile ifstream ofstream fstream std::ifstream std::ofstream std::fstream".split()
)
_RUNS: Final = frozenset(
    "system popen _popen _wsystem wsystem WinExec ShellExecute ShellExecuteA QProcess::execute QProcess::startDetached".split()
)
_EXECS: Final = frozenset("execl execlp execle execv execvp execvpe posix_spawn posix_spawnp".split())
_FORMATS: Final[Mapping[str, int]] = {
    "printf": 0, "wprintf": 0, "vprintf": 0, "fprintf": 1, "vfprintf": 1, "sprintf": 1, "vsprintf": 1, "snprintf": 2, "vsnprintf": 2,
    "syslog": 1, "vsyslog": 1, "dprintf": 1, "asprintf": 1, "err": 1, "errx": 1, "warn": 0, "warnx": 0, "printk": 0, "g_print": 0, "NSLog": 0,
}  # fmt: skip
_LITERALS: Final = frozenset({"string_literal", "raw_string_literal", "concatenated_string"})
_PATH_CHECK: Final = re.compile(r"realpath|canonical|basename|strchr\s{0,9}\(\s{0,9}\w{1,60}\s{0,9},\s{0,9}'/'|strstr\s{0,9}\([^,]{1,80},\s{0,9}\"(?:\.\.|/|\.\./)|\.find\s*\(\s*\"\.\.|strpbrk|is_?(?:safe|valid)|valid(?:ate)?_|sanitize|isalnum|PathCchCanonicalize|lexically_normal|strspn|allow|contains")  # fmt: skip
_COMMAND_CHECK: Final = re.compile(
    r"isalnum|strpbrk|strspn|is_?(?:safe|valid)|valid(?:ate)?_|sanitize|escape|quote|allow|whitelist|strcspn"
)
_SQL: Final = re.compile(
    r"(?is)\b(?:select\s.*\bfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s).*(?:=|like|\(|,|in|>|<)\s*['\"\\]*%[-\d.]*[sS]"
)
_LONGEST: Final = 2_000  # characters of a query that are read
_FORMAT_NAME: Final = re.compile(r"^(?:.*(?i:fmt|format|msgid|usage|template|pattern)\w*|[A-Z][A-Z0-9_]+)$")
_ARRAYS: Final = frozenset({"argv", "argc"})
_NUMBER: Final = re.compile(
    r"^(?:(?:un)?signed|int|short|char|long|u?int\d+_t|s?size_t|auto|uint|off_t|DWORD|UINT|[us]\d+)\b"
)
_SIZES: Final = re.compile(r"^\w*(?:malloc|calloc|realloc|alloca)$")
_TO_TERMINAL: Final = frozenset({"_", "gettext", "dgettext", "N_", "ngettext", "_T", "TEXT", "QT_TR_NOOP", "tr"})


@dataclass(slots=True)
class Outside:
    """What is known to come from outside: name -> "input" or "argument", by routine."""

    routines: list[Routine]
    items: list[Item]
    known: dict[int, dict[str, str]] = field(default_factory=dict)

    def follow(self) -> None:
        """Follow values, thrice round for what is handed on."""
        by_name = {each.name: each for each in self.routines if each.name}
        for _ in range(3):
            for routine in self.routines:
                self._follow(routine)
                self._hand_on(routine, by_name)

    def _of(self, routine: Routine) -> dict[str, str]:
        return self.known.setdefault(id(routine), {})

    def origin(self, routine: Routine, value: Item) -> str:
        """Where a value comes from, "" where that isn't known to be outside."""
        text = value.text
        if _ANSWERS.search(text):
            return _INPUT
        if _FROM_ARGUMENTS.search(text):
            return _ARGUMENT
        known = self._of(routine)
        if not known:
            return ""
        found = {
            known.get(each.bare, "")
            for each in self.items[value.order : value.last + 1]
            if each.kind in {"identifier", "field_expression"}
        }
        return _INPUT if _INPUT in found else _ARGUMENT if _ARGUMENT in found else ""

    def _follow(self, routine: Routine) -> None:
        known = self._of(routine)
        for call in routine.calls:
            self._filled(call, known)
            if call.name in _COPIES and len(call.given) > 1:
                origins = [self.origin(routine, each) for each in call.given[1:]]
                self._learn(
                    known, plain_name(call.given[0]), _INPUT if _INPUT in origins else next(filter(None, origins), "")
                )
        for each in routine.assignments:
            if each.value is not None:
                self._learn(known, each.target, self._assigned(routine, each.value))
        for item in routine.items:
            if item.kind != "binary_expression" or item.last - item.order > LARGEST or item.kids[1].text != ">>":
                continue
            if re.match(r"(?:std::)?cin\b", item.text):
                self._learn(known, plain_name(item.kids[-1]), _INPUT)

    def _assigned(self, routine: Routine, value: Item) -> str:
        """Of a call only those answers that carry the value on: a number made of it, a part of it."""
        inner = bare_value(value)
        if (
            inner.kind == "call_expression"
            and not _ANSWERS.search(inner.text)
            and not _CARRIES.match(inner.kids[0].bare)
        ):
            return ""
        return self.origin(routine, value)

    def _filled(self, call: Call, known: dict[str, str]) -> None:
        if call.name in _FILLS and len(call.given) > _FILLS[call.name]:
            target = bare_value(call.given[_FILLS[call.name]])
            if target.kind == "pointer_expression":
                target = target.kids[-1]
            if call.name != "fread" or len(call.given) > 1:
                self._learn(known, plain_name(target), _INPUT)
        elif call.name in {"scanf", "fscanf", "wscanf"}:
            for each in call.given[1:]:
                target = bare_value(each)
                self._learn(
                    known, plain_name(target.kids[-1] if target.kind == "pointer_expression" else target), _INPUT
                )

    @staticmethod
    def _learn(known: dict[str, str], name: str, origin: str) -> None:
        if name and origin and name != "stdin" and known.get(name) != _INPUT:
            known[name] = origin

    def _hand_on(self, routine: Routine, by_name: Mapping[str, Routine]) -> None:
        for call in routine.calls:
            other = by_name.get(call.name)
            if other is None or other is routine:
                continue
            for parameter, value in zip(other.parameters, call.given, strict=False):
                self._learn(self._of(other), parameter, self.origin(routine, value))

    # Where values get to.

    def found(self) -> Iterator[Found]:
        """All that is wrong."""
        for routine in self.routines:
            for call in routine.calls:
                yield from self._opened(routine, call)
                yield from self._run(routine, call)
                yield from self._formatted(routine, call)
                yield from self._sized(routine, call)
                yield from _queried(call)
            yield from self._indexed(routine)
            yield from self._reckoned(routine)
            yield from self._streams(routine)

    def _opened(self, routine: Routine, call: Call) -> Iterator[Found]:
        if call.name not in _OPENS or not call.given:
            return
        origin = self.origin(routine, call.given[0])
        if origin and not routine.speaks(_PATH_CHECK):
            yield ("path-from-outside" if origin == _INPUT else "path-from-argument"), call.item

    def _streams(self, routine: Routine) -> Iterator[Found]:
        """Files opened as `std::ifstream in(path);`."""
        for item in routine.items:
            if item.kind != "declaration" or not item.kids or item.kids[0].bare not in _OPENS:
                continue
            # `in(path)` reads like the declaration of a function, so the words are asked and not the tree.
            given = _CONSTRUCTED.match(item.text)
            if given is None or routine.speaks(_PATH_CHECK):
                continue
            known = self._of(routine)
            origins = {known.get(name, "") for name in re.findall(r"[A-Za-z_]\w*", given.group(1))}
            if _INPUT in origins or _ANSWERS.search(given.group(1)):
                yield "path-from-outside", item
            elif _ARGUMENT in origins or _FROM_ARGUMENTS.search(given.group(1)):
                yield "path-from-argument", item

    def _run(self, routine: Routine, call: Call) -> Iterator[Found]:
        given = call.given
        if call.name in _EXECS and any(each.text == '"-c"' for each in given):
            value = given[next(at for at, each in enumerate(given) if each.text == '"-c"') + 1 :][:1]
        elif call.name in _RUNS:
            value = given[2:3] if call.name.startswith("Shell") else given[:1]
        else:
            return
        if not value or _is_fixed(routine, value[0]) or routine.speaks(_COMMAND_CHECK):
            return
        yield ("command-from-outside" if self.origin(routine, value[0]) == _INPUT else "command-built"), call.item

    def _formatted(self, routine: Routine, call: Call) -> Iterator[Found]:
        at = _FORMATS.get(call.name)
        if at is None or len(call.given) <= at or (call.name in {"err", "warn"} and not call.given):
            return
        form = bare_value(call.given[at])
        if at and call.given[0].kind in _LITERALS:  # the format stands where the target belongs
            return
        if (
            form.kind in _LITERALS
            or _is_fixed(routine, form)
            or (form.kind == "call_expression" and form.kids[0].text in _TO_TERMINAL)
        ):
            return
        if self.origin(routine, form):
            yield "format-from-outside", call.item
        elif (
            len(call.given) == at + 1
            and not call.name.startswith("v")
            and form.kind in {"identifier", "field_expression", "call_expression", "subscript_expression"}
        ):
            name = plain_name(form)
            known = name in routine.variables or not call.name.startswith("sn")
            if known and not _FORMAT_NAME.match(re.split(r"->|\.", name)[-1]) and "_(" not in form.bare:
                yield "format-not-literal", call.item

    def _sized(self, routine: Routine, call: Call) -> Iterator[Found]:
        if not call.given:
            return
        size: list[Item] = []
        if _SIZES.match(call.name):
            size = call.given if call.name == "calloc" else call.given[-1:]
        elif call.name in {"memcpy", "memmove"} and len(call.given) > len(("to", "from")):
            size = call.given[2:3]
        if any(self._open_number(routine, each) for each in size):
            yield "input-size", call.item
        elif call.name in {"alloca", "_alloca", "__builtin_alloca"} and not re.fullmatch(
            r"[\dA-Z_+*() ]+|sizeof.*", call.given[0].text
        ):
            yield "stack-size", call.item

    def _open_number(self, routine: Routine, value: Item) -> bool:
        """Whether a number from outside that no condition speaks of is in a value."""
        known = self._of(routine)
        for each in self.items[value.order : value.last + 1]:
            if each.kind != "identifier" or each.bare not in known or routine.checked(each.bare, 0, value.order):
                continue
            variable = routine.variables.get(each.bare)
            if variable is not None and _is_number(variable) and not self._bounded(routine, each.bare):
                return True
        return False

    def _bounded(self, routine: Routine, name: str) -> bool:
        """Whether the values that a name is given are cut to size (`n % SIZE`, `n & 7`) or come from a name that is checked."""
        for each in routine.assigned(name):
            if each.value is None:
                continue
            if re.search(r"%|&\s*\w|\bmin\b|MIN|clamp", each.value.text):
                return True
            if any(
                routine.checked(other)
                for other in names_in(each.value, self.items)
                if other != name and other not in _ARRAYS
            ):
                return True
        return False

    def _indexed(self, routine: Routine) -> Iterator[Found]:
        for item in routine.items:
            if item.kind != "subscript_expression" or item.kids[0].bare == "argv":
                continue
            inner = item.kid("subscript_argument_list")
            index = (inner.kids[1] if inner is not None else item.kids[2]) if len(item.kids) > 1 else None
            if index is not None and index.kind == "identifier" and self._open_number(routine, index):
                yield "input-index", item

    def _reckoned(self, routine: Routine) -> Iterator[Found]:
        """Products like `number * 2` of a number from outside that nothing bounds above."""
        for each in routine.assignments:
            value = each.value
            if value is None or value.kind != "binary_expression" or value.kids[1].text not in {"*", "+"}:
                continue
            for side in (value.kids[0], value.kids[2]):
                name = side.bare if side.kind == "identifier" else ""
                variable = routine.variables.get(name)
                if (
                    variable is not None
                    and _is_number(variable)
                    and name in self._of(routine)
                    and not _limited(routine, name, value)
                ):
                    yield "input-arithmetic", each.item
                    break


_CONSTRUCTED: Final = re.compile(r"^\S{1,60}\s{1,20}\w{1,60}\s{0,20}[({]([^,;]{1,200})")
_CARRIES: Final = re.compile(
    r"^(?:std::)?(?:ato\w+|strto\w+|sto\w+|strdup|strndup|strtok(?:_r)?|strchr|strrchr|strstr|string|ntoh\w|\w+\.(?:c_str|data|substr|str))$"
)


def _is_number(variable: Variable) -> bool:
    return not variable.array and not variable.pointer and _NUMBER.match(variable.type) is not None


def _is_fixed(routine: Routine, value: Item) -> bool:
    """A literal, a constant, or a variable that is only ever given literals."""
    value = bare_value(value)
    if (
        value.kind in _LITERALS
        or (value.kind == "identifier" and value.text.isupper())
        or value.text in {"NULL", "nullptr"}
    ):
        return True
    if value.kind == "conditional_expression":
        return all(_is_fixed(routine, each) for each in value.kids[2::2])
    if value.kind != "identifier":
        return False
    variable = routine.variables.get(value.text)
    given = [each.value for each in routine.assigned(value.text)]
    if variable is None or variable.parameter or not given or any(each is None for each in given):
        return False
    filled = any(
        call.name in _COPIES and call.given and plain_name(call.given[0]) == value.text for call in routine.calls
    )
    return not filled and all(
        each is not None and bare_value(each).kind in _LITERALS | {"initializer_list"} for each in given
    )


def _limited(routine: Routine, name: str, place: Item) -> bool:
    for each in routine.tested(name, place.order):
        test = each.around("binary_expression")
        if test is None or len(test.kids) != BINARY:
            continue
        above = test.kids[1].text in {"<", "<="} if test.kids[0].bare == name else test.kids[1].text in {">", ">="}
        if above or (test.kids[1].text in {">", ">="} and test.kids[2].bare not in {"0", "1", "-1"}):
            return True
    return False


def _queried(call: Call) -> Iterator[Found]:
    if call.name.endswith("printf") or call.name in {"format", "std::format", "fmt::format"}:
        form = next((each for each in call.given if each.kind in _LITERALS), None)
        if (
            form is not None
            and _SQL.search(form.text[:_LONGEST])
            and call.name not in {"printf", "fprintf", "sqlite3_mprintf"}
        ):
            yield "sql-built", call.item
