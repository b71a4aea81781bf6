"""The gate: text and rulings in, text and questions out."""

from __future__ import annotations

import pytest

from proxy.extract.local_names import own
from proxy.gate import Ask, Emit, Gate, Settled, Terms
from proxy.holding import BlockQuestion, Ruling, UnitsQuestion, Verb
from proxy.model import Channel, ChannelKind, Hold, Mode

CONTENT = Channel(0, "content")
CALL = Channel(0, "tool_calls.0", ChannelKind.WHOLE)
KEEP = Ruling(Verb.KEEP)


def _emitted(commands: list[object]) -> str:
    return "".join(c.text for c in commands if isinstance(c, Emit))


def _asks(commands: list[object]) -> list[Ask]:
    return [c for c in commands if isinstance(c, Ask)]


def _gate(**terms: object) -> Gate:
    return Gate(Terms(**terms))  # type: ignore[arg-type]


def test_prose_flows_and_statements_are_asked_in_order() -> None:
    gate = _gate()
    commands = gate.feed(CONTENT, "Hi\n```python\na = 1\nf(\n")
    assert _emitted(commands) == "Hi\n"
    (ask,) = _asks(commands)
    assert isinstance(ask.question, UnitsQuestion)
    assert [unit.text for unit in ask.question.units] == ["a = 1\n"]
    assert gate.feed(CONTENT, ")\n") == []  # one question a block at a time
    assert (gate.in_flight, gate.holding) == (1, True)
    commands = gate.resolve(ask.ticket, [KEEP], b"s")
    assert _emitted(commands) == "```python\na = 1\n"
    (ask,) = _asks(commands)
    assert isinstance(ask.question, UnitsQuestion)
    assert (ask.question.units[0].text, ask.question.state) == ("f(\n)\n", b"s")
    commands = gate.resolve(ask.ticket, [KEEP])
    (whole,) = _asks(gate.feed(CONTENT, "```\nBye"))
    assert isinstance(whole.question, BlockQuestion)
    assert (whole.block.text, whole.question.rest_line) == ("a = 1\nf(\n)\n", 4)
    assert _emitted(gate.resolve(whole.ticket, [KEEP])) == "```\nBye"
    assert gate.finish(CONTENT) == [Settled(CONTENT)]
    assert gate.finish(CONTENT) == []


@pytest.mark.parametrize(
    ("text", "ruling", "expected"),
    [
        pytest.param("a\n\n```python\nx\n```\nb\n", KEEP, "a\n\n```python\nx\n```\nb\n", id="keep"),
        pytest.param(
            "a\n\n```python\nx\n```\nb\n",
            Ruling(Verb.REPLACE, "y\nz\n"),
            "a\n\n```python\ny\nz\n```\nb\n",
            id="replace",
        ),
        pytest.param(
            "> ```python\r\n> x\r\n> ```\r\n",
            Ruling(Verb.REPLACE, "y\nz\n"),
            "> ```python\r\n> y\r\n> z\r\n> ```\r\n",
            id="replace-dressed",
        ),
        pytest.param("```python\nx", Ruling(Verb.REPLACE, "y"), "```python\ny", id="replace-open-end"),
        pytest.param("```python\n```\n", Ruling(Verb.REPLACE, ""), "```python\n```\n", id="replace-empty"),
        pytest.param("a\n\n```python\nx\n```\nb\n", Ruling(Verb.REJECT, "why"), "a\n\nwhy\n\nb\n", id="reject"),
        pytest.param(
            "a\n```python\nx\n```\nb\n", Ruling(Verb.REJECT, "why"), "a\n\nwhy\n\nb\n", id="reject-after-a-line"
        ),
        pytest.param("a: ```python\nx\n```\n", Ruling(Verb.REJECT, "why"), "a: \n\nwhy\n\n", id="reject-after-text"),
    ],
)
def test_a_block_held_whole(text: str, ruling: Ruling, expected: str) -> None:
    gate = _gate(hold=Hold.BLOCK)
    commands = [*gate.feed(CONTENT, text), *gate.finish(CONTENT)]
    (ask,) = _asks(commands)
    assert _emitted([*commands, *gate.resolve(ask.ticket, [ruling])]) == expected


def test_a_rejected_statement_closes_the_fence_and_drops_the_rest() -> None:
    gate = _gate()
    commands = gate.feed(CONTENT, "> ```python\n> a\n> b\n")
    (ask,) = _asks(commands)
    out = _emitted(commands) + _emitted(gate.resolve(ask.ticket, [KEEP, Ruling(Verb.REJECT, "why")]))
    out += _emitted(gate.feed(CONTENT, "> c\n> ```\nlater\n"))
    assert out == "> ```python\n> a\n> ```\n\nwhy\n\nlater\n"


def test_a_rejected_statement_of_a_block_that_ended_meanwhile() -> None:
    gate = _gate()
    (ask,) = _asks(gate.feed(CONTENT, "```python\na\n```\nlater\n"))
    assert _emitted(gate.resolve(ask.ticket, [Ruling(Verb.REJECT, "why")])) == "why\n\nlater\n"


def test_a_statement_that_cannot_be_read_holds_the_rest() -> None:
    gate = _gate()
    (ask,) = _asks(gate.feed(CONTENT, "```python\na\ndon't\nb\n```\n"))
    commands = gate.resolve(ask.ticket, [KEEP, Ruling(Verb.WAIT)])
    assert _emitted(commands) == "```python\na\n"
    (whole,) = _asks(commands)
    assert isinstance(whole.question, BlockQuestion)
    assert whole.block.text[whole.question.rest_start :] == "don't\nb\n"
    assert _emitted(gate.resolve(whole.ticket, [KEEP])) == "don't\nb\n```\n"


@pytest.mark.parametrize(
    ("ruling", "expected"),
    [
        pytest.param(KEEP, "```python\n" + "x = 1\n" * 9 + "```\nlater\n", id="passes"),
        pytest.param(Ruling(Verb.REJECT, "why"), "why\n\nlater\n", id="rejected"),
    ],
)
def test_a_block_past_its_bound(ruling: Ruling, expected: str) -> None:
    gate = _gate(hold=Hold.BLOCK, max_block_chars=20)
    commands = gate.feed(CONTENT, "```python\n" + "x = 1\n" * 5)
    (ask,) = _asks(commands)
    assert isinstance(ask.question, BlockQuestion)
    assert ask.question.oversize
    out = _emitted(gate.feed(CONTENT, "x = 1\n")) + _emitted(gate.resolve(ask.ticket, [ruling]))
    out += _emitted(gate.feed(CONTENT, "x = 1\n" * 3 + "```\nlater\n"))
    assert out == expected


def test_a_line_that_never_ends_is_given_up() -> None:
    gate = _gate(hold=Hold.BLOCK, max_block_chars=50)
    commands = gate.feed(CONTENT, "```python\n" + "x" * 10_000)
    (ask,) = _asks(commands)
    gate.resolve(ask.ticket, [Ruling(Verb.REJECT, "why")])
    gate.feed(CONTENT, "x" * 50_000)
    assert gate.held < 10_000
    assert _emitted(gate.feed(CONTENT, "\n```\nlater\n")) == "later\n"


def test_monitor_delivers_at_once_and_asks_beside() -> None:
    gate = _gate(mode=Mode.MONITOR)
    commands = [c for piece in ("a\n``", "`python\nx\n", "```\n") for c in gate.feed(CONTENT, piece)]
    assert _emitted(commands) == "a\n```python\nx\n```\n"
    (ask,) = _asks(commands)
    assert isinstance(ask.question, BlockQuestion)
    assert gate.resolve(ask.ticket, [KEEP]) == []
    assert gate.channels == (CONTENT,)


@pytest.mark.parametrize("mode", [Mode.ENFORCE, Mode.MONITOR])
def test_a_channel_that_a_client_applies_by_itself_is_held_whole(mode: Mode) -> None:
    gate = _gate(mode=mode)
    commands = [*gate.feed(CALL, '{"a"'), *gate.feed(CALL, ": 1}")]
    assert _emitted(commands) == ('{"a": 1}' if mode is Mode.MONITOR else "")
    (ask,) = _asks(gate.finish(CALL))
    assert ask.block.text == '{"a": 1}'
    assert _emitted(gate.resolve(ask.ticket, [KEEP])) == ('{"a": 1}' if mode is Mode.ENFORCE else "")


@pytest.mark.parametrize("mode", [Mode.ENFORCE, Mode.MONITOR])
def test_a_whole_channel_past_its_bound_is_said_to_be(mode: Mode) -> None:
    gate = _gate(mode=mode, max_block_chars=10)
    gate.feed(CALL, "x" * 8)
    gate.feed(CALL, "x" * 8)
    (ask,) = _asks(gate.finish(CALL))
    assert isinstance(ask.question, BlockQuestion)
    assert ask.question.oversize
    assert _emitted(gate.resolve(ask.ticket, [KEEP])) == ("x" * 16 if mode is Mode.ENFORCE else "")


def test_a_whole_channel_without_text_is_settled_at_once() -> None:
    gate = _gate()
    gate.feed(CALL, "")
    assert gate.finish(CALL) == [Settled(CALL)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "note", id="nothing-before"),
        pytest.param("a", "a\n\nnote", id="mid-line"),
        pytest.param("a\r\n", "a\r\n\nnote", id="crlf"),
        pytest.param("a\n\n", "a\n\nnote", id="blank-line"),
        pytest.param("```python\nx", "```python\nx\n```\n\nnote", id="unclosed"),
        pytest.param("```python\nx\n", "```python\nx\n```\n\nnote", id="unclosed-at-a-line"),
    ],
)
def test_a_paragraph_of_our_own_at_the_end(text: str, expected: str) -> None:
    gate = _gate(hold=Hold.BLOCK)
    commands = [*gate.feed(CONTENT, text), *gate.finish(CONTENT)]
    for ask in _asks(commands):
        commands += gate.resolve(ask.ticket, [KEEP])
    assert _emitted(commands) + gate.paragraph(CONTENT, "note").text == expected


def test_a_rejected_unclosed_block_is_not_closed_twice() -> None:
    gate = _gate()
    (ask,) = _asks(gate.feed(CONTENT, "```python\na\nb\n"))
    out = _emitted(gate.resolve(ask.ticket, [KEEP, Ruling(Verb.REJECT, "why")])) + _emitted(gate.finish(CONTENT))
    assert out + gate.paragraph(CONTENT, "note").text == "```python\na\n```\n\nwhy\n\nnote"


def test_abandoned_text_never_leaves() -> None:
    gate = _gate()
    gate.feed(CONTENT, "a\n```python\nx\n")
    gate.abandon()
    assert (gate.in_flight, gate.finish(CONTENT)) == (0, [])
    gate = _gate()
    gate.feed(CONTENT, "a")
    gate.abandon()
    assert gate.in_flight == 0


def test_settled_offsets_follow_the_upstream_text() -> None:
    gate = _gate()
    (ask,) = _asks(gate.feed(CONTENT, "```python\npassword = 1\n```\nBe"))
    commands = gate.resolve(ask.ticket, [Ruling(Verb.REPLACE, "p\n")])
    (whole,) = _asks(commands)
    emits = [c for c in [*commands, *gate.resolve(whole.ticket, [KEEP])] if isinstance(c, Emit)]
    assert [(e.text, e.upto, e.equal) for e in emits] == [
        ("```python\n", 10, True),
        ("p\n", 23, False),
        ("```\nBe", 29, True),
    ]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("mode", [Mode.ENFORCE, Mode.MONITOR])
def test_a_block_knows_what_its_channel_told_before_it(mode: Mode, whole: bool) -> None:
    text = "Files: `lib/first.py`\n```text\ntree.py\n```\n```python src/own.py\nimport x\n```\nlater.py\n"
    gate = _gate(mode=mode, hold=Hold.BLOCK)
    pieces = [text] if whole else list(text)
    commands = [command for piece in pieces for command in gate.feed(CONTENT, piece)]
    commands += gate.feed(Channel(1, "content"), "```python\nx\n```\n")
    one, two, other = (ask.block.beside for ask in _asks(commands))
    assert one == {own("pypi", name) for name in ("lib", "first")}
    assert two == one | {own("pypi", name) for name in ("tree", "src", "own")}
    assert other == frozenset()
