"""Waivers and the broken glass as they are kept: who may, for how long, and what is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from proxy.errors import RequestInvalid, StateUnavailable
from proxy.model import Action
from proxy.policy.bundle import Subject
from proxy.policy.schema import Cap
from proxy.policy.sections import WaiverTerms
from proxy.relief.asking import found_in
from proxy.relief.desk import Desk
from proxy.relief.glass import GlassCase
from proxy.relief.waivers import Asked, Found, WaiverBook
from proxy.state import State
from tests.unit.policy.test_waivers import FINDING

FOUND = Found("R1", "web", "bandit.B602", "high", "f1", "p1", "acme/x")
ASKED = Asked("snippet", "accepted-risk", "the command is a constant", days=10)
TERMS = WaiverTerms()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> State:
    return State.open(tmp_path, clock)


def _kinds(state: State) -> list[str]:
    return [each.kind for each in state.waiting()]


def _covered(book: WaiverBook, team: str = "web", organisation: str = "default") -> str:
    waivers = book.for_request(organisation, team, "")
    return waivers.covers(FINDING, WaiverTerms()) if waivers else ""


def test_a_waiver_from_its_request_to_its_end(state: State, clock: Clock) -> None:
    book = WaiverBook(state)
    made = book.request(FOUND, ASKED, TERMS, "ann")
    assert (made.id, made.status.value, made.needed, _covered(book)) == ("WVR-1", "requested", 1, "")
    with pytest.raises(RequestInvalid, match="can't approve"):
        book.approve("WVR-1", "ann")
    assert _covered(book) == ""
    approved = book.approve("wvr-1", "bob")
    assert (approved.until, _covered(book), _covered(book, "other")) == ("2026-01-11T00:00:00.000Z", "WVR-1", "")
    with pytest.raises(RequestInvalid, match="nothing waits"):
        book.approve("WVR-1", "carl")
    clock.at += timedelta(days=10)
    assert _covered(book) == ""
    assert (book.tell_expired(), book.tell_expired()) == (1, 0)
    assert _kinds(state) == ["waiver.requested", "waiver.approved", "waiver.expired"]
    assert "constant" not in str([each.body for each in state.waiting()])


def test_a_team_of_another_organisation_is_another_team(state: State) -> None:
    book = WaiverBook(state)
    book.request(Found(**{**_fields(FOUND), "organisation": "shop"}), ASKED, TERMS, "ann")
    book.approve("WVR-1", "bob")
    assert (_covered(book, "web", "shop"), _covered(book, "web", "bank"), _covered(book)) == ("WVR-1", "", "")
    assert [each.body["organisation"] for each in state.waiting()] == ["shop", "shop"]


def test_a_critical_one_takes_two_people(state: State) -> None:
    book = WaiverBook(state)
    book.request(Found(**{**_fields(FOUND), "severity": "critical"}), ASKED, TERMS, "ann")
    assert book.approve("WVR-1", "bob").status.value == "requested"
    assert _covered(book) == ""
    with pytest.raises(RequestInvalid, match="by you already; 2 people"):
        book.approve("WVR-1", "bob")
    assert book.approve("WVR-1", "carl").status.value == "approved"
    assert _covered(book) == "WVR-1"


def test_one_is_denied_ended_or_taken_back(state: State) -> None:
    book = WaiverBook(state)
    for _ in range(3):
        book.request(FOUND, ASKED, TERMS, "ann")
    book.deny("WVR-1", "bob")
    book.end("WVR-2", "ann")
    book.approve("WVR-3", "bob")
    assert _covered(book) == "WVR-3"
    book.end("WVR-3", "bob")
    assert _covered(book) == ""
    assert [waiver.status.value for waiver in book.list()] == ["denied", "ended", "ended"]
    for waiver_id in ("WVR-1", "WVR-2", "WVR-9", "x"):
        with pytest.raises(RequestInvalid):
            book.end(waiver_id, "bob")
    assert book.list("other") == []
    with pytest.raises(RequestInvalid, match="no waiver 'nope'"):
        book.find("nope")


@pytest.mark.parametrize(
    ("asked", "terms", "said"),
    [
        (ASKED, WaiverTerms(allowed=False), "allows no waivers"),
        (Asked("all", "accepted-risk", ASKED.text), TERMS, "no scope 'all'; there are snippet"),
        (Asked("snippet", "because", ASKED.text), TERMS, "no reason 'because'"),
        (Asked("snippet", "accepted-risk", "too   short"), TERMS, "15 to 1000"),
        (Asked("snippet", "fix-later", ASKED.text), TERMS, "needs the ticket"),
        (Asked("snippet", "accepted-risk", ASKED.text, days=91), TERMS, "from 1 to 90 days"),
        (Asked("snippet", "accepted-risk", ASKED.text, "t" * 201), TERMS, "0 to 200"),
        (Asked("snippet", "accepted-risk", f"{ASKED.text}\x1b[2K"), TERMS, "control character"),
        (Asked("snippet", "accepted-risk", f"{ASKED.text}\u202e"), TERMS, "nobody sees"),
        (Asked("snippet", "accepted-risk", f"{ASKED.text}\ud800"), TERMS, "nobody sees"),
        (Asked("snippet", "fix-later", ASKED.text, "T-1\x1b]0;x"), TERMS, "The ticket holds a control character"),
    ],
)
def test_a_request_that_is_wrong_says_what(state: State, asked: Asked, terms: WaiverTerms, said: str) -> None:
    with pytest.raises(RequestInvalid) as raised:
        WaiverBook(state).request(FOUND, asked, terms, "ann")
    assert said in raised.value.message
    assert WaiverBook(state).list() == []


def test_what_people_write_is_kept_on_one_line(state: State) -> None:
    made = WaiverBook(state).request(
        FOUND,
        Asked("snippet", "fix-later", "it is\r\n\u2028mended  \tnext week \U0001f469\u200d\U0001f4bb", " T\n1 "),
        TERMS,
        "ann",
    )
    assert (made.text, made.ticket) == ("it is mended next week \U0001f469\u200d\U0001f4bb", "T 1")


def test_defaults_and_bounds(state: State, monkeypatch: Any) -> None:
    book = WaiverBook(state)
    assert book.request(FOUND, Asked("team", "fix-later", ASKED.text, "T-1"), WaiverTerms(max_days=7), "ann").days == 7
    with pytest.raises(RequestInvalid, match="named no repository"):
        book.request(
            Found(**{**_fields(FOUND), "repository": ""}),
            Asked("repository", "accepted-risk", ASKED.text),
            TERMS,
            "ann",
        )
    monkeypatch.setattr("proxy.relief.waivers._MAX_WAITING", 1)
    with pytest.raises(RequestInvalid, match="wait already"):
        book.request(FOUND, ASKED, TERMS, "ann")


def test_the_glass_caps_some_teams_for_a_while(state: State, clock: Clock) -> None:
    desk = Desk(state)
    desk.glass.smash("pay*", "annotate", "release is on fire", timedelta(hours=2), "ann")
    desk.glass.smash("*", "allow", "release is on fire", timedelta(hours=1), "ann")
    assert desk.cap(Subject(team="payments")) == Cap(Action.ALLOW, "BG-2")
    clock.at += timedelta(hours=1)
    assert desk.cap(Subject(team="payments")) == Cap(Action.ANNOTATE, "BG-1")
    assert desk.cap(Subject(team="web")) is None
    assert [glass.standing("2026-01-01T01:30:00.000Z") for glass in desk.glass.list()] == ["broken", "expired"]
    mended = desk.glass.mend("bg-1", "bob")
    assert (mended, mended.mended) == (desk.glass.list()[0], "2026-01-01T01:00:00.000Z")
    assert desk.cap(Subject(team="payments")) is None
    assert desk.glass.tell_expired() == 1
    assert _kinds(state) == ["glass.broken", "glass.broken", "glass.mended", "glass.expired"]
    with pytest.raises(RequestInvalid, match="No glass"):
        desk.glass.mend("BG-1", "bob")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("*", "reject", "release is on fire", timedelta(hours=1)), "allow or annotate, not 'reject'"),
        (("*", "allow", "short", timedelta(hours=1)), "10 to 500"),
        (("*", "allow", "release is on fire\ud800", timedelta(hours=1)), "nobody sees"),
        (("pay\x1b[2K", "allow", "release is on fire", timedelta(hours=1)), "Name a team"),
        (("*", "allow", "release is on fire", timedelta(hours=73)), "72 hours at most"),
        (("*", "allow", "release is on fire", timedelta()), "72 hours at most"),
        ((" ", "allow", "release is on fire", timedelta(hours=1)), "Name a team"),
    ],
)
def test_a_break_that_is_wrong_says_what(state: State, asked: tuple[str, str, str, timedelta], said: str) -> None:
    with pytest.raises(RequestInvalid) as raised:
        GlassCase(state).smash(*asked, "ann")
    assert said in raised.value.message


def test_what_can_not_be_read_grants_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    desk = Desk(State.open(tmp_path))

    def broken(*_: object) -> object:
        raise StateUnavailable("gone")

    monkeypatch.setattr(desk.waivers_of, "for_request", broken)
    monkeypatch.setattr(desk.glass, "cap", broken)
    assert desk.waivers(Subject()) is None
    assert desk.cap(Subject()) is None


def test_a_finding_is_named_where_there_are_several() -> None:
    one = {"rule": "a.b", "severity": "high", "fingerprint": "1", "action": "reject"}
    two = {"rule": "c.d", "severity": "low", "fingerprint": "2", "action": "annotate"}
    quiet = {"rule": "e.f", "severity": "low", "fingerprint": "3", "action": "allow"}
    opened = {"ref": "R1", "team": "web"}
    assert found_in(opened, [one, quiet], "").rule == "a.b"
    assert found_in(opened, [one, quiet], "e.f").fingerprint == "3"
    with pytest.raises(RequestInvalid, match="name a rule of: a.b, c.d"):
        found_in(opened, [one, two], "")
    with pytest.raises(RequestInvalid, match="has: a.b"):
        found_in(opened, [one], "x.y")


def _fields(found: Found) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Found.__slots__}
