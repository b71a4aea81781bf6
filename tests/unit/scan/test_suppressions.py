"""Comments that ask scanners to look away: those for security, and no others."""

from __future__ import annotations

import pytest

from proxy.model import Confidence, Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.suppressions import SuppressionsEngine

ENGINE = SuppressionsEngine()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("run(x)  # nosec\n", "python", id="nosec"),
        pytest.param("run(x)  # nosec B602, B607\n", "python", id="nosec-named"),
        pytest.param("run(x)  #nosec\n", "python", id="no-space"),
        pytest.param("k = 1  # pragma: allowlist secret\n", "python", id="detect-secrets"),
        pytest.param("# pragma: allowlist nextline secret\n", "python", id="detect-secrets-next-line"),
        pytest.param("x()  # nosemgrep: rule.id\n", "python", id="semgrep"),
        pytest.param("x(); // NOSONAR\n", "java", id="sonar"),
        pytest.param("k = 1 # gitleaks:allow\n", "toml", id="gitleaks"),
        pytest.param("k = 1 # ggignore\n", None, id="gitguardian"),
        pytest.param("k: 1 # kingfisher:ignore\n", "yaml", id="kingfisher"),
        pytest.param("# checkov:skip=CKV_AWS_1: fine\n", "hcl", id="checkov"),
        pytest.param("<!-- trivy:ignore -->\n", "html", id="trivy"),
        pytest.param("x  # noqa: E501, S602\n", "python", id="ruff-security"),
        pytest.param("x() //nolint:errcheck,gosec\n", "go", id="gosec"),
        pytest.param("x() // #nosec G204\n", "go", id="gosec-nosec"),
        pytest.param(
            "// eslint-disable-next-line security/detect-eval-with-expression\n", "javascript", id="eslint-security"
        ),
        pytest.param("eval(x) // eslint-disable-line no-eval\n", "javascript", id="eslint-no-eval"),
        pytest.param("x = 1  # NoSec\n", "python", id="any-case"),
    ],
)
def test_found(text: str, language: str | None) -> None:
    (each,) = ENGINE.scan(Prepared(text, language)).findings
    assert (each.rule_id, each.severity, each.confidence) == ("suppressions.security", Severity.LOW, Confidence.HIGH)
    assert each.span.line == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x  # noqa\n", id="noqa"),
        pytest.param("x  # noqa: E501\n", id="noqa-style"),
        pytest.param("x  # type: ignore[arg-type]\n", id="types"),
        pytest.param("// eslint-disable-next-line no-console\n", id="eslint-style"),
        pytest.param("x() //nolint:errcheck\n", id="nolint-style"),
        pytest.param("# pragma: no cover\n", id="coverage"),
        pytest.param("nosec = load()\n", id="a-name"),
        pytest.param("# nosecond thoughts\n", id="a-word"),
        pytest.param("x = 1\n", id="nothing"),
    ],
)
def test_quiet(text: str) -> None:
    assert ENGINE.scan(Prepared(text, "python")).findings == ()


def test_statements_give_the_spans_of_the_block() -> None:
    seen = ENGINE.scan_unit(PreparedUnit(Unit(4, 4, 50, "run(x)  # nosec\n"), "python"), None)
    (each,) = seen.findings
    assert (each.span.start, each.span.end, each.span.line) == (60, 65, 4)
