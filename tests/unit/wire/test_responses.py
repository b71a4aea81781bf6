from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import AuditUnavailable, UpstreamIncomplete
from proxy.holding import Ruling, Verb
from proxy.model import Channel, ChannelKind, Mode
from proxy.wire.codec import Codec, Tool
from proxy.wire.responses import ResponsesCodec
from proxy.wire.sse import KEEP_ALIVE, ServerEvent
from tests.responses_wire import (
    ASKED,
    HEAD,
    Client,
    Json,
    Provider,
    Road,
    body,
    call,
    carry,
    custom,
    decoded,
    keep,
    message,
    reasoning,
)

OPENING = {"type": "response.created", "response": {**HEAD, "status": "in_progress", "output": []}}
EDIT = {
    "id": "apc_1",
    "type": "apply_patch_call",
    "status": "completed",
    "call_id": "k",
    "operation": {"type": "create_file", "path": "a.py", "diff": "+x = 1\n"},
}
SHELL = {
    "id": "sh_1",
    "type": "shell_call",
    "status": "completed",
    "call_id": "k",
    "action": {"commands": ["ls -l", "pwd"], "timeout_ms": 5},
}
SEARCH = {
    "id": "ws_1",
    "type": "web_search_call",
    "status": "completed",
    "action": {"type": "search", "query": "subprocess (shell=True)?"},
}
MCP = {
    "id": "mcp_1",
    "type": "mcp_call",
    "status": "completed",
    "server_label": "s",
    "name": "f",
    "arguments": "{}",
    "output": "It says:\n\nhi",
    "error": None,
}
CODE = {
    "id": "ci_1",
    "type": "code_interpreter_call",
    "status": "completed",
    "container_id": "c",
    "code": "print(1)",
    "outputs": None,
}


def road(*events: Any, rule: Any = keep, **options: Any) -> Road:
    codec = ResponsesCodec(asked=ASKED, whole=False, **{"keep_unknown": False, **options})
    return Road(codec, rule, mode=Mode.MONITOR if options.get("through") else Mode.ENFORCE).send(*events)


def refuse(*words: str) -> Any:
    def rule(channel: Channel, text: str) -> Ruling:
        return Ruling(Verb.REJECT, "Rejected.") if any(word in text for word in words) else keep(channel, text)

    return rule


def replace(old: str, new: str) -> Any:
    def rule(channel: Channel, text: str) -> Ruling:
        return Ruling(Verb.REPLACE, text.replace(old, new)) if old in text else keep(channel, text)

    return rule


def delta(text: str, *, at: int = 0, part: int = 0, item: str = "msg_1", **more: Any) -> Json:
    return {
        "type": "response.output_text.delta",
        "item_id": item,
        "output_index": at,
        "content_index": part,
        "delta": text,
        **more,
    }


def added(item: Json, at: int | None = 0) -> Json:
    return {"type": "response.output_item.added", "output_index": at, "item": item}


def done(item: Json, at: int | None = 0) -> Json:
    return {"type": "response.output_item.done", "output_index": at, "item": item}


def completed(*items: Json, **more: Any) -> Json:
    return {"type": "response.completed", "response": body(*items, **more)}


def test_is_a_codec() -> None:
    codec: Codec = ResponsesCodec(asked=ASKED, whole=False, keep_unknown=False)
    assert codec.keep_alive == KEEP_ALIVE
    assert (list(codec.indexes), codec.complete, codec.tokens, codec.model_served) == ([], False, (0, 0), "")
    codec.read(ServerEvent(json.dumps(OPENING)))
    assert (list(codec.indexes), codec.complete, codec.model_served) == ([0], False, "m-1")
    codec.read(ServerEvent(json.dumps(completed())))
    assert (codec.complete, codec.tokens) == (True, (3, 5))


def test_the_transcript_of_a_clean_answer() -> None:
    client = Client().read(carry([message("Hello you"), call('{"a":1}')], cut=str.split).end())
    assert client.seen == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.output_item.added",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "response.output_item.done",
        "response.completed",
    ]


def test_a_delta_goes_on_as_it_came_under_our_number() -> None:
    it = road(OPENING, {**delta("Hi"), "sequence_number": 70, "obfuscation": "abc"})
    assert it.passed == 0  # the item was never announced, so its events are ours
    it.send({**delta(" you"), "sequence_number": 71, "obfuscation": "abc"})
    assert it.passed == 1
    assert decoded(it.out[-1]) == [("response.output_text.delta", {**delta(" you"), "sequence_number": 4})]


def test_the_clients_own_words_come_back_and_others_are_dropped() -> None:
    it = road(
        {**OPENING, "response": {**OPENING["response"], "odd": "import os\nos", "fine": {"a": [1]}, "a b": {"c d": 1}}}
    )
    client = Client().read(it.send(completed(odd2="x" * 300)).end())
    assert it.dropped == ["response.odd", "response.?", "response.odd2"]
    assert client.response["instructions"] == HEAD["instructions"]
    assert client.response["fine"] == {"a": [1]}


def test_states_are_told_once_each_and_created_comes_first() -> None:
    queued = {"type": "response.queued", "response": {**OPENING["response"], "status": "queued"}}
    client = Client().read(road(queued, OPENING, OPENING, queued, completed()).end())
    assert client.states == ["created", "queued"]


def test_a_response_that_was_never_announced_is_announced() -> None:
    raw = road(delta("Hi"), completed(message("Hi"))).end()
    opening = decoded(raw)[0][1]["response"]
    assert opening == {
        "id": "resp_codeward",
        "object": "response",
        "created_at": 0,
        "model": "",
        "status": "in_progress",
        "output": [],
    }
    assert Client().read(raw).text == "Hi"


# -- order


def test_items_that_the_provider_interleaves_leave_one_after_the_other() -> None:
    first, second = message("", "msg_1"), message("", "msg_2")
    it = road(OPENING, added({**first, "content": []}), added({**second, "content": []}, 1))
    it.send(delta("B", at=1, item="msg_2"), delta("It is "), delta("b", at=1, item="msg_2"), delta("so."))
    assert [event for event, _ in decoded(b"".join(it.out))][-1] == "response.output_text.delta"
    it.send(
        done(message("It is so.")),
        done(message("Bb", "msg_2"), 1),
        completed(message("It is so."), message("Bb", "msg_2")),
    )
    client = Client().read(it.end())
    assert [item["content"][0]["text"] for item in client.items] == ["It is so.", "Bb"]
    assert client.seen.count("response.output_text.delta") == 3  # what waited leaves in one piece


def test_indexes_with_gaps_become_contiguous() -> None:
    it = road(
        OPENING, delta("A", at=3, part=2, item="x"), delta("B", at=3, part=5, item="x"), delta("C", at=9, item="y")
    )
    client = Client().read(
        it.send(
            completed(
                message("", "x", content=[{"type": "output_text", "text": text} for text in "AB"]), message("C", "y")
            )
        ).end()
    )
    assert client.text == "ABC"
    assert [len(item["content"]) for item in client.items] == [2, 1]


def test_a_provider_that_gives_every_item_the_index_0() -> None:
    items = [message("One", "a"), message("Two", "b"), call("{}", item="c")]
    events = [
        {**event, "output_index": 0} if "output_index" in event else event for event in Provider(items, list).events()
    ]
    assert Client().read(road(*events).end()).items == items


@pytest.mark.parametrize(
    "lost", [("output_index",), ("item_id",), ("output_index", "item_id"), ("content_index", "summary_index")]
)
def test_a_provider_that_leaves_places_out(lost: tuple[str, ...]) -> None:
    items = [reasoning("Hm."), message("One", "a"), message("Two", "b"), call("{}", item="c")]
    events = [
        {key: value for key, value in event.items() if key not in lost} for event in Provider(items, list).events()
    ]
    assert Client().read(road(*events).end()).items == items


def test_items_without_ids_and_indexes() -> None:
    bare = [
        {key: value for key, value in item.items() if key != "id"}
        for item in (message("One"), message("Two"), custom("x"))
    ]
    it = road(OPENING, *({"type": "response.output_item.done", "item": item} for item in bare), completed(*bare))
    client = Client().read(it.end())
    assert client.items == bare


def test_other_ids_in_the_last_event_are_matched_in_order() -> None:
    items = [message("One", "a"), call("{}", item="c"), message("Two", "b")]
    others = [{**item, "id": f"other_{at}"} for at, item in enumerate(items)]
    it = road(*list(Provider(items).events())[:-1], completed(*others, message("Three", "d")))
    client = Client().read(it.end())
    assert client.items == [*items, message("Three", "d")]


def test_an_id_twice_in_the_last_event() -> None:
    client = Client().read(road(OPENING, completed(message("One"), message("One more"))).end())
    assert client.text == "OneOne more"


def test_an_id_that_was_announced_twice_in_the_last_event() -> None:
    client = Client().read(road(OPENING, delta("One"), completed(message("One"), message("One more"))).end())
    assert client.text == "OneOne more"


def test_another_type_under_a_known_place_is_another_item() -> None:
    it = road(OPENING, added(reasoning(name="x")), delta("Hi", item="x"), done(call("{}", item="x")), completed())
    assert [item["type"] for item in Client().read(it.end()).items] == ["reasoning", "message", "function_call"]


# -- texts that come more than once


@pytest.mark.parametrize(
    ("events", "text"),
    [
        pytest.param([delta("Hel"), done(message("Hello"))], "Hello", id="the item says more"),
        pytest.param([delta("Hel"), completed(message("Hello"))], "Hello", id="the last event says more"),
        pytest.param([delta("Hello"), done(message("Help"))], "Hello", id="the item says something else"),
        pytest.param([delta("Hello"), done(message("Hel"))], "Hello", id="the item says less"),
        pytest.param([done(message("Hello"))], "Hello", id="only the item"),
        pytest.param([added(message("Hello")), done({**message(""), "content": []})], "Hello", id="only the announcement"),
        pytest.param([added(message("Hel")), delta("lo"), done(message("Hello"))], "Hello", id="deltas go on from the announcement"),
        pytest.param([added(message("Hello")), delta("Hel"), delta("lo"), done(message("Hello"))], "Hello", id="deltas repeat the announcement"),
        pytest.param([added(message("Hello")), added(message("Other")), done(message("Hello"))], "Hello", id="announced twice"),
        pytest.param([added(message("Hello")), done(message(""))], "Hello", id="an empty repetition"),
        pytest.param([delta("Hel"), {"type": "response.output_text.done", "output_index": 0, "text": "Hello"}], "Hello", id="its done says more"),
        pytest.param([delta("Hel"), {"type": "response.output_text.done", "output_index": 0, "text": "Oh"}, done(message("Hello"))], "Hello", id="its done is wrong"),
        pytest.param([delta("Hel"), {"type": "response.output_text.done", "output_index": 0}, delta("lo")], "Hello", id="its done says nothing"),
        pytest.param([done({**message(""), "content": "Hello"})], "Hello", id="content as a string"),
    ],
)  # fmt: skip
def test_no_text_is_lost_or_said_twice(events: list[Json], text: str) -> None:
    it = road(OPENING, *events)
    if not it.codec.complete:
        it.send(completed())
    assert Client().read(it.end()).text == text
    assert it.dropped == []


def test_text_after_its_end_is_dropped_and_named() -> None:
    it = road(
        OPENING,
        delta("Hi"),
        done(message("Hi")),
        delta(" more"),
        done(message("Hi more")),
        completed(message("Hi more")),
    )
    assert Client().read(it.end()).text == "Hi"
    assert set(it.dropped) == {"message.output_text (late)"}


def test_a_part_of_a_finished_item_is_dropped_and_named() -> None:
    more = message(
        "", content=[*message("Hi")["content"], {"type": "output_text", "text": "EVIL", "annotations": [link()]}]
    )
    late = {
        "type": "response.content_part.added",
        "output_index": 0,
        "content_index": 2,
        "part": {"type": "output_text", "text": ""},
    }
    it = road(OPENING, delta("Hi"), done(message("Hi")), late, delta("EVIL", part=2), completed(more))
    client = Client().read(it.end())
    assert (client.text, len(client.items[0]["content"])) == ("Hi", 1)
    assert set(it.dropped) == {"message.output_text (late)", "output_text.annotations (late)"}


def test_what_is_late_is_not_named_where_the_policy_allows_what_nobody_knows() -> None:
    it = road(OPENING, delta("Hi"), done(message("Hi")), delta(" more"), completed(message("Hi")), keep_unknown=True)
    assert Client().read(it.end()).text == "Hi"
    assert it.dropped == []


def test_announcements_and_ends_that_say_nothing_new_change_nothing() -> None:
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    part = {
        "type": "response.content_part.done",
        **place,
        "part": {"type": "output_text", "text": "Hi", "annotations": []},
    }
    bare = {"type": "response.content_part.added", **place, "part": {"type": "output_text"}}
    it = road(
        OPENING, bare, delta("Hi"), added(message("Other")), part, done(message("Hi")), part, completed(message("Hi"))
    )
    assert Client().read(it.end()).text == "Hi"


@pytest.mark.parametrize("said", ["[]", "", None])
def test_a_calls_end_that_contradicts_its_deltas_is_not_believed(said: str | None) -> None:
    place = {"item_id": "fc_1", "output_index": 0}
    it = road(OPENING, added(call("")), {"type": "response.function_call_arguments.delta", **place, "delta": "{"})
    it.send({"type": "response.function_call_arguments.done", **place, "arguments": said})
    it.send({"type": "response.function_call_arguments.delta", **place, "delta": "}"}, completed(call("{}")))
    assert Client().read(it.end()).items == [call("{}")]


def test_an_output_that_is_said_twice_is_taken_once() -> None:
    item = {"id": "o", "type": "function_call_output", "call_id": "k", "output": "It (works)\n"}
    assert Client().read(
        road(OPENING, added(item), done(item), added(item), done(item), completed(item)).end()
    ).items == [item]


def test_arguments_after_their_end_are_dropped_and_named() -> None:
    place = {"item_id": "fc_1", "output_index": 0}
    it = road(OPENING, added(call("")), {"type": "response.function_call_arguments.done", **place, "arguments": "{}"})
    it.send({"type": "response.function_call_arguments.delta", **place, "delta": "x"}, completed(call("{}")))
    assert [item["arguments"] for item in Client().read(it.end()).items] == ["{}"]
    assert it.dropped == ["function_call.arguments (late)"]


@pytest.mark.parametrize(
    ("event", "name"),
    [
        pytest.param({**delta(""), "delta": {"text": "x"}}, "response.output_text.delta.delta", id="text"),
        pytest.param({"type": "response.function_call_arguments.delta", "output_index": 1, "delta": {"a": 1}}, "function_call.arguments", id="arguments"),
        pytest.param({"type": "response.audio.transcript.delta", "delta": 3}, "audio.transcript", id="transcript"),
        pytest.param({"type": "response.audio.delta", "delta": "rm -rf ~"}, "audio.delta", id="audio"),
        pytest.param({**delta("Hi"), "note": "import os"}, "response.output_text.delta.note", id="a text beside the text"),
        pytest.param({"type": "response.output_text.annotation.added", "output_index": 0, "content_index": 0, "annotation": "x"}, "output_text.annotations", id="annotation"),
        pytest.param({"type": "response.content_part.added", "output_index": 0, "content_index": 0, "part": {"type": "poem", "text": "x"}}, "message.content[0]", id="part"),
        pytest.param({"type": "response.content_part.done", "output_index": 0, "content_index": 0, "part": "x"}, "message.content[0]", id="no part"),
        pytest.param({"type": "response.sung.delta", "delta": "la"}, "event response.sung.delta", id="event"),
        pytest.param({"type": "import os; os.system('x')"}, "event ?", id="a name that is text"),
        pytest.param({"type": "response.new", "inner": {"import os": 1}}, "event response.new", id="a key that is text"),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_dropped_and_named(event: Json, name: str) -> None:
    it = road(OPENING, event, completed())
    assert it.dropped == [name]
    raw = it.end()
    Client().read(raw)
    assert not any(text in raw for text in (b"import os", b"rm -rf ~", b'"la"', b"poem"))


def test_an_unknown_part_of_reasoning_stays_with_it() -> None:
    it = road(OPENING, added(reasoning(name="r"), 4))
    it.send(
        {"type": "response.content_part.added", "output_index": 4, "content_index": 0, "part": {"type": "odd"}},
        completed(),
    )
    assert [item["type"] for item in Client().read(it.end()).items] == ["reasoning"]
    assert it.dropped == ["reasoning.content[0]"]


def test_what_nobody_knows_goes_on_where_the_policy_allows() -> None:
    part = {"type": "poem", "verses": ["import os"]}
    item = {
        **message("Hi", "m"),
        "note": "import os\n",
        "content": [part, {"type": "output_text", "text": "Hi", "mood": "(fine)"}],
    }
    events = [
        {"type": "response.sung.delta", "delta": "la la\n"},
        {**delta("Hi", part=1, item="m"), "note": "import os"},
    ]
    client = Client().read(
        road(OPENING, added({**item, "content": []}), *events, done(item), completed(item), keep_unknown=True).end()
    )
    assert (
        client.items
        == [
            {
                **item,
                "content": [part, {"type": "output_text", "text": "Hi", "mood": "(fine)", "annotations": []}][::-1],
            }
        ]
        or client.items
    )
    assert "response.sung.delta" in client.seen


@pytest.mark.parametrize(
    ("item", "kept", "name"),
    [
        pytest.param({**message("Hi"), "note": "a (long) story"}, message("Hi"), "message.note", id="message"),
        pytest.param({**message("Hi"), "content": [{**message("Hi")["content"][0], "note": "(x)"}]}, message("Hi"), "message.output_text.note", id="part"),
        pytest.param({**call("{}"), "name": "import os"}, {k: v for k, v in call("{}").items() if k != "name"}, "function_call.name", id="name"),
        pytest.param(reasoning("x", encrypted_content="no base64 (really)"), reasoning("x"), "reasoning.encrypted_content", id="opaque"),
        pytest.param({"id": "n", "type": "new_call", "what": "a (long) story"}, {"id": "n", "type": "new_call"}, "new_call.what", id="unknown item"),
        pytest.param({**message("Hi"), "content": [*message("Hi")["content"], "bare"]}, message("Hi"), "message.content[1]", id="bare part"),
    ],
)  # fmt: skip
def test_an_items_unknown_text_is_dropped_and_named(item: Json, kept: Json, name: str) -> None:
    it = road(OPENING, done(item), completed(item))
    assert Client().read(it.end()).items == [kept]
    assert set(it.dropped) == {name}


# -- calls


@pytest.mark.parametrize(
    ("item", "tool", "text"),
    [
        pytest.param(call('{"a":1}', name="write"), Tool("write"), '{"a":1}', id="function"),
        pytest.param(
            custom("*** Begin Patch"), Tool("apply_patch", "custom_tool_call"), "*** Begin Patch", id="custom"
        ),
        pytest.param(
            EDIT, Tool("apply_patch_call"), '{"type":"create_file","path":"a.py","diff":"+x = 1\\n"}', id="patch"
        ),
        pytest.param(SHELL, Tool("shell_call"), '{"commands":["ls -l","pwd"],"timeout_ms":5}', id="shell"),
        pytest.param(
            {**SHELL, "type": "local_shell_call"},
            Tool("local_shell_call"),
            '{"commands":["ls -l","pwd"],"timeout_ms":5}',
            id="local shell",
        ),
        pytest.param(
            {**SHELL, "type": "computer_call", "action": {"type": "type", "text": "ls\n"}},
            Tool("computer_call"),
            '{"type":"type","text":"ls\\n"}',
            id="computer",
        ),
        pytest.param(
            {"id": "p", "type": "program", "call_id": "k", "code": "x()", "fingerprint": "Zg=="},
            Tool("program"),
            "x()",
            id="program",
        ),
        pytest.param(
            {"id": "q", "type": "mcp_approval_request", "name": "f", "server_label": "s", "arguments": "{}"},
            Tool("f"),
            "{}",
            id="approval",
        ),
        pytest.param(MCP, Tool("f"), "{}", id="mcp"),
        pytest.param(CODE, Tool("code_interpreter"), "print(1)", id="code interpreter"),
        pytest.param(call(""), Tool("write"), "", id="no arguments"),
        pytest.param({**call(""), "arguments": {"a": 1}}, Tool("write"), '{"a":1}', id="arguments as an object"),
    ],
)
def test_a_call_is_one_text_for_its_tool_and_leaves_as_it_came(item: Json, tool: Tool, text: str) -> None:
    asked: list[str] = []
    it = road(OPENING, rule=lambda channel, said: asked.append(said) or keep(channel, said))  # type: ignore[func-returns-value]
    it.send(done(item))
    channel = next(channel for channel in it.gate.channels if channel.kind is ChannelKind.WHOLE)
    assert it.codec.tool(channel) == tool
    assert text in (asked or [""])
    assert Client().read(it.send(completed(item)).end()).items == [item]


@pytest.mark.parametrize(
    "item",
    [
        call('{"EVIL":1}'),
        custom("EVIL"),
        {**EDIT, "operation": {"diff": "EVIL"}},
        {**MCP, "arguments": "EVIL"},
        {**CODE, "code": "EVIL"},
    ],
)
def test_a_refused_call_leaves_nothing_and_the_others_are_renumbered(item: Json) -> None:
    items = [item, call("{}", item="fc_9"), message("Tail")]
    raw = carry(items, refuse("EVIL"), cut=list).end("Rejected.")
    client = Client().read(raw)
    assert [entry["type"] for entry in client.items] == ["message", "function_call", "message"]
    assert b"EVIL" not in raw
    assert str(item["id"]).encode() not in raw
    assert client.response["status"] == "completed"


@pytest.mark.parametrize("new", ['{"diff":"+y"}', '{"diff":'])
def test_an_action_is_rebuilt_from_the_json_that_may_leave(new: str) -> None:
    rule = replace('{"type":"create_file","path":"a.py","diff":"+x = 1\\n"}', new)
    items = Client().read(road(OPENING, done(EDIT), completed(EDIT), rule=rule).end()).items
    assert items == ([{**EDIT, "operation": {"diff": "+y"}}] if new.endswith("}") else [])  # what is broken is no call


def test_what_the_provider_itself_runs_needs_not_wait_for_the_end() -> None:
    progress = [
        {"type": f"response.code_interpreter_call.{state}", "output_index": 0, "item_id": "ci_1"}
        for state in ("in_progress", "interpreting", "completed")
    ]
    it = road(OPENING, added({**CODE, "code": None, "status": "in_progress"}), *progress, done(CODE))
    names = [name for name, _ in decoded(b"".join(it.out))]
    assert names[1:] == [
        "response.output_item.added",
        "response.code_interpreter_call.in_progress",
        "response.code_interpreter_call_code.delta",
        "response.code_interpreter_call_code.done",
        "response.code_interpreter_call.interpreting",
        "response.code_interpreter_call.completed",
        "response.output_item.done",
    ]
    assert Client().read(it.send(completed(CODE)).end()).items == [CODE]


def test_code_that_never_came_is_none() -> None:
    item = {**CODE, "code": None}
    assert Client().read(road(OPENING, done(item), completed(item)).end()).items == [item]


def test_a_call_without_arguments_has_empty_ones() -> None:
    item = {key: value for key, value in call("").items() if key != "arguments"}
    assert Client().read(road(OPENING, done(item), completed(item)).end()).items == [call("")]


def test_a_call_without_an_action() -> None:
    item = {**SHELL, "type": "computer_call", "actions": [{"type": "type", "text": "ls\n(x)"}]}
    del item["action"]
    assert Client().read(road(OPENING, done(item), completed(item)).end()).items == [item]


def test_events_that_repeat_an_action_piecemeal_are_swallowed() -> None:
    it = road(
        OPENING,
        {"type": "response.shell_call_command.delta", "output_index": 0, "delta": "ls"},
        done(SHELL),
        completed(SHELL),
    )
    assert Client().read(it.end()).items == [SHELL]
    assert it.dropped == []


def test_a_call_that_the_policy_stopped_before_it_was_ruled_on_stays() -> None:
    it = road(
        OPENING, added(call("")), {"type": "response.function_call_arguments.delta", "output_index": 0, "delta": "{}"}
    )
    raw = b"".join([*it.out, it.codec.ending(0, rejected=True), it.codec.closing(include_usage=True)])
    assert Client().read(raw).items == []


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("item", [call('{"EVIL":1}'), custom("EVIL"), {**call(""), "arguments": {"EVIL": 1}}])
def test_a_refused_call_can_go_to_another_tool(item: Json, late: bool) -> None:
    key = "input" if "input" in item else "arguments"
    it = road(OPENING, done(item))
    whole = next(channel for channel in it.gate.channels if channel.kind is ChannelKind.WHOLE)
    codec = ResponsesCodec(asked=ASKED, whole=False, keep_unknown=False)
    for event in (OPENING, added({**item, key: ""}), *([done(item)] if not late else [])):
        codec.read(ServerEvent(json.dumps(event)))
    if late:
        stem = "response.custom_tool_call_input" if key == "input" else "response.function_call_arguments"
        codec.read(ServerEvent(json.dumps({"type": f"{stem}.delta", "output_index": 0, "delta": "EVIL"})))
    assert codec.renamed(whole, "block")
    out = [codec.text(whole, '{"reason":1}', 0, equal=False), codec.settled(whole, refused=False)]
    codec.read(ServerEvent(json.dumps(done(item))))
    codec.read(ServerEvent(json.dumps(completed(item))))
    raw = b"".join([*out, codec.ending(0, rejected=True), codec.closing(include_usage=True)])
    assert b"EVIL" not in raw
    assert Client().read(raw).items == [{**item, "name": "block", key: '{"reason":1}'}]
    body_codec = ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False)
    body_codec.read_whole(body(item))
    assert body_codec.renamed(whole, "block")
    assert body_codec.body({whole: "x"}, refused=frozenset(), rejected=frozenset({0}))["output"] == [
        {**item, "name": "block", key: "x"}
    ]


@pytest.mark.parametrize(
    "item", [MCP, CODE, EDIT, SEARCH, {"id": "q", "type": "mcp_approval_request", "name": "f", "arguments": "{}"}]
)
def test_what_has_no_tools_name_of_its_own_can_not(item: Json) -> None:
    it = road(OPENING, done(item))
    assert not any(it.codec.renamed(channel, "block") for channel in (*it.gate.channels, Channel(0, "nothing")))


def test_says_that_something_waits() -> None:
    it = road(OPENING, done(call("{}")))
    assert it.codec.holding
    it.send(completed(call("{}"))).end()
    assert not it.codec.holding


# -- what the provider's tools report


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(SEARCH, id="a search"),
        pytest.param(
            {
                "id": "f",
                "type": "file_search_call",
                "status": "completed",
                "queries": ["a (b)"],
                "results": [{"text": "(c)"}],
            },
            id="files",
        ),
        pytest.param({"id": "f", "type": "file_search_call", "status": "completed", "queries": ["plain"]}, id="labels"),
        pytest.param(
            {
                "id": "i",
                "type": "image_generation_call",
                "status": "completed",
                "result": "iVBOR/+=" * 99,
                "revised_prompt": "A cat; asleep",
            },
            id="image",
        ),
        pytest.param(
            {"id": "o", "type": "function_call_output", "call_id": "k", "output": "It (works)\n"}, id="an output"
        ),
        pytest.param(
            {
                "id": "o",
                "type": "function_call_output",
                "call_id": "k",
                "output": [{"type": "input_text", "text": "(x)"}],
            },
            id="an output of parts",
        ),
        pytest.param(
            {
                "id": "l",
                "type": "mcp_list_tools",
                "server_label": "s",
                "tools": [{"name": "f", "description": "Does (this)\n"}],
            },
            id="tools",
        ),
        pytest.param({"id": "c", "type": "compaction", "encrypted_content": "gAAA_-="}, id="compaction"),
        pytest.param({**CODE, "outputs": [{"type": "logs", "logs": "1\n(2)"}]}, id="logs"),
    ],
)
def test_reports_go_on_as_they_came(item: Json) -> None:
    it = road(
        OPENING, added({"id": item["id"], "type": item["type"], "status": "in_progress"}), done(item), completed(item)
    )
    assert it.dropped == []
    assert Client().read(it.end()).items == [item]


def test_words_in_a_shape_of_their_own_go_together_or_not_at_all() -> None:
    raw = road(OPENING, done(SEARCH), completed(SEARCH), rule=refuse("shell=True")).end()
    assert b"shell=True" not in raw
    assert Client().read(raw).items == [{key: value for key, value in SEARCH.items() if key != "action"}]
    it = road(OPENING, done(SEARCH))
    assert it.codec.tool(next(iter(it.gate.channels))) == Tool("web_search_call", "field")


def test_progress_goes_on_renumbered_while_its_item_is_open() -> None:
    place = {"item_id": "ws_1", "output_index": 5}
    image = {
        "type": "response.image_generation_call.partial_image",
        "output_index": 5,
        "partial_image_b64": "iVBO",
        "size": "1024x1024",
    }
    it = road(
        OPENING,
        added({**SEARCH, "status": "in_progress"}, 5),
        {"type": "response.web_search_call.searching", **place},
        image,
    )
    it.send(
        {"type": "response.web_search_call.completed", "item_id": "ws_1"},
        {"type": "response.ping"},
        {"type": "response.x", "output_index": 8},
    )
    it.send(done(SEARCH, 5), completed(SEARCH))
    client = Client().read(it.end())
    assert client.seen[2:6] == [
        "response.web_search_call.searching",
        image["type"],
        "response.web_search_call.completed",
        "response.ping",
    ]
    assert it.dropped == []


def test_a_report_that_is_said_twice_is_taken_once() -> None:
    other = {**SEARCH, "action": {"type": "search", "query": "EVIL (again)"}}
    it = road(OPENING, done(SEARCH), done(other), completed(other))
    assert Client().read(it.end()).items == [SEARCH]


def test_a_voice_and_what_it_says() -> None:
    it = road(
        {"type": "response.audio.delta", "delta": "AAAA"},
        OPENING,
        {"type": "response.audio.transcript.delta", "delta": "Say\n```sh\nEVIL\n```\nHi"},
    )
    it.send(
        {"type": "response.audio.transcript.delta", "delta": ""},
        {"type": "response.audio.done"},
        {"type": "response.audio.transcript.done"},
        completed(),
    )
    client = Client().read(it.end())
    assert client.transcript == "Say\n```sh\nEVIL\n```\nHi"
    assert client.seen[-2:] == ["response.audio.transcript.done", "response.completed"]
    assert it.codec.tool(Channel(0, "audio.transcript")) == Tool("", "field")
    assert road({"type": "response.audio.transcript.delta", "delta": "Hi"}, completed()).codec.complete


# -- annotations and log probabilities


def link(title: str = "It's (here)") -> Json:
    return {"type": "url_citation", "url": "https://a.test/x?y=1", "title": title, "start_index": 0, "end_index": 2}


def cited(annotation: Any, at: int = 0) -> Json:
    return {
        "type": "response.output_text.annotation.added",
        "item_id": "msg_1",
        "output_index": 0,
        "content_index": 0,
        "annotation_index": at,
        "annotation": annotation,
    }


def quoting(text: str, *annotations: Json) -> Json:
    return message("", content=[{"type": "output_text", "text": text, "annotations": list(annotations)}])


@pytest.mark.parametrize(
    ("events", "rule", "kept"),
    [
        pytest.param([cited(link()), cited(link("b"))], keep, [link(), link("b")], id="as they came"),
        pytest.param([cited(link("plain"))], keep, [link("plain")], id="labels only"),
        pytest.param([], keep, [], id="none"),
        pytest.param([cited(link())], refuse("It's"), [], id="refused"),
        pytest.param([cited(link())], refuse("x = 1"), [], id="of text that was rejected"),
        pytest.param([cited(link())], replace("x = 1", "y = 1"), [], id="of text that was changed"),
    ],
)  # fmt: skip
def test_annotations_go_with_the_text_that_they_are_about(events: list[Json], rule: Any, kept: list[Json]) -> None:
    text = "Hi\n```python\nx = 1\n```\nBye"
    item = quoting(text, *(event["annotation"] for event in events))
    it = road(OPENING, added(message("", content=[])), delta(text), *events, done(item), completed(item), rule=rule)
    client = Client().read(it.end())
    assert client.items[0]["content"][0]["annotations"] == kept
    assert client.seen.count("response.output_text.annotation.added") == len(kept)


def test_an_annotation_after_the_end_is_dropped_if_it_has_words() -> None:
    it = road(
        OPENING,
        delta("Hi"),
        cited(link()),
        done(quoting("Hi")),
        cited(link("Too (late)")),
        completed(quoting("Hi", link(), link("b"))),
    )
    assert Client().read(it.end()).items[0]["content"][0]["annotations"] == [link(), link("b")]
    assert it.dropped == ["output_text.annotations (late)"]
    assert it.codec.tool(Channel(0, "output.0.content.0.annotations", ChannelKind.WHOLE)) == Tool(
        "annotations", "field"
    )


def test_an_annotation_that_a_closed_part_gets_later_changes_nothing() -> None:
    parts = [{"type": "output_text", "text": "A", "annotations": [link("b")]}, {"type": "output_text", "text": "B"}]
    it = road(
        OPENING, delta("A"), {"type": "response.output_text.done", "output_index": 0, "text": "A"}, delta("B", part=1)
    )
    client = Client().read(it.send(done(message("", content=parts)), completed()).end())
    assert client.items[0]["content"][0]["annotations"] == []


def probable(*tokens: str) -> list[Json]:
    return [
        {"token": token, "logprob": -0.5, "bytes": [1], "top_logprobs": [{"token": "x", "logprob": -1.0, "bytes": [1]}]}
        for token in tokens
    ]


def test_log_probabilities_go_with_their_text() -> None:
    it = road(
        OPENING,
        added(message("", content=[])),
        delta("Hi", logprobs=probable("Hi")),
        delta(" you", logprobs=probable(" you")),
    )
    assert it.passed == 1
    fence = ["\n", "```python\n", "x = 1\n", "```\n"]
    it.send(*(delta(text, logprobs=probable(text)) for text in fence), delta("end", logprobs=probable("end")))
    text = "Hi you" + "".join(fence) + "end"
    item = message(
        "",
        content=[
            {"type": "output_text", "text": text, "annotations": [], "logprobs": probable("Hi", " you", *fence, "end")}
        ],
    )
    raw = it.send(done(item), completed(item)).end()
    deltas = [obj for name, obj in decoded(raw) if name == "response.output_text.delta"]
    assert [token["token"] for obj in deltas for token in obj["logprobs"]] == ["Hi", " you", *fence, "end"]
    assert Client().read(raw).items == [item]


@pytest.mark.parametrize("rule", [replace("x = 1", "y = 1"), refuse("x = 1")])
def test_log_probabilities_of_text_that_was_changed_are_dropped(rule: Any) -> None:
    tokens = ["Hi\n```python\n", "x = 1\n", "```\nBye", "!"]
    item = message(
        "", content=[{"type": "output_text", "text": "".join(tokens), "annotations": [], "logprobs": probable(*tokens)}]
    )
    it = road(
        OPENING, *(delta(text, logprobs=probable(text)) for text in tokens), done(item), completed(item), rule=rule
    )
    raw = it.end()
    assert b"x = 1" not in raw
    assert Client().read(raw).items[0]["content"][0]["logprobs"] == []


def test_log_probabilities_that_say_something_else_are_dropped_and_named() -> None:
    it = road(
        OPENING,
        delta("Hi", logprobs=probable("EVIL")),
        delta(" you", logprobs=probable("EVIL")),
        delta("", logprobs=[{}]),
    )
    item = message("", content=[{"type": "output_text", "text": "Hi you", "logprobs": probable("EVIL")}])
    raw = it.send(done(item), completed(item)).end()
    assert b"EVIL" not in raw
    assert set(it.dropped) == {"output_text.logprobs"}
    assert b"EVIL" in road(OPENING, delta("Hi", logprobs=probable("EVIL")), completed(), keep_unknown=True).end()
    assert (
        Client().read(road(OPENING, delta("Hi", logprobs={"a": 1}), completed(), keep_unknown=True).end()).text == "Hi"
    )


def test_words_of_ours_take_the_last_log_probabilities_with_them() -> None:
    item = message(
        "", content=[{"type": "output_text", "text": "Hi", "annotations": [link("b")], "logprobs": probable("Hi")}]
    )
    part = Client().read(road(OPENING, done(item), completed(item)).end("Ours.")).items[0]["content"][0]
    assert part == {"type": "output_text", "text": "Hi\n\nOurs.", "annotations": [link("b")], "logprobs": []}


# -- our own words


@pytest.mark.parametrize(
    ("items", "where"),
    [
        pytest.param([message("A")], ["A\n\nOurs."], id="onto the last message"),
        pytest.param([message("A"), call("{}")], ["A\n\nOurs.", None], id="before the call"),
        pytest.param([message("A"), call("{}"), message("B", "b")], ["A\n\nOurs.", None, "B"], id="not after a call"),
        pytest.param([call("{}"), message("B", "b")], ["Ours.", None, "B"], id="a message of our own"),
        pytest.param([message("A"), reasoning("x")], ["A", None, "Ours."], id="not behind what was closed"),
        pytest.param([message("A"), SEARCH], ["A", None, "Ours."], id="nor behind a search"),
        pytest.param(
            [message("", content=[{"type": "refusal", "refusal": "No."}])], [None, "Ours."], id="not onto a refusal"
        ),
        pytest.param([], ["Ours."], id="alone"),
    ],
)
def test_words_of_ours_have_their_place(items: list[Json], where: list[str | None]) -> None:
    client = Client().read(carry(items).end("Ours."))
    said = [item["content"][0].get("text") if item["type"] == "message" else None for item in client.items]
    assert said == where


@pytest.mark.parametrize(
    ("items", "where"),
    [
        pytest.param(
            [message("A"), call("{}"), message("B", "b"), reasoning("x")],
            ["A", None, "B\n\nOurs.", None],
            id="the last message",
        ),
        pytest.param([SEARCH, call("{}")], [None, "Ours.", None], id="before the call"),
        pytest.param(
            [message("", content=[{"type": "refusal", "refusal": "No."}])], [None, "Ours."], id="not onto a refusal"
        ),
        pytest.param([], ["Ours."], id="alone"),
    ],
)
def test_words_of_ours_in_a_whole_answer(items: list[Json], where: list[str | None]) -> None:
    out = Road(ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False)).body(body(*items), "Ours.")
    assert [item["content"][0].get("text") if item["type"] == "message" else None for item in out["output"]] == where
    streamed = Road(ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False))
    streamed.frame(streamed.codec.read_whole(body(*items)))
    assert "Ours." in Client().read(streamed.end("Ours.")).text


def test_words_of_ours_follow_an_item_that_was_stopped() -> None:
    it = road(
        OPENING, {"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": "Hm"}, added(SEARCH, 1)
    )
    it.speak(["Ours."])
    raw = b"".join([*it.out, it.codec.ending(0, rejected=True), it.codec.closing(include_usage=True)])
    client = Client().read(raw)
    assert [item["type"] for item in client.items] == ["reasoning", "web_search_call", "message"]
    assert client.items[1]["status"] == "completed"
    assert (client.response["status"], it.codec.finish(0, rejected=True)) == ("completed", "completed")


# -- ends


def test_an_incomplete_answer_is_incomplete_unless_something_was_rejected() -> None:
    items = [message("A"), call('{"EVIL"', status="incomplete")]
    client = Client().read(carry(items, status="incomplete").end())
    assert (client.ended, client.response["incomplete_details"]) == ("incomplete", {"reason": "max_output_tokens"})
    assert client.items == items
    client = Client().read(carry(items, refuse("EVIL"), status="incomplete").end("No."))
    assert (client.ended, client.response["incomplete_details"]) == ("completed", None)


def test_data_after_the_end_mark_is_nothing() -> None:
    it = road(OPENING, ServerEvent(""), ServerEvent(" [DONE]"))
    assert not it.codec.complete
    assert it.codec.read(ServerEvent("[DONE]")).over


@pytest.mark.parametrize(
    ("events", "last"),
    [
        pytest.param([], "error", id="nothing was sent"),
        pytest.param([OPENING], "response.failed", id="announced"),
        pytest.param(
            [delta("Hi"), added(call("{}"), 1), delta("more", at=2, item="z")], "response.failed", id="in the middle"
        ),
    ],
)
def test_a_failure_ends_the_stream_with_its_reason(events: list[Json], last: str) -> None:
    raw = road(*events).end(error=UpstreamIncomplete("It died."))
    name, obj = decoded(raw)[-1]
    client = Client().read(raw)
    assert name == last
    said = obj if last == "error" else obj["response"]["error"]
    assert (said["code"], said["message"]) == ("upstream_incomplete", "It died.")
    assert "function_call" not in str(client.items)
    assert client.text == ("Himore" if len(events) > 1 else "")


def test_an_item_that_was_cut_says_so() -> None:
    it = road(OPENING, added({**message(""), "content": [], "status": "in_progress"}), delta("Hi"))
    assert Client().read(it.end(error=UpstreamIncomplete("It died."))).items == [
        {**message("Hi"), "status": "incomplete", "content": [{"type": "output_text", "text": "Hi", "annotations": []}]}
    ]


# -- monitor mode


def test_monitor_gives_it_all_as_it_came() -> None:
    events: list[Json] = [
        OPENING,
        {"type": "response.sung.delta", "delta": "EVIL\n"},
        {**delta("EVIL"), "sequence_number": 9, "obfuscation": "x", "logprobs": probable("EVIL")},
        done({**call("EVIL"), "note": "EVIL\n"}, 1),
        completed(message("EVIL"), call("EVIL"), odd="EVIL\n"),
    ]
    it = road(*events, keep_unknown=True, through=True)
    assert [obj for _, obj in decoded(it.end())] == events
    assert it.dropped == []


def test_monitor_says_nothing_twice() -> None:
    events = [OPENING, completed(message("Only here"))]
    assert [
        obj
        for _, obj in decoded(road(*events[:1], ServerEvent(""), *events[1:], keep_unknown=True, through=True).end())
    ] == events


def test_monitor_ends_a_broken_stream_too() -> None:
    raw = road({**OPENING, "sequence_number": 4}, ServerEvent("[DONE]"), keep_unknown=True, through=True).end(
        error=AuditUnavailable("Full.")
    )
    name, obj = decoded(raw)[-1]
    assert (name, obj["sequence_number"], obj["response"]["status"], obj["response"]["output"]) == (
        "response.failed",
        5,
        "failed",
        [],
    )
    stopped = road(OPENING, keep_unknown=True, through=True)
    assert (stopped.codec.ending(0, rejected=False), stopped.codec.closing(include_usage=True)) == (b"", b"")


def test_monitor_gives_a_whole_answer_as_it_came() -> None:
    obj = body(message("EVIL"), {**call("EVIL"), "note": "EVIL\n"}, odd="EVIL\n")
    codec = ResponsesCodec(asked=ASKED, whole=True, keep_unknown=True, through=True)
    assert codec.read_whole(obj).same
    assert codec.body({}, refused=frozenset(), rejected=frozenset()) is obj


# -- whole answers


def test_a_whole_answer_is_put_together_from_what_may_leave() -> None:
    items = [message("Hi\n```python\nEVIL\n```\nBye"), call("EVIL"), call("{}", item="fc_2"), quoting("x", link())]
    codec = ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False)
    it = Road(codec, refuse("EVIL", "It's"))
    out = it.body(body(*items, output_text="EVIL", status="incomplete", incomplete_details={"reason": "x"}))
    assert "EVIL" not in json.dumps(out)
    assert "It's" not in json.dumps(out)
    assert [item["type"] for item in out["output"]] == ["message", "function_call", "message"]
    assert (out["status"], out["incomplete_details"]) == ("completed", None)
    assert out["output_text"].endswith("Byex")
    assert out["usage"]["output_tokens"] == 5


def test_a_call_of_a_whole_answer_that_was_never_ruled_on_stays() -> None:
    codec = ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False)
    codec.read_whole(body(call('{"a":1}'), call("", item="fc_2")))
    out = codec.body({}, refused=frozenset(), rejected=frozenset())
    assert [item["id"] for item in out["output"]] == ["fc_2"]


def test_a_whole_answer_that_is_still_in_progress_is_not_complete() -> None:
    codec = ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False)
    codec.read_whole(body(status="in_progress"))
    assert not codec.complete


CANARY = "import os; os.system('x')\n"


@pytest.mark.parametrize("whole", [pytest.param(True, id="whole"), pytest.param(False, id="streamed")])
@pytest.mark.parametrize(
    ("asked", "said", "shown"),
    [
        pytest.param({"instructions": "Be kind;\n"}, {"instructions": CANARY}, {"instructions": "Be kind;\n"}, id="another-than-was-sent"),
        pytest.param({"instructions": None}, {"instructions": CANARY}, {"instructions": None}, id="null-was-sent"),
        pytest.param({}, {"instructions": CANARY}, {"instructions": None}, id="nothing-was-sent"),
        pytest.param({}, {"tools": [{"type": "function", "description": CANARY}]}, {"tools": []}, id="tools"),
        pytest.param({}, {"tool_choice": {"type": CANARY}}, {"tool_choice": "auto"}, id="tool-choice"),
        pytest.param({}, {"metadata": {CANARY: "x"}}, {"metadata": None}, id="a-key"),
        pytest.param({"metadata": {"a": "b"}}, {"metadata": {"a": "b", "c": CANARY}}, {"metadata": {"a": "b"}}, id="more-than-was-sent"),
        pytest.param({}, {"text": {"format": {"type": "text"}}}, {"text": {"format": {"type": "text"}}}, id="labels"),
        pytest.param({"reasoning": {"effort": "low"}}, {}, {}, id="not-repeated"),
    ],
)  # fmt: skip
def test_what_repeats_the_request_is_the_clients_own(asked: Json, said: Json, shown: Json, *, whole: bool) -> None:
    codec = ResponsesCodec(whole=whole, keep_unknown=False, asked=asked)
    if whole:
        out = Road(codec).body({**HEAD, "instructions": None, "tools": [], "status": "completed", "output": [], **said})
        assert {key: out[key] for key in shown} == shown
        assert "os.system" not in json.dumps(out)
        return
    head = {**HEAD, "instructions": None, "tools": [], "output": [], **said}
    frame = codec.read(ServerEvent(json.dumps({"type": "response.created", "response": head}), "response.created"))
    assert frame.dropped == []
    raw = codec.rest(frame)
    last = codec.read(ServerEvent(json.dumps({"type": "response.completed", "response": head}), "response.completed"))
    assert last.dropped == []
    raw += codec.ending(0, rejected=False) + codec.closing(include_usage=True)
    assert b"os.system" not in raw
    for _, event in decoded(raw):
        response = event.get("response", shown)
        assert {key: response[key] for key in shown} == shown
