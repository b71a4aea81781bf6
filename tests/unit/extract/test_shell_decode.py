from __future__ import annotations

import base64
import gzip
import zlib

import pytest

from proxy.extract import shell_decode
from proxy.extract.shell import shell_parts
from proxy.extract.shell_flow import MAX_TEXT_CHARS

Row = tuple[str, str | None, str | None, str]


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def rows(command: str) -> list[Row]:
    return [(part.origin, part.language, part.path, part.text) for part in shell_parts(command).parts]


X = packed("import os\n")
GZ = base64.b64encode(gzip.compress(b"import os\n")).decode()
PYTHON: Row = ("decoded", "python", None, "import os\n")
SHELL: Row = ("decoded", "bash", None, "ls\n")
FILE: Row = ("decoded", "python", "a.py", "import os\n")

DECODED = [
    pytest.param(f"echo {X} | base64 -d | python3", [PYTHON], id="base64"),
    pytest.param(f"echo '{X}' | base64 --decode | sudo python3 -", [PYTHON], id="long-option"),
    pytest.param(f"base64 -D <<< {X} > a.py", [FILE], id="here-string"),
    pytest.param(f"base64 -d <<EOF | tee a.py\n{X[:4]}\n{X[4:]}\nEOF\n", [FILE], id="heredoc"),
    pytest.param(f"base64 -di <<EOF > a.py\n{X}\nEOF\n", [FILE], id="two-flags"),
    pytest.param(f"printf %s {X} | openssl base64 -d -A > a.py", [FILE], id="openssl"),
    pytest.param(f"echo {X} | openssl enc -d -base64 | python", [PYTHON], id="openssl-enc"),
    pytest.param(f"echo {X} | openssl enc -d -a -aes-256-cbc; echo {X} | openssl sha1", [], id="openssl-others"),
    pytest.param(f'A={X}; echo "$A" | base64 -d | python', [PYTHON], id="variable"),
    pytest.param(f"A={X[:6]}; B=${{A}}{X[6:]}; echo $B | base64 -d > a.py", [FILE], id="joined-variables"),
    pytest.param(f"cat > x.txt <<EOF\n{X}\nEOF\nbase64 -d x.txt > a.py", [("heredoc", "text", "x.txt", X + "\n"), FILE], id="file"),
    pytest.param(f'python -c "$(echo {X} | base64 -d)"', [("decoded", "python", None, "import os")], id="substitution"),
    pytest.param(f"eval \"$(base64 -d <<< {packed('ls')})\"", [("decoded", "bash", None, "ls")], id="eval"),
    pytest.param(f"eval `echo {packed('ls')} | base64 -d`", [("decoded", "bash", None, "ls")], id="eval-backticks"),
    pytest.param(f"bash <(base64 -d <<< {packed('ls')})", [("decoded", "bash", None, "ls")], id="process-substitution"),
    pytest.param(f"echo {packed(packed('ls'))} | base64 -d | base64 -d | sh", [("decoded", "bash", None, "ls")], id="twice"),
    pytest.param(f"echo {GZ} | base64 -d | gunzip | python", [PYTHON], id="gzip"),
    pytest.param(f"echo {GZ} | base64 -d | gzip -dc > a.py", [FILE], id="gzip-d"),
    pytest.param(f"echo {X} | gzip | base64 | base64 -d", [], id="packing-is-not-followed"),
    pytest.param(f"echo {b'ls'.hex()} | xxd -r -p | sh", [("decoded", "bash", None, "ls")], id="hex"),
    pytest.param("echo 6c73 | xxd; echo | xxd -r -p | sh", [], id="hex-of-nothing"),
    pytest.param("printf '\\x6c\\x73' | sh", [("decoded", "bash", None, "ls")], id="printf-hex"),
    pytest.param("printf '\\154\\163\\n' > a.sh", [("decoded", "bash", "a.sh", "ls\n")], id="printf-octal"),
    pytest.param("$(printf '\\154\\163') -l", [("decoded", "bash", None, "ls -l")], id="command-name"),
    pytest.param("echo -n yf | tr a-z n-za-m | sh", [("decoded", "bash", None, "ls")], id="rot13"),
    pytest.param("echo 'l-s' | tr -d '-' | sh; echo 'l-s' | tr -d - | sh", [("inline", "bash", None, "ls\n")], id="deleted"),
    pytest.param("echo LS | tr '[:upper:]' '[:lower:]' | sh", [SHELL], id="classes"),
    pytest.param("echo sl | rev | sh", [SHELL], id="rev"),
    pytest.param("rev | sh; tr a b | sh; cat | sh", [], id="nothing-read"),
    pytest.param(f"echo {packed('python -c x')} | base64 -d | sh", [("decoded", "bash", None, "python -c x"), ("inline", "python", None, "x")], id="nested"),
    pytest.param(f"echo {X} | base64 -d > /dev/null", [], id="thrown-away"),
    pytest.param(f"cat <<EOF | base64 -d | git apply\n{packed('--- a')}\nEOF\n", [("patch", "diff", None, "--- a")], id="patch"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), DECODED)
def test_encoded_text_is_decoded(command: str, expected: list[Row]) -> None:
    assert expected == rows(command)


def test_more_than_two_layers_are_told() -> None:
    shell = shell_parts(f"echo {packed(packed(packed('ls')))} | base64 -d | base64 -d | base64 -d | sh")
    assert not shell.parts
    assert shell.unread == "a shell text is encoded more than twice; text from outside goes to an interpreter"


@pytest.mark.parametrize("tail", ["base64 -d | gunzip | sh", "gunzip | sh", "xxd -r -p | gunzip | sh"])
def test_what_cannot_be_decoded_is_told(tail: str) -> None:
    shell = shell_parts(f"echo zzzz | {tail}")
    assert not shell.parts
    assert shell.unread == "text from outside goes to an interpreter"


def test_decoders() -> None:
    assert shell_decode.base64_bytes(b"Y Q = = Yg==") == b"ab"
    assert shell_decode.base64_bytes(b"YWJjZ") == b"abc"
    assert shell_decode.base64_bytes(b"_-8") == b"\xff\xef"
    assert shell_decode.base64_bytes(b"==") is None
    assert shell_decode.base64_bytes(b"A" * (2 * MAX_TEXT_CHARS + 1)) is None
    assert shell_decode.hex_bytes(b"0x41 42 4") == b"AB"
    assert shell_decode.hex_bytes(b"41" * (MAX_TEXT_CHARS + 1)) is None
    assert shell_decode.inflated(zlib.compress(b"x" * 10)) == b"x" * 10
    assert shell_decode.inflated(gzip.compress(b"x" * (MAX_TEXT_CHARS + 1))) is None  # a bomb
    assert shell_decode.inflated(gzip.compress(b"")) is None
    assert shell_decode.translated("ax", "ax", "b\\n") == "b\n"
    assert shell_decode.translated("ab", "ab", "b") == "bb"
