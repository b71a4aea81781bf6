"""From `model_list` to deployments: which provider is asked directly, which through litellm, and the demo where there is none.

A key of `litellm_params` that would have no effect is an error: `api_bsae: http://inside/v1` must not send prompts to a public address.
Which protocols a provider speaks is a table; `supported_endpoints` says it of a server that has more or fewer. Where it has a chat, or
Anthropic's messages, litellm makes the others of it.
Rules for this file: pure but for lazy imports. Counterparts: base.py; docs/configuration.md shows the table.
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
    Deployment,
    Models,
    Secret,
    Timeouts,
    Upstream,
)

DEMO_MODEL = "demo"


_ENDPOINTS = {
    "/v1/chat/completions": "chat",
    "/v1/completions": "completions",
    "/v1/fim/completions": "fim",
    "/v1/responses": "responses",
    "/v1/messages": "messages",
    "/v1/messages/count_tokens": "count_tokens",
    "/v1/embeddings": "embeddings",
}
_OPENAI = frozenset({"chat", "completions", "responses", "embeddings"})
_ANY_SERVER = _OPENAI | {"fim"}  # where nobody knows what a server has, it is asked


@dataclass(frozen=True, slots=True)
class _Provider:
    """A provider that is asked directly: the address it publishes, the variables that its key is known by, its protocols."""

    api_base: str = ""
    variables: tuple[str, ...] = ()
    wires: frozenset[str] = _ANY_SERVER
    shape: str = "openai"


# By LiteLLM's prefix of a model.
_DIRECT = {
    "openai": _Provider("https://api.openai.com/v1", ("OPENAI_API_KEY",), _OPENAI),
    "anthropic": _Provider("https://api.anthropic.com/v1", ("ANTHROPIC_API_KEY",), ANTHROPIC_WIRES, "anthropic"),
    "groq": _Provider("https://api.groq.com/openai/v1", ("GROQ_API_KEY",), frozenset({"chat", "responses"})),
    "openrouter": _Provider("https://openrouter.ai/api/v1", ("OPENROUTER_API_KEY",), _OPENAI),
    "deepseek": _Provider("https://api.deepseek.com/v1", ("DEEPSEEK_API_KEY",), frozenset({"chat", "completions"})),
    "mistral": _Provider("https://api.mistral.ai/v1", ("MISTRAL_API_KEY",), frozenset({"chat", "fim", "embeddings"})),
    "xai": _Provider("https://api.x.ai/v1", ("XAI_API_KEY",), frozenset({"chat", "completions", "responses"})),
    "together_ai": _Provider(
        "https://api.together.xyz/v1", ("TOGETHERAI_API_KEY", "TOGETHER_API_KEY"), _OPENAI - {"responses"}
    ),
    "fireworks_ai": _Provider(
        "https://api.fireworks.ai/inference/v1", ("FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY"), _OPENAI
    ),
    "hosted_vllm": _Provider(),
    "openai_like": _Provider(),
    "lm_studio": _Provider(),
}
# Litellm's provider for a chat that is OpenAI's in shape and nobody's in particular: it has no key or address of its own to add, and asks
# no model for the Responses API because of its name.
_PLAIN_CHAT = "hosted_vllm"
_OWN = (
    "model", "api_base", "api_key", "extra_headers", "timeout", "stream_timeout", "supported_endpoints",
    "input_cost_per_token", "output_cost_per_token",
)  # fmt: skip
_ORGANIZATION = "organization"
_SETTABLE = CHAT_FIELDS - {"messages", "stream", "stream_options"}  # these are each request's own
# Without credentials, query or fragment: a path is put behind it, and the key goes in a header of its own.
_VERSION = "/v1"
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
    chosen = entries or _defaults(environ)
    deployments = [deployment_of(name, params, timeouts, environ) for name, params in chosen]
    return Models(deployments, {"direct": _direct, "litellm": _litellm, "demo": _demo})


def _defaults(environ: Mapping[str, str]) -> list[tuple[str, Mapping[str, Any]]]:
    """The entries that stand for none; the variables are those of OpenAI's own SDK, and LiteLLM's older name.

    The demo answers to every name: many assistants ask for models of their own choosing, and the first request should work.
    """
    key = environ.get("OPENAI_API_KEY")
    if not key:
        return [(name, {"model": DEMO_MODEL}) for name in (DEMO_MODEL, ANY_MODEL)]
    base = environ.get("OPENAI_BASE_URL") or environ.get("OPENAI_API_BASE")
    return [(ANY_MODEL, {"model": f"openai/{ANY_MODEL}", "api_base": base, "api_key": key})]


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
    endpoints = params.get("supported_endpoints") or ()
    if model == DEMO_MODEL and not base:
        made = replace(made, provider="demo")
    elif known is not None and (base or known.api_base):
        key = made.api_key or (_from_environment(known, environ or {}) if not base else None)
        wires = known.wires if not base or known.shape == "anthropic" else _ANY_SERVER
        made = replace(made, provider_model=rest, api_base=base or known.api_base, api_key=key, shape=known.shape)
        made = _directly(
            made, wires, endpoints, model if not base or prefix == "anthropic" else f"{_PLAIN_CHAT}/{rest}"
        )
    elif base and not slash:
        made = _directly(made, _ANY_SERVER, endpoints, f"{_PLAIN_CHAT}/{model}")
    elif endpoints:
        message = f"model {name!r}: supported_endpoints is for providers that are asked directly"
        raise SettingsInvalid(message)
    return _checked(made)


def _directly(made: Deployment, wires: frozenset[str], endpoints: Sequence[str], through: str) -> Deployment:
    """The deployment of a provider that is asked directly in its protocols, and through litellm in what can be made of them."""
    if endpoints:
        wires = frozenset(_wire_of(endpoint, made.model_name) for endpoint in endpoints)
    base = made.api_base.rstrip("/")
    basis = "chat"
    if made.shape == "anthropic":
        base, basis = base.removesuffix(_VERSION) + _VERSION, "messages"  # LiteLLM's users write it without the version
    return replace(made, provider="direct", api_base=base, direct=wires, through=through if basis in wires else "")


def _wire_of(endpoint: str, name: str) -> str:
    wire = _ENDPOINTS.get(endpoint)
    if wire is None:
        near = difflib.get_close_matches(endpoint, _ENDPOINTS, n=1, cutoff=0.0)
        known = ", ".join(_ENDPOINTS)
        message = f"model {name!r}: unknown endpoint {endpoint!r} in supported_endpoints. Did you mean {near[0]!r}? (known: {known})"
        raise SettingsInvalid(message)
    return wire


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
    direct = made.provider == "direct" and made.shape == "openai"  # Anthropic's may hold litellm's own keys
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
    if deployment.provider == "direct":
        from proxy.upstream.crossed import CrossedUpstream  # noqa: PLC0415 - as below

        return CrossedUpstream(deployment)
    from proxy.upstream.litellm import LitellmUpstream  # noqa: PLC0415 - seconds of import, only where a model needs it

    return LitellmUpstream(deployment)


def _demo(deployment: Deployment) -> Upstream:
    del deployment  # there is one demo
    from proxy.upstream.demo import DemoUpstream  # noqa: PLC0415 - its answers load where they are asked for

    return DemoUpstream()
