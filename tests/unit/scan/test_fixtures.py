"""Labels of fixtures: which line they name, and what is taken out before the scan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proxy.scan.fixtures import cases, fixture_files, masked, spelled


def written(folder: Path, text: str, name: str = "a.js") -> Path:
    path = folder / "javascript" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_a_label_names_the_line_below_it_without_the_labels(tmp_path: Path) -> None:
    file = written(tmp_path, "a\n// ruleid: x.one, x.two\n// ok: x.three\nb{{}}c\n")
    (case,) = cases(file)
    assert case.text == "a\nbc\n\n"
    assert [(label.line, label.rule_id, label.found) for label in case.labels] == [
        (2, "x.one", True),
        (2, "x.two", True),
        (2, "x.three", False),
    ]


@pytest.mark.parametrize(
    "comment", ["# {}", "// {}", "/* {} */", "<!-- {} -->", "-- {}", "; {}", "  # {}", "{{# {} #}}", "% {}"]
)
def test_labels_stand_in_the_comments_of_every_language(tmp_path: Path, comment: str) -> None:
    (case,) = cases(written(tmp_path, comment.format("ok: x.y") + "\ncode\n"))
    assert case.text == "code\n\n"


def test_a_file_may_hold_several_texts_with_paths_of_their_own(tmp_path: Path) -> None:
    text = "# --- case: k8s/pod.yaml\n# ok: x.y\na: 1\n# --- case\n# ruleid: x.y\nb: 1\n# --- case\nnothing labelled\n"
    first, second = cases(written(tmp_path, text, "f.yaml"))
    assert (first.path, first.number, first.text) == ("k8s/pod.yaml", 1, "a: 1\n")
    assert (second.path, second.number, second.text) == ("f.yaml", 2, "b: 1\n")


def test_a_label_without_a_line_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no line below"):
        cases(written(tmp_path, "a\n# ok: x.y"))


def test_only_labelled_files_are_fixtures(tmp_path: Path) -> None:
    written(tmp_path, "title: x\n", "rule.yaml")
    labelled = written(tmp_path, "// ok: x.y\na\n")
    assert fixture_files(tmp_path) == [labelled]


@pytest.mark.parametrize(
    ("line", "written_as"),
    [
        pytest.param("gh{{}}p", r"ghp", id="seam"),
        pytest.param("a{{A-F0-9:8}}z", r"a[A-F0-9]{8}z", id="set"),
        pytest.param("{{a-z_-:40}}", r"[a-z_-]{40}", id="set-with-a-dash"),
        pytest.param("{{a-z:4}}-{{a-z:4}}", r"([a-z]{4})-(?!\1)[a-z]{4}", id="each-draws-its-own"),
        pytest.param("x{{U+202E}}y", "x\u202ey", id="code-point"),
        pytest.param(
            "{{ name }} {{name}} ${{ a.b }}", re.escape("{{ name }} {{name}} ${{ a.b }}"), id="templates-stay"
        ),
    ],
)
def test_what_must_not_stand_there_is_spelled(line: str, written_as: str) -> None:
    assert re.fullmatch(written_as, spelled(line, "1:1"))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("ghp_{{A-Za-z0-9:36}}", "ghp_…", id="drawn"),
        pytest.param('password = "kor{{}}vex-81"', 'password = "korvex-81"', id="short"),
        pytest.param(
            'b64("Z2hwX0tKcT{{}}FWQ0dSb1d{{}}sQ0hxYTZm")', 'b64("Z2hwX0tKcT…FWQ0dSb1d…sQ0hxYTZm")', id="a-long-word"
        ),
        pytest.param("a{{U+202E}}b", "a<U+202E>b", id="hidden"),
        pytest.param("{{ name }}", "{{ name }}", id="a-template"),
    ],
)
def test_a_page_shows_no_made_up_key(line: str, shown: str) -> None:
    assert masked(line) == shown


def test_what_is_drawn_stays_the_same_and_depends_on_its_place() -> None:
    assert spelled("{{A-Za-z0-9:30}}", "1:1") == spelled("{{A-Za-z0-9:30}}", "1:1")
    assert spelled("{{A-Za-z0-9:30}}", "1:1") != spelled("{{A-Za-z0-9:30}}", "1:2")
