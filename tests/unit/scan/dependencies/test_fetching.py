"""How packages are fetched: what is unsafe, and what only looks so."""

from __future__ import annotations

import pytest

from proxy.scan.base import Prepared
from proxy.scan.dependencies.engine import DepsEngine

ENGINE = DepsEngine()
FETCHING = {"insecure-index", "insecure-source", "unverified-index", "extra-index"}


def found(text: str, language: str, path: str | None = None) -> list[tuple[str, str]]:
    seen = ENGINE.scan(Prepared(text, language, path)).findings
    made = [(each.rule_id.removeprefix("deps."), text[each.span.start : each.span.end]) for each in seen]
    return [each for each in made if each[0] in FETCHING]


@pytest.mark.parametrize(
    ("command", "rule", "what"),
    [
        pytest.param("pip install -i http://e.example.com/simple x", "insecure-index", "http://e.example.com/simple", id="-i"),
        pytest.param("pip install -f http://e.example.com/x x", "insecure-index", "http://e.example.com/x", id="-f"),
        pytest.param("pip install --extra-index-url http://e.example.com x", "insecure-index", "http://e.example.com", id="second index by http"),
        pytest.param("pip install -r http://e.example.com/r.txt", "insecure-source", "http://e.example.com/r.txt", id="requirements by http"),
        pytest.param("pip install -e git+http://e.example.com/x", "insecure-source", "git+http://e.example.com/x", id="editable"),
        pytest.param("pip install 'x @ git+http://e.example.com/x'", "insecure-source", "git+http://e.example.com/x", id="direct"),
        pytest.param("pip install hg+http://e.example.com/x", "insecure-source", "hg+http://e.example.com/x", id="mercurial"),
        pytest.param("npm install git://e.example.com/x.git", "insecure-source", "git://e.example.com/x.git", id="git protocol"),
        pytest.param("gem install x --source http://e.example.com", "insecure-index", "http://e.example.com", id="gem"),
        pytest.param("gem install x -v 1 --source=http://e.example.com", "insecure-index", "http://e.example.com", id="gem with ="),
        pytest.param("cargo install --git http://e.example.com/x", "insecure-source", "http://e.example.com/x", id="cargo"),
        pytest.param("conda install --channel http://e.example.com/c x", "insecure-source", "http://e.example.com/c", id="conda"),
        pytest.param("uv pip install --allow-insecure-host e.example.com x", "unverified-index", "e.example.com", id="uv"),
        pytest.param("go get -insecure e.example.com/x", "insecure-source", "-insecure", id="go"),
        pytest.param("npm config set registry http://e.example.com", "insecure-index", "http://e.example.com", id="npm config"),
        pytest.param("pip config set global.index-url http://e.example.com", "insecure-index", "http://e.example.com", id="pip config"),
        pytest.param("composer config repositories.x vcs http://e.example.com/x", "insecure-index", "http://e.example.com/x", id="composer config"),
        pytest.param("export GOPROXY=http://e.example.com", "insecure-index", "http://e.example.com", id="GOPROXY"),
        pytest.param("export NPM_CONFIG_STRICT_SSL=false", "unverified-index", "NPM_CONFIG_STRICT_SSL=false", id="strict ssl"),
        pytest.param("export PIP_TRUSTED_HOST=e.example.com", "unverified-index", "PIP_TRUSTED_HOST=e.example.com", id="trusted host"),
    ],
)  # fmt: skip
def test_what_can_be_replaced_on_the_way_is_told(command: str, rule: str, what: str) -> None:
    assert found(command + "\n", "bash") == [(rule, what)]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("pip install -i https://e.example.com/simple x", id="https"),
        pytest.param("pip install -i http://user:pw@localhost:3141/simple x", id="this machine"),
        pytest.param(
            "pip install --trusted-host 127.0.0.1 --extra-index-url http://127.0.0.1:8080/simple x", id="loopback"
        ),
        pytest.param("npm install git+ssh://git@e.example.com/x.git", id="ssh"),
        pytest.param("pip install x --proxy http://proxy.example.com:3128", id="a proxy sees TLS only"),
        pytest.param("curl http://e.example.com", id="another program"),
        pytest.param("export GOPROXY=https://e.example.com,direct", id="GOPROXY"),
        pytest.param("export GOINSECURE=$HOSTS GOFLAGS=-mod=mod", id="unknown value"),
        pytest.param("npm config set strict-ssl true", id="check on"),
    ],
)
def test_what_is_safe_is_left_alone(command: str) -> None:
    assert found(command + "\n", "bash") == []


def test_a_release_named_by_an_option_is_that_of_the_package() -> None:
    for command in ("gem install rest-client --version=1.6.13\n", "gem install -v 1.6.13 rest-client\n"):
        (one,) = ENGINE.scan(Prepared(command, "bash")).findings
        assert one.rule_id == "deps.advisory"


@pytest.mark.parametrize(
    ("text", "language", "path"),
    [
        pytest.param("source 'https://gems.example.com'\ngem 'rails', '7.1.0', require: false\n", "ruby", "Gemfile", id="Gemfile"),
        pytest.param('[[source]]\nurl = "https://e.example.com"\nverify_ssl = true\n', "toml", "Pipfile", id="Pipfile"),
        pytest.param('{"repositories": [{"url": "https://e.example.com"}]}', "json", "composer.json", id="composer"),
        pytest.param('<repository><url>https://e.example.com</url></repository><a href="http://e.example.com"/>', "xml", None, id="xml"),
        pytest.param('<packageSources><add key="x" value="http://localhost/v3"/></packageSources>', "xml", None, id="nuget"),
        pytest.param('repositories { mavenCentral() }\nval url = "https://e.example.com"\n', "kotlin", None, id="gradle"),
        pytest.param('libraryDependencies += "a" % "b" % "1"\nval x = "http://e.example.com"\n', "scala", None, id="sbt"),
        pytest.param('resolvers += "x" at "http://localhost:8081/m"\n', "scala", None, id="sbt on this machine"),
        pytest.param('[dependencies.x]\ngit = "https://e.example.com/x"\nrev = "abc"\n', "toml", None, id="cargo table"),
        pytest.param('[dependencies]\nx = { url = "https://e.example.com/x.whl" }\n"bad name" = "1"\n', "toml", None, id="cargo"),
    ],
)  # fmt: skip
def test_manifests_in_order_are_left_alone(text: str, language: str, path: str | None) -> None:
    assert found(text, language, path) == []
