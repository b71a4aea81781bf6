"""What a request may come to, guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.api.admission import estimated
from proxy.api.wires import WIRES

BY_PATH = {wire.path: wire for wire in WIRES}


@pytest.mark.parametrize(
    ("more", "tokens"),
    [
        pytest.param({}, 1000, id="unsaid"),
        pytest.param({"max_tokens": 30}, 30, id="said"),
        pytest.param({"max_completion_tokens": 40, "max_tokens": 30}, 40, id="newer-name-first"),
        pytest.param({"max_tokens": 10**12}, 200_000, id="beyond-any-model"),
    ],
)
def test_a_chat(more: dict[str, Any], tokens: int) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "x" * 390}], **more}
    told_in, told_out = estimated(BY_PATH["/chat/completions"].parse(json.dumps(body).encode()))
    assert (97 <= told_in <= 105, told_out) == (True, tokens)


def test_a_picture_counts_in_the_providers_own_way() -> None:
    url = "data:image/png;base64," + "A" * 400_000
    body = {"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}]}
    assert estimated(BY_PATH["/chat/completions"].parse(json.dumps(body).encode()))[0] < 50


def test_counting_costs_nothing_and_an_embedding_has_no_answer() -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    assert estimated(BY_PATH["/messages/count_tokens"].parse(json.dumps(body).encode())) == (0, 0)
    body = {"model": "m", "input": "x" * 400}
    assert estimated(BY_PATH["/embeddings"].parse(json.dumps(body).encode()))[1] == 0
