"""From `model_list` to deployments: which provider is asked directly, which through litellm, and the demo where there is none.

Rules for this file: pure but for lazy imports. Counterpart: base.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proxy.upstream.base import ANY_MODEL, Deployment, Models, Secret, Timeouts, Upstream

DEMO_MODEL = "demo"
# OpenAI-shaped providers by LiteLLM's prefix, with the address each publishes.
_DIRECT = {
    "openai": "https://api.openai.com/v1",
    "groq": "https://api.groq.com/openai/v1",
    "openrouter": "https://openrouter.ai/api/v1",
    "deepseek": "https://api.deepseek.com/v1",
    "mistral": "https://api.mistral.ai/v1",
    "xai": "https://api.x.ai/v1",
    "together_ai": "https://api.together.xyz/v1",
    "fireworks_ai": "https://api.fireworks.ai/inference/v1",
    "hosted_vllm": "",
    "openai_like": "",
    "lm_studio": "",
    "text-completion-openai": "",
}
_OWN = frozenset({"model", "api_base", "api_key", "extra_headers"})


def models_of(
    entries: Sequence[tuple[str, Mapping[str, Any]]], timeouts: Timeouts, environ: Mapping[str, str]
) -> Models:
    """The models of the configuration, as (model_name, litellm_params).

    Without any: OpenAI by name where OPENAI_API_KEY is set, else the demo model.
    """
    deployments = [deployment_of(name, params) for name, params in entries]
    if not deployments:
        key = environ.get("OPENAI_API_KEY")
        base = environ.get("OPENAI_API_BASE") or _DIRECT["openai"]
        deployments = (
            [Deployment(ANY_MODEL, "direct", ANY_MODEL, base, Secret(key))]
            if key
            else [Deployment(DEMO_MODEL, "demo", DEMO_MODEL)]
        )
    return Models(
        deployments,
        {
            "direct": lambda deployment: _direct(deployment, timeouts),
            "litellm": lambda deployment: _litellm(deployment, timeouts),
            "demo": lambda _deployment: _demo(),
        },
    )


def deployment_of(name: str, params: Mapping[str, Any]) -> Deployment:
    """Where one entry of `model_list` is served."""
    model, base = str(params["model"]), str(params.get("api_base") or "")
    prefix, slash, rest = model.partition("/")
    key = Secret(str(params["api_key"])) if params.get("api_key") else None
    headers = dict(params.get("extra_headers") or {})
    extra = {key_: value for key_, value in params.items() if key_ not in _OWN}
    if model == DEMO_MODEL and not base:
        return Deployment(name, "demo", DEMO_MODEL)
    if slash and (base or _DIRECT.get(prefix)) and prefix in _DIRECT:
        return Deployment(name, "direct", rest, base or _DIRECT[prefix], key, headers, extra)
    if not slash and base:
        return Deployment(name, "direct", model, base, key, headers, extra)
    return Deployment(name, "litellm", model, base, key, headers, extra)


def _direct(deployment: Deployment, timeouts: Timeouts) -> Upstream:
    from proxy.upstream.direct import DirectUpstream  # noqa: PLC0415 - aiohttp loads where it is used

    return DirectUpstream(deployment, timeouts)


def _litellm(deployment: Deployment, timeouts: Timeouts) -> Upstream:
    from proxy.upstream.litellm import LitellmUpstream  # noqa: PLC0415 - seconds of import, only where a model needs it

    return LitellmUpstream(deployment, timeouts)


def _demo() -> Upstream:
    from proxy.upstream.demo import DemoUpstream  # noqa: PLC0415 - its answers load where they are asked for

    return DemoUpstream()
