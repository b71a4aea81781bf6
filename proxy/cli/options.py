"""Options that several commands share, and the settings they make."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from proxy.policy.bundle import Bundle
    from proxy.settings import Settings

_CONFIG = Path("config.yaml")

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", envvar="CODEWARD_CONFIG", help="Default: config.yaml here, if there is one."),
]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where records, keys and caches live.")]


def settings_of(config: Path | None, data_dir: Path | None, **overrides: object) -> Settings:
    """The settings with the command line's on top (`server__port` is `server.port`). Raises SettingsInvalid."""
    from proxy.settings import load_settings

    dotted: dict[str, object] = {name.replace("__", "."): value for name, value in overrides.items()}
    dotted["data_dir"] = str(data_dir) if data_dir is not None else None
    return load_settings(config_file(config), os.environ, dotted)


def config_file(config: Path | None) -> Path | None:
    """The file that is read: the one that was named, else config.yaml in the working folder, else none."""
    return config if config is not None else _CONFIG if _CONFIG.is_file() else None


def data_dir_of(config: Path | None, data_dir: Path | None) -> Path:
    """Where the state is."""
    return Path(settings_of(config, data_dir).data_dir)


def bundle_of(settings: Settings, tried: str | None = None) -> Bundle:
    """The policies that the settings choose, or those that somebody tries, which need no signature. Raises PolicyInvalid."""
    from proxy.policy.attachments import load_bundle
    from proxy.policy.chosen import chosen_bundle

    return load_bundle(tried) if tried else chosen_bundle(settings.policy)
