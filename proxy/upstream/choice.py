"""From `model_list` to deployments: which provider is asked directly, which through litellm, and the demo where there is none.

A key of `litellm_params` that would have no effect is an error: `api_bsae: http://inside/v1` must not send prompts to a public address.
Rules for this file: pure but for lazy imports. Counterpart: base.py.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from proxy.errors import SettingsInvalid
from proxy.upstream.base import ANY_MODEL, CHAT_FIELDS, Deployment, Models, Secret, Timeouts, Upstream

DEMO_MODEL = "demo"


@dataclass(frozen=True, slots=True)
class _Provider:
    """An OpenAI-shaped provider: the address it publishes, and the variables that its key is known by."""

    api_base: str = ""
    variables: tuple[str, ...] = ()


# By LiteLLM's prefix of a model.
_DIRECT = {
    "openai": _Provider("https://api.openai.com/v1", ("OPENAI_API_KEY",)),
    "groq": _Provider("https://api.groq.com/openai/v1", ("GROQ_API_KEY",)),
    "openrouter": _Provider("https://openrouter.ai/api/v1", ("OPENROUTER_API_KEY",)),
    "deepseek": _Provider("https://api.deepseek.com/v1", ("DEEPSEEK_API_KEY",)),
    "mistral": _Provider("https://api.mistral.ai/v1", ("MISTRAL_API_KEY",)),
    "xai": _Provider("https://api.x.ai/v1", ("XAI_API_KEY",)),
    "together_ai": _Provider("https://api.together.xyz/v1", ("TOGETHERAI_API_KEY", "TOGETHER_API_KEY")),
    "fireworks_ai": _Provider("https://api.fireworks.ai/inference/v1", ("FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY")),
    "hosted_vllm": _Provider(),
    "openai_like": _Provider(),
    "lm_studio": _Provider(),
}
_OWN = ("model", "api_base", "api_key", "extra_headers", "timeout", "stream_timeout")
_ORGANIZATION = "organization"
_SETTABLE = CHAT_FIELDS - {"messages", "stream", "stream_options"}  # these are each request's own
# Without credentials, query or fragment: a path is put behind it, and the key goes in a header of its own.
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", re.IGNORECASE)
_NEAR = 0.85  # api_kye, api-base, extra_header; but not api_type or base_url, which are litellm's own


def models_of(
    entries: Sequence[tuple[str, Mapping[str, Any]]], timeouts: Timeouts, environ: Mapping[str, str]
) -> Models:
    """The models of the configuration, as (model_name, litellm_params). Raises SettingsInvalid.

    Without any: OpenAI by name where OPENAI_API_KEY is set, else the demo model.
    """
    chosen = entries or [_default(environ)]
    deployments = [deployment_of(name, params, timeouts, environ) for name, params in chosen]
    return Models(deployments, {"direct": _direct, "litellm": _litellm, "demo": _demo})


def _default(environ: Mapping[str, str]) -> tuple[str, Mapping[str, Any]]:
    """The entry that stands for none; the variables are those of OpenAI's own SDK, and LiteLLM's older name."""
    key = environ.get("OPENAI_API_KEY")
    if not key:
        return DEMO_MODEL, {"model": DEMO_MODEL}
    base = environ.get("OPENAI_BASE_URL") or environ.get("OPENAI_API_BASE")
    return ANY_MODEL, {"model": f"openai/{ANY_MODEL}", "api_base": base, "api_key": key}


def deployment_of(
    name: str, params: Mapping[str, Any], timeouts: Timeouts | None = None, environ: Mapping[str, str] | None = None
) -> Deployment:
    """Where one entry of `model_list` is served. Raises SettingsInvalid where a key of it would have no effect."""
    model, base = str(params["model"]), str(params.get("api_base") or "")
    made = Deployment(
        name,
        "litellm",
        model,
        base,
        Secret(str(params["api_key"])) if params.get("api_key") else None,
        {key.lower(): value for key, value in (params.get("extra_headers") or {}).items()},
        {key: value for key, value in params.items() if key not in _OWN},
        _bounded(name, params, timeouts or Timeouts()),
    )
    prefix, slash, rest = model.partition("/")
    known = _DIRECT.get(prefix) if slash else None
    if model == DEMO_MODEL and not base:
        made = replace(made, provider="demo")
    elif known is not None and (base or known.api_base):
        key = made.api_key or (_from_environment(known, environ or {}) if not base else None)
        made = replace(made, provider="direct", provider_model=rest, api_base=base or known.api_base, api_key=key)
    elif base and not slash:
        made = replace(made, provider="direct")
    return _checked(made)


def _from_environment(provider: _Provider, environ: Mapping[str, str]) -> Secret | None:
    """A known provider's key, for its own address only: another base must name its key itself."""
    return next((Secret(environ[variable]) for variable in provider.variables if environ.get(variable)), None)


def _bounded(name: str, params: Mapping[str, Any], timeouts: Timeouts) -> Timeouts:
    """The timeouts with LiteLLM's own of an entry: `timeout` for an answer, `stream_timeout` for its first byte."""
    for key, bound in (("timeout", "total_s"), ("stream_timeout", "first_token_s")):
        value = params.get(key)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            message = f"model {name!r}: {key} must be a number of seconds above 0"
            raise SettingsInvalid(message)
        timeouts = replace(timeouts, **{bound: float(value)})
    return timeouts


def _checked(made: Deployment) -> Deployment:
    """The deployment, once its address is one and each key of it is known to do something."""
    if made.provider == "direct" and not _ADDRESS.fullmatch(made.api_base):
        message = f"model {made.model_name!r}: api_base must be an address like https://host/v1, without credentials, query or fragment"
        raise SettingsInvalid(message)
    allowed = (*_OWN, _ORGANIZATION)
    for key in made.params:
        near = difflib.get_close_matches(key, allowed, n=1, cutoff=_NEAR)
        passes = key in _SETTABLE | {_ORGANIZATION} if made.provider == "direct" else not near or key in allowed
        if made.provider != "demo" and not passes:
            hint = f"did you mean {near[0]!r}? " if near else ""
            message = (
                f"model {made.model_name!r}: unknown key {key!r} in litellm_params of a provider that is asked "
                f"{'directly' if made.provider == 'direct' else 'through litellm'}. "
                f"{hint}(known: {', '.join(allowed)} and the fields of the chat API)"
            )
            raise SettingsInvalid(message)
    if made.provider == "direct" and (organization := made.params.get(_ORGANIZATION)):
        params = {key: value for key, value in made.params.items() if key != _ORGANIZATION}
        return replace(made, headers={**made.headers, "openai-organization": str(organization)}, params=params)
    return made


def _direct(deployment: Deployment) -> Upstream:
    from proxy.upstream.direct import DirectUpstream  # noqa: PLC0415 - aiohttp loads where it is used

    return DirectUpstream(deployment)


def _litellm(deployment: Deployment) -> Upstream:
    from proxy.upstream.litellm import LitellmUpstream  # noqa: PLC0415 - seconds of import, only where a model needs it

    return LitellmUpstream(deployment)


def _demo(deployment: Deployment) -> Upstream:
    del deployment  # there is one demo
    from proxy.upstream.demo import DemoUpstream  # noqa: PLC0415 - its answers load where they are asked for

    return DemoUpstream()
