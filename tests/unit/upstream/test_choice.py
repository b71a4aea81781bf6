"""Which provider serves which entry of model_list."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.errors import ModelNotFound
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
        pytest.param({"model": "anthropic/claude-x"}, ("litellm", "anthropic/claude-x", ""), id="anthropic"),
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
        with pytest.raises(ModelNotFound, match="demo"):
            models.resolve("gpt-y")
    await models.close()


async def test_each_provider_is_made_once_and_closed() -> None:
    entries = [
        ("a", {"model": "openai/a", "api_base": "http://127.0.0.1:9/v1"}),
        ("b", {"model": "anthropic/b"}),
        ("c", {"model": "demo"}),
    ]
    models = models_of(entries, Timeouts(), {})
    made = {name: models.upstream(models.resolve(name)) for name in models.names()}
    assert [type(upstream).__name__ for upstream in made.values()] == [
        "DirectUpstream",
        "LitellmUpstream",
        "DemoUpstream",
    ]
    assert models.upstream(models.resolve("a")) is made["a"]
    await models.close()


def test_near_names_are_told_and_secrets_are_not() -> None:
    models = models_of([("gpt-large", {"model": "demo"}), ("other", {"model": "demo"})], Timeouts(), {})
    with pytest.raises(ModelNotFound, match="gpt-large"):
        models.resolve("gpt-lrge")
    assert str(Secret("k")) == "***"
    assert ANY_MODEL not in models.names()
