"""Placeholders out of a text that comes in pieces, wherever it is cut and whatever letters a placeholder ends with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.prompt.placeholders import PREFIX
from proxy.prompt.restoring import Piecewise, Restorer

ENDS = ("c", "cw", "cws", "ck", "8")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("text", ["Use {} for this.", "{}", "{}{}", "{} cw", "c{}c"])
def test_every_cut_of_every_ending(end: str, text: str) -> None:
    placeholder = PREFIX + "b" * (28 - len(end)) + end
    restorer = Restorer({placeholder: "SECRET"})
    told, wanted = text.replace("{}", placeholder), text.replace("{}", "SECRET")
    for cut in range(len(told) + 1):
        piecewise = Piecewise(restorer, json_text=False)
        assert piecewise.feed(told[:cut]) + piecewise.feed(told[cut:]) + piecewise.finish() == wanted


@given(st.lists(st.sampled_from(["c", "w", "s", "k", "b", "x"]), max_size=60).map("".join), st.data())
def test_any_text_in_any_pieces(text: str, data: st.DataObject) -> None:
    restorer = Restorer({PREFIX + "b" * 27 + "c": "ONE", PREFIX + "b" * 28: "TWO"})
    text = text.replace("x", PREFIX + "b" * 27 + "c").replace("kb", PREFIX + "b" * 28)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    piecewise = Piecewise(restorer, json_text=False)
    told = "".join(piecewise.feed(text[start:end]) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))
    assert told + piecewise.finish() == restorer.whole(text)
