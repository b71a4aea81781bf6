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
from urllib.parse import urlsplit

from proxy.errors import SettingsInvalid
from proxy.upstream.base import (
    ANTHROPIC_WIRES,
    ANY_MODEL,
    CHAT_FIELDS,
    OPENAI_WIRES,
    Deployment,
    Models,
    Secret,
    Timeouts,
    Upstream,
)

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
_ANTHROPIC = _Provider("https://api.anthropic.com/v1", ("ANTHROPIC_API_KEY",))
_OWN = ("model", "api_base", "api_key", "extra_headers", "timeout", "stream_timeout")
_ORGANIZATION = "organization"
_SETTABLE = CHAT_FIELDS - {"messages", "stream", "stream_options"}  # these are each request's own
# Without credentials, query or fragment: a path is put behind it, and the key goes in a header of its own.
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", re.IGNORECASE)
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_HEADER_VALUE = re.compile(r"[\x20-\x7e\t]*")
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
        _secret(params.get("api_key")),
        {key.lower(): str(value) for key, value in (params.get("extra_headers") or {}).items()},
        {key: value for key, value in params.items() if key not in _OWN},
        _bounded(params, timeouts or Timeouts()),
    )
    prefix, slash, rest = model.partition("/")
    known = _DIRECT.get(prefix) if slash else None
    if model == DEMO_MODEL and not base:
        made = replace(made, provider="demo")
    elif known is not None and (base or known.api_base):
        key = made.api_key or (_from_environment(known, environ or {}) if not base else None)
        made = replace(
            made,
            provider="direct",
            provider_model=rest,
            api_base=base or known.api_base,
            api_key=key,
            direct=OPENAI_WIRES,
        )
    elif slash and prefix == "anthropic":
        key = made.api_key or (_from_environment(_ANTHROPIC, environ or {}) if not base else None)
        address = base or _ANTHROPIC.api_base
        made = replace(
            made, provider="direct", shape="anthropic", provider_model=rest, api_base=address, api_key=key,
            direct=ANTHROPIC_WIRES, through=model,
        )  # fmt: skip
    elif base and not slash:
        made = replace(made, provider="direct", direct=OPENAI_WIRES)
    return _checked(made)


def _from_environment(provider: _Provider, environ: Mapping[str, str]) -> Secret | None:
    """A known provider's key, for its own address only: another base must name its key itself."""
    return next((key for variable in provider.variables if (key := _secret(environ.get(variable)))), None)


def _secret(value: object) -> Secret | None:
    """A key without the line break that `$(cat key)` and mounted files like to leave at its end."""
    text = str(value or "").strip()
    return Secret(text) if text else None


def _bounded(params: Mapping[str, Any], timeouts: Timeouts) -> Timeouts:
    """The timeouts with LiteLLM's own of an entry: `timeout` for an answer, `stream_timeout` for its first byte."""
    total_s, first_token_s = params.get("timeout"), params.get("stream_timeout")
    return replace(timeouts, total_s=total_s or timeouts.total_s, first_token_s=first_token_s or timeouts.first_token_s)


def _checked(made: Deployment) -> Deployment:
    """The deployment, once all of it is known to do something. Raises SettingsInvalid."""
    problem = _address_problem(made) or _header_problem(made) or _key_problem(made)
    if problem:
        message = f"model {made.model_name!r}: {problem}"
        raise SettingsInvalid(message)
    if made.provider == "direct" and (organization := made.params.get(_ORGANIZATION)):
        params = {key: value for key, value in made.params.items() if key != _ORGANIZATION}
        return replace(made, headers={**made.headers, "openai-organization": str(organization)}, params=params)
    return made


def _address_problem(made: Deployment) -> str:
    stars = made.model_name.count(ANY_MODEL)
    if stars > 1 or made.provider_model.count(ANY_MODEL) > stars:
        return "a pattern has one '*', and litellm_params.model has one only where model_name has"
    if made.provider == "direct" and not _is_address(made.api_base):
        return "api_base must be an address like https://host/v1, without credentials, query or fragment"
    return ""


def _header_problem(made: Deployment) -> str:
    if made.api_key is not None and not _HEADER_VALUE.fullmatch(made.api_key.value):
        return "api_key holds characters that no header can carry"
    for name, value in made.headers.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            return f"the header {name!r} of extra_headers can't be sent: its name or value isn't printable ASCII"
    return ""


def _key_problem(made: Deployment) -> str:
    """What is said of a key that has no effect; "" where each has one. Litellm knows more keys than we do, so only near misses count."""
    allowed = (*_OWN, _ORGANIZATION)
    direct = made.provider == "direct" and not made.through  # what may go through litellm may hold litellm's own keys
    for key in made.params if made.provider != "demo" else ():
        near = difflib.get_close_matches(key, allowed, n=1, cutoff=_NEAR)
        if key in _SETTABLE or key in allowed or not (direct or near):
            continue
        how = "directly" if direct else "through litellm"
        guess = f"did you mean {near[0]!r}? " if near else ""
        known = f"(known: {', '.join(allowed)} and the fields of the chat API)"
        return f"unknown key {key!r} in litellm_params of a provider that is asked {how}. {guess}{known}"
    return ""


def _is_address(text: str) -> bool:
    try:
        return _ADDRESS.fullmatch(text) is not None and urlsplit(text).port != 0
    except ValueError:  # a port that is none, or half an IPv6 address
        return False


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
