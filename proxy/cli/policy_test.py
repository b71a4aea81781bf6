"""`codeward policy test`: the cases beside policies, scanned by the real engines and decided by the real policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from proxy.cli.sources import Located, blocks_of
from proxy.errors import PolicyInvalid

if TYPE_CHECKING:
    from proxy.model import ScanReport
    from proxy.policy.bundle import Bundle
    from proxy.policy.cases import Case, Outcome, Suite
    from proxy.settings import Settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file of cases with the policies it tests."""

    path: Path
    suite: Suite
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case; `failures` is empty where it passed."""

    path: Path
    case: Case
    failures: tuple[str, ...]


def find(place: Path | None) -> list[Path]:
    """The files of cases at a place: a file, all in a folder, or the shipped ones. Raises PolicyInvalid where there are none."""
    from proxy.policy.loader import CASES, shipped_directory

    folder = place or shipped_directory()
    found = [folder] if folder.is_file() else sorted(folder.rglob(f"*{CASES}"))
    if not found:
        message = f"{str(folder)!r} has no files whose names end in {CASES}"
        raise PolicyInvalid(message)
    return found


def load(path: Path) -> Loaded:
    """Read a file of cases and the policies it names. Raises PolicyInvalid."""
    from proxy.policy.attachments import load_bundle
    from proxy.policy.bundle import single
    from proxy.policy.cases import read_suite
    from proxy.policy.loader import load_policy
    from proxy.policy.source import Source

    suite = read_suite(Source.read(path, str(path)))
    beside = path.parent / suite.policy
    if beside.exists():
        return Loaded(path, suite, load_bundle(beside))
    return Loaded(path, suite, single(load_policy(suite.policy, directory=path.parent)))


def run(settings: Settings, loaded: Sequence[Loaded]) -> list[Result]:
    """Scan and decide all cases. Raises ScanUnavailable where the engines don't work."""
    from proxy.cli.verdicts import reports_on
    from proxy.policy.cases import failures

    cases = [(each, case) for each in loaded for case in each.suite.cases]
    blocks = [_blocks(case) for _, case in cases]
    reports = iter(reports_on(settings, [block for some in blocks for block in some], lambda: None))
    results = []
    for (each, case), some in zip(cases, blocks, strict=True):
        outcome = _outcome(each.bundle, case, [(block, next(reports)) for block in some])
        results.append(Result(each.path, case, tuple(failures(case, outcome))))
    return results


def show(results: Sequence[Result]) -> Iterator[str]:
    """The failures, and how many cases passed."""
    failed = [result for result in results if result.failures]
    for result in failed:
        yield f"FAIL  {result.path}:{result.case.position.rpartition(':')[2]}  {result.case.name}"
        yield from (f"      {failure}" for failure in result.failures)
    negatives = sum(result.case.is_negative for result in results)
    yield f"PASS {len(results) - len(failed)}  FAIL {len(failed)}  ({negatives} of the cases say what must not happen)"


def _blocks(case: Case) -> list[Located]:
    from proxy.extract.languages import language_of, language_of_path

    if case.answer:
        return blocks_of(case.answer, case.path or "answer", "markdown")
    language = language_of(case.language) if case.language else language_of_path(case.path or "")
    if case.language and language is None:
        message = f"{case.position}: {case.language!r} is not a language that is known by name"
        raise PolicyInvalid(message)
    return blocks_of(case.code, case.path or "<stdin>", language)


def _outcome(bundle: Bundle, case: Case, seen: Sequence[tuple[Located, ScanReport]]) -> Outcome:
    from dataclasses import replace

    from proxy.model import Action, Mode
    from proxy.policy.cases import Outcome
    from proxy.policy.evaluate import evaluate

    terms = bundle.resolve(case.who)
    action, found = Action.ALLOW, []
    for located, report in seen:
        block = located.block if case.answer else replace(located.block, path=case.path)
        policy = terms.at(block.path)
        decision = evaluate(policy, report, block)
        if policy.mode is Mode.ENFORCE:
            action = max(action, decision.action)
        found += [(r, located.line(r.finding.span.line)) for r in decision.reasons if r.finding is not None]
    return Outcome(action, tuple(found))


def test(settings: Settings, place: Path | None) -> bool:
    """Run and print; True where every case passed."""
    results = run(settings, [load(path) for path in find(place)])
    for line in show(results):
        typer.echo(line)
    return not any(result.failures for result in results)
