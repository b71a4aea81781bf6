"""Which policy holds for a request: an organisation's policies and who each is attached to, under one revision.

A request's policy is made of every attachment that matches it, read from top to bottom. Of those that enforce, the strictest counts for
each finding; those that monitor are recorded beside it. An attachment marked `unsafe_replace` leaves out what stands above it, which is
the one way to be less strict than the rest of the organisation. Where everything that matches monitors, the whole request is monitored.
Rules for this file: pure and total; a bundle never changes, so that a request keeps the revision it began with.
Counterparts: attachments.py reads the file, loader.py the policies, evaluate.py decides with what `Terms.at` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from types import MappingProxyType

from proxy.model import Hold, Mode
from proxy.policy.schema import FAIL_DEFAULTS, Cap, Layer, Policy, Waiving, matches_path
from proxy.policy.sections import FIELDS, OPTIONS, Given, section, strictest

WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True)
class Subject:
    """Who asks, and for what. `sample` places a conversation in 0..99, the same for each of its requests."""

    organisation: str = "default"
    team: str = "default"
    key_id: str = "anonymous"
    model: str = ""
    client: str = ""
    repository: str = ""
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A policy and whom it holds for. Empty conditions hold for everybody; each that is given must match.

    `mode`: instead of the policy's own. `sampling`: the share of conversations, in per cent, in which it enforces; in the rest it monitors.
    `position`: where it stands ("attachments.yaml:4").
    """

    id: str
    policy: Policy
    position: str
    organisations: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    mode: Mode | None = None
    sampling: int = WHOLE
    unsafe_replace: bool = False

    def holds(self, subject: Subject) -> bool:
        """Tell whether it holds for a request; its paths are asked of each block."""
        return (
            _any(self.organisations, subject.organisation)
            and _any(self.teams, subject.team)
            and _any(self.keys, subject.key_id)
            and _any(self.models, subject.model)
            and _any(self.clients, subject.client)
            and _any(self.repositories, subject.repository)
        )

    def mode_for(self, subject: Subject) -> Mode:
        """What it does in this conversation."""
        mode = self.mode or self.policy.mode
        return Mode.MONITOR if subject.sample >= self.sampling else mode

    @property
    def open_to_callers(self) -> tuple[str, ...]:
        """The conditions that hang on what a caller or a model says, and so on their honesty."""
        named = {"clients": self.clients, "repositories": self.repositories, "paths": self.paths}
        return tuple(name for name, globs in named.items() if globs)

    def reaches(self, path: str | None) -> bool:
        """Tell whether it holds for a block with this path; a block without one is under no path."""
        return not self.paths or (path is not None and any(matches_path(glob, path) for glob in self.paths))


def _any(globs: tuple[str, ...], word: str) -> bool:
    folded = word.casefold()
    return not globs or any(fnmatchcase(folded, glob.casefold()) for glob in globs)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who stands behind a bundle: its number, the SHA-256 of what was signed, the id of the key and when."""

    serial: int
    digest: str
    key_id: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything an organisation decided, under one revision. `files` are what it was read from, `signature` what was checked of them."""

    revision: str
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    signature: Signature | None = None

    def resolve(self, subject: Subject, *, cap: Cap | None = None, waivers: Waiving | None = None) -> Terms:
        """What holds for a request. `cap` and `waivers`: what people granted for it."""
        held = tuple(attachment for attachment in self.attachments if attachment.holds(subject))
        return Terms(self.revision, held, subject, cap=cap, waivers=waivers)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The attached policies, each once, in the order of their attachments."""
        return tuple({policy.name: policy for policy in (each.policy for each in self.attachments)}.values())


class InForce:
    """The bundle that new requests begin with. Swapping it touches no request that has begun."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle


def single(policy: Policy) -> Bundle:
    """The bundle of one policy for everybody."""
    files = tuple(layer.source for layer in policy.layers)
    return Bundle(policy.revision, (Attachment(policy.name, policy, "config"),), policy.warnings, files)


def sole(policy: Policy) -> Terms:
    """What holds where one policy holds for everybody."""
    return single(policy).resolve(Subject())


class Terms:
    """What holds for one request, and for each path in its answer. `whole` is what its stream is held and begun with."""

    def __init__(
        self,
        revision: str,
        held: Sequence[Attachment],
        subject: Subject,
        *,
        cap: Cap | None = None,
        waivers: Waiving | None = None,
    ) -> None:
        self.subject = subject
        self.held = tuple(held)
        self._revision = revision
        self._cap = cap
        self._waivers = waivers
        self._made: dict[tuple[int, ...], Policy] = {}
        self.whole = self._combined(tuple(range(len(self.held))), replacing=False)

    def at(self, path: str | None) -> Policy:
        """The policy for a block or a piece of one with this path."""
        reached = tuple(number for number, each in enumerate(self.held) if each.reaches(path))
        if reached not in self._made:
            self._made[reached] = self._combined(reached, replacing=True)
        return self._made[reached]

    def counting(self, path: str | None) -> tuple[Attachment, ...]:
        """The attachments that count for a path, without those that were replaced."""
        return _after_replacing([each for each in self.held if each.reaches(path)])

    def _combined(self, numbers: Sequence[int], *, replacing: bool) -> Policy:
        """Add up attachments. Not `replacing`: what a stream is held with must do for whichever path its blocks turn out to have."""
        reached = [self.held[number] for number in numbers]
        counted = _after_replacing(reached) if replacing else _after_replacing_all(reached)
        enforcing = [each for each in counted if each.mode_for(self.subject) is Mode.ENFORCE]
        watching = [each for each in counted if each.mode_for(self.subject) is Mode.MONITOR]
        if not enforcing:
            return replace(_added(watching, Mode.MONITOR, self._revision), waivers=self._waivers)
        policy = _added(enforcing, Mode.ENFORCE, self._revision)
        shadow = _added(watching, Mode.MONITOR, self._revision) if watching else None
        return replace(policy, shadow=shadow, cap=self._cap, waivers=self._waivers)


def _after_replacing(reached: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """What remains once each `unsafe_replace` has left out what stands above it."""
    last = max((number for number, each in enumerate(reached) if each.unsafe_replace), default=0)
    return tuple(reached[last:])


def _after_replacing_all(reached: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The same where not every block is under the replacing attachment's paths: then what it replaces counts too."""
    last = max((number for number, each in enumerate(reached) if each.unsafe_replace and not each.paths), default=0)
    return tuple(reached[last:])


def _added(attached: Sequence[Attachment], mode: Mode, revision: str) -> Policy:
    """One policy of several: of rules, fail keys and guarding options the strictest, of the rest what the last attachment says."""
    ids = tuple(each.id for each in attached)
    policies = [each.policy for each in attached]
    if not policies:
        return Policy("none", revision, Layer("none", "none"), Mode.MONITOR, attached=ids)
    last = policies[-1]
    if len(policies) == 1:
        return replace(last, mode=mode, revision=revision, attached=ids)
    layer = Layer(last.name, "attachments", parents=tuple(policy.layer for policy in reversed(policies)))
    fail, sources = {}, {}
    for key in FAIL_DEFAULTS:
        ruling = max(reversed(policies), key=lambda policy: policy.fail[key])
        fail[key], sources[key] = ruling.fail[key], ruling.sources.get(key, "")
    hold = next((policy for policy in policies if policy.hold is Hold.BLOCK), last)
    return replace(
        last,
        mode=mode,
        revision=revision,
        layer=layer,
        attached=ids,
        fail=MappingProxyType(fail),
        hold=hold.hold,
        sources=MappingProxyType({**last.sources, **sources, "hold": hold.sources.get("hold", "")}),
        warnings=tuple(dict.fromkeys(warning for policy in policies for warning in policy.warnings)),
        **_sections(policies),  # type: ignore[arg-type]
    )


def _sections(policies: Sequence[Policy]) -> dict[str, object]:
    """The sections of several policies: a key counts as the last policy gives it, a guarding one as the strictest does."""
    made: dict[str, object] = {}
    for name, options in OPTIONS.items():
        values = {}
        for key, option in options.items():
            place = f"{name}.{key}"
            given = [
                Given(getattr(policy.section(name), key), policy.sources[place])
                for policy in reversed(policies)
                if place in policy.sources
            ]
            if given:
                values[place] = strictest(option, given).value
        made[FIELDS.get(name, name)] = section(name, values)
    return made
