"""`codeward scan`: look at an answer, a file or a folder as the proxy would."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.options import Config, DataDir, bundle_of, settings_of
from proxy.cli.sources import MAX_FILE_BYTES, Gathered, decode, gather, gather_text
from proxy.errors import ScanUnavailable
from proxy.model import Action

if TYPE_CHECKING:
    from proxy.cli.verdicts import Verdict

FOUND, USAGE, NOT_SCANNED = 1, 2, 3
_LONG_SCAN_BLOCKS = 20  # about a second; below that a bar would only flicker


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class Threshold(StrEnum):
    """The weakest action that counts."""

    ANNOTATE = "annotate"
    REDACT = "redact"
    REJECT = "reject"


def scan(
    path: Annotated[str, typer.Argument(help="A Markdown answer, a source file, a folder, or - for standard input.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print.")] = Format.TEXT,
    language: Annotated[
        str | None,
        typer.Option(help="The language of the code; markdown: an assistant's answer. Default: by the name."),
    ] = None,
    policy: Annotated[str | None, typer.Option(help="A policy's name or file, or a folder of attachments.")] = None,
    team: Annotated[str, typer.Option(help="Whose policy, where it is a folder.")] = "default",
    threshold: Annotated[Threshold, typer.Option(help="The weakest action that counts.")] = Threshold.ANNOTATE,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Scan an answer, a file or a folder.

    Exit codes: 0 nothing at or above the threshold, 1 findings, 2 usage, 3 something could not be scanned.
    """
    from proxy.cli.verdicts import scan_gathered
    from proxy.policy.bundle import Subject

    settings = settings_of(config, data_dir)
    terms = bundle_of(settings, policy).resolve(Subject(team=team))
    gathered = _gathered(path, language)
    try:
        with _progress(len(gathered.blocks)) as done:
            verdict = scan_gathered(settings, terms, gathered, done)
    except ScanUnavailable as error:
        typer.echo(f"error: not scanned: {error.message}", err=True)
        raise typer.Exit(NOT_SCANNED) from None
    action = Action[threshold.name]
    typer.echo(_printed(form, verdict, action))
    if any(True for _ in verdict.hits(action)):
        raise typer.Exit(FOUND)
    if not gathered.files or any(True for _ in verdict.gaps(action)):
        raise typer.Exit(NOT_SCANNED)


def _gathered(path: str, language: str | None) -> Gathered:
    from proxy.extract.languages import language_of

    known = language_of(language) if language is not None else None
    if language is not None and known is None:
        message = f"{language!r} is not a language that is known by name, as in python, bash or markdown"
        raise typer.BadParameter(message, param_hint="--language")
    if path == "-":
        raw = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        text = decode(raw)
        if text is None or len(raw) > MAX_FILE_BYTES:
            message = f"standard input isn't text of at most {MAX_FILE_BYTES >> 20} MiB"
            raise typer.BadParameter(message, param_hint="PATH")
        return gather_text(text, known)
    if not Path(path).exists():
        message = f"{path!r} doesn't exist"
        raise typer.BadParameter(message, param_hint="PATH")
    return gather(Path(path), known)


def _printed(form: Format, verdict: Verdict, threshold: Action) -> str:
    from proxy.cli.listing import as_json, text_lines
    from proxy.cli.sarif import as_sarif

    match form:
        case Format.TEXT:
            return "\n".join(text_lines(verdict, threshold))
        case Format.JSON:
            return json.dumps(as_json(verdict, threshold), indent=2, ensure_ascii=False)
        case Format.SARIF:
            return json.dumps(as_sarif(verdict, threshold), indent=2, ensure_ascii=False)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal's stderr for long scans; elsewhere nothing."""
    if total < _LONG_SCAN_BLOCKS or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("scanning", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("scan", total=total)
        yield lambda: bar.advance(task)
