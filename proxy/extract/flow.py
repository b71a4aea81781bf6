"""A line of prose on its way out: given on as it comes, but for what may begin something in it.

That are backticks that may open a fence at the line's end, tags of tools, places where bare code may begin, words like a provider's key.
Differs from CommonMark on purpose: "Here it is: ```python" opens where no backtick comes before the run and at most one word behind it. A
tool's tag opens anywhere in a line, as it does for the assistants that look for it, but not where a backtick comes before it.
Rules for this file: pure; no more than starts.MAX_LATE_CHARS are held, or bare.MAX_CANDIDATE_CHARS of a candidate for code, and what is
held is a function of the line. Counterparts: fences.py decides which lines are prose, bare.py what code is.
"""

from __future__ import annotations

import re

from proxy.extract import bare
from proxy.extract.envelopes import Envelopes
from proxy.extract.starts import MAX_OPENER_CHARS, late_run, may_be_late_run

# Starts of provider's keys (gitleaks' and kingfisher's public lists); capitals and digits are looked at whatever they are.
_KEYS = (
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gsk_", "sk-", "sk_", "pk_", "rk_", "xox", "hf_", "npm_", "pypi-",
    "dop_", "eyJ", "ya29", "whsec_", "hvs.",
)  # fmt: skip
_HALVES = sorted({key[:size] for key in _KEYS for size in range(1, len(key))})
_WORD = r"[A-Za-z0-9_]"
_PLACE = re.compile(
    rf"[:|`<]|(?<!{_WORD})(?:[0-9]|[A-Z](?:[A-Z0-9]|\Z|Iza)|{'|'.join(map(re.escape, _KEYS))}|(?:{'|'.join(map(re.escape, _HALVES))})\Z)"
)
_KEY = re.compile(r"[A-Za-z0-9_+/=.~-]*")
_NAME = re.compile(rf"{_WORD}*")
_GIVEN = re.compile(rf"{_WORD}{{1,64}}(=?)")
_LETTER, _DIGIT = re.compile("[A-Za-z]"), re.compile("[0-9]")
_SPACES = re.compile(r"[ \t]*+")
_CODE_TAG = re.compile(r"<(?:code|p|li|td|summary)>", re.IGNORECASE)
_MAX_TAG_CHARS = 128  # of a tool's name in its tag
_TAGS = ("<code>", "<p>", "<li>", "<td>", "<summary>")


class Flow:
    """One line. `whole_head`: the start is kept up to the bound of openers, because a reading must see the line once more.

    `run`: the line before is bare code; `watched` False: what bare code may be in it was told already.
    """

    __slots__ = (
        "_at_place", "_before", "_candidate", "_candidate_chars", "_envelopes", "_head", "_head_chars", "_held", "_ticked", "_watched",
        "_whole_head", "cell", "key", "run", "tool",
    )  # fmt: skip

    def __init__(self, envelopes: Envelopes, *, whole_head: bool, run: bool = False, watched: bool = True) -> None:
        self.tool: str | None = None  # the rest of the line, where a tool begins in it
        self.cell = False  # the candidate begins in a table's cell
        self.key = False  # the candidate begins with what looks like a key, so it is code
        self._held = ""
        self._candidate: list[str] | None = None  # the rest of the line, where code may begin in it
        self._candidate_chars = 0
        self._envelopes = envelopes
        self._ticked = False  # a backtick came that opens nothing
        self._watched = watched
        self.run = run
        self._at_place = watched  # code may begin where the held text does
        self._before = ""  # the last character that has left
        self._whole_head = whole_head
        self._head: list[str] = []
        self._head_chars = 0

    @property
    def head(self) -> str:
        """The line's start: its first piece at least."""
        return "".join(self._head)[:MAX_OPENER_CHARS]

    @property
    def held(self) -> str:
        """What has not left."""
        if self._candidate is None:
            return self._held
        self._candidate = ["".join(self._candidate)]
        return self._candidate[0]

    @property
    def chars(self) -> int:
        """How much has not left."""
        return len(self._held) if self._candidate is None else self._candidate_chars

    @property
    def place(self) -> bool:
        """What is held begins where code may begin."""
        return self._candidate is not None or self._at_place

    @property
    def candidate(self) -> bool:
        """What is held is a candidate for code."""
        return self._candidate is not None

    def feed(self, piece: str) -> str:
        """What of the line may leave."""
        if not self._head or (self._whole_head and self._head_chars < MAX_OPENER_CHARS):
            self._head.append(piece)
            self._head_chars += len(piece)
        if self._candidate is not None:
            self._candidate.append(piece)
            self._candidate_chars += len(piece)
            return ""
        text = self._held + piece if self._held else piece
        at = self._scan(text)
        self._held = "" if self.candidate or self.tool is not None else text[at:]
        if at:
            self._before = text[at - 1]
        return text[:at]

    def hold(self) -> None:
        """Let nothing of the line leave: the code around it says where it ends."""
        self._candidate = []

    def opens(self) -> tuple[int, str] | None:
        """Where the line's end opens a fence: the run's length and the info string."""
        return late_run(self.held) if self._candidate is None else None

    def _scan(self, text: str) -> int:
        """How much of the text may leave."""
        at = 0
        while True:
            if self._at_place:
                run = self.run and not (at or self._before)
                told = bare.promising(text[at : at + bare.MAX_CANDIDATE_CHARS], run=run)
                size = _key_size(text, at)
                # What comes behind a whole key takes no part: the key may have come alone.
                if size is not None and bare.promising(text[at : at + size], run=run) is None:
                    self.key = told = True
                if told is None:
                    return at
                self._at_place = False
                if told:
                    return self._begin(text, at)
            found = self._next(text, at)
            if found is None:
                return len(text)
            where, at = found
            if where:
                return at

    def _next(self, text: str, at: int) -> tuple[bool, int] | None:
        """Go on to the next place of interest: whether to hold from there, and where to look on."""
        while (found := _PLACE.search(text, at)) is not None:
            at = found.start()
            char = text[at]
            if char == "`":
                if not self._ticked:
                    if may_be_late_run(text[at:]):
                        return True, at
                    self._ticked = True
                at += 1
            elif char == "<":
                held = self._tag(text, at)
                if held is not None:
                    return held, at if held else self._behind(text, at)
                at += 1
            elif char in ":|":
                told = self._mark(text, at)
                if told is not None:
                    return told
                at += 1
            else:
                told_word = self._word(text, at)
                if told_word is not None:
                    return told_word
                at = max(at + 1, _end_of_name(text, at))
        return None

    def _behind(self, text: str, at: int) -> int:
        tag = _CODE_TAG.match(text, at)
        self._at_place = True
        return tag.end() if tag else at

    def _tag(self, text: str, at: int) -> bool | None:
        """A tool's tag or one around code: True to hold, False where code may begin behind it, None for neither."""
        if text.startswith("<", at + 1):
            return None
        if not self._ticked:
            end = min(len(text), at + _MAX_TAG_CHARS)
            tick = text.find("`", at, end)
            before = text[at : tick if tick >= 0 else end]
            tag = self._envelopes.tag_in(before, cut=tick < 0 and end == len(text))
            if tag is not None and tag.start == 0:
                if tag.whole:
                    self.tool = text[at:]
                return True
        if not self._watched:
            return None
        if _CODE_TAG.match(text, at):
            return False
        rest = text[at : at + _MAX_TAG_CHARS].lower()
        return True if any(tag.startswith(rest) for tag in _TAGS) else None

    def _mark(self, text: str, at: int) -> tuple[bool, int] | None:
        """A colon or the edge of a table's cell: code may begin behind it."""
        spaces = _SPACES.match(text, at + 1)
        end = spaces.end() if spaces else at + 1
        if not self._watched or (text[at] == ":" and end == at + 1 and end < len(text)):
            return None
        if end == len(text):
            return (True, at) if end - at <= bare.MIN_KEY_CHARS else None
        self._at_place = True
        self.cell = text[at] == "|"
        return False, end

    def _word(self, text: str, at: int) -> tuple[bool, int] | None:
        """A word that may be a key."""
        if not self._watched or (at == 0 and re.match(_WORD, self._before)):
            return None
        if _is_key(text, at):
            self.key = True
            return True, self._begin(text, at)
        end = _end_of_word(text, at)
        if end < len(text):
            return None
        return (True, at) if end - _given(text, at) < bare.MIN_KEY_CHARS else None

    def _begin(self, text: str, at: int) -> int:
        self._candidate = [text[at:]]
        self._candidate_chars = len(text) - at
        return at


def _is_key(text: str, at: int) -> bool:
    """A word of mixed characters, as long as keys are, and not the name of something; or a name and what it is given."""
    return _key_size(text, at) is not None


def _key_size(text: str, at: int) -> int | None:
    """How many characters must have come to tell that a key begins here; None where none does."""
    return next((start - at + bare.MIN_KEY_CHARS for start in (at, _given(text, at)) if _is_mixed(text, start)), None)


def _is_mixed(text: str, at: int) -> bool:
    shown = text[at : at + bare.MIN_KEY_CHARS]
    return (
        _end_of_word(shown, 0) == bare.MIN_KEY_CHARS
        and _DIGIT.search(shown) is not None
        and _LETTER.search(shown) is not None
    )


def _given(text: str, at: int) -> int:
    """Behind the sign in `AWS_ACCESS_KEY_ID=...`; the text's end where the sign may still come; else the word's own start."""
    name = _GIVEN.match(text, at)
    return name.end() if name and (name[1] or name.end() == len(text)) else at


def _end_of_name(text: str, at: int) -> int:
    """Behind a word without what joins words: a path may end with a key."""
    name = _NAME.match(text, at)
    return name.end() if name else at


def _end_of_word(text: str, at: int) -> int:
    word = _KEY.match(text, at)
    return word.end() if word else at
