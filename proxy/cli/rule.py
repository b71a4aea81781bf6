"""`codeward rule`: list the rules, show one, write their pages, test them on their labelled fixtures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from proxy.scan.checks.metadata import RuleInfo

app = typer.Typer(help="Rules: list, show, pages, test.", no_args_is_help=True)


@app.command("list")
def list_rules(
    *,
    matrix: Annotated[bool, typer.Option("--matrix", help="Class by language, with the frameworks.")] = False,
    fixes: Annotated[bool, typer.Option("--fixes", help="The kind of each safe form, and how many of each.")] = False,
    language: Annotated[str, typer.Option(help="Only rules for this language.")] = "",
    category: Annotated[
        str, typer.Option("--class", help="Only rules of this class: injection, crypto, secret, ...")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """List the rules: id, weakness, severity and confidence, title."""
    book = _chosen(language, category)
    if fixes:
        from proxy.cli.rule_fixes import lines

        typer.echo("\n".join(lines(book)))
    elif matrix:
        from proxy.cli.matrix import table

        typer.echo(table(book), nl=False)
    elif as_json:
        typer.echo(json.dumps([_page(rule_id, info) for rule_id, info in book.items()], indent=2))
    else:
        for rule_id, info in book.items():
            severity = info.severity.word if info.severity is not None else "varies"
            confidence = info.confidence.word if info.confidence is not None else "varies"
            typer.echo(f"{rule_id:44} {' '.join(info.cwe) or '-':18} {severity:8} {confidence:6}  {info.title}")


def _chosen(language: str, category: str) -> dict[str, RuleInfo]:
    """The rules of a language and a class. Raises ClientError for one that no rule has: an empty list would look like a gap."""
    from proxy.errors import ClientError
    from proxy.scan.rulebook import languages_of, rulebook

    book = rulebook()
    known = {
        "language": (language, {each for rule_id, info in book.items() for each in languages_of(rule_id, info)}),
        "class": (category, {info.category for info in book.values()}),
    }
    for option, (given, values) in known.items():
        if given and given not in values:
            message = f"no rule has the {option} {given!r}; there are: {', '.join(sorted(values))}"
            raise ClientError(message)
    return {
        rule_id: info
        for rule_id, info in book.items()
        if (not language or language in languages_of(rule_id, info)) and (not category or category == info.category)
    }


@app.command("show")
def show(rule_id: Annotated[str, typer.Argument(help="A rule's id.")]) -> None:
    """Show what a rule means, why, and what to write instead."""
    from proxy.errors import ClientError
    from proxy.scan.foreign import described
    from proxy.scan.rulebook import rulebook
    from proxy.yamlnodes import nearest

    book = rulebook()
    info = described(rule_id, book)
    if info is None:
        guess = nearest(rule_id, list(book))
        advice = f"did you mean {guess!r}?" if guess else "`codeward rule list` names them all."
        message = f"there is no rule {rule_id!r}; {advice}"
        raise ClientError(message)
    for key, value in _page(rule_id, info).items():
        typer.echo(f"{key + ':':12} {(', '.join(value) if isinstance(value, list) else value) or '-'}")


@app.command("pages")
def write_pages(folder: Annotated[Path, typer.Argument(help="Where the pages go.")]) -> None:
    """Write a page for each rule, made of its file and its fixture."""
    from proxy.cli.rule_pages import write_pages as write
    from proxy.scan.rulebook import rulebook
    from proxy.scan.syntax.library import shipped_rules

    typer.echo(f"{write(rulebook(), shipped_rules(), folder)} pages in {folder}")


@app.command("test")
def check_fixtures(
    folder: Annotated[Path | None, typer.Argument(help="A folder of fixtures; the shipped ones otherwise.")] = None,
) -> None:
    """Scan every labelled fixture; what is missed or falsely found is named, and the exit status is 1."""
    from proxy.scan.fixture_check import check
    from proxy.scan.scanner import Scanner
    from proxy.scan.syntax.library import shipped_rules

    report = check(Scanner(), folder or shipped_rules())
    for line in report.wrong:
        typer.echo(line)
    typer.echo(f"{report.rules} rules, {report.labels} labelled lines, {len(report.wrong)} wrong")
    if report.wrong:
        raise typer.Exit(1)


def _page(rule_id: str, info: RuleInfo) -> dict[str, Any]:
    from proxy.scan.rulebook import languages_of
    from proxy.scan.safe_forms import form_of
    from proxy.scan.weaknesses import name_of, owasp

    return {
        "id": rule_id,
        "title": info.title,
        "category": info.category,
        "cwe": list(info.cwe),
        "weakness": name_of(info.cwe[0]) if info.cwe else "-",
        "owasp": owasp(info.cwe) or "-",
        "severity": info.severity.word if info.severity is not None else "varies",
        "confidence": info.confidence.word if info.confidence is not None else "varies",
        "languages": list(languages_of(rule_id, info)),
        "frameworks": list(info.frameworks),
        "why": info.why,
        "instead": info.fix,
        "form": form_of(rule_id, info).value,
        "reference": info.reference,
    }
