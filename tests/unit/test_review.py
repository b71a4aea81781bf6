"""From a question to rulings: what is recorded, and what a ruling is made of."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest

from proxy.audit.record import Kind
from proxy.errors import AuditUnavailable
from proxy.extract.anatomy import Premises
from proxy.extract.seen import SeenFile
from proxy.gate import Ask, Gate, Terms
from proxy.holding import Ruling, Verb
from proxy.model import Action, Channel, ChannelKind, Hold, Mode, Span
from proxy.policy.bundle import sole
from proxy.policy.schema import Policy
from proxy.policy.tools import load_tools
from proxy.reasons import is_known
from proxy.review import Review
from tests.fakes import POLICY, WordScanners, findings, with_fail
from tests.road import CONTENT, Prints, Records, drive

CALL = Channel(0, "tool_calls.0", ChannelKind.WHOLE)


class Road:
    """A gate and a review; `say` answers every question at once."""

    def __init__(
        self,
        policy: Policy = POLICY,
        max_block_chars: int = 1000,
        premises: Premises | None = None,
        *,
        applied: bool = False,
    ) -> None:
        self.records = Records()
        self.review = Review(
            scanners=WordScanners(),
            recorder=self.records,
            terms=sole(policy),
            prints=Prints(),
            ref="R1",
            public_url=None,
            premises=premises,
            applied=applied,
        )
        self.gate = Gate(Terms(policy.hold, policy.mode, max_block_chars))
        self.rulings: list[Ruling] = []
        self.out = ""

    def say(self, text: str, channel: Channel = CONTENT, *, finish: bool = True) -> str:
        commands = self.gate.feed(channel, text)
        if finish:
            commands += self.gate.finish(channel)
        while commands:
            command = commands.pop(0)
            if isinstance(command, Ask):
                answer = drive(self.review.answer(command))
                self.rulings += answer.rulings
                commands += self.gate.resolve(command.ticket, answer.rulings, answer.state)
            else:
                self.out += getattr(command, "text", "")
        return self.out

    @property
    def verbs(self) -> list[Verb]:
        return [ruling.verb for ruling in self.rulings]

    def decisions(self) -> list[dict[str, object]]:
        return [body for kind, body in self.records.all if kind is Kind.BLOCK_DECISION]


BLOCK = dataclasses.replace(POLICY, hold=Hold.BLOCK)
MONITOR = dataclasses.replace(POLICY, mode=Mode.MONITOR)


@pytest.mark.parametrize(
    ("policy", "code", "verbs", "action"),
    [
        pytest.param(POLICY, "a = 1\n", [Verb.KEEP, Verb.KEEP], "allow", id="clean"),
        pytest.param(POLICY, "EVIL()\nb\n", [Verb.REJECT], "reject", id="statement-rejected"),
        pytest.param(POLICY, "LEAK()\nb\n", [Verb.REPLACE, Verb.KEEP, Verb.KEEP], "redact", id="statement-redacted"),
        pytest.param(POLICY, "ODD()\nb\n", [Verb.KEEP, Verb.KEEP, Verb.KEEP], "annotate", id="statement-annotated"),
        pytest.param(POLICY, "FINE()\nb\n", [Verb.KEEP, Verb.KEEP, Verb.KEEP], "allow", id="statement-allowed"),
        pytest.param(POLICY, "a\nTORN\n", [Verb.KEEP, Verb.WAIT, Verb.KEEP], "allow", id="rest-waits"),
        pytest.param(POLICY, "SLOW\n", [Verb.WAIT, Verb.REJECT], "reject", id="timeout"),
        pytest.param(with_fail(POLICY, on_timeout=Action.REDACT), "SLOW\n", [Verb.WAIT, Verb.REJECT], "redact", id="what-was-not-seen-cannot-be-redacted"),
        pytest.param(with_fail(POLICY, on_timeout=Action.ANNOTATE), "SLOW\n", [Verb.WAIT, Verb.KEEP], "annotate", id="timeout-annotated"),
        pytest.param(BLOCK, "a\nEVIL()\n", [Verb.REJECT], "reject", id="block-rejected"),
        pytest.param(BLOCK, "a\nLEAK()\n", [Verb.REPLACE], "redact", id="block-redacted"),
        pytest.param(BLOCK, "a\nODD()\n", [Verb.KEEP], "annotate", id="block-annotated"),
        pytest.param(MONITOR, "a\nEVIL()\n", [Verb.KEEP], "reject", id="monitor"),
    ],
)  # fmt: skip
def test_rulings(policy: Policy, code: str, verbs: list[Verb], action: str) -> None:
    road = Road(policy)
    road.say(f"```python\n{code}```\n")
    assert road.verbs == verbs
    (decision,) = road.decisions()
    assert decision["action"] == action


def test_a_statements_finding_is_not_counted_again_with_the_whole_block() -> None:
    road = Road()
    road.say("```python\nODD()\nb\n```\n")
    (decision,) = road.decisions()
    assert [found["rule"] for found in decision["findings"]] == ["words.odd"]  # type: ignore[attr-defined]


def test_what_only_the_whole_block_shows_of_lines_that_left_is_late() -> None:
    road = Road()
    road.say("```python\nLATE()\nb\n```\n")
    (decision,) = road.decisions()
    assert [(found["rule"], found["late"]) for found in decision["findings"]] == [("words.evil", True)]  # type: ignore[attr-defined]
    assert road.review.noted(0)[0][0] == 1


def test_a_secret_of_lines_that_left_is_not_redacted_twice() -> None:
    road = Road()
    out = road.say("```python\nLEAK()\nTORN LEAK\n```\n")
    assert road.verbs == [Verb.REPLACE, Verb.WAIT, Verb.REPLACE]
    assert "LEAK" not in out


def test_the_record_opens_before_and_hashes_what_the_client_gets() -> None:
    road = Road()
    out = road.say("```python\na = 1\nLEAK()\n```\n")
    kinds = [kind for kind, _ in road.records.all]
    assert kinds == [Kind.BLOCK_OPEN, Kind.BLOCK_DECISION]
    code = out.removeprefix("```python\n").removesuffix("```\n")
    (decision,) = road.decisions()
    assert decision["released_sha256"] == hashlib.sha256(code.encode()).hexdigest()
    assert decision["chars"] == len("a = 1\nLEAK()\n")


def test_a_block_past_the_bound_is_not_scanned() -> None:
    road = Road(BLOCK, max_block_chars=10)
    road.say("```python\n" + "x = 1\n" * 9 + "```\n")
    assert road.verbs == [Verb.REJECT]
    (decision,) = road.decisions()
    assert [status["status"] for status in decision["statuses"]] == ["oversize"]  # type: ignore[attr-defined]


def test_a_block_past_the_bound_is_rejected_where_the_policy_would_redact_what_it_cannot_see() -> None:
    road = Road(with_fail(BLOCK, on_oversize=Action.REDACT), max_block_chars=10)
    road.say("```python\n" + "x = 1\n" * 9 + "```\n")
    assert road.verbs == [Verb.REJECT]


def test_a_cut_answer_is_judged_by_its_open_block() -> None:
    road = Road(with_fail(BLOCK, on_truncated=Action.REJECT))
    road.review.truncated = True
    road.say("```python\na\n```\n\n```python\nb")
    assert road.verbs == [Verb.KEEP, Verb.REJECT]


@pytest.mark.parametrize(
    ("arguments", "verb", "refused"),
    [
        pytest.param('{"a": 1}', Verb.KEEP, False, id="clean"),
        pytest.param('{"a": "EVIL"}', Verb.REJECT, True, id="rejected"),
        pytest.param('{"a": "TOKEN"}', Verb.REPLACE, False, id="redacted-in-place"),
        pytest.param('{"a": "LEAK"}', Verb.REPLACE, False, id="redacted-in-its-string"),
        pytest.param("{}", Verb.KEEP, False, id="nothing"),
        pytest.param("TOKEN", Verb.REJECT, True, id="never-was-json"),
    ],
)
def test_arguments_of_calls(arguments: str, verb: Verb, refused: bool) -> None:
    road = Road()
    out = road.say(arguments, CALL)
    assert road.verbs == [verb]
    assert (CALL in road.review.refused) is refused
    assert not any(word in out for word in ("LEAK", "TOKEN", "EVIL"))
    assert (0 in road.review.rejected) is (CALL in road.review.refused)


FILE = "x = 1\ny = 2\n"


@pytest.mark.parametrize(
    ("new", "verb"),
    [
        pytest.param("y = 3", Verb.KEEP, id="clean"),
        pytest.param("y = TOKEN", Verb.REPLACE, id="secret"),
        pytest.param("y = EVIL", Verb.REJECT, id="rejected"),
    ],
)
def test_an_edit_is_judged_in_its_file_and_redacted_where_it_stands(new: str, verb: Verb) -> None:
    files = {"a.py": SeenFile(FILE, True)}
    road = Road(premises=Premises(load_tools(None), lambda: files))
    arguments = {"path": "a.py", "edits": [{"oldText": "y = 2", "newText": new}]}
    commands = road.gate.feed(CALL, json.dumps(arguments)) + road.gate.finish(CALL, info="edit")
    (ask,) = [command for command in commands if isinstance(command, Ask)]
    (ruling,) = drive(road.review.answer(ask)).rulings
    assert ruling.verb is verb
    if verb is Verb.REPLACE:
        assert "TOKEN" not in ruling.text
        assert json.loads(ruling.text)["edits"][0]["oldText"] == "y = 2"


SAID_IN_MARKS = [
    pytest.param("```diff\n--- a/x.py\n+++ b/TOKEN.py\n@@ -1 +1 @@\n-a\n+b\n```\n", id="diff"),
    pytest.param("--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@ TOKEN\n-a\n+b\n", id="bare-diff"),
    pytest.param("```\nTOKEN.py\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```\n", id="name"),
    pytest.param("a.py\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE TOKEN\n", id="closer"),
    pytest.param("*** Begin Patch\n*** Update File: TOKEN.py\n@@\n-a\n+b\n*** End Patch\n", id="patch"),
    pytest.param("*** Begin Patch\n*** Update File: a.py\n@@ TOKEN\n-a\n+EVIL\n*** End Patch\n", id="rejected-as-well"),
    pytest.param("*** Begin Patch\n*** Update File: TOKEN.py\n@@\n-a\n+EVIL\n*** End Patch\n", id="a-file-named-so"),
]  # fmt: skip


@pytest.mark.parametrize("text", SAID_IN_MARKS)
@pytest.mark.parametrize("called", [pytest.param(False, id="text"), pytest.param(True, id="call")])
def test_what_stands_in_a_marker_or_header_holds_back_the_whole_edit(text: str, *, called: bool) -> None:
    road = Road(BLOCK, premises=Premises(load_tools(None)))
    said = text.removeprefix("```diff\n").removeprefix("```\n").removesuffix("```\n")
    out = road.say(json.dumps({"input": said}), CALL) if called else road.say(text)
    out += "".join(road.review.refused.values())
    assert "TOKEN" not in out
    assert "+b" not in out
    assert "TOKEN" not in json.dumps([body for _, body in road.records.all])
    assert road.decisions()[0]["action"] in {"redact", "reject"}


def test_what_the_file_and_the_edit_only_make_together_is_refused() -> None:
    files = {"a.py": SeenFile("x = TO\n", True)}
    road = Road(premises=Premises(load_tools(None), lambda: files))
    arguments = {
        "path": "a.py",
        "edits": [{"oldText": "TO", "newText": "TOKE"}, {"oldText": "TOKE", "newText": "TOKEN"}],
    }
    commands = road.gate.feed(CALL, json.dumps(arguments)) + road.gate.finish(CALL, info="edit")
    (ask,) = [command for command in commands if isinstance(command, Ask)]
    assert "TOKEN" not in drive(road.review.answer(ask)).rulings[0].text


@pytest.mark.parametrize("origin", ["fim", "field"])
def test_what_only_means_something_whole_is_refused_rather_than_redacted(origin: str) -> None:
    road = Road()
    commands = road.gate.feed(CALL, "x = TOKEN\n") + road.gate.finish(CALL, origin=origin)
    (ask,) = [command for command in commands if isinstance(command, Ask)]
    assert drive(road.review.answer(ask)).rulings == (Ruling(Verb.REJECT),)


def test_notices_name_annotations_and_redactions_in_order_and_rejections_only_their_redactions() -> None:
    road = Road()
    road.say("```python\nODD()\n```\n\n```python\nLEAK()\nODD()\nEVIL()\n```\n\n```python\nclean()\n```\n")
    noted = road.review.noted(0)
    assert [(number, [reason.action for reason in decision.reasons]) for number, decision in noted] == [
        (1, [Action.ANNOTATE]),
        (2, [Action.REDACT]),
    ]
    assert road.review.noted(1) == []


def test_without_a_record_there_is_no_ruling() -> None:
    class Full:
        async def append(self, kind: Kind, body: dict[str, object]) -> object:
            raise AuditUnavailable("Nothing can be recorded now: disk full.")

    road = Road()
    road.review._recorder = Full()
    with pytest.raises(AuditUnavailable):
        road.say("```python\na\n```\n")
    assert road.out == ""


def test_a_block_is_opened_once_however_many_questions_it_takes() -> None:
    road = Road()
    road.say("```python\na\n", finish=False)
    road.say("b\n", finish=False)
    road.say("```\n")
    assert [kind for kind, _ in road.records.all] == [Kind.BLOCK_OPEN, Kind.BLOCK_DECISION]
    assert road.out == "```python\na\nb\n```\n"


def test_what_left_with_a_redaction_and_what_is_late_are_left_alone_by_the_redaction_of_the_rest() -> None:
    late = dataclasses.replace(
        POLICY,
        layer=dataclasses.replace(
            POLICY.layer, rules=(dataclasses.replace(POLICY.layer.rules[1], match=dataclasses.replace(POLICY.layer.rules[1].match, category=("annotate", "redact"))),)
        ),
    )  # fmt: skip
    road = Road(late)
    out = road.say("```python\nLATE()\nTORN LEAK\n```\n")
    assert "LATE()" in out
    assert "LEAK" not in out


@pytest.mark.parametrize(
    ("line", "end_line", "known"),
    [
        pytest.param(1, 1, True, id="left"),
        pytest.param(1, 2, False, id="ends-in-what-is-held"),
        pytest.param(2, 2, False, id="held"),
    ],
)
def test_only_what_lies_wholly_in_lines_that_left_is_known(line: int, end_line: int, known: bool) -> None:
    (before,) = findings("ODD()")
    seen = dataclasses.replace(before, span=Span(0, 5, line, end_line))
    assert is_known(seen, [before], rest_line=2) is known


OLD = "x = 1\nvalue = EVIL(x)\ny = 2\n"


@pytest.mark.parametrize(
    ("code", "action"),
    [
        pytest.param(OLD.replace("y = 2", "y = 3"), "allow", id="the-file-again"),
        pytest.param("z = 1\nz = 2\nz = 3\nvalue = EVIL(x)\n", "reject", id="only-the-line"),
        pytest.param(OLD + "other = EVIL(y)\n", "reject", id="the-file-and-more-of-it"),
    ],
)
def test_a_listing_of_a_file_that_was_shown_is_not_blamed_for_it(code: str, action: str) -> None:
    files = {"a.py": SeenFile(OLD * 3, True), "b.py": SeenFile("EVIL\n", False)}
    road = Road(premises=Premises(load_tools(None), lambda: files))
    road.say(f"```python\n{code}```\n")
    (decision,) = road.decisions()
    assert decision["action"] == action


def test_a_fence_that_names_a_file_that_was_shown_in_part_has_no_base() -> None:
    files = {"a.py": SeenFile(OLD, False)}
    road = Road(premises=Premises(load_tools(None), lambda: files))
    road.say(f"```python a.py\n{OLD}```\n")
    assert road.decisions()[0]["action"] == "reject"
    whole = Road(premises=Premises(load_tools(None), lambda: {"a.py": SeenFile(OLD, True)}))
    whole.say(f"```python a.py\n{OLD}```\n")
    assert whole.decisions()[0]["action"] == "allow"


@pytest.mark.parametrize(
    ("text", "applied", "action"),
    [
        pytest.param("```python\na = 1\n", False, "annotate", id="chat"),
        pytest.param("```python\na = 1\n", True, "reject", id="edit-format"),
        pytest.param("```python a.py\na = 1\n", False, "reject", id="file"),
        pytest.param("```\na.py\n<<<<<<< SEARCH\na\n=======\nb\n", True, "reject", id="half-an-edit"),
    ],
)
def test_no_half_edit_lands_where_the_provider_died(text: str, applied: bool, action: str) -> None:
    road = Road(BLOCK, premises=Premises(load_tools(None)), applied=applied)
    road.review.truncated = True
    out = road.say(text)
    assert road.decisions()[-1]["action"] == action
    assert ("a = 1" in out) is (action == "annotate")
