"""What kind of safe form a text is: read by the grammar, never by a mark."""

from __future__ import annotations

import pytest

from proxy.scan.safe_forms import Form, form_of_text, parses


@pytest.mark.parametrize(
    ("fix", "languages", "form"),
    [
        pytest.param("jwt.verify($TOKEN, key)", ("javascript",), Form.NAMED, id="a-hole"),
        pytest.param('crypto.createHash("sha256")', ("javascript",), Form.CODE, id="code"),
        pytest.param("privileged: false", ("yaml",), Form.SETTING, id="a-key-of-yaml"),
        pytest.param("on: pull_request", ("yaml",), Form.SETTING, id="a-key-that-yaml-reads-as-true"),
        pytest.param("--profiling=false", ("yaml",), Form.SETTING, id="a-flag"),
        pytest.param('acl = "private"', ("terraform",), Form.SETTING, id="terraform"),
        pytest.param("PermitRootLogin no", ("ini",), Form.SETTING, id="sshd"),
        pytest.param("autoindex off;", ("nginx",), Form.SETTING, id="nginx"),
        pytest.param("USER 10001", ("dockerfile",), Form.SETTING, id="dockerfile"),
        pytest.param('rm -rf -- "${DIR:?}/"*', ("bash",), Form.CODE, id="bash-variables-are-no-holes"),
        pytest.param("chmod($FIRST, 0640)", ("php",), Form.NAMED, id="php-hole"),
        pytest.param("echo $name;", ("php",), Form.CODE, id="php-variables-are-no-holes"),
        pytest.param('[Authorize(Roles = "Editor")]', ("csharp",), Form.CODE, id="an-attribute"),
        pytest.param("(size_t)count * size", ("c",), Form.CODE, id="an-expression-of-c"),
        pytest.param("if name in ALLOWED:", ("python",), Form.CODE, id="a-header"),
        pytest.param("A table of allowed operations", ("python",), Form.WORDS, id="a-sentence"),
        pytest.param("Remove the command", ("bash",), Form.WORDS, id="a-sentence-that-bash-would-run"),
        pytest.param("Leave it on", ("ruby",), Form.WORDS, id="a-sentence-that-ruby-would-call"),
        pytest.param("sha256(data), or a flag", ("python",), Form.WORDS, id="code-and-a-sentence"),
        pytest.param("printf(%s, text", ("c",), Form.WORDS, id="code-that-does-not-parse"),
        pytest.param("", ("python",), Form.WORDS, id="nothing"),
        pytest.param("x = 1", ("cobol",), Form.WORDS, id="an-unknown-language"),
    ],
)
def test_a_safe_form_is_of_a_kind(fix: str, languages: tuple[str, ...], form: Form) -> None:
    assert form_of_text(fix, languages) is form
    assert form.fitted is (form is not Form.WORDS)


def test_a_form_is_read_in_its_own_language() -> None:
    assert parses("x := 1", "go")
    assert not parses("x := 1", "javascript")
