"""`codeward deps`: the index that is built is the one that is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from proxy.scan.dependencies.bloom import read_bloom
from proxy.scan.dependencies.naming import ECOSYSTEMS
from proxy.settings import Ecosystem
from tests.unit.cli.conftest import Outcome

Run = Callable[..., Outcome]


def config(folder: Path, **paths: str) -> str:
    (folder / "c.yaml").write_text("dependencies:\n" + "".join(f"  {key}: {value}\n" for key, value in paths.items()))
    return "c.yaml"


def test_an_index_is_built_of_lines_and_asked(run: Run, folder: Path) -> None:
    (folder / "names.txt").write_text("# comment\nMy_Package\t1.0\n\nother.package\n../no name\nx\n")
    done = run("deps", "build-index", "pypi=names.txt", "-o", "x.bloom", "--date", "2026-01-02")
    assert (done.exit_code, done.error) == (0, None)
    assert "3 of pypi as of 2026-01-02" in done.stdout
    assert read_bloom(folder / "x.bloom").names == {"pypi": 3}
    name = config(folder, index="x.bloom")
    known = run("deps", "check", "my-package-", "Other-Package", "requests", "--config", name)
    assert known.stdout.splitlines()[1:] == [
        "Other-Package: known as of 2026-01-02",
        "requests: known as of 2026-01-02",
    ]
    assert known.exit_code == 0
    unknown = run("deps", "check", "made-up-by-a-model", "reqeusts", "--config", name)
    assert unknown.exit_code == 1
    assert "unknown to the index of PyPI as of 2026-01-02. (deps.unknown-package)" in unknown.stdout
    assert "(deps.typosquat)" in unknown.stdout


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(["left-pad", 5], id="list"),
        pytest.param({"projects": [{"name": "left-pad"}, {}]}, id="projects"),
        pytest.param({"rows": [{"id": "left-pad"}]}, id="rows"),
    ],
)
def test_an_index_is_built_of_json(run: Run, folder: Path, listed: object) -> None:
    (folder / "names.json").write_text(json.dumps(listed))
    assert run("deps", "build-index", "npm=names.json", "-o", "x.bloom").exit_code == 0
    assert "npm:left-pad" in read_bloom(folder / "x.bloom")


@pytest.mark.parametrize(
    ("argument", "content", "expected"),
    [
        pytest.param("names.txt", "a", "say whose names they are", id="no ecosystem"),
        pytest.param("cpan=names.txt", "a", "is none of pypi", id="unknown ecosystem"),
        pytest.param("pypi=missing.txt", "a", "FileNotFoundError", id="no file"),
        pytest.param("pypi=names.txt", "# nothing\n", "holds no name", id="no names"),
        pytest.param("pypi=names.txt", "[", "neither lines nor JSON", id="broken JSON"),
        pytest.param("pypi=names.txt", "{}", "holds no name", id="JSON of another shape"),
        pytest.param("pypi=names.txt", '{"rows": 5}', "holds no name", id="JSON without a list"),
    ],
)
def test_what_is_no_list_of_names_is_told(run: Run, folder: Path, argument: str, content: str, expected: str) -> None:
    (folder / "names.txt").write_text(content)
    assert expected in run("deps", "build-index", argument, "-o", "x.bloom").message
    assert not (folder / "x.bloom").exists()


@pytest.mark.parametrize(
    ("ecosystem", "name", "other"),
    [
        ("maven", "Com.Acme:Tool", "com.acme:other-tool"),
        ("nuget", "Acme.Tool", "Acme.Other"),
        ("composer", "acme/tool", "acme/other"),
        ("go", "github.com/acme/tool/v2", "github.com/acme/other"),
        ("gems", "acme-tool", "acme-other"),
        ("crates", "acme_tool", "acme-other"),
    ],
)
def test_every_ecosystem_has_an_index(run: Run, folder: Path, ecosystem: str, name: str, other: str) -> None:
    (folder / "names.txt").write_text(f"{name}\n")
    done = run("deps", "build-index", f"{ecosystem}=names.txt", "-o", "x.bloom", "--date", "2026-01-02")
    assert f"1 of {ecosystem} as of 2026-01-02" in done.stdout
    settings = ("--ecosystem", ecosystem, "--config", config(folder, index="x.bloom"))
    assert run("deps", "check", name, *settings).stdout == f"{name}: known as of 2026-01-02\n"
    unknown = run("deps", "check", other, *settings)
    assert unknown.exit_code == 1
    assert "as of 2026-01-02. (deps.unknown-package)" in unknown.stdout


def test_the_configuration_knows_every_ecosystem() -> None:
    assert get_args(Ecosystem) == ECOSYSTEMS


def test_what_names_no_package_is_told(run: Run) -> None:
    assert run("deps", "check", "../x").stdout == "../x: no name of a package\n"


def test_an_index_that_is_none_is_told(run: Run, folder: Path) -> None:
    (folder / "x.bloom").write_text("no index")
    assert "not made by" in run("deps", "check", "requests", "--config", config(folder, index="x.bloom")).message
    assert "not made by" in run("scan", "--config", "c.yaml", "c.yaml").message
