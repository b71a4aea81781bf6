"""Which provider serves which entry of model_list."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.errors import ModelNotFound, SettingsInvalid, WireNotSupported
from proxy.settings import load_settings
from proxy.upstream.base import ANY_MODEL, Secret, Timeouts
from proxy.upstream.choice import deployment_of, models_of


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param({"model": "openai/gpt-x"}, ("direct", "gpt-x", "https://api.openai.com/v1"), id="openai"),
        pytest.param(
            {"model": "openai/gpt-x", "api_base": "http://h/v1"}, ("direct", "gpt-x", "http://h/v1"), id="own-base"
        ),
        pytest.param(
            {"model": "plain", "api_base": "http://h/v1"}, ("direct", "plain", "http://h/v1"), id="plain-with-base"
        ),
        pytest.param({"model": "hosted_vllm/m", "api_base": "http://h/v1"}, ("direct", "m", "http://h/v1"), id="vllm"),
        pytest.param({"model": "hosted_vllm/m"}, ("litellm", "hosted_vllm/m", ""), id="vllm-without-base"),
        pytest.param(
            {"model": "anthropic/claude-x"}, ("direct", "claude-x", "https://api.anthropic.com/v1"), id="anthropic"
        ),
        pytest.param({"model": "gpt-x"}, ("litellm", "gpt-x", ""), id="plain"),
        pytest.param({"model": "demo"}, ("demo", "demo", ""), id="demo"),
    ],
)
def test_deployments(params: dict[str, Any], expected: tuple[str, str, str]) -> None:
    made = deployment_of("name", {**params, "api_key": "sk-1", "extra_headers": {"x": "y"}, "temperature": 1})
    assert (made.provider, made.provider_model, made.api_base) == expected
    assert "sk-1" not in repr(made)


@pytest.mark.parametrize(
    ("environ", "names"),
    [pytest.param({}, ["demo"], id="demo"), pytest.param({"OPENAI_API_KEY": "k"}, [], id="openai")],
)
async def test_without_a_list(environ: dict[str, str], names: list[str]) -> None:
    models = models_of([], Timeouts(), environ)
    assert models.names() == names
    if environ:
        found = models.resolve("gpt-y")
        assert (found.model_name, found.provider_model, found.provider) == ("gpt-y", "gpt-y", "direct")
    else:
        found = models.resolve("gpt-y")  # assistants ask for models of their own choosing
        assert (found.model_name, found.provider_model, found.provider) == ("gpt-y", "demo", "demo")
    await models.close()


async def test_each_provider_is_made_once_and_closed() -> None:
    entries = [
        ("a", {"model": "openai/a", "api_base": "http://127.0.0.1:9/v1"}),
        ("b", {"model": "anthropic/b"}),
        ("c", {"model": "demo"}),
    ]
    models = models_of(entries, Timeouts(), {})
    made = {name: models.upstream(models.resolve(name), "chat") for name in models.names()}
    assert [type(upstream).__name__ for upstream in made.values()] == [
        "DirectUpstream",
        "CrossedUpstream",
        "DemoUpstream",
    ]
    assert models.upstream(models.resolve("a"), "chat") is made["a"]
    await models.close()


def test_near_names_are_told_and_secrets_are_not() -> None:
    models = models_of([("gpt-large", {"model": "demo"}), ("other", {"model": "demo"})], Timeouts(), {})
    with pytest.raises(ModelNotFound, match="gpt-large"):
        models.resolve("gpt-lrge")
    assert str(Secret("k")) == "***"
    assert ANY_MODEL not in models.names()


BASE = {"model": "openai/x", "api_base": "http://h/v1"}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        pytest.param({"model": "openai/x", "api_bsae": "http://inside/v1"}, "unknown key 'api_bsae'.*directly.*did you mean 'api_base'", id="near-miss"),
        pytest.param({"model": "anthropic/x", "api_kye": "k"}, "unknown key 'api_kye'.*through litellm.*did you mean 'api_key'", id="near-miss-of-litellm"),
        pytest.param({**BASE, "rpm": 5}, r"unknown key 'rpm' in litellm_params of a provider that is asked directly. \(known: ", id="no-effect"),
        pytest.param({**BASE, "messages": []}, "unknown key 'messages'", id="each-requests-own"),
        pytest.param({**BASE, "api_base": "inside:8000/v1"}, "api_base must be an address", id="no-scheme"),
        pytest.param({**BASE, "api_base": "https://u:p@h/v1"}, "api_base must be an address", id="credentials"),
        pytest.param({**BASE, "api_base": "https://h/v1?key=k"}, "api_base must be an address", id="query"),
        pytest.param({**BASE, "api_base": "https://h:99999/v1"}, "api_base must be an address", id="port"),
        pytest.param({**BASE, "api_base": "file:///etc/passwd"}, "api_base must be an address", id="file"),
        pytest.param({**BASE, "api_key": "sk-1\nx: y"}, "api_key holds characters that no header can carry", id="key-of-two-lines"),
        pytest.param({**BASE, "extra_headers": {"x": "sk-1\r\ny: z"}}, "the header 'x' of extra_headers can't be sent", id="header-of-two-lines"),
        pytest.param({**BASE, "extra_headers": {"x y": "sk-1"}}, "the header 'x y' of extra_headers", id="header-name"),
        pytest.param({"model": "openai/*"}, "a pattern has one", id="star-only-in-the-model"),
    ],
)  # fmt: skip
def test_what_would_have_no_effect_is_refused(params: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"^model 'name': .*{words}") as caught:
        deployment_of("name", params)
    assert "sk-1" not in caught.value.message


def test_litellm_takes_keys_that_we_do_not_know() -> None:
    made = deployment_of("name", {"model": "bedrock/x", "aws_region_name": "eu-central-1", "organization": "o"})
    assert made.params == {"aws_region_name": "eu-central-1", "organization": "o"}


def test_keys_of_an_entry_end_where_they_have_their_effect() -> None:
    params = {
        **BASE,
        "api_key": " sk-1\n",
        "organization": "o",
        "seed": 7,
        "timeout": 30,
        "stream_timeout": 2.5,
        "extra_headers": {"X-A": 1},
    }
    made = deployment_of("name", params, Timeouts(connect_s=1.0))
    assert made.api_key == Secret("sk-1")
    assert made.headers == {"x-a": "1", "openai-organization": "o"}
    assert made.params == {"seed": 7}
    assert made.timeouts == Timeouts(connect_s=1.0, first_token_s=2.5, total_s=30.0)


@pytest.mark.parametrize(
    ("params", "key"),
    [
        pytest.param({"model": "groq/x"}, "gsk-env", id="known"),
        pytest.param({"model": "groq/x", "api_key": "gsk-own"}, "gsk-own", id="own"),
        pytest.param({"model": "groq/x", "api_base": "http://h/v1"}, None, id="other-address"),
        pytest.param({"model": "xai/x"}, None, id="not-set"),
    ],
)
def test_the_known_variable_of_a_provider_is_its_key(params: dict[str, Any], key: str | None) -> None:
    made = deployment_of("name", params, Timeouts(), {"GROQ_API_KEY": "gsk-env\n"})
    assert made.api_key == (Secret(key) if key else None)


async def test_patterns() -> None:
    entries = [
        ("openai/*", {"model": "openai/*", "api_key": "k"}),
        ("openai/gpt-*", {"model": "openai/gpt-*-turbo", "api_key": "k"}),
        ("one-*", {"model": "demo"}),
        ("openai/named", {"model": "demo"}),
    ]
    models = models_of(entries, Timeouts(), {})
    assert models.names() == ["openai/named"]
    found = {name: models.resolve(name) for name in ("openai/o3", "openai/gpt-4", "one-x", "openai/named")}
    assert {name: (made.model_name, made.provider_model, made.entry) for name, made in found.items()} == {
        "openai/o3": ("openai/o3", "o3", "openai/*"),
        "openai/gpt-4": ("openai/gpt-4", "gpt-4-turbo", "openai/gpt-*"),
        "one-x": ("one-x", "demo", "one-*"),
        "openai/named": ("openai/named", "demo", ""),
    }
    assert models.upstream(found["openai/o3"], "chat") is models.upstream(models.resolve("openai/o4"), "chat")
    assert models.upstream(found["openai/o3"], "chat") is not models.upstream(found["openai/gpt-4"], "chat")
    await models.close()


@pytest.mark.parametrize(
    "model",
    ["openai/*", "*", "openai/", "openai/../x", "openai/https://evil", "openai/x?y", "openai/x y", "openai/\u00e9", "openai/a/b/c/d/e/f", "openai/" + "x" * 300],
)  # fmt: skip
def test_what_a_pattern_does_not_take(model: str) -> None:
    models = models_of([("openai/*", {"model": "openai/*"})], Timeouts(), {})
    with pytest.raises(ModelNotFound, match=r"There is: openai/\*") as caught:
        models.resolve(model)
    assert len(caught.value.message) < 200


def test_a_base_of_the_environment_counts_without_a_list() -> None:
    environ = {"OPENAI_API_KEY": "k", "OPENAI_API_BASE": "http://old/v1"}
    assert models_of([], Timeouts(), environ).resolve("x").api_base == "http://old/v1"
    assert (
        models_of([], Timeouts(), {**environ, "OPENAI_BASE_URL": "http://new/v1"}).resolve("x").api_base
        == "http://new/v1"
    )


OPENAI = {"chat", "completions", "responses", "embeddings"}
CHAT, MESSAGES = "/v1/chat/completions", "/v1/messages"


@pytest.mark.parametrize(
    ("params", "direct", "through"),
    [
        pytest.param({"model": "openai/x"}, OPENAI, "openai/x", id="openai"),
        pytest.param(BASE, OPENAI | {"fim"}, "hosted_vllm/x", id="own-address"),
        pytest.param({"model": "x", "api_base": "http://h/v1"}, OPENAI | {"fim"}, "hosted_vllm/x", id="bare"),
        pytest.param({"model": "groq/x"}, {"chat", "responses"}, "groq/x", id="groq"),
        pytest.param({"model": "anthropic/x"}, {"messages", "count_tokens"}, "anthropic/x", id="anthropic"),
        pytest.param({**BASE, "supported_endpoints": [CHAT]}, {"chat"}, "hosted_vllm/x", id="chat-only"),
        pytest.param(
            {**BASE, "supported_endpoints": [CHAT, MESSAGES]}, {"chat", "messages"}, "hosted_vllm/x", id="both"
        ),
        pytest.param({**BASE, "supported_endpoints": ["/v1/embeddings"]}, {"embeddings"}, "", id="no-chat"),
        pytest.param(
            {"model": "anthropic/x", "supported_endpoints": [CHAT]}, {"chat"}, "", id="anthropic-without-messages"
        ),
    ],
)
def test_which_protocols_are_asked_directly(params: dict[str, Any], direct: set[str], through: str) -> None:
    made = deployment_of("name", params)
    assert (set(made.direct), made.through) == (direct, through)
    for wire in ("chat", "messages", "responses", "completions", "count_tokens"):
        if wire in direct:
            assert made.model_for(wire) == "x"
        elif through:
            assert made.model_for(wire) == through
        else:
            with pytest.raises(WireNotSupported, match=f"it can in: {', '.join(sorted(direct))}[.]$"):
                made.model_for(wire)
    if "fim" not in direct:
        with pytest.raises(WireNotSupported, match="it can in: "):
            made.model_for("fim")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        pytest.param({**BASE, "supported_endpoints": ["/v1/chat"]}, "unknown endpoint '/v1/chat'.*Did you mean '/v1/chat/completions'", id="unknown"),
        pytest.param({"model": "bedrock/x", "supported_endpoints": [CHAT]}, "supported_endpoints is for providers that are asked directly", id="no-effect"),
    ],
)  # fmt: skip
def test_endpoints_that_are_none(params: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"^model 'name': {words}"):
        deployment_of("name", params)


@pytest.mark.parametrize("base", ["http://h", "http://h/", "http://h/v1", "http://h/v1/"])
def test_an_address_of_anthropics_shape_needs_no_version(base: str) -> None:
    assert deployment_of("name", {"model": "anthropic/x", "api_base": base}).api_base == "http://h/v1"


def test_endpoints_stand_where_litellm_has_them() -> None:
    entry = {"model_name": "m", "litellm_params": BASE, "model_info": {"supported_endpoints": [CHAT]}}
    (made,) = load_settings(None, {}, {"model_list": [entry]}).model_list
    assert deployment_of(made.model_name, made.litellm_params.model_dump()).direct == {"chat"}
    with pytest.raises(SettingsInvalid, match="model_info.supported_endpoint"):
        load_settings(None, {}, {"model_list": [{**entry, "model_info": {"supported_endpoint": [CHAT]}}]})


async def test_a_pattern_crosses_with_the_name_that_was_asked_for() -> None:
    models = models_of([("local/*", {"model": "openai/*", "api_base": "http://127.0.0.1:9/v1"})], Timeouts(), {})
    found = models.resolve("local/qwen")
    assert (found.model_for("chat"), found.model_for("messages")) == ("qwen", "hosted_vllm/qwen")
    assert models.upstream(found, "chat") is not models.upstream(found, "messages")
    assert models.upstream(found, "messages") is models.upstream(models.resolve("local/other"), "count_tokens")
    await models.close()
