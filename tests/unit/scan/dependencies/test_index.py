from __future__ import annotations

import json
from pathlib import Path

import pytest

from proxy.errors import SettingsInvalid
from proxy.model import Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.dependencies.advisories import Advisory, read_advisories
from proxy.scan.dependencies.bloom import build, write_bloom
from proxy.scan.dependencies.engine import DepsEngine
from proxy.scan.dependencies.files import NO_FILES, PackageFiles
from proxy.scan.dependencies.index import digest, load_index, read_list, shipped_packages
from proxy.scan.dependencies.modules import CONFUSED, MODULES
from proxy.scan.dependencies.naming import ECOSYSTEMS, PYPI, is_name, normal


@pytest.fixture
def mounted(tmp_path: Path) -> PackageFiles:
    names = {"pypi": ["my-package", "reqests"], "npm": ["left-pad-pro"]}
    write_bloom(build(names, date="2026-01-02", share=1e-6), tmp_path / "x.bloom")
    advisory = {
        "id": "MAL-2026-1",
        "summary": "Malicious code in evil-package",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": "Evil_Package"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
            }
        ],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(advisory) + "\n\n")
    return PackageFiles(tmp_path / "x.bloom", tmp_path / "a.jsonl")


def findings(files: PackageFiles, text: str, language: str) -> list[Finding]:
    return list(DepsEngine(files).scan(Prepared(text, language)).findings)


def said(files: PackageFiles, text: str, language: str = "bash") -> list[tuple[str, str, str]]:
    return [
        (each.rule_id.removeprefix("deps."), text[each.span.start : each.span.end], each.severity.word)
        for each in findings(files, text, language)
        if each.severity > Severity.INFO
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("pip install my_package\n", "bash", [], id="known"),
        pytest.param(
            "pip install made-up-name\n", "bash", [("unknown-package", "made-up-name", "medium")], id="unknown"
        ),
        pytest.param("pip install reqests\n", "bash", [("typosquat", "reqests", "low")], id="alike but known"),
        pytest.param("pip install reqeusts\n", "bash", [("typosquat", "reqeusts", "medium")], id="alike and unknown"),
        pytest.param("npm install made-up-name\n", "bash", [("unknown-package", "made-up-name", "medium")], id="npm"),
        pytest.param(
            "import x from 'made-up-name'\n", "javascript", [("unknown-package", "made-up-name", "medium")], id="script"
        ),
        pytest.param(
            "import x from '@team/alias'\n",
            "javascript",
            [("unknown-package", "@team/alias", "low")],
            id="an alias, maybe",
        ),
        pytest.param(
            "import made_up_name\n", "python", [("unknown-package", "made_up_name", "low")], id="an own module, maybe"
        ),
        pytest.param(
            "gem install made-up-name\n", "bash", [("unknown-package", "made-up-name", "low")], id="not in the index"
        ),
        pytest.param("pip install evil.package==3\n", "bash", [("advisory", "evil.package", "high")], id="advisory"),
        pytest.param(
            "import evil_package\n", "python", [("advisory", "evil_package", "medium")], id="advisory on an import"
        ),
    ],
)
def test_a_mounted_index_makes_unknown_loud(
    mounted: PackageFiles, text: str, language: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(mounted, text, language) == expected


def test_the_date_is_that_of_what_was_asked(mounted: PackageFiles) -> None:
    (one,) = findings(mounted, "pip install made-up-name\n", "bash")
    assert one.message.endswith("unknown to the index of PyPI as of 2026-01-02.")
    (other,) = findings(mounted, "gem install made-up-name\n", "bash")
    assert "shipped list of RubyGems as of 2026-11" in other.message


def test_cached_findings_go_with_the_files(mounted: PackageFiles) -> None:
    assert len({digest(), digest(mounted), digest(PackageFiles(mounted.names))}) == 3


def test_files_are_counted_and_mistakes_told(mounted: PackageFiles, tmp_path: Path) -> None:
    assert mounted.check() == {"pypi": 2, "npm": 1, "advisories": 1}
    assert NO_FILES.check() == {}
    assert PackageFiles.of("", None) == NO_FILES
    with pytest.raises(SettingsInvalid, match="advisories"):
        PackageFiles(None, tmp_path / "none.jsonl").check()


@pytest.mark.parametrize("ecosystem", ECOSYSTEMS)
def test_the_shipped_lists_hold_names(ecosystem: str) -> None:
    listed = read_list(shipped_packages() / f"{ecosystem}.txt")
    assert listed.ecosystem == ecosystem
    assert 0 < listed.popular <= len(listed.names)
    assert [name for name in listed.names if not is_name(ecosystem, name) and len(name) > 1] == []
    assert len(set(listed.names)) == len(listed.names)


def test_the_shipped_lists_stay_small() -> None:
    assert sum(path.stat().st_size for path in shipped_packages().glob("*.txt")) < 220_000


def test_the_map_of_modules_names_packages_that_exist() -> None:
    index = load_index()
    assert CONFUSED["pil"] == "pillow"
    assert {module for module in CONFUSED if not index.listed(PYPI, normal(PYPI, CONFUSED[module]))} <= {
        "xlib",
        "paho",
        "rpi",
        "gi",
        "osgeo",
        "elftools",
        "llama_cpp",
        "ldap",
        "nmap",
    }
    assert all(is_name(PYPI, package) for package in MODULES.values())


@pytest.mark.parametrize(
    "text", [pytest.param("requests\n", id="no ecosystem"), pytest.param("# ecosystem: cpan\nx\n", id="unknown one")]
)
def test_a_list_says_whose_names_it_holds(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text)
    with pytest.raises(SettingsInvalid, match="ecosystem"):
        read_list(tmp_path / "x.txt")


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="FileNotFoundError"):
        read_list(tmp_path / "x.txt")


def advisory(tmp_path: Path, **changes: object) -> Advisory:
    part = {"package": {"ecosystem": "npm", "name": "x"}} | changes
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "GHSA-1", "affected": [part]}))
    (one,) = read_advisories(tmp_path / "a.jsonl")
    return one


@pytest.mark.parametrize(
    ("events", "version", "expected"),
    [
        pytest.param([{"introduced": "1.2.0"}, {"fixed": "1.4"}], "1.3.9", True, id="inside"),
        pytest.param([{"introduced": "1.2.0"}, {"fixed": "1.4"}], "1.4.0", False, id="fixed"),
        pytest.param([{"introduced": "1.2.0"}, {"fixed": "1.4"}], "1.1", False, id="before"),
        pytest.param([{"introduced": "1.2"}, {"fixed": "1.4"}], "", False, id="not said"),
        pytest.param([{"introduced": "1.2"}, {"fixed": "1.4"}], "1.4.0-beta", True, id="before the release"),
        pytest.param([{"introduced": "1.2"}, {"fixed": "next"}], "1.3", False, id="bound not read"),
        pytest.param([{"introduced": "first"}, {"fixed": "2"}], "1.3", False, id="beginning not read"),
        pytest.param([{"introduced": "1.2"}, {"fixed": "2"}], "newest", False, id="version not read"),
        pytest.param([{"introduced": "1.2"}], "v3.0", True, id="no end"),
        pytest.param([{"introduced": "0"}], "", True, id="every version"),
        pytest.param([{"introduced": "1"}, {"last_affected": "1.5"}], "1.5.0", True, id="last affected"),
        pytest.param([{"introduced": "1"}, {"last_affected": "1.5"}], "1.5.1", False, id="after the last"),
        pytest.param([{"introduced": "0"}, {"last_affected": "1.5"}], "", False, id="not every version"),
        pytest.param([{"introduced": "0"}, {"fixed": "1.5"}], "0.0.0-alpha", True, id="from the beginning"),
        pytest.param(
            [{"introduced": "0"}, {"fixed": "1"}, {"introduced": "2"}, {"fixed": "3"}], "2.5", True, id="second range"
        ),
        pytest.param([{"limit": "9"}], "1", False, id="another event"),
    ],
)
def test_a_range_holds_what_its_ecosystem_orders_into_it(
    tmp_path: Path, events: list[dict[str, str]], version: str, expected: bool
) -> None:
    assert advisory(tmp_path, ranges=[{"type": "SEMVER", "events": events}]).names(version) is expected


def test_a_list_of_versions_is_compared_as_it_stands(tmp_path: Path) -> None:
    one = advisory(tmp_path, versions=["1.0-rc1"], ranges=[{"type": "GIT", "events": [{"introduced": "0"}]}])
    assert [one.names(each) for each in ("1.0-rc1", "1.0", "")] == [True, False, False]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"id": "x", "withdrawn": "2026-01-01", "affected": [{}]}, id="withdrawn"),
        pytest.param(
            {"id": "x", "affected": [{"package": {"ecosystem": "Debian:12", "name": "y"}}]}, id="another ecosystem"
        ),
        pytest.param({"id": "x"}, id="nothing affected"),
    ],
)
def test_what_says_nothing_of_our_packages_is_left_out(tmp_path: Path, document: object) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(document))
    assert read_advisories(tmp_path / "a.jsonl") == ()


@pytest.mark.parametrize("line", ["[]", "{", '{"id": "x", "affected": [{}]}', "[" * 100_000, '{"affected": []}'])
def test_a_line_of_another_shape_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text("\n" + line + "\n")
    with pytest.raises(SettingsInvalid, match="line 2"):
        read_advisories(tmp_path / "a.jsonl")


def test_a_huge_or_binary_feed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsInvalid, match="UnicodeDecodeError"):
        read_advisories(tmp_path / "a.jsonl")
    monkeypatch.setattr("proxy.scan.dependencies.advisories._MAX_BYTES", 1)
    with pytest.raises(SettingsInvalid, match="larger"):
        read_advisories(tmp_path / "a.jsonl")
