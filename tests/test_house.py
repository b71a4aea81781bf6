"""The house holds together: contracts of imports, documentation of every setting and error, bounds on files, clean lock files."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import proxy.errors
from proxy.errors import ProxyError
from proxy.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
LOCKS = ("requirements.lock", "requirements-dev.lock")
# Spelled so that this file doesn't hold what it looks for.
MACHINE_PATH = re.compile(r"/(?:wor[k]|far[m]|roo[t])/")
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]org|registry[.]yarnpkg[.]com|deb[.]debian[.]org", re.IGNORECASE
)


def tracked() -> Iterator[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            yield ROOT / name


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def headings(page: str) -> set[str]:
    return set(re.findall(r"^#+ `([^`]+)`", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from models_in(inner)


def settings_below(model: type[BaseModel], path: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        below = list(models_in(field.annotation))
        if not below or "tuple" in str(field.annotation):
            yield path + name
        for inner in below:
            yield from settings_below(inner, f"{path}{name}.")


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "") == (0, done.stdout[-3000:] if done.returncode else "")


def test_importing_the_package_stays_cheap() -> None:
    code = "import sys, proxy; print([n for n in ('litellm', 'bandit', 'fastapi', 'pydantic', 'typer', 'asyncio') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_example_configuration_loads_and_names_every_setting() -> None:
    example = ROOT / "config.example.yaml"
    environ = dict.fromkeys(re.findall(r"os\.environ/(\w+)", example.read_text("utf-8")), "x")
    load_settings(example, environ)
    text = example.read_text("utf-8")
    assert [name for name in settings_below(Settings) if not re.search(rf"\b{name.rpartition('.')[2]}:", text)] == []


def test_every_setting_is_documented() -> None:
    assert sorted(set(settings_below(Settings)) - headings("configuration.md")) == []


def test_every_documented_setting_exists() -> None:
    assert sorted(headings("configuration.md") - set(settings_below(Settings))) == []


def test_every_error_code_is_documented() -> None:
    codes = {
        kind.code for _, kind in inspect.getmembers(proxy.errors, inspect.isclass) if issubclass(kind, ProxyError)
    } | {"security_policy_violation"}  # fmt: skip
    assert codes == headings("errors.md")


def test_links_between_the_pages_hold() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_no_file_is_too_long() -> None:
    assert {
        str(p.relative_to(ROOT)): n
        for p in sources("proxy")
        if (n := len(p.read_text("utf-8").splitlines())) > MAX_FILE_LINES
    } == {}


def test_no_function_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {size} lines"
        for path in sources("proxy")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]
    assert long == []


def test_broad_excepts_stand_in_two_places() -> None:
    broad = {
        str(path.relative_to(ROOT / "proxy"))
        for path in sources("proxy")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    }
    assert broad <= {
        "scan/runner.py",
        "scan/worker.py",
        "scan/scanner.py",
        "scan/pool.py",
        "exchange.py",
        "audit/ledger.py",
    }


def test_no_test_is_skipped() -> None:
    word = re.compile(r"pytest\.(?:mark\.)?(?:ski[p]|xfai[l])|importorski[p]")
    assert [str(path) for path in sources("tests") if word.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("pattern", [pytest.param(MACHINE_PATH, id="machine"), pytest.param(REGISTRY, id="registry")])
def test_no_file_names_this_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []


def pins(name: str) -> dict[str, str]:
    """Requirement to the text of its block, hashes included."""
    text = "\n".join(line for line in (ROOT / name).read_text("utf-8").splitlines() if not line.startswith("#"))
    blocks = re.split(r"\n(?=\S)", text.replace("\\\n", " "))
    return {block.split(" ")[0].strip(): block for block in blocks if block.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_everything_by_hash_and_names_no_index(name: str) -> None:
    for requirement, block in pins(name).items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*==[^ ]+", requirement), requirement
        assert "--hash=sha256:" in block, requirement
    assert not re.search(r"://|--index|--extra-index|--find-links", (ROOT / name).read_text("utf-8"))


def test_the_two_locks_agree() -> None:
    assert sorted(set(pins(LOCKS[0])) - set(pins(LOCKS[1]))) == []


def test_a_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = {requirement.partition("==")[0] for requirement in pins(LOCKS[0])}
    named = {re.split(r"[<>=!;\[ ]", dependency)[0] for dependency in project["project"]["dependencies"]}
    assert sorted(named - locked) == []


def test_the_lock_avoids_the_stolen_releases_of_litellm() -> None:
    assert not {"litellm==1.82.7", "litellm==1.82.8"} & set(pins(LOCKS[0]))


def test_ci_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text("utf-8")
    assert "make test" in script.read_text("utf-8")


def test_the_changelog_keeps_its_order() -> None:
    order = ["Security", "Removed", "Deprecated", "Added", "Changed", "Fixed"]
    for release in re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        given = re.findall(r"^### (\w+)", release, re.MULTILINE)
        assert given == [word for word in order if word in given]
