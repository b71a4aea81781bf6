"""What keys and teams may use, and have used: a request is admitted before it is asked, and settled with what it came to.

Requests and tokens a minute slide. Tokens a day and a month and money a month are budgets: they are spent to their end, so the request
that is on its way when one runs out may pass it by its own size. Until a request ends it counts as its estimate.
Counters are this process's; budgets are made anew at a start from the records (`restore`).
Rules for this file: nobody is asked and nothing is written. Counterparts: windows.py counts, api/generation.py admits, exchange.py settles.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from proxy.errors import ProxyError, QuotaExceeded, RateLimited
from proxy.identity.windows import MINUTE_S, Tally, Window
from proxy.model import Limits, Principal

MICROS = 1_000_000
_DAY_CHARS, _MONTH_CHARS = len("2026-05-02"), len("2026-05")


@dataclass(frozen=True, slots=True)
class Price:
    """What a token costs, in and out, as LiteLLM's `input_cost_per_token` and `output_cost_per_token` say it."""

    token_in: float = 0.0
    token_out: float = 0.0

    def micros(self, tokens_in: int, tokens_out: int) -> int:
        """Millionths, rounded up: a sum of many small requests must not come to nothing."""
        return math.ceil(round((tokens_in * self.token_in + tokens_out * self.token_out) * MICROS, 6))


@dataclass(frozen=True, slots=True)
class Spent:
    """What one key used on one day (UTC), read back from the records."""

    key_id: str
    team: str
    organisation: str
    day: str
    tokens: int
    cost_micros: int


class _Held(NamedTuple):
    """What is held of one meter: tokens, no more than the limit of a minute; all tokens; millionths."""

    minute: int
    tokens: int
    cost: int


class _Bound(NamedTuple):
    """A key or a team, what bounds it, and what it used."""

    whose: str
    limits: Limits
    meter: _Meter


@dataclass(slots=True)
class _Meter:
    """The counters of one key or one team."""

    requests: Window = field(default_factory=Window)
    tokens: Window = field(default_factory=Window)
    day: Tally = field(default_factory=Tally)
    month: Tally = field(default_factory=Tally)
    cost: Tally = field(default_factory=Tally)

    def hold(self, held: _Held, now: float) -> None:
        """Count a request, and its estimate while it is on its way."""
        self.requests.settle(0, 1, now)
        self.tokens.hold(held.minute)
        self.day.hold(held.tokens)
        self.month.hold(held.tokens)
        self.cost.hold(held.cost)

    def settle(self, held: _Held, tokens: int, cost: int, moment: tuple[float, str]) -> None:
        """Count what a request came to in the place of what was held for it: tokens and millionths."""
        now, today = moment
        self.tokens.settle(held.minute, tokens, now)
        self.day.settle(held.tokens, tokens, today)
        self.month.settle(held.tokens, tokens, today[:_MONTH_CHARS])
        self.cost.settle(held.cost, cost, today[:_MONTH_CHARS])


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request isn't served now: the counter that is full, and when to come back where that is known."""

    whose: str
    limit: str
    words: str
    wait_s: float | None

    def error(self, headers: tuple[tuple[str, str], ...]) -> ProxyError:
        """The error that a client gets."""
        if self.wait_s is None:
            made: ProxyError = QuotaExceeded(f"{self.whose} has used its {self.words}.", param=self.limit)
        else:
            seconds = max(1, math.ceil(self.wait_s))
            message = f"{self.whose} has reached its limit of {self.words}; retry in {seconds} s."
            made = RateLimited(message, param=self.limit, retry_after_s=seconds)
        made.headers = headers
        return made


class Charge:
    """One admitted request. It counts as its estimate until it is settled; leaving it unsettled costs the request alone."""

    def __init__(self, usage: Usage, held: Sequence[tuple[_Meter, _Held]], tokens_in: int) -> None:
        self._usage = usage
        self._held = held
        self._tokens_in = tokens_in
        self.headers: tuple[tuple[str, str], ...] = ()

    def settle(self, entry: str, tokens_in: int, tokens_out: int, chars_out: int) -> tuple[int, int]:
        """Count what a request came to; gives tokens and millionths of money.

        `entry`: the model's name in the configuration. Where the provider didn't count (0 and 0), what came is estimated by its length;
        where nothing came, nothing counts.
        """
        if not (tokens_in or tokens_out) and chars_out:
            tokens_in, tokens_out = self._tokens_in, estimate(chars_out)
        cost = self._usage.price(entry).micros(tokens_in, tokens_out)
        self._settled(tokens_in + tokens_out, cost)
        return tokens_in + tokens_out, cost

    def release(self) -> None:
        """Let go of what is held for a request that came to nothing."""
        self._settled(0, 0)

    def _settled(self, tokens: int, cost: int) -> None:
        held, self._held = self._held, ()
        moment = self._usage.moment()
        for meter, much in held:
            meter.settle(much, tokens, cost, moment)


class Usage:
    """See the module's docstring. `prices`: by the model's name in the configuration."""

    def __init__(
        self,
        prices: Mapping[str, Price] | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._prices = dict(prices or {})
        self._monotonic = monotonic
        self._now = now
        self._meters: dict[tuple[str, str], _Meter] = {}
        self._swept = ""

    def price(self, entry: str) -> Price:
        """A model's price; nothing where none is known."""
        return self._prices.get(entry, Price())

    def moment(self) -> tuple[float, str]:
        """The clock's seconds, and today in UTC."""
        return self._monotonic(), self._now().astimezone(UTC).isoformat()[:_DAY_CHARS]

    @contextmanager
    def admitted(self, principal: Principal, model: str, tokens_in: int, tokens_out: int) -> Iterator[Charge]:
        """A request while it is on its way, with an estimate of its tokens. Raises RateLimited or QuotaExceeded."""
        charge = self.admit(principal, model, tokens_in, tokens_out)
        try:
            yield charge
        finally:
            charge.release()

    def admit(self, principal: Principal, model: str, tokens_in: int, tokens_out: int) -> Charge:
        """Let a request in, or refuse it without counting it. Raises RateLimited or QuotaExceeded."""
        now, today = self.moment()
        self._sweep(today)
        tokens, cost = tokens_in + tokens_out, self.price(model).micros(tokens_in, tokens_out)
        bounds = (
            _Bound(f"The key {principal.key_id!r}", principal.limits, self._meter("key", principal.key_id)),
            _Bound(f"The team {principal.team!r}", principal.team_limits, self._meter("team", _team(principal))),
        )
        refusals = [each for bound in bounds for each in _refusals(bound, tokens, now, today)]
        if refusals:
            # A budget that is used up counts first: to come back in a second wouldn't help.
            worst = max(refusals, key=lambda each: math.inf if each.wait_s is None else each.wait_s)
            raise worst.error(tuple(_headers(bounds, now)))
        # More than fits a minute is held as the minute's limit: it came in because nothing else was there.
        held = [
            (bound.meter, _Held(min(tokens, bound.limits.tokens_per_minute or tokens), tokens, cost))
            for bound in bounds
        ]
        for meter, much in held:
            meter.hold(much, now)
        charge = Charge(self, held, tokens_in)
        charge.headers = tuple(_headers(bounds, now))
        return charge

    def restore(self, spent: Iterable[Spent]) -> None:
        """Count what the records say was used this month; once, at the start."""
        _, today = self.moment()
        for each in spent:
            if each.day[:_MONTH_CHARS] != today[:_MONTH_CHARS]:
                continue
            for meter in (self._meter("key", each.key_id), self._meter("team", f"{each.organisation}/{each.team}")):
                meter.month.settle(0, each.tokens, today[:_MONTH_CHARS])
                meter.cost.settle(0, each.cost_micros, today[:_MONTH_CHARS])
                if each.day == today:
                    meter.day.settle(0, each.tokens, today)

    def since(self) -> str:
        """From when on the records count, as RFC 3339."""
        return f"{self.moment()[1][:_MONTH_CHARS]}-01T00:00:00"

    def _meter(self, kind: str, name: str) -> _Meter:
        return self._meters.setdefault((kind, name), _Meter())

    def _sweep(self, today: str) -> None:
        """Once a day, forget those who used nothing this month and have nothing on its way."""
        if today == self._swept:
            return
        self._swept, month = today, today[:_MONTH_CHARS]
        self._meters = {
            name: meter
            for name, meter in self._meters.items()
            if meter.month.used(month) or meter.requests.used(self._monotonic())
        }


def estimate(chars: int) -> int:
    """Tokens of so much text: four characters each is the usual rule for English and code."""
    return -(-chars // 4)


def _team(principal: Principal) -> str:
    return f"{principal.organisation}/{principal.team}"


def _refusals(bound: _Bound, tokens: int, now: float, today: str) -> Iterator[Refusal]:
    whose, limits, meter = bound
    month = today[:_MONTH_CHARS]
    most = limits.requests_per_minute
    if most and (wait_s := meter.requests.wait_s(1, most, now)):
        yield Refusal(whose, "requests_per_minute", f"{most} requests a minute", wait_s)
    most = limits.tokens_per_minute
    if most and (wait_s := meter.tokens.wait_s(tokens, most, now)):
        yield Refusal(whose, "tokens_per_minute", f"{most} tokens a minute", wait_s)
    if limits.tokens_per_day and meter.day.used(today) >= limits.tokens_per_day:
        yield Refusal(whose, "tokens_per_day", f"{limits.tokens_per_day} tokens of the day (UTC)", None)
    if limits.tokens_per_month and meter.month.used(month) >= limits.tokens_per_month:
        yield Refusal(whose, "tokens_per_month", f"{limits.tokens_per_month} tokens of the month (UTC)", None)
    if limits.cost_per_month and meter.cost.used(month) >= round(limits.cost_per_month * MICROS):
        yield Refusal(whose, "cost_per_month", f"budget of {limits.cost_per_month:g} for the month (UTC)", None)


def _headers(bounds: Iterable[_Bound], now: float) -> Iterator[tuple[str, str]]:
    """OpenAI's x-ratelimit-* headers, of whichever of key and team has less left."""
    for name, field_ in (("requests", "requests_per_minute"), ("tokens", "tokens_per_minute")):
        found = []
        for _, limits, meter in bounds:
            if limit := getattr(limits, field_):
                window: Window = getattr(meter, name)
                found.append((max(0, limit - window.used(now)), limit, min(window.reset_s(now), MINUTE_S)))
        if found:
            left, limit, reset_s = min(found)
            yield f"x-ratelimit-limit-{name}", str(limit)
            yield f"x-ratelimit-remaining-{name}", str(left)
            yield f"x-ratelimit-reset-{name}", f"{reset_s:.3f}s"
