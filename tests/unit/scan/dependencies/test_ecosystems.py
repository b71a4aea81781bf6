"""Manifests of the JVM, .NET, PHP, Go and Ruby: what is read of them, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proxy.extract.languages import language_of_path
from proxy.model import Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.dependencies.bloom import build, write_bloom
from proxy.scan.dependencies.engine import DepsEngine
from proxy.scan.dependencies.files import PackageFiles
from proxy.scan.dependencies.naming import normal, owner

ENGINE = DepsEngine()


def found(text: str, path: str, engine: DepsEngine = ENGINE) -> list[tuple[str, str]]:
    seen = engine.scan(Prepared(text, language_of_path(path), path)).findings
    return [(each.rule_id.removeprefix("deps."), text[each.span.start : each.span.end]) for each in seen]


def coordinate(group: str, artifact: str, version: str = "", kind: str = "dependency") -> str:
    said = f"<version>{version}</version>" if version else ""
    return f"<{kind}>\n<groupId>{group}</groupId>\n<artifactId>{artifact}</artifactId>{said}</{kind}>"


SLIP = "org.apache.comons"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param(coordinate(SLIP, "commons-lang3"), "pom.xml", "typosquat", id="dependency"),
        pytest.param(coordinate(SLIP, "anything", kind="plugin"), "pom.xml", "typosquat", id="plugin"),
        pytest.param(coordinate("io.springframework", "spring-core"), "pom.xml", "typosquat", id="another top-level domain"),
        pytest.param(coordinate("com.google.code.gson", "gson", "2.12.0-SNAPSHOT"), "pom.xml", "unpinned", id="snapshot"),
        pytest.param(coordinate("junit", "junit", "[4.0,)"), "pom.xml", "unpinned", id="open range"),
        pytest.param(f'dependencies {{\n  api("{SLIP}:commons-lang3")\n}}', "build.gradle.kts", "typosquat", id="Kotlin"),
        pytest.param(f"dependencies {{ testCompileOnly platform('{SLIP}:bom:1') }}", "build.gradle", "typosquat", id="configuration"),
        pytest.param(f"dependencies {{ implementation group: '{SLIP}', name: 'a', version: '1.0' }}", "build.gradle", "typosquat", id="parts"),
        pytest.param(f'[libraries]\na = "{SLIP}:b:1.0"', "libs.versions.toml", "typosquat", id="catalogue: coordinates"),
        pytest.param(f'[libraries]\na = {{ module = "{SLIP}:b", version = "1.0" }}', "libs.versions.toml", "typosquat", id="catalogue: module"),
        pytest.param(f'[libraries]\na = {{ group = "{SLIP}", name = "b", version.ref = "x" }}', "libs.versions.toml", "typosquat", id="catalogue: group"),
        pytest.param('[libraries]\na = { module = "com.google.guava:guava", version = "latest.release" }', "libs.versions.toml", "unpinned", id="catalogue: moving"),
        pytest.param(f'libraryDependencies += "{SLIP}" % "b" % "1.0"', "build.sbt", "typosquat", id="sbt"),
        pytest.param('"org.typelevl" %% "cats-core" % "2.10.0"', "build.sbt", "typosquat", id="sbt for Scala"),
        pytest.param('<package id="Newtonsof.Json" version="13.0.1" />', "packages.config", "typosquat", id="packages.config"),
        pytest.param('<PackageReference Version="1.0" Update="Newtonsof.Json"/>', "a.fsproj", "typosquat", id="fields in any order"),
        pytest.param('<PackageReference Include="Dapper">\n<Version>2.*</Version>', "a.csproj", "unpinned", id="version inside"),
        pytest.param('#r "nuget: Newtonsof.Json, 13.0.1"\n', "a.csx", "typosquat", id="directive"),
        pytest.param("#:package Newtonsof.Json@13.0.1\n", "a.cs", "typosquat", id="file-based program"),
        pytest.param('<packageSources><add key="a" value="https://e.example.com" disableTLSCertificateValidation="true"/></packageSources>', "nuget.config", "unverified-index", id="certificate"),
        pytest.param('{"require-dev": {"phpunitt/phpunit": "^10"}}', "composer.json", "typosquat", id="composer"),
        pytest.param('{"require": {"monolog/monolog": "*"}}', "composer.json", "unpinned", id="any release"),
        pytest.param('{"dependencies": {"a": "github:team/a#main"}}', "package.json", "unpinned", id="branch"),
        pytest.param('{"resolutions": {"lodash": "github:team/lodash#0123abc"}}', "package.json", "replaced-source", id="resolution by a repository"),
        pytest.param("[patch.crates-io]\nserde = { git = 'http://e.example.com/serde' }", "Cargo.toml", "insecure-source", id="patch by http"),
        pytest.param('import (\n\t_ "github.com/gorila/mux/v2/inner"\n)\n', "a.go", "typosquat", id="import of Go"),
        pytest.param("gem 'tool', github: 'team/tool'\n", "Gemfile", "unpinned", id="gem of a branch"),
        pytest.param("Gem::Specification.new do |s|\n  s.add_dependency('nokogirii')\nend\n", "a.gemspec", "typosquat", id="gemspec"),
    ],
)  # fmt: skip
def test_what_a_manifest_says_is_read(text: str, path: str, expected: str) -> None:
    assert expected in [rule for rule, _ in found(text, path)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(f"<project><groupId>{SLIP}</groupId><artifactId>own</artifactId></project>", "pom.xml", id="the project itself"),
        pytest.param(f"<exclusion><groupId>{SLIP}</groupId><artifactId>a</artifactId></exclusion>", "pom.xml", id="what is left out"),
        pytest.param(coordinate("${group}", "${artifact}", "${version}"), "pom.xml", id="variables"),
        pytest.param(coordinate("org.apache.commons", "commons-lang3s", "1.0"), "pom.xml", id="a slip that only the owner could register"),
        pytest.param(coordinate("org.springframework.boot", "spring-boot-starter-made"), "pom.xml", id="another artifact of a well-known owner"),
        pytest.param(coordinate("com.google.guava", "guava", "33.0.0-jre"), "pom.xml", id="release with words"),
        pytest.param(f'val x = mapOf("a" to "{SLIP}:b")\nprintln("{SLIP}:b:1")\n', "a.kt", id="strings of Kotlin"),
        pytest.param('dependencies {\n  implementation(project(":core"))\n  implementation(libs.guava)\n}', "build.gradle.kts", id="own projects"),
        pytest.param('[libraries]\na = { version = "1.0" }\n[versions]\nx = "1.0"', "libs.versions.toml", id="other lines of a catalogue"),
        pytest.param('"a" % "b"\nval x = 5 % 3\n', "build.sbt", id="no version"),
        pytest.param('<PackageReference Include="Microsoft.Extensions.Loging" Version="8.0.0" />'.replace("Loging", "Logging"), "a.csproj", id="known"),
        pytest.param('<PackageReference Version="1.0" />', "a.csproj", id="no name"),
        pytest.param('<add key="a" value="https://a.example.com"/><add key="b" value="https://b.example.com"/>', "nuget.config", id="no sources"),
        pytest.param("<packageSources><add value='https://a.example.com'/>", "nuget.config", id="a piece of the sources"),
        pytest.param('var s = "nuget: Newtonsof.Json";\n', "a.cs", id="a string of C#"),
        pytest.param('{"require": {"php": ">=8.2", "ext-json": "*", "laravel/framework": "^11"}}', "composer.json", id="PHP itself"),
        pytest.param('{"overrides": {"@babel/core": "npm:@babel/core@7.25.2", "@babel/x": "npm:@babel/core@7.25.2"}}', "package.json", id="one owner"),
        pytest.param('{"dependencies": {"a": "github:team/a#semver:^1.0", "b": "git+https://e.example.com/b.git#0123abcd"}}', "package.json", id="fixed repositories"),
        pytest.param('{"dependencies": {"a": "../a", "b": "./b"}}', "package.json", id="folders"),
        pytest.param("module git.example.com/x\n\nrequire git.example.com/y v1.2.3 // indirect\n", "go.mod", id="own host"),
        pytest.param('import "github.com/gorilla/mux/v2/inner"\nimport "github.com/team/own/pkg"\n', "a.go", id="imports of Go"),
        pytest.param("replace github.com/a/b => github.com/a/c v1.0.0\n", "go.mod", id="one account"),
        pytest.param("gem 'tool', github: 'rails/rails', tag: 'v7.1.0'\n", "Gemfile", id="fixed gem"),
        pytest.param("source 'https://gems.example.com'\nsource 'https://b.example.com' do\nend\n", "Gemfile", id="source with a block"),
        pytest.param("source :rubygems\nsource 'http://localhost:9292'\n", "Gemfile", id="no second source"),
        pytest.param("requests==2.32.3\ntool @ git+https://e.example.com/t.git@0123abcd ; python_version > '3'\n", "requirements.txt", id="fixed commit"),
    ],
)  # fmt: skip
def test_what_is_in_order_is_left_alone(text: str, path: str) -> None:
    assert [each for each in found(text, path) if each[0] != "unknown-package" or "com.example" in each[1]] == []


def test_an_unknown_name_is_only_recorded_by_the_shipped_lists() -> None:
    for text, path in [
        (coordinate("com.example.made", "up"), "pom.xml"),
        ('<PackageReference Include="Made.Up.Name" Version="1.0.0" />', "a.csproj"),
        ('{"require": {"made/up": "1.0.0"}}', "composer.json"),
    ]:
        (one,) = ENGINE.scan(Prepared(text, language_of_path(path), path)).findings
        assert (one.rule_id, one.severity) == ("deps.unknown-package", Severity.LOW)
        assert "as of 2026-11-23" in one.message
        assert "ade" not in one.message.replace("Made", "")


@pytest.fixture
def mounted(tmp_path: Path) -> DepsEngine:
    names = {
        "maven": ["com.acme:core"],
        "nuget": ["acme.core"],
        "composer": ["acme/core"],
        "go": [normal("go", "github.com/acme/core/v3")],
    }
    write_bloom(build(names, date="2026-01-02", share=1e-6), tmp_path / "x.bloom")
    advisories = [
        {"id": "TEST-1", "affected": [{"package": {"ecosystem": "Go", "name": "github.com/acme/core/v3"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.1.0"}]}]}]},
        {"id": "TEST-2", "affected": [{"package": {"ecosystem": "NuGet", "name": "Acme.Core"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0.0"}, {"last_affected": "1.4.0"}]}]}]},
        {"id": "MAL-3", "affected": [{"package": {"ecosystem": "Go", "name": "github.com/evil/tool"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]},
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, advisories)))
    return DepsEngine(PackageFiles(tmp_path / "x.bloom", tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param(coordinate("com.acme", "core", "1.0"), "pom.xml", [], id="Maven known"),
        pytest.param(coordinate("com.acme", "other"), "pom.xml", ["unknown-package"], id="Maven unknown"),
        pytest.param('{"require": {"acme/core": "1.0.0", "acme/other": "1.0.0"}}', "composer.json", ["unknown-package"], id="Composer"),
        pytest.param('<PackageReference Include="Acme.Core" Version="1.4.0" />', "a.csproj", ["advisory"], id="NuGet in an advisory"),
        pytest.param('<PackageReference Include="Acme.Core" Version="1.4.1" />', "a.csproj", [], id="NuGet after the last affected"),
        pytest.param("require github.com/acme/core/v3 v3.0.9\n", "go.mod", ["advisory"], id="Go in an advisory"),
        pytest.param("require github.com/acme/core/v3 v3.1.0\n", "go.mod", [], id="Go fixed"),
        pytest.param("require github.com/nobody/made-up v1.0.0\n", "go.mod", ["unknown-package"], id="Go unknown"),
        pytest.param("require git.example.com/nobody/made-up v1.0.0\n", "go.mod", [], id="Go on one's own host"),
        pytest.param('import "github.com/acme/core/v3/inner/x"\n', "a.go", [], id="a package of a known module"),
        pytest.param('import "github.com/evil/tool/inner"\n', "a.go", ["advisory"], id="a package of a module that is never right"),
        pytest.param('import "github.com/nobody/made-up/x"\n', "a.go", ["unknown-package"], id="import unknown"),
    ],
)  # fmt: skip
def test_a_mounted_index_and_advisories_speak_of_every_ecosystem(
    mounted: DepsEngine, text: str, path: str, expected: list[str]
) -> None:
    assert [rule for rule, _ in found(text, path, mounted)] == expected


def test_an_import_of_go_is_answered_by_its_own_module(mounted: DepsEngine) -> None:
    (one,) = mounted.scan(Prepared('import "github.com/me/app/inner"\n', "go")).findings
    assert "own go github.com/me/app" in one.unless


@pytest.mark.parametrize(
    ("ecosystem", "name", "expected"),
    [
        ("npm", "@a/b", "@a"),
        ("npm", "a", ""),
        ("composer", "a/b", "a"),
        ("maven", "a.b:c", "a.b"),
        ("go", "github.com/a/b", "github.com/a"),
        ("go", "github.com", "github.com"),
        ("go", "gorm.io/gorm", "gorm.io"),
        ("nuget", "microsoft.x", "microsoft"),
        ("nuget", "serilog.x", ""),
        ("pypi", "a", ""),
    ],
)
def test_who_alone_can_publish_a_name(ecosystem: str, name: str, expected: str) -> None:
    assert owner(ecosystem, name) == expected


@pytest.mark.parametrize("line", ["gem 'nokogirii'\n", "implementation 'org.apache.comons:commons-lang3:3.0'\n"])
def test_a_statement_that_names_a_package_is_looked_at(line: str) -> None:
    language = "ruby" if line.startswith("gem") else "groovy"
    seen = ENGINE.scan_unit(PreparedUnit(Unit(1, 1, 0, line), language), None)
    assert [each.rule_id for each in seen.findings] == ["deps.typosquat"]
