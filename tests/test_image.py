"""What the Dockerfile promises, read from it: the image itself is built where there is a container engine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def instructions() -> list[tuple[str, str]]:
    lines = [
        line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [
        (words[0].upper(), words[1].strip()) for line in joined.splitlines() if len(words := line.split(None, 1)) > 1
    ]


def stage(number: int) -> list[tuple[str, str]]:
    stages: list[list[tuple[str, str]]] = []
    for name, value in instructions():
        if name == "FROM":
            stages.append([])
        if stages:
            stages[-1].append((name, value))
    return stages[number]


def values(of: list[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in of if name == wanted]


def test_it_has_two_stages_on_a_pinned_slim_base() -> None:
    assert values(instructions(), "ARG") == ["PYTHON=3.13-slim-bookworm"]
    assert values(instructions(), "FROM") == ["python:${PYTHON} AS builder", "python:${PYTHON}"]


def test_it_runs_as_another_user_than_root() -> None:
    final = stage(-1)
    assert values(final, "USER") == ["10001:10001"]
    names = [name for name, _ in final]
    assert "RUN" not in names[names.index("USER") :]


def test_nothing_is_fetched_but_locked_packages() -> None:
    assert values(instructions(), "ADD") == []
    commands = "; ".join(values(instructions(), "RUN"))
    assert not re.search(r"\b(?:curl|wget|git|apt-get|https?://)", commands)
    installs = re.findall(r"pip [^&;]*?\binstall\b[^&;]*", commands)
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)


def test_the_final_stage_takes_only_what_the_builder_made_and_has_no_pip() -> None:
    final = stage(-1)
    assert values(final, "COPY") == ["--from=builder /opt/codeward /opt/codeward"]
    assert any("pip uninstall --yes" in value for value in values(final, "RUN"))


def test_the_build_stops_at_a_pth_file() -> None:
    assert any("'*.pth'" in value and "exit 1" in value for value in values(stage(0), "RUN"))


@pytest.mark.parametrize(
    "pair",
    ["CODEWARD_DATA_DIR=/data", "CODEWARD_SERVER__HOST=0.0.0.0", "PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1"],
)
def test_a_read_only_root_is_enough(pair: str) -> None:
    final = stage(-1)
    assert any(pair in value.split() for value in values(final, "ENV"))
    assert values(final, "VOLUME") == ["/data"]


def test_it_starts_and_checks_itself_without_a_shell() -> None:
    final = stage(-1)
    assert json.loads(values(final, "ENTRYPOINT")[0]) == ["codeward"]
    assert json.loads(values(final, "CMD")[0]) == ["serve"]
    assert 'CMD ["codeward", "health", "--live"]' in values(final, "HEALTHCHECK")[0]


def test_the_build_context_is_an_allow_list() -> None:
    lines = [
        line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert lines[0] == "*"
    sent = {line[1:] for line in lines if line.startswith("!")}
    copied = {name for value in values(stage(0), "COPY") for name in value.split()[:-1]}
    assert copied <= sent
