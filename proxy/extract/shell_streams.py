"""Commands that print, pass on or decode text: echo, printf, cat, tee, base64, xxd, gunzip, tr, and filters.

A filter is passed as if it changed nothing: what `sed` or `envsubst` makes of a heredoc is near enough to it.
Rules for this file: pure. Counterpart: shell_reading.py calls them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from proxy.extract import shell_decode, shell_escapes
from proxy.extract.shell_flow import EMPTY, UNKNOWN, Call, Flow, Record, decoded, spaced, together
from proxy.extract.shell_traced import Traced, joined

MAX_LAYERS: Final = 2  # decoders one in the other; more is told
TOO_DEEP: Final = "a shell text is encoded more than twice"
_ECHO_FLAGS: Final = re.compile(r"-[neE]+")
_DIRECTIVE: Final = re.compile(r"%(?:%|[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(?:\([^)]*\))?([A-Za-z]))")
_FILTERS: Final = frozenset({
    "envsubst", "sed", "gsed", "head", "tail", "sort", "uniq", "grep", "egrep", "rg", "awk", "gawk", "expand",
    "unexpand", "dos2unix", "iconv", "fmt", "fold", "cut", "column", "pv", "ts", "nl", "strings",
})  # fmt: skip
_SILENT: Final = frozenset({
    "cd", "mkdir", "rm", "cp", "mv", "touch", "chmod", "chown", "set", "unset", "shift", "true", "false", ":",
    "sleep", "export", "local", "declare", "readonly", "typeset", "wait", "pushd", "popd", "umask", "shopt",
    "test", "[", "exit", "return", "break", "continue", "ln",
})  # fmt: skip
_DECODE: Final = re.compile(r"-[a-zA-Z]*[dD][a-zA-Z]*|--decode")
_LINE_END: Final = Traced("\n")
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")

Stream = Callable[[Call, Record], Flow]


def stream(call: Call, record: Record) -> Flow | None:
    """What the command prints, or None where it isn't one of these."""
    if call.name in _SILENT:
        return EMPTY
    if call.name in _FILTERS:
        return call.stdin if call.stdin is not None else EMPTY
    own = _STREAMS.get(call.name)
    return None if own is None else own(call, record)


def _echo(call: Call, record: Record) -> Flow:
    flags = 0
    while flags < len(call.args) and _ECHO_FLAGS.fullmatch(call.args[flags].value):
        flags += 1
    options = "".join(arg.value for arg in call.args[:flags])
    words = call.args[flags:]
    whole = spaced(words) if words else EMPTY
    text, cut = shell_escapes.echoed(whole.text) if _escapes(options) else (whole.text, False)
    other = None
    if text is whole.text and "\\n" in text.text and "\\n" in _QUOTED.sub("", text.text):
        other = joined((shell_escapes.echoed(text)[0], _LINE_END))
    if "n" not in options and not cut:
        text = joined((text, _LINE_END))
    outside = whole.outside and not whole.known
    return record.spend(Flow(text, outside, whole.origin, None, whole.layers, other))


def _escapes(options: str) -> bool:
    return options.rfind("e") > options.rfind("E")


def _printf(call: Call, record: Record) -> Flow:
    args = call.args[1:] if call.args and call.args[0].value == "--" else list(call.args)
    variable = args[1].value if len(args) > 1 and args[0].value == "-v" else None
    args = args[2:] if variable is not None else args
    if not args:
        return EMPTY
    layout, values = args[0], args[1:]
    outside = any(flow.outside for flow in args) and not any(flow.known for flow in args)
    origins = {flow.origin for flow in args}
    printed = joined(_formatted(layout.text, values))
    flow = Flow(printed, outside, "decoded" if _hidden(layout, printed) or "decoded" in origins else "")
    flow = record.spend(flow)
    if variable is None:
        return flow
    record.variables[variable] = flow
    return EMPTY


def _hidden(layout: Flow, printed: Traced) -> bool:
    """Whether most of what is printed stood as numbers of characters: `\\x69\\x6d`."""
    return "\\" in layout.value and 2 * sum(run.length for run in printed.runs) < len(printed.text)


def _formatted(layout: Traced, values: list[Flow]) -> Iterator[Traced]:
    """The format, again and again while it takes values."""
    at = 0
    pieces = list(_pieces(layout))
    takes = sum(isinstance(piece, str) for piece in pieces)
    while True:
        for piece in pieces:
            if isinstance(piece, Traced):
                yield piece
                continue
            value = values[at].text if at < len(values) else Traced("" if piece in "sbqc" else "0")
            at += 1
            if piece == "b":
                value, cut = shell_escapes.expanded(value)
                yield value
                if cut:
                    return
            else:
                yield value.sliced(0, 1) if piece == "c" else value
        if not takes or at >= len(values):
            return


def _pieces(layout: Traced) -> Iterator[Traced | str]:
    """A format's texts and the letters of its directives."""
    at = 0
    for found in _DIRECTIVE.finditer(layout.text):
        yield shell_escapes.printed(layout.sliced(at, found.start()))
        at = found.end()
        yield found.group(1) or layout.sliced(at - 1, at)
    yield shell_escapes.printed(layout.sliced(at, len(layout.text)))


def _read(call: Call, record: Record, names: list[Flow]) -> Flow:
    """The files named, or what the command reads."""
    if not names:
        return call.stdin if call.stdin is not None else EMPTY
    flows: list[Flow] = []
    for name in names:
        if name.value in {"-", "/dev/stdin"}:
            flows.append(call.stdin or EMPTY)
        else:
            flows.append(call.inputs.get(name.value) or record.file(name.value) or EMPTY)
    return together(flows)


def _plain(call: Call) -> list[Flow]:
    return [arg for arg in call.args if not (arg.value.startswith("-") and len(arg.value) > 1)]


def _cat(call: Call, record: Record) -> Flow:
    return _read(call, record, _plain(call))


def _tee(call: Call, record: Record) -> Flow:
    stdin = call.stdin if call.stdin is not None else EMPTY
    append = any(arg.value in {"-a", "--append", "-ai", "-ia"} for arg in call.args)
    for path in _plain(call):
        record.write(path.value, record.spend(stdin), append=append)
    return stdin


def _dd(call: Call, record: Record) -> Flow:
    for arg in call.args:
        if arg.value.startswith("of=") and call.stdin is not None:
            record.write(arg.value[3:], call.stdin, append=False)
            return EMPTY
    return _read(call, record, [])


def _install(call: Call, record: Record) -> Flow:
    """`install /dev/stdin a.py`, `cp /dev/stdin a.py`, `sponge a.py`."""
    names = _plain(call)
    if call.stdin is not None and names:
        record.write(names[-1].value, call.stdin, append="-a" in {arg.value for arg in call.args})
    return EMPTY


def _base64(call: Call, record: Record) -> Flow:
    if not any(_DECODE.fullmatch(arg.value) for arg in call.args):
        return UNKNOWN
    return _decoded(_read(call, record, _plain(call)), record, shell_decode.base64_bytes)


def _openssl(call: Call, record: Record) -> Flow:
    words = {arg.value for arg in call.args}
    if "-d" not in words or not words & {"base64", "-base64", "-a"} or any(word.startswith("-aes") for word in words):
        return UNKNOWN
    return _decoded(_read(call, record, []), record, shell_decode.base64_bytes)


def _xxd(call: Call, record: Record) -> Flow:
    flags = "".join(arg.value for arg in call.args if arg.value.startswith("-"))
    if "r" not in flags:
        return UNKNOWN
    return _decoded(_read(call, record, _plain(call)), record, shell_decode.hex_bytes)


def _gunzip(call: Call, record: Record) -> Flow:
    flags = "".join(arg.value for arg in call.args if arg.value.startswith("-"))
    if call.name in {"gzip", "pigz", "zlib-flate"} and "d" not in flags and "uncompress" not in flags:
        return UNKNOWN
    return _decoded(_read(call, record, _plain(call)), record, shell_decode.inflated, layers=0)


def _decoded(flow: Flow, record: Record, decode: Callable[[bytes], bytes | None], *, layers: int = 1) -> Flow:
    if not flow.known or flow.outside:
        return UNKNOWN
    if flow.layers + layers > MAX_LAYERS:
        record.tell(TOO_DEEP)
        return UNKNOWN
    raw = decode(flow.raw if flow.raw is not None else flow.value.encode("utf-8", "surrogatepass"))
    return UNKNOWN if raw is None else record.spend(decoded(flow, raw, layers))


def _tr(call: Call, record: Record) -> Flow:
    stdin = call.stdin if call.stdin is not None else EMPTY
    sets = [arg.value for arg in _plain(call)]
    flags = "".join(arg.value for arg in call.args if arg.value.startswith("-"))
    if not stdin.known or not sets or set(flags) & set("cCs"):
        return stdin
    if "d" in flags:
        return record.spend(
            Flow(
                Traced(shell_decode.translated(stdin.value, sets[0], "")),
                stdin.outside,
                stdin.origin,
                None,
                stdin.layers,
            )
        )
    if len(sets) == 1:
        return stdin
    text = shell_decode.translated(stdin.value, sets[0], sets[1])
    return record.spend(Flow(Traced(text), stdin.outside, "decoded", None, stdin.layers))


def _which(call: Call, _record: Record) -> Flow:
    return call.args[-1] if call.args else EMPTY


def _rev(call: Call, record: Record) -> Flow:
    stdin = call.stdin if call.stdin is not None else EMPTY
    text = "\n".join(line[::-1] for line in stdin.value.split("\n"))
    return record.spend(Flow(Traced(text), stdin.outside, "decoded", None, stdin.layers))


_STREAMS: Final[dict[str, Stream]] = {
    "echo": _echo,
    "printf": _printf,
    "cat": _cat,
    "tee": _tee,
    "dd": _dd,
    "install": _install,
    "sponge": _install,
    "base64": _base64,
    "gbase64": _base64,
    "openssl": _openssl,
    "xxd": _xxd,
    "gunzip": _gunzip,
    "gzip": _gunzip,
    "zcat": _gunzip,
    "pigz": _gunzip,
    "zlib-flate": _gunzip,
    "tr": _tr,
    "rev": _rev,
    "which": _which,
}
