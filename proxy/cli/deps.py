"""`codeward deps`: build an index of package names, ask what is known of a name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, DataDir, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proxy.settings import Settings

app = typer.Typer(help="Package names: build an index, ask what is known of one.", no_args_is_help=True)
_SHARE = 0.001
_KINDS = "pypi, npm, gems, crates, go, composer, maven or nuget"


@app.command("build-index")
def build_index(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="ECOSYSTEM=FILE...",
            help=f"A list of names, one a line or JSON, and whose they are: {_KINDS}. `pypi=names.txt npm=names.json`",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write; setting `dependencies.index` names it.")
    ],
    date: Annotated[str, typer.Option(help="The day the lists were made. Without it: today.")] = "",
    share: Annotated[
        float, typer.Option(min=1e-9, max=0.5, help="The share of unknown names that may be taken for known ones.")
    ] = _SHARE,
) -> None:
    """Make an index of a registry's names: a Bloom filter, some two bytes a name."""
    from proxy.scan.dependencies.bloom import build, write_bloom

    names: dict[str, set[str]] = {}
    for given in files:
        ecosystem, path = _named(given)
        names.setdefault(ecosystem, set()).update(_names(ecosystem, path))
    made = build(names, date=date or datetime.now(UTC).date().isoformat(), share=share)
    write_bloom(made, output)
    counts = ", ".join(f"{count} of {ecosystem}" for ecosystem, count in made.names.items())
    typer.echo(f"{output}: {counts} as of {made.date}, {len(made.bits)} bytes, {share:.4%} of other names pass")


@app.command("check")
def check(
    names: Annotated[list[str], typer.Argument(help="Names of packages.")],
    ecosystem: Annotated[str, typer.Option(help=f"Whose names they are: {_KINDS}.")] = "pypi",
    online: Annotated[
        bool, typer.Option("--online", help="Ask the registry that the configuration names, too.")
    ] = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Say what is known of names, with the index and the advisories of the configuration. Exit status 1: a name is worth a word."""
    from proxy.scan.dependencies.engine import UNKNOWN, name_verdict
    from proxy.scan.dependencies.files import PackageFiles
    from proxy.scan.dependencies.index import load_index

    settings = settings_of(config, data_dir)
    index = load_index(PackageFiles.of(settings.dependencies.index, settings.dependencies.advisories))
    told = _asked(settings, _ecosystem(ecosystem), names) if online else {}
    worth = False
    for name in names:
        rule, message = name_verdict(ecosystem, name, index)
        said = told.get(name)
        if said is not None:
            message += f" The registry: {said}."
        worth = worth or said == "missing" or (bool(rule) and not (said == "there" and rule == UNKNOWN))
        typer.echo(printable(f"{name}: {message}" + (f" ({rule})" if rule else "")))
    if worth:
        raise typer.Exit(1)


def _asked(settings: Settings, ecosystem: str, names: list[str]) -> Mapping[str, str]:
    """What the registry of the configuration says of names. Raises ClientError where none is named."""
    from proxy.cli.registries import Registry
    from proxy.cli.verdicts import cache_dir
    from proxy.errors import ClientError
    from proxy.scan.dependencies.naming import is_name, normal

    address = {str(key): each for key, each in settings.dependencies.registries.items()}.get(ecosystem)
    if address is None:
        message = f"nobody to ask: the configuration names no dependencies.registries.{ecosystem}"
        raise ClientError(message)
    plain = {name: normal(ecosystem, name) for name in names if is_name(ecosystem, name)}
    told = Registry(ecosystem, address, cache_dir(settings) / "registries.json").ask(plain.values())
    return {name: told[each].value for name, each in plain.items()}


def _named(given: str) -> tuple[str, Path]:
    from proxy.errors import ClientError

    ecosystem, mark, path = given.partition("=")
    if not mark:
        message = f"{given!r}: say whose names they are, as in pypi={given}"
        raise ClientError(message)
    return _ecosystem(ecosystem), Path(path)


def _ecosystem(word: str) -> str:
    from proxy.errors import ClientError
    from proxy.scan.dependencies.naming import ECOSYSTEMS

    if word not in ECOSYSTEMS:
        message = f"{word!r} is none of {', '.join(ECOSYSTEMS)}"
        raise ClientError(message)
    return word


def _names(ecosystem: str, path: Path) -> Iterator[str]:
    """The names of a file, each as it is compared. Raises ClientError where there is none."""
    from proxy.errors import ClientError
    from proxy.scan.dependencies.naming import is_name, normal

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: {type(error).__name__}"
        raise ClientError(message) from None
    found = [normal(ecosystem, word) for word in _words(text, path) if is_name(ecosystem, word) or len(word) == 1]
    if not found:
        message = f"{path}: holds no name of a package"
        raise ClientError(message)
    yield from found


def _words(text: str, path: Path) -> Iterator[str]:
    """The first word of each line, or the strings of a JSON list, or the names of a list of projects."""
    import json

    from proxy.errors import ClientError

    if not text.lstrip().startswith(("{", "[")):
        for line in text.splitlines():
            word = line.split(None, 1)[0] if line.strip() else "#"
            if not word.startswith("#"):
                yield word
        return
    try:
        listed: object = json.loads(text)
    except ValueError:
        message = f"{path}: neither lines nor JSON"
        raise ClientError(message) from None
    if isinstance(listed, dict):
        listed = listed.get("projects") or listed.get("rows") or ()
    for each in listed if isinstance(listed, list) else ():
        name = _name_in(each) if isinstance(each, dict) else each
        if isinstance(name, str):
            yield name


def _name_in(entry: Mapping[str, object]) -> object:
    return entry.get("name") or entry.get("id")
