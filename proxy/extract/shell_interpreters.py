"""Which commands run a text as code, and where that text stands: an option, an argument, what they read.

Source: the manuals of the interpreters named. shell_options.py reads their arguments.
Rules for this file: pure. Counterpart: shell_reading.py asks, shell_flow.py's Record takes what runs.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Final

from proxy.extract.languages import language_of_path
from proxy.extract.shell_flow import SHELL, Call, Flow, Record, spaced
from proxy.extract.shell_options import Interpreter, Options, Reads
from proxy.extract.shell_traced import Traced


def _sql(code: str, valued: str, long: str = "", after: int = 0) -> Interpreter:
    return Interpreter("sql", code, frozenset(long.split()), valued, reads=Reads.ALWAYS, after=after, anywhere=True)


_SHELL: Final = Interpreter(SHELL, "c", valued="oO", attached=False)
_PYTHON: Final = Interpreter("python", "c", valued="WXQ", modules=True)
_NODE: Final = Interpreter("javascript", "ep", frozenset({"--eval", "--print"}), "rC", attached=False)
_TYPESCRIPT: Final = Interpreter("typescript", "ep", frozenset({"--eval", "--print"}), "rP", attached=False)
_MYSQL: Final = replace(_sql("e", "hPuDS", "--execute"), glued="p")
_POWERSHELL: Final = Interpreter("powershell")
_RUN: Final = Interpreter(SHELL, "c", frozenset({"--command", "--run"}), reads=Reads.NEVER, anywhere=True)
_WORDS: Final = Interpreter(SHELL, reads=Reads.NEVER)

_INTERPRETERS: Final = {
    **dict.fromkeys(["python", "py", "pypy", "ipython", "pythonw"], _PYTHON),
    **dict.fromkeys(["node", "nodejs", "bun"], _NODE),
    **dict.fromkeys(["tsx", "ts-node", "deno"], _TYPESCRIPT),
    **dict.fromkeys(["sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "fish", "rbash"], _SHELL),
    "perl": Interpreter("perl", "eE", valued="MmIF", glued="i"),
    "ruby": Interpreter("ruby", "e", valued="rI", glued="i"),
    "php": Interpreter("php", "rBRE", valued="dfFc"),
    "lua": Interpreter("lua", "e", valued="l"),
    "rscript": Interpreter("r", "e"),
    "r": Interpreter("r", "e", reads=Reads.ALWAYS),
    "julia": Interpreter("julia", "eE", frozenset({"--eval"})),
    "elixir": Interpreter("elixir", "e", frozenset({"--eval"})),
    "groovy": Interpreter("groovy", "e"),
    "mongosh": Interpreter("javascript", "", frozenset({"--eval"}), reads=Reads.ALWAYS, anywhere=True),
    "mongo": Interpreter("javascript", "", frozenset({"--eval"}), reads=Reads.ALWAYS, anywhere=True),
    "psql": _sql("c", "hpUdfvFLoPRT", "--command"),
    "mysql": _MYSQL,
    "mariadb": _MYSQL,
    "sqlite": _sql("", "", "-cmd", after=2),
    "duckdb": _sql("cs", "", "-cmd", after=2),
    "sqlcmd": _sql("Qq", "SUPd"),
    "clickhouse-client": _sql("q", "hud", "--query"),
    "cqlsh": _sql("e", "ufk", "--execute"),
    "su": _RUN,
    "flock": _RUN,
    "script": _RUN,
    "runuser": _RUN,
    "nix-shell": _RUN,
}
_AS_WORDS: Final = frozenset({"eval", "watch", "trap"})  # the words are the code
HOOKS: Final = (  # tools whose set-up is run as a shell's
    "ssh-agent", "conda", "mamba", "pyenv", "rbenv", "nodenv", "direnv", "brew", "opam", "dircolors",
    "starship", "zoxide", "fnm", "minikube", "keychain", "resize", "register-python-argcomplete", "mise",
    "luarocks", "locale", "getopt", "thefuck",
)  # fmt: skip
_PATCHES: Final = frozenset({"patch", "apply_patch", "applypatch"})
_SHELL_PROGRAMS: Final = ("manage.py", "flask", "rails", "artisan", "odoo-bin")
_PROGRAM_LANGUAGES: Final = {
    "manage.py": "python",
    "flask": "python",
    "rails": "ruby",
    "artisan": "php",
    "odoo-bin": "python",
}


def interpret(call: Call, record: Record) -> bool:
    """Give what the command runs as code; whether it is one that does, and has read what it reads."""
    name = call.name
    if name in _AS_WORDS:
        _words(call, record)
        return False
    if name in _PATCHES or (name == "git" and call.args and call.args[0].value in {"apply", "am"}):
        return _patch(call, record)
    if name in {"source", "."}:
        return _sourced(call, record)
    if name in {"powershell", "pwsh"}:
        return _powershell(call, record)
    if name == "cmd":
        return _batch(call, record)
    interpreter = _INTERPRETERS.get(name) or _INTERPRETERS.get(name.rstrip("0123456789."))
    return interpreter is not None and _interpreted(interpreter, call, record)


def known(name: str) -> bool:
    """Whether a command of this name runs code (looked for behind `sudo`, `docker exec`, `xargs`)."""
    bare = name.rstrip("0123456789.") or name
    return bare in _INTERPRETERS or name in _PATCHES or name in {"powershell", "pwsh", "cmd", "eval"}


def _interpreted(interpreter: Interpreter, call: Call, record: Record) -> bool:
    options = Options(interpreter, call.args)
    codes, scripts, stdin = options.codes, options.free, call.stdin
    for code in codes:
        record.run(code, "inline", interpreter.language, stdin)
    if interpreter.after and len(scripts) >= interpreter.after:
        record.run(scripts[interpreter.after - 1], "inline", interpreter.language)
        codes = scripts
    if stdin is None or interpreter.reads is Reads.NEVER:
        _script(interpreter, scripts, call, record)
        return False
    if interpreter.reads is Reads.ALWAYS:
        if stdin.known:  # a dump that goes to a database isn't code from outside
            record.run(stdin, "inline", interpreter.language)
        return True
    if not codes and _reads_stdin(call, scripts):
        record.run(stdin, "inline", interpreter.language)
        return True
    _script(interpreter, scripts, call, record)
    language = _program(scripts)
    if language is not None:
        record.run(stdin, "inline", language)
    return language is not None or bool(codes and interpreter.language == SHELL)


def _reads_stdin(call: Call, scripts: list[Flow]) -> bool:
    flags = [arg.value for arg in call.args[:1]]
    return not scripts or scripts[0].value in {"-", "/dev/stdin", "/dev/fd/0"} or flags == ["-s"]


def _script(interpreter: Interpreter, scripts: list[Flow], call: Call, record: Record) -> None:
    """A script that is a substitution (`bash <(curl …)`), or a file of this command whose name hides its language."""
    if not scripts or interpreter.reads is Reads.ALWAYS:
        return
    path = scripts[0].value
    if path in {"run", "eval"} and interpreter is _TYPESCRIPT and len(scripts) > 1:
        if path == "eval":
            record.run(scripts[1], "inline", interpreter.language)
        return
    if (given := call.inputs.get(path)) is not None:
        record.run(given, "inline", interpreter.language)
    elif (written := record.file(path)) is not None and language_of_path(path) != interpreter.language:
        record.run(written, "file", interpreter.language)


def _program(scripts: list[Flow]) -> str | None:
    """The language of a program's own shell: `python manage.py shell <<EOF`."""
    names = [flow.value.rpartition("/")[2] for flow in scripts[:2]]
    if len(names) < 2 or not names[1].startswith(("shell", "console", "tinker", "runner")):  # noqa: PLR2004
        return None
    return _PROGRAM_LANGUAGES.get(names[0])


def _words(call: Call, record: Record) -> None:
    args = [arg for arg in call.args if arg.value != "--"]
    if call.name == "trap":
        args = args[:1]
    if not args:
        return
    whole = spaced(args)
    if not whole.known and call.name == "eval" and whole.origin == "hook":
        return
    record.run(whole, "inline", SHELL)


def _patch(call: Call, record: Record) -> bool:
    for arg in call.args:
        if "*** Begin Patch" in arg.value:
            record.emit(arg, "patch", "diff")
    stdin = call.stdin
    if stdin is None or not stdin.known:
        return stdin is not None
    record.emit(stdin, "patch", "diff")
    return True


def _sourced(call: Call, record: Record) -> bool:
    path = call.args[0].value if call.args else ""
    if path == "/dev/stdin" and call.stdin is not None:
        record.run(call.stdin, "inline", SHELL)
        return True
    if (given := call.inputs.get(path)) is not None and given.origin != "hook":
        record.run(given, "inline", SHELL)
    elif (written := record.file(path)) is not None and language_of_path(path) != SHELL:
        record.run(written, "file", SHELL)
    return False


def _powershell(call: Call, record: Record) -> bool:
    for at, arg in enumerate(call.args):
        option = arg.value.lower()
        if len(option) > 1 and option.startswith("-e") and "-encodedcommand".startswith(option):
            for encoded in call.args[at + 1 : at + 2]:
                record.run(_unpacked(encoded), "decoded", "powershell")
            return False
        if option in {"-c", "-command", "/c"} or (len(option) > 2 and "-command".startswith(option)):  # noqa: PLR2004
            words = call.args[at + 1 :]
            if [word.value for word in words] != ["-"]:
                _joined_words(words, "powershell", call, record)
                return False
    if call.stdin is None or any(arg.value.lower() in {"-file", "-f"} for arg in call.args):
        return False
    record.run(call.stdin, "inline", "powershell")
    return True


def _unpacked(flow: Flow) -> Flow:
    """A command as `-EncodedCommand` takes it: UTF-16 in base64."""
    try:
        text = base64.b64decode(flow.value, validate=False).decode("utf-16-le", "replace")
    except (binascii.Error, ValueError):
        return Flow(outside=True)
    return Flow(Traced(text), origin="decoded")


def _batch(call: Call, record: Record) -> bool:
    for at, arg in enumerate(call.args):
        if arg.value.lower() in {"/c", "/k", "//c"}:
            _joined_words(call.args[at + 1 :], "batch", call, record)
            return False
    return False


def _joined_words(words: list[Flow], language: str, call: Call, record: Record) -> None:
    if words:
        whole = spaced(words)
        record.run(whole, "inline", language, call.stdin)
