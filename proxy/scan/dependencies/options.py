"""The tools that install packages: which of their options take a value, a version or a package.

Source: the manuals of pip 25, uv, poetry, pipenv, conda, npm 11, pnpm, yarn, bun, gem, cargo, go, composer, dotnet, nuget.
Rules for this file: data only. Counterpart: commands.py reads commands with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from proxy.scan.dependencies.naming import COMPOSER, CRATES, GEMS, GO, NPM, NUGET, PYPI


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool's words mean. `first_only`: only the first word names a package, the others are the program's."""

    ecosystem: str
    valued: frozenset[str] = frozenset()
    version_options: frozenset[str] = frozenset()
    package_options: frozenset[str] = frozenset()
    first_only: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PIP = _set(
    "-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url -f --find-links -t --target "
    "--trusted-host --prefix --root "
    "--python --platform --only-binary --no-binary --proxy --cert --client-cert --timeout --retries "
    "--upgrade-strategy --progress-bar "
    "--cache-dir --src --python-version --implementation --abi --report --log --config-settings -C "
    "--exists-action --index --default-index "
    "--group --extra --branch --tag --rev --with --from -p --package --pypi-mirror -G --source -E --extras "
    "--optional --marker --spec "
    "--allow-insecure-host --index-strategy --exclude-newer --python-platform --build-option --global-option "
    "--root-user-action"
)
_NPM = _set(
    "--registry --prefix -C --dir --workspace -w --filter -F --tag --save-prefix --omit --include --cwd "
    "--loglevel --cache --userconfig --https-proxy "
    "--proxy --cafile -p --package --cache-folder --modules-folder --network-timeout --otp"
)
_GEM = _set(
    "-v --version --source -s -i --install-dir -n --bindir -P --trust-policy --group -g -p --http-proxy "
    "--platform --git --github --branch"
)
_CARGO = _set(
    "--version --vers --git --branch --tag --rev --path -F --features --root --registry --index --rename --target "
    "--profile -p --package "
    "--manifest-path -j --jobs --bin --example --config --color --target-dir"
)
_NUGET = _set(
    "-v --version -Version -version -s --source -Source -source -f --framework --package-directory --project -ProjectName -OutputDirectory "
    "-DependencyVersion --add-source --tool-path --configfile -ConfigFile --verbosity -Verbosity -Framework"
)
_CONDA = _set("-c --channel -n --name -p --prefix --file --solver --repodata-fn --override-channels-with")

TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        "pip": Tool(PYPI, _PIP),
        "uv": Tool(PYPI, _PIP),
        "uvtool": Tool(PYPI, _PIP, package_options=_set("--with --from --spec"), first_only=True),
        "poetry": Tool(PYPI, _PIP),
        "pipenv": Tool(PYPI, _PIP),
        "conda": Tool("conda", _CONDA),
        "npm": Tool(NPM, _NPM - {"-p"}),
        "npx": Tool(NPM, _NPM | {"-c", "--call"}, package_options=_set("-p --package"), first_only=True),
        "gem": Tool(GEMS, _GEM, version_options=_set("-v --version")),
        "cargo": Tool(CRATES, _CARGO, version_options=_set("--version --vers")),
        "go": Tool(GO, _set("-modfile -tags -ldflags -gcflags -o -p -mod")),
        "composer": Tool(COMPOSER, _set("-d --working-dir --repository --stability")),
        "create": Tool(COMPOSER, _set("-d --working-dir --repository -s --stability"), first_only=True),
        "nuget": Tool(NUGET, _NUGET, version_options=_set("-v --version -Version -version"), first_only=True),
    }
)
