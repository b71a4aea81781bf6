"""Secrets by format and by what they are assigned to: detect-secrets' plug-ins called directly, and rules of our own.

Of detect-secrets the plug-in classes are used and nothing else: its settings are process-global and not thread-safe, its filters and four of
its regexes take seconds on hostile lines, its verification asks the network. Entropy plug-ins flag ordinary code and are left out.
Every occurrence has an exact span. Ignore comments don't count.
Rules for this file: built once, no settings, no files; a line longer than a bound is read in windows. Counterparts: kingfisher.py has the
providers' formats, assignments.py what names say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.assignments import Assigned, assigned
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult
from proxy.scan.placeholders import is_placeholder

_WINDOW, _OVERLAP = 4_096, 256
_REFERENCE = "https://cwe.mitre.org/data/definitions/798.html"
# detect-secrets' class -> our rule. The four that backtrack (IBM Cloud IAM, IBM COS, SoftLayer, Cloudant) and public IPs aren't here.
_PLUGINS = {
    "ArtifactoryDetector": "artifactory-token",
    "AWSKeyDetector": "aws-access-key",
    "AzureStorageKeyDetector": "azure-storage-key",
    "DiscordBotTokenDetector": "discord-bot-token",
    "GitHubTokenDetector": "github-token",
    "GitLabTokenDetector": "gitlab-token",
    "JwtTokenDetector": "jwt",
    "MailchimpDetector": "mailchimp-key",
    "NpmDetector": "npm-token",
    "OpenAIDetector": "openai-key",
    "PypiTokenDetector": "pypi-token",
    "SendGridDetector": "sendgrid-key",
    "SlackDetector": "slack-token",
    "SquareOAuthDetector": "square-secret",
    "StripeDetector": "stripe-key",
    "TelegramBotTokenDetector": "telegram-bot-token",
    "TwilioKeyDetector": "twilio-key",
}
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?P<body>.{0,8000}?)(?:-----END (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
_MIN_KEY_BODY = 40
_CONNECTION = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@'\"<>{}]{1,64}:(?P<value>[^\s@/'\"<>{}$%]{4,128})@(?P<host>[\w.-]{1,200})"
)
_LOCAL_HOSTS = frozenset(
    {"localhost", "127.0.0.1", "host", "hostname", "db", "postgres", "mysql", "redis", "rabbitmq", "mongo", "server"}
)
_PIECES = re.compile(r"(?:(?:\"[^\"\n\\]{2,80}\"|'[^'\n\\]{2,80}')[ \t\n]{0,40}\+?[ \t\n]{0,40}){2,12}")
_PIECE = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
SpanMaker = Callable[[int, int], Span]


class SecretsEngine:
    """See the module's docstring."""

    name = "secrets"

    def __init__(self) -> None:
        self.version = f"{version('detect-secrets')}+2"
        self._formats: list[tuple[str, re.Pattern[str]]] = []

    def warm(self) -> None:
        """Build the plug-ins."""
        self._loaded()

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        lines = sum(bool(line.strip()) for line in text.text.split("\n"))
        return EngineResult(
            ScanStatus.COMPLETE, tuple(self._findings(text.text, text.language, text.span)), lines, lines
        )

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement."""
        return UnitResult(tuple(self._findings(unit.unit.text, unit.language, unit.span)), state)

    def _loaded(self) -> list[tuple[str, re.Pattern[str]]]:
        if not self._formats:
            from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415 - workers only

            plugin: Any
            for plugin in get_mapping_from_secret_type_to_class().values():
                rule = _PLUGINS.get(plugin.__name__)
                if rule is not None:
                    self._formats += [(rule, pattern) for pattern in plugin().denylist]
        return self._formats

    def _findings(self, text: str, language: str | None, span: SpanMaker) -> Iterator[Finding]:
        if len(text) < 8:  # noqa: PLR2004 - nothing that counts is shorter
            return
        seen: list[tuple[int, int]] = []
        for start, end, finding in self._all(text, language, span):
            if not any(start < other_end and other_start < end for other_start, other_end in seen):
                seen.append((start, end))
                yield finding

    def _all(self, text: str, language: str | None, span: SpanMaker) -> Iterator[tuple[int, int, Finding]]:
        for start, end, rule in self._formatted(text):
            if not is_placeholder(text[start:end]):
                yield start, end, _provider(rule, span(start, end), _variable_before(text, start, rule))
        for match in _PRIVATE_KEY.finditer(text):
            body = re.sub(r"\\n|[\s\"'+\\]", "", match["body"])
            if len(body) >= _MIN_KEY_BODY and not is_placeholder(body[:200]):
                yield (
                    match.start(),
                    match.end(),
                    _provider("private-key", span(match.start(), match.end()), "PRIVATE_KEY"),
                )
        for match in _CONNECTION.finditer(text):
            if not is_placeholder(match["value"]) and match["host"].lower() not in _LOCAL_HOSTS:
                yield (
                    match.start("value"),
                    match.end("value"),
                    _connection(span(match.start("value"), match.end("value"))),
                )
        yield from self._split(text, span)
        for found in assigned(text, language):
            yield found.start, found.end, _assignment(found, span(found.start, found.end))

    def _formatted(self, text: str) -> Iterator[tuple[int, int, str]]:
        for base, part in _windows(text):
            for rule, pattern in self._loaded():
                for match in pattern.finditer(part):
                    group = match.lastindex or 0
                    if match.start(group) < match.end(group):
                        yield base + match.start(group), base + match.end(group), rule

    def _split(self, text: str, span: SpanMaker) -> Iterator[tuple[int, int, Finding]]:
        """A provider's key written as neighbouring literals."""
        for run in _PIECES.finditer(text):
            joined = "".join(a or b for a, b in _PIECE.findall(run.group()))
            for rule, pattern in self._loaded():
                if pattern.search(joined) and not pattern.search(run.group()) and not is_placeholder(joined):
                    end = run.start() + len(run.group().rstrip(" \t\n+"))
                    yield (
                        run.start(),
                        end,
                        _provider(rule, span(run.start(), end), _variable_before(text, run.start(), rule)),
                    )
                    break


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """The text, in windows that overlap where it is long: a hostile line costs what its length is."""
    if len(text) <= _WINDOW:
        yield 0, text
        return
    for at in range(0, len(text), _WINDOW - _OVERLAP):
        yield at, text[at : at + _WINDOW]


def _variable_before(text: str, start: int, rule: str) -> str:
    """The environment variable to suggest: after the name that the secret is assigned to, else after the rule."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    match = re.search(
        r"([A-Za-z_]\w{2,40})[\"']?\]?\s*(?::\s*\w+\s*)?(?:=>|:=|=|:)\s*\(?\s*[rbuRBU]{0,2}[\"'`]?$", line
    )
    return re.sub(r"\W+", "_", match.group(1) if match else rule).strip("_").upper()


def _provider(rule: str, place: Span, variable: str) -> Finding:
    what = rule.replace("-", " ")
    cwe = ("CWE-321", "CWE-798") if rule == "private-key" else ("CWE-798",)
    return _finding(
        f"secrets.{rule}",
        Severity.HIGH,
        Confidence.HIGH,
        cwe,
        place,
        f"A credential stands in the code ({what})",
        variable,
    )


def _connection(place: Span) -> Finding:
    message = "A connection string holds its password"
    return _finding(
        "secrets.connection-string", Severity.HIGH, Confidence.MEDIUM, ("CWE-798",), place, message, "DATABASE_PASSWORD"
    )


def _assignment(found: Assigned, place: Span) -> Finding:
    message = f"A literal is used as a secret ({found.name[:40]})"
    variable = re.sub(r"\W+", "_", found.name).strip("_").upper() or "SECRET"
    return _finding(
        f"secrets.{found.rule}", Severity.MEDIUM, found.confidence, ("CWE-798", "CWE-259"), place, message, variable
    )


def _finding(
    rule: str, severity: Severity, confidence: Confidence, cwe: tuple[str, ...], place: Span, message: str, variable: str
) -> Finding:  # fmt: skip
    fix = f'os.environ["{variable}"]'
    return Finding(rule, "secrets", severity, confidence, cwe, "secret", place, message, fix=fix, reference=_REFERENCE)
