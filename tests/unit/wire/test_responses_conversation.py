"""The codec in the real conversation: the gate, the review, the records and the words of ours around it."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
from typing import Any

import pytest

from proxy.conversation import Conversation
from proxy.errors import ProxyError, UpstreamIncomplete
from proxy.model import Action, Hold, Mode
from proxy.outcome import Bounds
from proxy.policy.bundle import sole
from proxy.policy.schema import Policy
from proxy.review import Review
from proxy.wire.json import dumps
from proxy.wire.responses_request import ResponsesRequest
from proxy.wire.sse import encode
from tests.fakes import POLICY, Given, KeptSink, WordScanners, with_fail
from tests.responses_wire import ASKED, Client, Json, Provider, body, call, custom, decoded, message, reasoning
from tests.road import Prints, Records

MONITOR = dataclasses.replace(POLICY, mode=Mode.MONITOR)
STRICT = with_fail(POLICY, on_unknown_shape=Action.REJECT)
CODE = "Look:\n```python\na = 1\nb = 2\n```\nDone."
ITEMS = [reasoning("Hm."), message(CODE), call('{"code":"a = 1"}'), custom("b = 2"), message("Bye.", "msg_2")]


class Talk:
    """One conversation with everything around it."""

    def __init__(self, policy: Policy = POLICY, *, streamed: bool = True, feedback: bool = False) -> None:
        self.sink = KeptSink()
        review = Review(
            scanners=WordScanners(), recorder=Records(), terms=sole(policy), prints=Prints(), ref="R1", public_url=None
        )
        self.conversation = Conversation(
            review=review, policy=policy, bounds=Bounds(), sink=self.sink, hold=Hold.STATEMENT, feedback=feedback,
            request=ResponsesRequest(ASKED, "m", streamed),
        )  # fmt: skip

    async def stream(self, *parts: bytes | ProxyError) -> bytes:
        await self.conversation.stream(Given(list(parts)))
        return self.sink.body

    async def whole(self, obj: Json) -> bytes:
        await self.conversation.whole(Given([dumps(obj)], streamed=False))
        return self.sink.body


def sent(items: list[Json], **provider: Any) -> list[bytes]:
    return [encode(dumps(event), event["type"]) for event in Provider(items, **provider).events()]


async def test_a_clean_answer_is_equal_however_the_bytes_are_cut() -> None:
    raw = b"".join(sent(ITEMS, cut=lambda text: [text[at : at + 3] for at in range(0, len(text), 3)]))
    dice = random.Random(7)
    for _ in range(40):
        at = sorted({0, len(raw), *(dice.randrange(len(raw)) for _ in range(dice.randrange(30)))})
        talk = Talk()
        client = Client().read(await talk.stream(*(raw[a:b] for a, b in itertools.pairwise(at))))
        assert client.items == ITEMS
        assert client.response == body(*ITEMS)
        assert (talk.conversation.outcome.finish, talk.conversation.outcome.upstream_complete) == ("completed", True)


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("asked", [True, False])
async def test_what_is_refused_never_leaves_and_the_reason_does(streamed: bool, asked: bool) -> None:
    items = [
        message(CODE.replace("b = 2", "EVIL")),
        call('{"code":"EVIL"}'),
        call('{"code":"ok"}', item="fc_2"),
        custom("EVIL"),
    ]
    talk = Talk(streamed=asked)
    raw = await (talk.stream(*sent(items)) if streamed and asked else talk.whole(body(*items)))
    assert b"EVIL" not in raw
    out = Client().read(raw).response if asked else json.loads(raw)
    assert [item["type"] for item in out["output"]] == ["message", "function_call"]
    text = out["output"][0]["content"][0]["text"]
    assert "a = 1\n" in text
    assert text.count("R1") >= 3
    assert (out["status"], talk.conversation.outcome.finish) == ("completed", "completed")


async def test_a_refused_call_tells_the_agent_why_where_it_listens() -> None:
    raw = await Talk(feedback=True).stream(*sent([call('{"code":"EVIL"}'), custom("EVIL")]))
    assert b"EVIL" not in raw
    names = [item.get("name") for item in Client().read(raw).items]
    assert names.count("security_policy_block") == 2


async def test_a_secret_is_redacted_in_text_and_in_arguments() -> None:
    items = [message(CODE.replace("b = 2", 'b = "LEAK"')), call('{"code":"LEAK"}')]
    client = Client().read(await Talk().stream(*sent(items)))
    assert "LEAK" not in json.dumps(client.items[0])


@pytest.mark.parametrize("asked", [True, False])
async def test_monitor_changes_nothing(asked: bool) -> None:
    items = [message(CODE.replace("b = 2", "EVIL")), {**call('{"code":"EVIL"}'), "note": "EVIL\n(x)"}]
    parts = sent(items)
    if asked:
        assert decoded(await Talk(MONITOR).stream(*parts)) == decoded(b"".join(parts))
    assert json.loads(await Talk(MONITOR, streamed=False).whole(body(*items))) == body(*items)
    assert Client().read(await Talk(MONITOR).whole(body(*items))).items == items


async def test_a_strict_policy_stops_at_what_nobody_knows() -> None:
    odd = encode(dumps({"type": "response.sung.delta", "delta": "EVIL"}), "response.sung.delta")
    parts = sent(ITEMS)
    client = Client().read(await Talk(STRICT).stream(*parts[:-3], odd, *parts[-3:]))
    assert client.ended == "completed"
    assert not any("call" in item["type"] for item in client.items)
    assert "response.sung.delta" in client.text


@pytest.mark.parametrize("count", [3, 8, 12, 17, 20])
async def test_a_provider_that_dies_is_told_as_such(count: int) -> None:
    talk = Talk()
    client = Client().read(await talk.stream(*sent(ITEMS)[:count], UpstreamIncomplete("It died.")))
    assert client.ended == "failed"
    assert client.response["error"]["message"] == "It died."
    assert talk.conversation.outcome.error == "upstream_incomplete"


async def test_a_provider_that_dies_before_a_word_is_no_stream() -> None:
    with pytest.raises(UpstreamIncomplete):
        await Talk().stream(b"data: [DONE]\n\n")
