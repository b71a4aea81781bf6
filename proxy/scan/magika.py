"""The model that names a text's language: Google's magika, where `codeward[magika]` is installed.

Source: https://github.com/google/magika, Apache-2.0; its model ships inside the wheel, nothing is fetched. One question costs some 8 ms of
CPU, loading 0.3 s and 60 MB: it is loaded by the first text that it is asked about, in the worker that asks, because the runtime starts a
thread and so can't be loaded before workers fork.
Rules for this file: nothing is caught here: what native code of another house raises under a bound of memory, nobody can list.
Counterparts: guessing.py asks, scanner.py goes on without a model that raised.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from typing import Any, Final

from proxy.extract.languages import language_of

MODULE: Final = "magika"
_MAX_BYTES: Final = 16_384  # the model sees a kilobyte of either end of what it is given
_LEAST_SCORE: Final = 0.5
# Its labels that we call otherwise; the rest are Linguist's names and aliases.
_LABELS: Final = {
    "gemfile": "ruby",
    "gemspec": "ruby",
    "ipynb": "json",
    "jsonl": "json",
    "svg": "xml",
    "handlebars": "html",
    "htaccess": "ini",
}
_NO_LANGUAGE: Final = frozenset({"text", "markdown", "diff"})


def installed() -> bool:
    """Whether the extra is there; nothing is imported."""
    return importlib.util.find_spec(MODULE) is not None


class MagikaModel:
    """See the module's docstring."""

    def __init__(self) -> None:
        self._loaded: Any = None

    def language(self, text: str) -> str | None:
        """The canonical name of the language that the model finds likeliest; None where it is none of ours, or it isn't sure."""
        if self._loaded is None:
            self._loaded = _load()
        result = self._loaded.identify_bytes(text[:_MAX_BYTES].encode("utf-8", "replace")[:_MAX_BYTES])
        label = str(result.dl.label)
        name = _LABELS.get(label) or language_of(label)
        return name if float(result.score) >= _LEAST_SCORE and name not in _NO_LANGUAGE else None


def _load() -> Any:  # noqa: ANN401 - the module may not be there
    # numpy's BLAS maps memory for each thread it might use, and the worker's address space is bounded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    module = importlib.import_module(MODULE)
    return module.Magika(prediction_mode=module.PredictionMode.BEST_GUESS)
