"""Installs real assistants, each into a folder of its own under .tools/clients/, outside of .venv.

    python -m tests.clients.install            what `make test` runs
    python -m tests.clients.install --all      everything
    python -m tests.clients.install pi codex   these

What is installed in the pinned version already costs a look at a file. With --keep-going a failure is written beside the folder, so
that the suite names it and runs the rest. Only the standard library: it runs before anything else is there.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2] / ".tools" / "clients"
PYTHONS = (sys.executable, "python3.12", "python3.11", "python3.13", "python3.10", "python3.14", "python3")
LEAST_NODE = 20
TRIES = 2  # a registry may hiccup once
INSTALL_S = 900


class NotInstalled(Exception):
    """An assistant isn't there; the message says why, and what to do."""


@dataclass(frozen=True)
class Package:
    """An entry of packages.toml."""

    name: str
    default: bool
    pip: tuple[str, ...]
    npm: tuple[str, ...]
    python: tuple[str, str]

    @property
    def folder(self) -> Path:
        return ROOT / self.name

    @property
    def stamp(self) -> str:
        """What the folder must have been made from."""
        return hashlib.sha256(json.dumps([self.pip, self.npm, self.python]).encode()).hexdigest()

    @property
    def installed(self) -> bool:
        return _read(self.folder / ".stamp") == self.stamp

    @property
    def problem(self) -> str:
        """Why its last installation failed, or empty."""
        return _read(ROOT / f"{self.name}.failed")

    def program(self, name: str) -> str:
        """The path of one of its programs. Raises NotInstalled."""
        if not self.installed:
            command = f"python -m tests.clients.install {self.name}"
            raise NotInstalled(f"{self.name} isn't installed; `{command}`. {self.problem}".strip())
        return str(self.folder / ("bin" if self.pip else "node_modules/.bin") / name)


def packages() -> Mapping[str, Package]:
    """What packages.toml lists."""
    entries: dict[str, dict[str, Any]] = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))
    return {
        name: Package(
            name,
            entry.get("default", False),
            tuple(entry.get("pip", ())),
            tuple(entry.get("npm", ())),
            tuple(entry.get("python", ("3.10", "3.14"))),
        )
        for name, entry in entries.items()
    }


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _run(argv: Sequence[str], cwd: Path) -> None:
    """Run an installer. Raises NotInstalled with the end of what it said."""
    try:
        subprocess.run(
            argv, cwd=cwd, check=True, timeout=INSTALL_S, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        said = "\n".join((error.stdout + error.stderr).strip().splitlines()[-12:])
        raise NotInstalled(f"{' '.join(argv[:4])} ... ended with {error.returncode}:\n{said}") from None
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"{' '.join(argv[:4])} ... took more than {INSTALL_S} s") from None


def _python(bounds: tuple[str, str]) -> str:
    """A Python in the bounds that can make an environment. Raises NotInstalled."""
    low, high = (tuple(map(int, bound.split("."))) for bound in bounds)
    check = f"import ensurepip, sys, venv; sys.exit(not {low} <= sys.version_info[:2] <= {high})"
    for name in PYTHONS:
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", check], check=False, capture_output=True).returncode == 0:
            return path
    raise NotInstalled(f"no Python from {bounds[0]} to {bounds[1]} with venv was found (tried: {', '.join(PYTHONS)})")


def node() -> str:
    """The path of a Node.js that is new enough, with npm. Raises NotInstalled."""
    advice = f"install Node.js {LEAST_NODE} or newer with npm, on Debian and Ubuntu: apt-get install nodejs npm"
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        raise NotInstalled(f"node and npm are needed for it; {advice}")
    version = subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < LEAST_NODE:
        raise NotInstalled(f"node is {version}; {advice}")
    return found


def _fill(package: Package) -> None:
    """Make the folder anew."""
    folder = package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if package.pip:
        _run([_python(package.python), "-m", "venv", str(folder)], ROOT)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        _run([*pip, *package.pip], folder)
    if package.npm:
        node()
        (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        _run(["npm", "install", "--no-fund", "--no-audit", "--no-package-lock", *package.npm], folder)


def install(package: Package) -> None:
    """Install where it isn't. Raises NotInstalled."""
    failed = ROOT / f"{package.name}.failed"
    if package.installed:
        return
    failed.unlink(missing_ok=True)
    for left in reversed(range(TRIES)):
        try:
            _fill(package)
            break
        except NotInstalled as error:
            shutil.rmtree(package.folder, ignore_errors=True)
            failed.write_text(str(error), encoding="utf-8")
            if not left:
                raise
    failed.unlink(missing_ok=True)
    (package.folder / ".stamp").write_text(package.stamp, encoding="utf-8")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One installer at a time."""
    ROOT.mkdir(parents=True, exist_ok=True)
    with (ROOT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str]) -> int:
    """Install what is named."""
    known = packages()
    parser = argparse.ArgumentParser(prog="tests.clients.install", description="Install real assistants.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(known)}; none: the default ones")
    parser.add_argument("--all", action="store_true", help="all of them")
    parser.add_argument("--keep-going", action="store_true", help="end well even where one can't be installed")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in known]:
        parser.error(f"unknown: {', '.join(unknown)}; there are: {', '.join(known)}")
    chosen = [package for package in known.values() if asked.all or package.name in asked.names]
    chosen = chosen or [package for package in known.values() if package.default]
    failures = 0
    with _alone(), concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        missing = [package for package in chosen if not package.installed]
        if missing:
            sys.stderr.write(f"Installing assistants: {', '.join(package.name for package in missing)}\n")
        for package, future in [(package, pool.submit(install, package)) for package in missing]:
            try:
                future.result()
            except NotInstalled as error:
                failures += 1
                sys.stderr.write(f"error: {package.name} could not be installed: {error}\n")
    return 0 if asked.keep_going else min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
