"""What the configuration chooses: the policies, and the tools of an organisation, signed where it asks for that.

Counterparts: settings.py has the section, attachments.py, tools.py and signed.py read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from proxy.extract.tools import Tools
from proxy.policy.attachments import load_bundle
from proxy.policy.bundle import Bundle, Signature
from proxy.policy.tools import load_tools

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Choice(Protocol):
    """The section of the configuration."""

    @property
    def bundle(self) -> str | None:
        """A folder with attachments.yaml, or that file."""

    @property
    def path(self) -> str | None:
        """A policy's file."""

    @property
    def default(self) -> str:
        """A shipped policy's name, where neither is given."""

    @property
    def tools(self) -> str | None:
        """A table of tools."""

    @property
    def signed_by(self) -> Sequence[str]:
        """Files of public keys."""


def place_of(choice: Choice) -> str:
    """Where the policies are: a folder, a file or a shipped policy's name."""
    return choice.bundle or choice.path or choice.default


def chosen_bundle(choice: Choice) -> Bundle:
    """The policies that the configuration names. Raises PolicyInvalid."""
    return load_bundle(place_of(choice), _keys(choice))


def chosen_tools(choice: Choice, accept: Callable[[Signature], None]) -> Tools:
    """The shipped tools and the organisation's. `accept` is asked where they are signed. Raises PolicyInvalid."""
    keys = _keys(choice)
    if choice.tools is None or not keys:
        return load_tools(Path(choice.tools) if choice.tools else None)
    from proxy.policy.signed import folder_of, opened  # noqa: PLC0415 - loads cryptography

    signed = opened(folder_of(place_of(choice)), keys)
    accept(signed.signature)
    return load_tools(Path(choice.tools), signed.read)


def _keys(choice: Choice) -> list[Ed25519PublicKey]:
    if not choice.signed_by:
        return []
    from proxy.policy.signed import public_key  # noqa: PLC0415 - loads cryptography

    return [public_key(Path(name)) for name in choice.signed_by]
