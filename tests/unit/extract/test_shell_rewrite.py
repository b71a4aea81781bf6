from __future__ import annotations

import pytest

from proxy.extract.parts import Part
from proxy.extract.shell import shell_parts
from proxy.extract.shell_rewrite import rewritten

HEREDOC = "cat > a.py <<'EOF'\nk = KEY\nx\nEOF\nls\n"
OPEN = "cat > a.py <<EOF\nk = KEY\nx\nEOF\nls\n"

ROWS = [
    pytest.param(HEREDOC, "KEY", 'os.environ["K"]', "cat > a.py <<'EOF'\nk = os.environ[\"K\"]\nx\nEOF\nls\n", id="heredoc"),
    pytest.param(HEREDOC, "KEY", "$K`x`\\", "cat > a.py <<'EOF'\nk = $K`x`\\\nx\nEOF\nls\n", id="quoted-heredoc-takes-all"),
    pytest.param(HEREDOC, "= KEY", "=", "cat > a.py <<'EOF'\nk =\nx\nEOF\nls\n", id="shorter"),
    pytest.param(HEREDOC, "k", "kk", "cat > a.py <<'EOF'\nkk = KEY\nx\nEOF\nls\n", id="inserted"),
    pytest.param(HEREDOC, "x\n", "x\nEOF\n", None, id="delimiter-in-the-new-text"),
    pytest.param(HEREDOC, "k = KEY\nx\n", "", None, id="nothing-left"),
    pytest.param(OPEN, "KEY", "x", "cat > a.py <<EOF\nk = x\nx\nEOF\nls\n", id="open-heredoc"),
    pytest.param(OPEN, "KEY", "$K", None, id="open-heredoc-would-expand"),
    pytest.param(OPEN, "KEY", "\\$K", None, id="open-heredoc-would-unescape"),
    pytest.param("cat > a.py <<-E\n\tKEY\n\tx\n\tE\n", "KEY\nx", "y\nz", "cat > a.py <<-E\n\ty\nz\n\tE\n", id="tabs"),
    pytest.param("cat > a.py <<-E\n\tKEY\n\tE\n", "KEY", "y\n\tz", None, id="tabs-would-go"),
    pytest.param("python -c 'KEY'", "KEY", '"x"', "python -c '\"x\"'", id="single-quotes"),
    pytest.param("python -c 'KEY'", "KEY", "'x'", None, id="quote-in-single-quotes"),
    pytest.param('echo "KEY" > a.py', "KEY", "`x`", None, id="double-quotes-would-run"),
    pytest.param("echo K > a.py; rm x; echo L >> a.py", "K\nL", "M", None, id="over-two-commands"),
    pytest.param("bash -c \"python -c 'KEY'\"", "KEY", "x", "bash -c \"python -c 'x'\"", id="nested"),
    pytest.param("echo S0VZ | base64 -d | sh", "KEY", "x", None, id="decoded"),
    pytest.param("printf 'KEY\\n' > a.py", "KEY\n", "x", None, id="escape"),
    pytest.param("printf '\\nKEY' > a.py", "\nKEY", "x", None, id="escape-first"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "old", "new", "expected"), ROWS)
def test_a_new_text_is_put_back_where_it_can_stand(command: str, old: str, new: str, expected: str | None) -> None:
    part = shell_parts(command).parts[-1]
    new_text = part.text.replace(old, new, 1)
    found = rewritten(command, part, new_text)
    assert expected == found
    if found is not None:
        assert new_text == shell_parts(found).parts[-1].text


def test_the_same_text_changes_nothing() -> None:
    (part,) = shell_parts(HEREDOC).parts
    assert rewritten(HEREDOC, part, part.text) == HEREDOC


def test_a_part_of_another_command_is_refused() -> None:
    (part,) = shell_parts(HEREDOC).parts
    assert rewritten("ls", part, "x") is None
    assert rewritten(HEREDOC, Part("x", "heredoc"), "y") is None


def test_other_dialects() -> None:
    command = "Set-Content a.py 'KEY'"
    (part,) = shell_parts(command, dialect="powershell").parts
    assert rewritten(command, part, "x\n", dialect="powershell") == "Set-Content a.py 'x'"
