"""What a package's name is worth a word for, and how loud.

By the shipped lists alone an unknown name says little: it is recorded. With an operator's index it is shown. A name that looks like a
widely used one and is itself unknown is always shown; so is a module of the standard library. "Malicious" is said by an advisory only.
Rules for this file: pure; a message never quotes a name that no public list holds, because any string can stand where a name should.
Counterparts: index.py knows, metadata.py holds the words, engine.py places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from proxy.model import Confidence, Severity
from proxy.scan.dependencies.index import Index
from proxy.scan.dependencies.mentions import Flaw, Mention, Source
from proxy.scan.dependencies.modules import CONFUSED, MODULES
from proxy.scan.dependencies.naming import (
    COMPOSER,
    CRATES,
    FORGES,
    GEMS,
    GO,
    MAVEN,
    NPM,
    NUGET,
    PYPI,
    TITLES,
    module_of,
    normal,
    owner,
    standard,
)
from proxy.scan.dependencies.specs import placeholder
from proxy.scan.dependencies.typos import Kind, Lookalikes
from proxy.scan.dependencies.words import WORDS

_HOSTS: Final = Lookalikes(
    (
        *("github.com", "gitlab.com", "bitbucket.org", "golang.org", "google.golang.org", "gopkg.in", "go.uber.org"),
        *("k8s.io", "cloud.google.com", "go.mongodb.org", "codeberg.org"),
    )
)
_INSTALL: Final = {
    PYPI: "pip install",
    NPM: "npm install",
    GEMS: "gem install",
    CRATES: "cargo add",
    COMPOSER: "composer require",
    NUGET: "dotnet add package",
    GO: "go get",
    MAVEN: "depend on",
}
_SHOWN, _RECORDED = (Severity.MEDIUM, Confidence.MEDIUM), (Severity.LOW, Confidence.LOW)
_FLAWS: Final = {
    "extra-index": _RECORDED,
    "unverified-checksum": _SHOWN,
    "replaced-source": (Severity.LOW, Confidence.MEDIUM),
    "unpinned": (Severity.LOW, Confidence.HIGH),
}
_DOMAINS: Final = ("com", "org", "io", "net", "dev")
_TELLING: Final = 8  # letters of an owner's own name, above which a slip is hardly chance
_FEW: Final = 3  # letters, below which a name says nothing


class Verdict(NamedTuple):
    """A rule (without its engine) and what to say. Empty words: the rule's own."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    fix: str = ""


def flaw_verdict(flaw: Flaw) -> Verdict:
    """What a way of fetching is worth."""
    words = {
        "insecure-index": "Packages are fetched from an index without encryption: anybody on the way can replace them.",
        "insecure-source": "Code is fetched without encryption: anybody on the way can replace it.",
        "unverified-index": "The certificate of a package index isn't checked: anybody on the way can answer in its name.",
        "extra-index": "With a second index a public package of the same name can take the place of a private one.",
        "unverified-checksum": "What is fetched isn't compared with what everybody else gets under that version.",
        "replaced-source": "In the place of this package comes a copy of somebody else's.",
        "unpinned": "The source is a branch: what is fetched changes with it.",
    }
    return Verdict(flaw.rule, *_FLAWS.get(flaw.rule, (Severity.MEDIUM, Confidence.HIGH)), words[flaw.rule])


def verdicts(mention: Mention, index: Index) -> Iterator[Verdict]:
    """What a mention is worth, the weightiest only; and beside it that it has no version."""
    if mention.ecosystem == GO and (slip := _host(mention)) is not None:
        yield slip
        return
    name = normal(mention.ecosystem, mention.name)
    if mention.source is not Source.IMPORT and placeholder(name) and not index.listed(mention.ecosystem, name):
        return
    found = _advised(mention, name, index) or (
        _module(mention, name, index) if _is_module(mention) else _package(mention, name, index)
    )
    if found is not None:
        yield found
    if mention.loose and found is None:
        yield Verdict("unpinned", Severity.LOW, Confidence.HIGH, "The package is named without a version that stays.")


def _is_module(mention: Mention) -> bool:
    return mention.source is Source.IMPORT and mention.ecosystem == PYPI


def _advised(mention: Mention, name: str, index: Index) -> Verdict | None:
    names = dict.fromkeys((name, module_of(name)) if mention.ecosystem == GO else (name,))
    told = [each for one in names for each in index.advisories(mention.ecosystem, one) if each.names(mention.version)]
    if not told:
        return None
    bad = next((each for each in told if each.malicious), None)
    one = bad or told[0]
    # An import says less than an install: a module of one's own may be called so.
    grave = bad is not None and mention.source is not Source.IMPORT
    severity = Severity.HIGH if grave else Severity.MEDIUM
    which = f"This package, `{name}`," if one.always else f"This release of `{name}`"
    return Verdict("advisory", severity, Confidence.HIGH, f"{which} is named in advisory {one.id}.")


def _package(mention: Mention, name: str, index: Index) -> Verdict | None:
    """A package by its own name."""
    ecosystem = mention.ecosystem
    if mention.source is not Source.IMPORT:
        kind = standard(ecosystem, mention.name)
        if kind:
            severity = Severity.MEDIUM if kind == "certain" else Severity.LOW
            message = f"`{name}` comes with the language; a package of that name is somebody else's."
            return Verdict(
                "standard-library",
                severity,
                Confidence.HIGH,
                message,
                f"Leave `{name}` out of the installation and import it.",
            )
        meant = CONFUSED.get(name.replace("-", "_")) if ecosystem == PYPI else None
        if meant is not None and meant != name:
            message = f"`{mention.name}` is the name of a module; the package that brings it is called `{meant}`."
            return Verdict("module-name", *_SHOWN, message, f"pip install {meant}")
    if ecosystem == GO:
        if any(index.known(GO, each) for each in _modules(name)):
            return None
        name = module_of(name)
    if index.listed(ecosystem, name) or name in index.alike(ecosystem):
        return None
    return _alike(mention, name, index) or _alike_owner(mention, name, index) or _unknown(mention, name, index)


def _modules(path: str) -> Iterator[str]:
    """The modules of Go that a package may be of: every beginning of its path."""
    parts = path.split("/")
    return (normal(GO, "/".join(parts[:count])) for count in range(len(parts), 0, -1))


def _alike(mention: Mention, name: str, index: Index) -> Verdict | None:
    likeness = index.alike(mention.ecosystem).like(name)
    if likeness is None or _of_one_owner(mention.ecosystem, name, likeness.target):
        return None
    known = index.known(mention.ecosystem, name)
    quiet = known or likeness.kind is Kind.AFFIX or likeness.weak(name) or name in WORDS
    if mention.source is Source.IMPORT:
        quiet = quiet or likeness.plural(name) or mention.ecosystem == GEMS
    level = _RECORDED if quiet else _SHOWN
    seen = "is" if known else f"is unknown to {_source(index, mention.ecosystem)} and"
    close = "one slip away from" if likeness.kind is Kind.SLIP else "written almost like"
    message = f"The name {seen} {close} the widely used `{likeness.target}`."
    return Verdict("typosquat", *level, message, f"{_INSTALL[mention.ecosystem]} {likeness.target}")


def _of_one_owner(ecosystem: str, one: str, other: str) -> bool:
    """Whether only one can publish both names: then a slip is a mistake, and nobody's trap."""
    return owner(ecosystem, one) != "" and owner(ecosystem, one) == owner(ecosystem, other)


def _alike_owner(mention: Mention, name: str, index: Index) -> Verdict | None:
    """A name whose owner is spelt almost like a well-known one."""
    ecosystem, whose = mention.ecosystem, owner(mention.ecosystem, name)
    owners = index.owners(ecosystem)
    if not whose or whose in owners or (ecosystem == GO and "/" not in whose):
        return None
    target = next((each for each in _swapped(whose) if each in owners), None) if ecosystem == MAVEN else None
    if target is None:
        likeness = owners.like(whose)
        if likeness is None or likeness.kind is not Kind.SLIP or likeness.weak(whose):
            return None
        target = likeness.target
    known = index.known(ecosystem, name)
    long = len(whose.rpartition("/")[2]) >= _TELLING
    seen = "is" if known else f"of this name, which is unknown to {_source(index, ecosystem)}, is"
    message = f"The owner {seen} written almost like the well-known `{target}`."
    return Verdict("typosquat", *(_SHOWN if long and not known else _RECORDED), message, f"A package of {target}")


def _swapped(group: str) -> Iterator[str]:
    """A group of Maven under other top-level domains."""
    first, dot, rest = group.partition(".")
    return (f"{each}.{rest}" for each in _DOMAINS if dot and first in _DOMAINS and each != first)


def _unknown(mention: Mention, name: str, index: Index) -> Verdict | None:
    ecosystem = mention.ecosystem
    if ecosystem not in _INSTALL or len(name) < _FEW or index.known(ecosystem, name):
        return None
    if mention.source is Source.IMPORT and ecosystem == GEMS:
        return None  # a file of the project or of the standard library more often than a gem
    full = index.full(ecosystem)
    if not full and owner(ecosystem, name) in index.owners(ecosystem):
        return None  # the list holds some of what a well-known owner publishes, and nobody else can publish there
    if ecosystem == GO and not (full and name.partition("/")[0] in FORGES):
        return None  # a host of one's own is where one's own modules are
    types = ecosystem == NPM and name.startswith("@types/")
    loud = full and not types and (mention.source is not Source.IMPORT or not (ecosystem == GO or name.startswith("@")))
    level = _SHOWN if loud else _RECORDED
    message = f"The package is unknown to {_source(index, ecosystem)}."
    return Verdict("unknown-package", *level, message)


def _module(mention: Mention, name: str, index: Index) -> Verdict | None:
    """A module of Python: its package may be called otherwise, and it may be the project's own."""
    module = mention.name
    if module in MODULES or any(index.known(PYPI, each) for each in _packages_of(name)):
        return None
    unknown = f"unknown to {_source(index, PYPI)}"
    likeness = index.modules.like(module)
    if likeness is not None and likeness.kind is Kind.SLIP and not module.istitle():
        quiet = likeness.plural(module) or likeness.weak(module) or module in WORDS
        level = _RECORDED if quiet else _SHOWN
        message = f"The module is {unknown} and its name one slip away from the widely used `{likeness.target}`."
        return Verdict("typosquat", *level, message, f"import {likeness.target}")
    severity = Severity.LOW if index.full(PYPI) else Severity.INFO
    message = f"The module is {unknown}: the project's own, or one of a package that is called otherwise."
    return Verdict("unknown-package", severity, Confidence.LOW, message)


def _source(index: Index, ecosystem: str) -> str:
    """What was asked about a name, and of which day it is."""
    what = "the index" if index.full(ecosystem) else "the shipped list"
    return f"{what} of {TITLES[ecosystem]} as of {index.date(ecosystem)}"


def _packages_of(name: str) -> tuple[str, ...]:
    return (name, f"python-{name}", f"py{name}", f"{name}-python", f"{name}-py", f"django-{name}", f"flask-{name}")


def _host(mention: Mention) -> Verdict | None:
    host = mention.name.partition("/")[0].lower()
    likeness = _HOSTS.like(host)
    if likeness is None or likeness.kind is not Kind.SLIP:
        return None
    message = f"The host of this module is one slip away from `{likeness.target}`."
    return Verdict("typosquat", *_SHOWN, message, f"Import it from {likeness.target}")
