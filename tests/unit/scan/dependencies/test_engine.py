from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.model import CodeBlock, Finding, ScanStatus, Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.dependencies.engine import DepsEngine
from proxy.scan.dependencies.metadata import RULES
from proxy.scan.scanner import Scanner

ENGINE = DepsEngine()


def scanned(text: str, language: str | None, path: str | None = None) -> tuple[Finding, ...]:
    return ENGINE.scan(Prepared(text, language, path)).findings


def found(
    text: str, language: str | None, path: str | None = None, least: Severity = Severity.LOW
) -> list[tuple[str, str]]:
    return [
        (each.rule_id.removeprefix("deps."), text[each.span.start : each.span.end])
        for each in scanned(text, language, path)
        if each.severity >= least
    ]


COMMANDS = [
    pytest.param("pip install reqeusts", "reqeusts", id="pip"),
    pytest.param("sudo -H pip3.12 install reqeusts", "reqeusts", id="pip3"),
    pytest.param("python3 -m pip install -U reqeusts", "reqeusts", id="python -m pip"),
    pytest.param("pip --no-cache-dir install reqeusts", "reqeusts", id="options first"),
    pytest.param("cd x && pip install -t lib reqeusts>=2.0", "reqeusts", id="after another command"),
    pytest.param("pip install \\\n  numpy \\\n  reqeusts", "reqeusts", id="continued"),
    pytest.param('pip install "reqeusts[socks]>=2"', "reqeusts", id="quoted"),
    pytest.param("uv add --dev reqeusts", "reqeusts", id="uv"),
    pytest.param("uv pip install reqeusts", "reqeusts", id="uv pip"),
    pytest.param("uvx --from djnago tool", "djnago", id="uvx --from"),
    pytest.param("pipx install pooetry", "pooetry", id="pipx"),
    pytest.param("poetry add --group dev reqeusts", "reqeusts", id="poetry"),
    pytest.param("pipenv install reqeusts", "reqeusts", id="pipenv"),
    pytest.param("npm i -D lodahs", "lodahs", id="npm i"),
    pytest.param("npm install lodahs@4", "lodahs", id="npm with a version"),
    pytest.param("npm install x@npm:lodahs@4", "lodahs", id="alias"),
    pytest.param("yarn global add lodahs", "lodahs", id="yarn"),
    pytest.param("pnpm add -w lib lodahs", "lodahs", id="pnpm"),
    pytest.param("bun add lodahs", "lodahs", id="bun"),
    pytest.param("npx create-recat-app my-app", "create-recat-app", id="npx"),
    pytest.param("npm install @angluar/core", "@angluar/core", id="scope"),
    pytest.param("gem install railss -v 7.0", "railss", id="gem"),
    pytest.param("cargo add sered --features derive", "sered", id="cargo"),
    pytest.param("go install gihtub.com/a/b@latest", "gihtub.com/a/b", id="go"),
]


@pytest.mark.parametrize(("command", "name"), COMMANDS)
def test_a_slip_in_a_command_is_shown(command: str, name: str) -> None:
    assert ("typosquat", name) in found(command + "\n", "bash", least=Severity.MEDIUM)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("# pip install reqeusts\nx = 1\n", "python", id="comment"),
        pytest.param("import cv2  # pip install reqeusts\n", "python", id="comment behind code"),
        pytest.param("!pip install -q reqeusts\n", "python", id="notebook"),
        pytest.param('os.system("pip install reqeusts && ls")\n', "python", id="string"),
        pytest.param('subprocess.check_call([sys.executable, "-m", "pip", "install", "reqeusts"])\n', "python", id="list"),
        pytest.param("Run `pip install reqeusts` first.\n", "markdown", id="code in prose"),
        pytest.param("1. pip install reqeusts\n", "markdown", id="list of steps"),
        pytest.param("<pre>pip install reqeusts</pre>\n", "html", id="page"),
        pytest.param("RUN pip install reqeusts==2\n", "dockerfile", id="dockerfile"),
        pytest.param('CMD ["pip", "install", "reqeusts"]\n', "dockerfile", id="exec form"),
        pytest.param("print('pip install reqeusts')\n", "python", id="message"),
        pytest.param('{"scripts": {"setup": "cd a && pip install reqeusts", "b": "c"}}', "json", id="script of a package.json"),
        pytest.param("exec('pip install reqeusts', run)\n", "javascript", id="javascript"),
    ],
)  # fmt: skip
def test_a_command_is_found_wherever_it_stands(text: str, language: str) -> None:
    assert ("typosquat", "reqeusts") in found(text, language, least=Severity.MEDIUM)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("You can pip install the reqeusts package.\n", "markdown", id="sentence"),
        pytest.param("# then pip install your package and reqeusts\n", "bash", id="sentence in a comment"),
        pytest.param("pip install -r reqeusts.txt\n", "bash", id="file"),
        pytest.param("pip install ./reqeusts .\n", "bash", id="folder"),
        pytest.param("pip install $reqeusts ${reqeusts}\n", "bash", id="variable"),
        pytest.param("pip install <reqeusts>\n", "bash", id="placeholder"),
        pytest.param("npm install ../lodahs file:lodahs\n", "bash", id="npm folder"),
        pytest.param("npm install && lodahs\n", "bash", id="next command"),
        pytest.param("npm install  # lodahs\n", "bash", id="comment after it"),
        pytest.param("pip install -t reqeusts numpy\n", "bash", id="an option's value"),
        pytest.param("npx jest lodahs\n", "bash", id="a program's argument"),
        pytest.param("pip install numpy > reqeusts\n", "bash", id="redirected"),
        pytest.param('f(["pip", "install", name], "reqeusts")\n', "python", id="variable in a list"),
        pytest.param("composer require laravel/framework\n", "bash", id="composer"),
        pytest.param("conda install -c conda-forge reqeusts\n", "bash", id="conda has no list"),
        pytest.param("from .reqeusts import x\n", "python", id="relative import"),
        pytest.param('"""\nimport reqeusts\n"""\nimport os\n', "python", id="docstring"),
        pytest.param("import x from './lodahs'; import y from '@/lodahs'; import z from '~lodahs'\n", "javascript", id="own files"),
        pytest.param("import fs from 'node:fs'; const p = require('path'); import c from 'components/x'\n", "javascript", id="no packages"),
        pytest.param("import resp_handlers, models, request\n", "python", id="own modules"),
    ],
)  # fmt: skip
def test_what_names_no_package_is_left_alone(text: str, language: str) -> None:
    assert found(text, language, least=Severity.MEDIUM) == []


@pytest.mark.parametrize(
    ("text", "language", "path", "expected"),
    [
        pytest.param("import reqeusts as r, json\n", "python", None, ("typosquat", "reqeusts"), id="import"),
        pytest.param("from pandsa.core import x\n", "python", None, ("typosquat", "pandsa"), id="from"),
        pytest.param("import {x} from 'lodahs/fp'\n", "typescript", None, ("typosquat", "lodahs"), id="es module"),
        pytest.param("const x = await import('lodahs')\n", "javascript", None, ("typosquat", "lodahs"), id="dynamic import"),
        pytest.param("export * from 'lodahs'\n", "javascript", None, ("typosquat", "lodahs"), id="re-export"),
        pytest.param("import x from 'npm:lodahs@4'\n", "typescript", None, ("typosquat", "lodahs"), id="deno"),
        pytest.param("import x from 'http://e.example.com/x.js'\n", "javascript", None, ("insecure-source", "http://e.example.com/x.js"), id="module by http"),
        pytest.param("require 'nokogir'\n", "ruby", None, ("typosquat", "nokogir"), id="ruby"),
        pytest.param('import (\n\t"gihtub.com/a/b"\n)\n', "go", None, ("typosquat", "gihtub.com/a/b"), id="go"),
        pytest.param("module x\n\nrequire gihtub.com/a/b v1.0.0\n", None, "go.mod", ("typosquat", "gihtub.com/a/b"), id="go.mod"),
        pytest.param("reqeusts\n", "text", "requirements-dev.txt", ("typosquat", "reqeusts"), id="requirements by path"),
        pytest.param("numpy==1.0\nreqeusts>=2\n", "text", None, ("typosquat", "reqeusts"), id="requirements by their look"),
        pytest.param("-e git+http://e.example.com/x#egg=x\n", "text", "requirements.txt", ("insecure-source", "git+http://e.example.com/x#egg=x"), id="editable"),
        pytest.param("x @ http://e.example.com/x.whl\n", "text", "requirements.txt", ("insecure-source", "http://e.example.com/x.whl"), id="direct reference"),
        pytest.param('[project]\ndependencies = ["numpy", "reqeusts>=2"]\n', "toml", None, ("typosquat", "reqeusts"), id="pyproject in a line"),
        pytest.param('[project]\ndependencies = [\n  "numpy", # "x"\n  "reqeusts>=2",\n]\n', "toml", None, ("typosquat", "reqeusts"), id="pyproject in lines"),
        pytest.param('[project.optional-dependencies]\ndev = ["reqeusts"]\n', "toml", None, ("typosquat", "reqeusts"), id="extras"),
        pytest.param('[build-system]\nrequires = ["setuptolls"]\n', "toml", None, ("typosquat", "setuptolls"), id="build system"),
        pytest.param('[tool.poetry.group.dev.dependencies]\nreqeusts = "^2"\n', "toml", None, ("typosquat", "reqeusts"), id="poetry"),
        pytest.param('[packages]\nreqeusts = {version = "*"}\n', None, "Pipfile", ("typosquat", "reqeusts"), id="Pipfile"),
        pytest.param('[[source]]\nurl = "https://e.example.com"\nverify_ssl = false\n', "toml", "Pipfile", ("unverified-index", "false"), id="Pipfile without a check"),
        pytest.param('[dependencies]\nsered = "1"\n', "toml", None, ("typosquat", "sered"), id="Cargo.toml"),
        pytest.param('[dependencies.sered]\nversion = "1"\n', "toml", None, ("typosquat", "sered"), id="Cargo table"),
        pytest.param('[dependencies]\nx = { package = "sered", version = "1" }\n', "toml", None, ("typosquat", "sered"), id="renamed crate"),
        pytest.param('[dependencies.x]\ngit = "http://e.example.com/x"\n', "toml", None, ("insecure-source", "http://e.example.com/x"), id="Cargo table by git"),
        pytest.param('[target."cfg(unix)".dependencies]\nsered = "1"\n', "toml", None, ("typosquat", "sered"), id="Cargo target"),
        pytest.param("[options]\ninstall_requires =\n    numpy\n    reqeusts>=2\npython_requires = >=3\n", "ini", "setup.cfg", ("typosquat", "reqeusts"), id="setup.cfg"),
        pytest.param("[options]\ninstall_requires = reqeusts\n", "ini", "setup.cfg", ("typosquat", "reqeusts"), id="setup.cfg in a line"),
        pytest.param('setup(install_requires=["reqeusts"])\n', "python", "setup.py", ("typosquat", "reqeusts"), id="setup.py"),
        pytest.param('setup(dependency_links=["http://e.example.com/x"])\n', "python", "setup.py", ("insecure-source", "http://e.example.com/x"), id="dependency_links"),
        pytest.param('{"devDependencies": {"lodahs": "^4.0.0"}}', "json", None, ("typosquat", "lodahs"), id="package.json"),
        pytest.param('{"dependencies": {"x": "npm:lodahs@4"}}', "json", None, ("typosquat", "lodahs"), id="alias in package.json"),
        pytest.param('{"repositories": [{"type": "composer", "url": "http://e.example.com"}]}', "json", "composer.json", ("insecure-index", "http://e.example.com"), id="composer"),
        pytest.param('gem "railss"\n', "ruby", "Gemfile", ("typosquat", "railss"), id="Gemfile"),
        pytest.param("<mirror><url> http://e.example.com/m </url></mirror>", "xml", None, ("insecure-index", "http://e.example.com/m"), id="maven mirror"),
        pytest.param('<packageSources><add key="x" value="http://e.example.com/v3"/></packageSources>', "xml", None, ("insecure-index", "http://e.example.com/v3"), id="nuget"),
        pytest.param('repositories {\n  maven("http://e.example.com")\n}\n', "kotlin", None, ("insecure-index", "http://e.example.com"), id="gradle kotlin"),
        pytest.param("repositories { maven { allowInsecureProtocol = true } }\n", "groovy", None, ("insecure-index", "allowInsecureProtocol = true"), id="gradle flag"),
        pytest.param('resolvers += "x" at "http://e.example.com/m"\n', "scala", None, ("insecure-index", "http://e.example.com/m"), id="sbt"),
        pytest.param("registry=http://e.example.com/\n", "ini", ".npmrc", ("insecure-index", "http://e.example.com/"), id="npmrc"),
        pytest.param("@team:registry=http://e.example.com/\n", "ini", ".npmrc", ("insecure-index", "http://e.example.com/"), id="scope's registry"),
        pytest.param("ENV PIP_INDEX_URL=http://e.example.com/simple\n", "dockerfile", None, ("insecure-index", "http://e.example.com/simple"), id="environment"),
        pytest.param("ENV GOFLAGS=-insecure\n", "dockerfile", None, ("insecure-source", "GOFLAGS=-insecure"), id="go flags"),
        pytest.param("export GOINSECURE=example.com\n", "bash", None, ("insecure-source", "GOINSECURE=example.com"), id="go insecure"),
    ],
)  # fmt: skip
def test_imports_and_manifests_are_read(
    text: str, language: str | None, path: str | None, expected: tuple[str, str]
) -> None:
    assert expected in found(text, language, path)


@pytest.mark.parametrize(
    ("text", "language", "path"),
    [
        pytest.param(
            '[tool.poetry.dependencies]\npython = "^3.12"\nrequests = "^2"\n', "toml", None, id="python itself"
        ),
        pytest.param(
            '[dependencies]\nmine = { path = "../mine" }\nserde.workspace = true\n',
            "toml",
            None,
            id="path and workspace",
        ),
        pytest.param('[tool.ruff]\nselect = ["ALL"]\nreqeusts = "x"\n', "toml", None, id="another section"),
        pytest.param(
            '{"dependencies": {"mine": "workspace:*", "b": "file:../b", "c": "team/c#v1.0.0"}}',
            "json",
            None,
            id="own packages",
        ),
        pytest.param('{"services": {"url": "http://api.example.com"}}', "json", None, id="other JSON"),
        pytest.param("<a><url>http://e.example.com</url></a>", "xml", None, id="other XML"),
        pytest.param('val x = "http://e.example.com"\n', "kotlin", None, id="other Kotlin"),
        pytest.param("export GOINSECURE=none\nGOFLAGS=-mod=vendor go build\n", "bash", None, id="go's settings"),
        pytest.param("registry: http://eureka.example.com/\n", "yaml", None, id="another registry"),
        pytest.param(
            "PIP_INDEX_URL=http://localhost:3141/simple\nPIP_TRUSTED_HOST=localhost\n", "bash", None, id="this machine"
        ),
        pytest.param("a line\nof prose\n", "text", None, id="prose"),
        pytest.param("gem 'mine', path: '../mine'\n", "ruby", "Gemfile", id="own gem"),
        pytest.param("# comment\n\n--require-hashes\n", "text", "requirements.txt", id="no requirement"),
        pytest.param(
            "import sklearn, PIL, yaml, google.cloud.storage\n", "python", None, id="modules of known packages"
        ),
    ],
)
def test_what_is_in_order_is_not_mentioned(text: str, language: str | None, path: str | None) -> None:
    assert found(text, language, path) == []


OWN = (
    "utils models views config settings routes main app helpers constants database schemas services core common forms auth tasks extensions "
    "decorators middleware serializers signals validators parsers loaders dataset trainer model layers metrics network agents game player board "
    "logger client server api request response session tokens colors events workers handlers plugins storage cache cart orders payments users "
    "account profile products inventory reports dashboard notifications messages bot crawler pipeline features encoder tokenizer scheduler "
    "visualize charts graph nodes queue search vectors camera sensor motors robots drivers controllers router parser lexer types errors block "
    "clock calendar market trading wallet exchange contracts images frames video tracking"
)


@pytest.mark.parametrize("name", OWN.split())
def test_a_projects_own_modules_are_not_taken_for_misspelt_packages(name: str) -> None:
    assert found(f"import {name}\nfrom {name}.inner import x\n", "python", least=Severity.MEDIUM) == []
    assert found(f"import x from '{name}'\n", "typescript", least=Severity.MEDIUM) == []


def test_a_name_is_never_said_to_be_malicious_without_an_advisory() -> None:
    text = "pip install fastgraph-made-up reqeusts os PIL\nnpm install event-stream@3.3.6\n"
    for each in scanned(text, "bash"):
        assert "malicious" not in each.message.lower()
        assert ("GHSA-" in each.message) is (each.rule_id == "deps.advisory")
        assert each.severity is Severity.HIGH or each.rule_id != "deps.advisory"


def test_an_unknown_name_is_dated_and_not_quoted() -> None:
    (one,) = scanned("pip install fastgraph-made-up\n", "bash")
    assert one.rule_id == "deps.unknown-package"
    assert "as of 2026-" in one.message
    assert "fastgraph" not in one.message + one.fix


def test_an_unpinned_name_is_told_where_it_is_declared_only() -> None:
    assert found("pip install requests\n", "bash", least=Severity.INFO) == []
    assert found("requests\n", "text", "requirements.txt", least=Severity.INFO) == [("unpinned", "requests")]
    assert found("RUN pip install requests\n", "dockerfile", least=Severity.INFO) == [("unpinned", "requests")]


def test_a_language_without_packages_is_unsupported() -> None:
    assert ENGINE.scan(Prepared("int main(void) { return 0; }\n", "c")).status is ScanStatus.UNSUPPORTED
    assert ENGINE.scan(Prepared("x = 1\n", "python")).status is ScanStatus.COMPLETE


def test_a_command_inside_a_file_is_told_once() -> None:
    scanner = Scanner([ENGINE])
    for text, language in [
        ("FROM x\nRUN pip install reqeusts==2\n", "dockerfile"),
        ("```bash\npip install reqeusts\n```\n", "markdown"),
    ]:
        report = scanner.scan(CodeBlock(1, "fence", text, language))
        assert [each.rule_id for each in report.findings] == ["deps.typosquat"]


def test_statements_are_looked_at_alone() -> None:
    for text, expected in [
        ("import reqeusts\n", ["deps.typosquat"]),
        ("x = 1\n", []),
        ('"""\nimport reqeusts\n"""\n', []),
        ("import reqeusts as\n", ["deps.typosquat"]),
    ]:
        unit = PreparedUnit(Unit(3, 3, 10, text), "python")
        seen = ENGINE.scan_unit(unit, None)
        assert [each.rule_id for each in seen.findings] == expected
        assert all(each.span.start >= 10 and each.span.line == 3 for each in seen.findings)


def test_of_many_findings_of_a_rule_the_first_are_kept() -> None:
    text = "".join(f"pip install made-up-name-{number}\n" for number in range(200))
    assert len(scanned(text, "bash")) == 40


HOSTILE = ("<dependency><groupId>a.b</groupId><artifactId>c</artifactId>", "<PackageReference Include=", "implementation(", "'a:b:1.+'", '"require": {', '"a/b": "*"', "replace ", "github.com/a/b", " => ", " v1.0.0", "[libraries]\n", "git+https://a/b", "GOSUMDB=off", "pip install ", "npm i ", "a" * 50, " ", "\\\n", '"', "'", "`", "\n", "[", "==", "@", "import ", "from ", "http://", "{", "(", "#", "é", "\x00", "gem '", "[dependencies]\n", "= ", "-", "registry=")  # fmt: skip


@given(
    st.lists(st.sampled_from(HOSTILE), max_size=40),
    st.sampled_from(
        [
            "bash",
            "python",
            "javascript",
            "toml",
            "json",
            "ruby",
            "xml",
            "groovy",
            "kotlin",
            "scala",
            "go",
            "csharp",
            "text",
            None,
        ]
    ),
)
@settings(max_examples=150)
def test_any_text_can_be_looked_at(parts: list[str], language: str | None) -> None:
    text = "".join(parts)
    for each in scanned(text, language):
        assert 0 <= each.span.start <= each.span.end <= len(text)
        assert each.rule_id in RULES


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        pytest.param("pip install pip install ", "bash", id="commands in a line"),
        pytest.param("pip install \\\n  ", "bash", id="continuations"),
        pytest.param("pip install a" + " " * 50, "bash", id="spaces"),
        pytest.param("npm -a -a -a -a ", "bash", id="options"),
        pytest.param('"pip", "install", ', "python", id="lists"),
        pytest.param("import a,", "python", id="imports"),
        pytest.param("from ", "javascript", id="from"),
        pytest.param('"dependencies": {', "json", id="sections"),
        pytest.param('"a": "b", ', "json", id="pairs"),
        pytest.param("<repository>", "xml", id="repositories"),
        pytest.param("repositories maven(", "groovy", id="gradle"),
        pytest.param("[a", "toml", id="headers"),
        pytest.param("a = [\n", "toml", id="arrays"),
        pytest.param("a" * 60 + ".", "text", id="words"),
        pytest.param("index-url = ", "ini", id="settings"),
        pytest.param("gem 'a', ", "ruby", id="gems"),
        pytest.param("install_requires = [", "python", id="setup"),
        pytest.param("<dependency><groupId>a</groupId>", "xml", id="coordinates"),
        pytest.param("<dependency>   ", "xml", id="dependencies"),
        pytest.param('<PackageReference Include="a" ', "xml", id="references"),
        pytest.param("<packageSources>", "xml", id="sources of NuGet"),
        pytest.param("implementation(", "kotlin", id="configurations"),
        pytest.param("dependencies implementation group: 'a',", "groovy", id="parts"),
        pytest.param('"a" % "b" ', "scala", id="sbt"),
        pytest.param('"require": {"a/b": ', "json", id="composer"),
        pytest.param("github.com/a/b ", "go", id="modules"),
        pytest.param("replace github.com/a/b => ", None, id="replacements"),
        pytest.param("git+https://", None, id="git"),
        pytest.param("nuget sources add ", "bash", id="nuget sources"),
        pytest.param("go mod edit -replace a.b", "bash", id="go mod edit"),
        pytest.param("GOSUMDB=", "bash", id="checks"),
        pytest.param("@a:registry http://", "ini", id="addresses"),
        pytest.param('#r "nuget: ', "csharp", id="directives"),
    ],
)
def test_time_is_linear_in_the_text(piece: str, language: str) -> None:
    spent = []
    for size in (60_000, 240_000):
        text = piece * (size // len(piece))
        began = time.process_time()
        ENGINE.scan(Prepared(text, language))
        spent.append(time.process_time() - began)
    assert spent[1] < 12 * max(spent[0], 0.05)
    assert spent[1] < 2
