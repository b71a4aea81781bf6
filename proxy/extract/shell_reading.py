"""Following a shell text: what each word holds, what each command prints, where it goes.

Not an interpreter: every branch is followed once, in the order in which it stands; loops run once; functions are followed where they are
defined. What isn't known is said to come from outside.
Rules for this file: pure; the depth of what is followed is the tokenizer's. Counterpart: shell.py starts it and gives the parts.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract import shell_interpreters, shell_sed
from proxy.extract.shell_flow import EMPTY, SHELL, UNKNOWN, Call, Flow, Record, spaced, together
from proxy.extract.shell_streams import stream
from proxy.extract.shell_syntax import Command, Expansion, How, Literal, Redirect, Script, Substitution, Word
from proxy.extract.shell_traced import Traced, joined

_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?(\+?)=")
_DECLARES: Final = frozenset({"export", "local", "declare", "readonly", "typeset", "set"})
_WRAPPERS: Final = frozenset({
    "sudo", "doas", "env", "nohup", "time", "command", "exec", "builtin", "timeout", "gtimeout", "nice",
    "ionice", "stdbuf", "setsid", "strace", "chroot", "docker", "podman", "nerdctl", "kubectl", "oc",
    "docker-compose", "compose", "uv", "uvx", "poetry", "pipenv", "hatch", "pdm", "conda", "mamba",
    "micromamba", "npx", "pnpm", "yarn", "bunx", "xargs", "parallel", "find", "fd", "busybox", "unbuffer",
    "vagrant", "heroku", "fly", "gcloud", "lxc", "nsenter", "proot", "wsl", "caffeinate", "taskset", "nix",
    "bundle", "rye", "pixi",
})  # fmt: skip
_FEEDERS: Final = frozenset({"xargs", "parallel", "find"})  # what they run doesn't read what they do
_PROMPTS: Final = frozenset({"$", "%"})  # of a copied terminal
_LETTERS: Final = re.compile(r"[^a-z]+")
_GUESSED: Final = ("python", "node", "ruby", "perl", "php", "bash", "psql", "mysql")
_SHORT: Final = {"py": "python", "shell": "sh", "sh": "sh"}
MAX_CANDIDATES: Final = 4  # words of one wrapped command that may be what it runs
_SSH_VALUED: Final = frozenset("bcDEeFIiJLlmOopQRSWw")
_STREAMS_FILES: Final = frozenset({"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})


class Reading:
    """Follows scripts and fills a record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def script(self, script: Script, stdin: Flow | None = None, *, shown: bool = False) -> Flow:
        """What the script prints. `shown`: nobody reads it, so a heredoc that it prints is given here."""
        printed: list[Flow] = []
        for pipeline in script.pipelines:
            flow = stdin
            for command in pipeline:
                flow = self._command(command, flow)
            printed.append(EMPTY if flow is None else flow)
            if shown:
                self._left_over(printed[-1])
        return together(printed) if printed else EMPTY

    def _left_over(self, flow: Flow) -> None:
        """A heredoc's text that nothing took that we know: it is given, in whatever language it is."""
        if flow.origin == "heredoc" and flow.known and flow.value not in self._record.given:
            self._record.emit(flow, "heredoc", None)

    # Words

    def _flow(self, word: Word, inputs: dict[str, Flow] | None = None) -> Flow:
        """What a word holds."""
        pieces: list[Traced] = []
        known, outside, origin, layers, raw = False, False, "", 0, None
        for piece in word.pieces:
            if isinstance(piece, Literal):
                text = piece.read()
                pieces.append(text)
                known = known or bool(text.text.strip())
                continue
            flow = self._expanded(piece, inputs)
            known, outside = known or flow.known, outside or flow.outside
            origin, layers, raw = origin or flow.origin, max(layers, flow.layers), flow.raw
            pieces.append(flow.text if flow.known or not flow.outside else piece.raw)
        if outside and not known:
            return Flow(Traced(""), outside=True, origin=origin)
        raw = raw if len(pieces) == 1 else None
        return self._record.spend(Flow(joined(pieces), outside, origin, raw, layers))

    def _expanded(self, piece: Expansion | Substitution, inputs: dict[str, Flow] | None) -> Flow:
        if isinstance(piece, Expansion):
            inner = None if piece.inner is None else self._flow(piece.inner)
            found = self._record.variables.get(piece.name)
            if found is not None:
                return found
            return inner if piece.defaults and inner is not None and inner.known else UNKNOWN
        if piece.sink:
            return Flow(piece.raw)  # _sinks follows it
        flow = self.script(piece.script)
        if piece.file and inputs is not None:
            name = piece.raw.text
            inputs[name] = flow
            return Flow(piece.raw)
        if not flow.known and flow.outside and _hook(piece.script):
            return Flow(Traced(""), outside=True, origin="hook")
        return Flow(flow.text.stripped("\n"), flow.outside, flow.origin, flow.raw, flow.layers)

    # Commands

    def _command(self, command: Command, stdin: Flow | None) -> Flow:
        inputs: dict[str, Flow] = {}
        stdin, targets = self._redirects(command.redirects, stdin, inputs)
        body = command.body
        printed = self._simple(command.words, stdin, targets, inputs) if body is None else self.script(body, stdin)
        for path, append in targets:
            self._record.write(path, printed, append=append)
        for redirect in command.redirects:
            self._sinks(redirect.word, printed)
        return EMPTY if targets else printed

    def _redirects(
        self, redirects: list[Redirect], stdin: Flow | None, inputs: dict[str, Flow]
    ) -> tuple[Flow | None, list[tuple[str, bool]]]:
        """What is read, and the files that are written, with whether they go on."""
        targets: list[tuple[str, bool]] = []
        for redirect in redirects:
            flow = self._flow(redirect.word, inputs)
            if redirect.op in {"<<", "<<-"}:
                flow = Flow(flow.text, flow.outside, "heredoc")
                if redirect.fd in {"", "0"}:
                    stdin = flow
                else:
                    inputs[f"/dev/fd/{redirect.fd}"] = flow
                    self._left_over(flow)
            elif redirect.op == "<<<":
                stdin = Flow(
                    joined((flow.text, Traced("\n"))), flow.outside and not flow.known, flow.origin, None, flow.layers
                )
            elif redirect.op in {"<", "<>"}:
                stdin = inputs.get(flow.value) or self._record.file(flow.value) or EMPTY
            elif self._goes_out(redirect, flow):
                targets.append((flow.value or _raw(redirect.word), ">>" in redirect.op))
        return stdin, targets

    @staticmethod
    def _goes_out(redirect: Redirect, flow: Flow) -> bool:
        """Whether the redirection takes what the command prints to a file."""
        if redirect.op == "<&" or redirect.fd not in {"", "1"} or flow.value in _STREAMS_FILES:
            return False
        return not (redirect.op == ">&" and (flow.value.isdecimal() or flow.value == "-"))

    def _simple(
        self, words: list[Word], stdin: Flow | None, targets: list[tuple[str, bool]], inputs: dict[str, Flow]
    ) -> Flow:
        at = self._assigned(words)
        if not words:  # `$(<a.py)`
            return stdin if stdin is not None else EMPTY
        if at == len(words):
            if stdin is not None:
                self._left_over(stdin)
            return EMPTY
        flows = [self._flow(word, inputs) for word in words[at:]]
        if flows[0].value in _DECLARES:
            for word in words[at + 1 :]:
                self._assigned([word])
        if flows[0].origin == "decoded":  # `$(printf '\\150\\151') …`
            self._record.run(spaced(flows), "inline", SHELL, stdin)
            return UNKNOWN
        flows[:1] = _named(words[at], flows[0])
        if not flows:
            return EMPTY
        target = targets[0][0] if targets else None
        printed = self._wrapped(flows, stdin, target, inputs)
        for word in words[at:]:
            self._sinks(word, printed)
        return printed

    def _sinks(self, word: Word, printed: Flow) -> None:
        """`tee >(sh)`: what a substitution reads."""
        for piece in word.pieces:
            if isinstance(piece, Substitution) and piece.sink:
                self.script(piece.script, printed)

    def _assigned(self, words: list[Word]) -> int:
        """Take the assignments in front of a command; how many words they are."""
        for at, word in enumerate(words):
            first = word.pieces[0] if word.pieces else None
            if not isinstance(first, Literal) or first.how is not How.BARE:
                return at
            found = _ASSIGNMENT.match(first.source.text, first.start, first.end)
            if found is None:
                return at
            self._assign(word, first, found)
        return len(words)

    def _assign(self, word: Word, first: Literal, found: re.Match[str]) -> None:
        value = Literal(first.source, found.end(), first.end, first.how)
        flow = self._flow(Word(word.start, word.end, [value, *word.pieces[1:]], word.quoted))
        self._set(found.group(1), flow, append=bool(found.group(2)))

    def _set(self, name: str, value: Flow, *, append: bool = False) -> None:
        variables = self._record.variables
        if append and name in variables:
            value = self._record.spend(together([variables[name], value]))
        variables[name] = value

    # What a command does

    def _wrapped(self, flows: list[Flow], stdin: Flow | None, target: str | None, inputs: dict[str, Flow]) -> Flow:
        """Run what stands behind `sudo`, `docker exec`, `xargs`; the command itself where nothing does."""
        name = _name(flows[0])
        if name == "command" and len(flows) > 1 and flows[1].value in {"-v", "-V"}:
            return flows[-1]
        if name not in _WRAPPERS:
            return self._run(Call(name, flows[1:], stdin, target, inputs)) if name else UNKNOWN
        given = None if name in _FEEDERS else stdin
        candidates = [at for at, flow in enumerate(flows) if at and _runs(_name(flow))]
        printed = UNKNOWN
        for at in candidates[: 1 if given is not None else MAX_CANDIDATES]:
            printed = self._run(Call(_name(flows[at]), flows[at + 1 :], given, target, inputs))
        if stdin is not None and (given is None or not candidates):
            self._left_over(stdin)
        return printed

    def _remote(self, call: Call) -> Flow:
        """`ssh host command`: the words behind the host are the text of a shell, without any it reads one."""
        at = 0
        while at < len(call.args) and call.args[at].value.startswith("-"):
            option = call.args[at].value
            at += 2 if len(option) == 2 and option[1] in _SSH_VALUED else 1  # noqa: PLR2004 - `-p 22`
        words = call.args[at + 1 :]
        if words:
            self._record.run(spaced(words), "inline", SHELL, call.stdin)
        elif call.stdin is not None:
            self._record.run(call.stdin, "inline", SHELL)
        return UNKNOWN

    def _run(self, call: Call) -> Flow:
        if call.name == "ssh":
            return self._remote(call)
        if call.name in {"read", "mapfile", "readarray"}:
            return self._read(call)
        edits = call.name in {"sed", "gsed"} and shell_sed.sed(call, self._record)
        if call.name == "perl":
            shell_sed.perl(call, self._record)
        printed = EMPTY if edits else stream(call, self._record)
        if printed is not None:
            return printed
        taken = shell_interpreters.interpret(call, self._record)
        if not taken and call.stdin is not None:
            self._left_over(call.stdin)
        return UNKNOWN

    def _read(self, call: Call) -> Flow:
        """`read -r -d '' CODE <<EOF`."""
        names = [arg.value for arg in call.args if arg.value.isidentifier()]
        for name in names[-1:]:
            self._set(name, call.stdin or UNKNOWN)
        if call.stdin is not None:
            self._left_over(call.stdin)
        return EMPTY


def _name(flow: Flow) -> str:
    """The name of a command without its folder."""
    return flow.value.strip().replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")


def _named(word: Word, flow: Flow) -> list[Flow]:
    """A command's first word as the words that it stands for: `$PY` may be two, or only its name tells what it is."""
    if flow.value in _PROMPTS:
        return []
    if flow.outside and not flow.known:
        name = _LETTERS.sub("", _raw(word).lower())
        guesses = [program for program in _GUESSED if program in name] or [_SHORT.get(name, "")]
        return [Flow(Traced(guesses[0]))]
    parts = flow.value.split()
    return [Flow(Traced(part)) for part in parts] if len(parts) > 1 and not word.quoted else [flow]


def _runs(name: str) -> bool:
    return shell_interpreters.known(name) or name in {"tee", "sed", "cat", "dd", "echo", "printf", "ssh", "base64"}


def _raw(word: Word) -> str:
    return "".join(piece.read().text if isinstance(piece, Literal) else piece.raw.text for piece in word.pieces)


def _hook(script: Script) -> bool:
    """Whether a substitution only asks a tool for its set-up (`eval "$(ssh-agent -s)"`)."""
    commands = [command for pipeline in script.pipelines for command in pipeline]
    if len(commands) != 1 or not commands[0].words:
        return False
    name = _raw(commands[0].words[0]).rpartition("/")[2]
    return name.startswith(shell_interpreters.HOOKS)
