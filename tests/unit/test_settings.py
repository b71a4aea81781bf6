"""Settings: where values come from, and how mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import SettingsInvalid
from proxy.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]


def _load(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> Settings:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, environ or {})


def test_defaults_hold_without_a_file() -> None:
    settings = load_settings(None, {})
    assert (settings.server.host, settings.server.port, settings.data_dir) == ("127.0.0.1", 8080, "./data")
    assert settings.policy.default == "baseline"


def test_an_empty_file_is_no_settings(tmp_path: Path) -> None:
    assert _load(tmp_path, "# nothing\n") == Settings()


def test_the_order_is_file_environment_command_line(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("server: {port: 1000, host: 127.0.0.2}\ndata_dir: /a\n", encoding="utf-8")
    environ = {"CODEWARD_SERVER__PORT": "2000", "CODEWARD_DATA_DIR": "/b", "CODEWARD_SECRET_KEY": "x", "OTHER": "y"}
    settings = load_settings(path, environ, {"server.port": 3000, "server.host": None})
    assert (settings.server.port, settings.server.host, settings.data_dir) == (3000, "127.0.0.2", "/b")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("CODEWARD_SCAN__WORKERS", "3", 3, id="number"),
        pytest.param("CODEWARD_SERVER__PUBLIC_URL", "https://x", "https://x", id="text"),
        pytest.param("CODEWARD_SERVER__PUBLIC_URL", "null", None, id="null"),
        pytest.param("CODEWARD_POLICY__DEFAULT", "on", "on", id="word-that-yaml-takes-for-true"),
        pytest.param("CODEWARD_LIMITS__IDLE_TIMEOUT_S", "1.5", 1.5, id="seconds"),
        pytest.param("CODEWARD_KEYS", '[{"id": "a", "hash": "h"}]', None, id="list"),
    ],
)
def test_values_of_the_environment(name: str, value: str, expected: object) -> None:
    settings = load_settings(None, {name: value})
    section, _, key = name.removeprefix("CODEWARD_").lower().partition("__")
    found = getattr(getattr(settings, section), key) if key else None
    assert found == expected
    if not key:
        assert settings.keys[0].id == "a"


@pytest.mark.parametrize("word", ["2026-01-02", "2026-13-45"])
def test_what_looks_like_a_date_is_text(tmp_path: Path, word: str) -> None:
    assert _load(tmp_path, f"data_dir: {word}\n").data_dir == word


def test_a_folder_may_be_named_by_a_number() -> None:
    assert load_settings(None, {"CODEWARD_DATA_DIR": "2026"}).data_dir == "2026"


def test_a_section_may_be_a_mapping() -> None:
    assert load_settings(None, {"CODEWARD_SERVER": "{port: 9000}"}).server.port == 9000
    assert load_settings(None, {"CODEWARD_SERVER": "{port: 9000}", "CODEWARD_SERVER__HOST": "::1"}).server.host == "::1"


def test_named_secrets_are_taken_from_the_environment(tmp_path: Path) -> None:
    text = (
        "model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: os.environ/K, temperature: 0}\n"
    )
    assert _load(tmp_path, text, {"K": "sk-1"}).model_list[0].litellm_params.api_key == "sk-1"
    with pytest.raises(SettingsInvalid, match="model 'm': api_key names the environment variable K, which is not set"):
        _load(tmp_path, text)


def test_named_secrets_may_stand_deeper(tmp_path: Path) -> None:
    text = "model_list: [{model_name: m, litellm_params: {model: x, extra_headers: {x-key: os.environ/K}}}]\n"
    params = _load(tmp_path, text, {"K": "sk-1"}).model_list[0].litellm_params
    assert params.extra_headers == {"x-key": "sk-1"}
    with pytest.raises(SettingsInvalid, match="model 'm': extra_headers.x-key names the environment variable K"):
        _load(tmp_path, text)


def test_a_model_stands_once(tmp_path: Path) -> None:
    entry = "  - {model_name: m, litellm_params: {model: demo}}\n"
    with pytest.raises(SettingsInvalid, match="model 'm' stands twice in model_list"):
        _load(tmp_path, "model_list:\n" + entry * 2)


SECRET = "sk-" + "planted0123456789"


def test_settings_show_no_secret(tmp_path: Path) -> None:
    text = f"model_list: [{{model_name: m, litellm_params: {{model: x, api_key: {SECRET}, aws_secret_access_key: {SECRET}}}}}]\n"
    settings = _load(tmp_path, text)
    assert settings.model_list[0].litellm_params.api_key == SECRET
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    "params",
    [
        pytest.param(f"model: x, api_key: [{SECRET}]", id="wrong-type"),
        pytest.param(f"model: x, api_key: {SECRET}, api_key: {SECRET}", id="twice"),
        pytest.param(f"model: x, extra_headers: {{authorization: [{SECRET}]}}", id="header"),
        pytest.param(f"model: x, api_key: !python/{SECRET} {SECRET}", id="tag"),
        pytest.param(f"api_key: {SECRET}", id="no-model"),
        pytest.param(f"model: x, api_key: {SECRET}, timeout: 0", id="no-time"),
        pytest.param(f"model: x, stream_timeout: {SECRET}", id="no-number"),
    ],
)
def test_mistakes_show_no_secret(tmp_path: Path, params: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        _load(tmp_path, f"model_list:\n  - model_name: m\n    litellm_params: {{{params}}}\n")
    assert SECRET not in caught.value.message
    assert "config.yaml:3:" in caught.value.message
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(None, {"CODEWARD_MODEL_LIST": f"[{{model_name: m, litellm_params: {{{params}}}}}]"})
    assert SECRET not in caught.value.message
    assert "CODEWARD_MODEL_LIST" in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"model_list:\n  - model_name: m\n    api_key: {SECRET}\n    litellm_params: {{model: x}}\n", id="beside-its-section"),
        pytest.param(f"api_key: {SECRET}\n", id="at-the-top"),
        pytest.param(f"server: {{api_key: {SECRET}, prot: 1}}\n", id="in-another-section"),
        pytest.param(f"server: {{port: many, x: {SECRET}}}\n", id="after-a-mistake-in-the-line"),
        pytest.param(f"{{model_list: [{{model_name: m, litellm_params: {{api_key: {SECRET}, model: x}}}}], sever: 1}}\n", id="one-line"),
        pytest.param(f"model_list:\n  - model_name: m\n    litellm_params:\n      api_key: *{SECRET}\n", id="looks-like-an-alias"),
        pytest.param(f"model_list:\n  - model_name: m\n    litellm_params:\n      api_key: !{SECRET}!x y\n", id="looks-like-a-tag-handle"),
        pytest.param(f"model_list:\n  - model_name: m\n    litellm_params:\n      api_key: |\n        {SECRET}\n    bad: [\n", id="no-yaml"),
        pytest.param(f"model_list:\n  - model_name: m\n    litellm_params:\n      api_key: '{SECRET}\x07'\n", id="control-character"),
        pytest.param(f"keys:\n  - id: a\n    hash: [{SECRET}]\n", id="key-for-a-hash"),
    ],
)  # fmt: skip
def test_mistakes_nearby_show_no_secret(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        _load(tmp_path, text)
    assert SECRET not in caught.value.message
    assert "config.yaml:" in caught.value.message


def test_a_mistake_elsewhere_shows_its_line(tmp_path: Path) -> None:
    text = "model_list:\n  - model_name: m\n    litellm_params:\n      model: x\n      api_key: |\n        k\nserver:\n  port: many # x\n"
    with pytest.raises(SettingsInvalid) as caught:
        _load(tmp_path, text)
    assert caught.value.message.splitlines()[1:] == ["    8 |   port: many", "      |         ^^^^"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "server:\n  prot: 1\n",
            ["config.yaml:2:3", "unknown setting 'server.prot'", "did you mean 'port'", "^^^^"],
            id="unknown-key",
        ),
        pytest.param(
            "sever: {}\n", ["config.yaml:1:1", "unknown setting 'sever'", "did you mean 'server'"], id="unknown-section"
        ),
        pytest.param("server:\n  port: many\n", ["config.yaml:2:9", "server.port"], id="wrong-type"),
        pytest.param("server:\n  port: 99999\n", ["config.yaml:2:9", "less than or equal to 65535"], id="out-of-range"),
        pytest.param(
            "model_list:\n  - model_name: m\n",
            ["config.yaml:2:5", "model_list.0.litellm_params", "field required"],
            id="missing",
        ),
        pytest.param(
            "model_list:\n  - {model_name: m, x: 1, litellm_params: {model: m}}\n",
            ["unknown setting 'model_list.0.x'", "model_name"],
            id="unknown-in-a-list",
        ),
        pytest.param("server: 5\n", ["config.yaml:1:9", "server"], id="section-is-a-number"),
        pytest.param(
            "server:\n  port: 1\n  port: 2\n",
            ["config.yaml:3:3", "duplicate key 'port'", "in line 2 already"],
            id="duplicate",
        ),
        pytest.param("server: [\n", ["not valid YAML"], id="syntax"),
        pytest.param("a: &x 1\nb: *x\n", ["aliases"], id="alias"),
        pytest.param("[" * 60, ["nested", "not valid YAML"], id="deep"),
        pytest.param("- a\n", ["config.yaml:1:1", "a mapping of sections"], id="list"),
        pytest.param("? [a]\n: 1\n", ["config.yaml:1:3", "a key must be a plain word"], id="key-is-a-list"),
        pytest.param("data_dir: !x a\n", ["config.yaml:1:11: tags are not allowed"], id="tag"),
        pytest.param("scan: {workers: 0x_}\n", ["config.yaml:1:17: not a number"], id="no-number"),
        pytest.param("scan: {workers: " + "9" * 5_000 + "}\n", ["config.yaml:1:17: not a number"], id="huge-number"),
        pytest.param("x: " + "y" * (1 << 20), ["larger than 262144 bytes"], id="long"),
    ],
)
def test_mistakes_are_told_at_their_place(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        _load(tmp_path, text)
    assert any(word in caught.value.message for word in words)
    if len(words) > 2 or words[0].startswith("config.yaml:"):
        assert all(word in caught.value.message for word in words)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        pytest.param(
            {"CODEWARD_SERVR__PORT": "1"}, ["unknown environment variable CODEWARD_SERVR__PORT", "server"], id="unknown"
        ),
        pytest.param({"CODEWARD_SERVER__PORT": "x"}, ["CODEWARD_SERVER__PORT: server.port"], id="wrong"),
        pytest.param({"CODEWARD_SERVER__PROT": "1"}, ["CODEWARD_SERVER__PROT: unknown setting", "did you mean 'port'"], id="unknown-key"),
        pytest.param({"CODEWARD_SERVER": "{prot: 1}"}, ["CODEWARD_SERVER: unknown setting", "did you mean 'port'"], id="unknown-key-in-a-mapping"),
        pytest.param({"CODEWARD_KEYS": "[{id: a"}, ["CODEWARD_KEYS", "not valid YAML"], id="syntax"),
        pytest.param({"CODEWARD_SERVER__A__B": "1"}, ["CODEWARD_SERVER__A__B: unknown setting 'server.a'"], id="too-deep"),
        pytest.param({"CODEWARD_SERVER__PORT__B": "1"}, ["CODEWARD_SERVER__PORT__B: server.port: "], id="below-a-number"),
        pytest.param({"CODEWARD_SERVER": "1"}, ["CODEWARD_SERVER: server"], id="section-is-a-number"),
    ],
)  # fmt: skip
def test_mistakes_of_the_environment(environ: dict[str, str], words: list[str]) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(None, environ)
    assert all(word in caught.value.message for word in words)


def test_the_one_at_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("server:\n  port: 1\n", encoding="utf-8")
    with pytest.raises(SettingsInvalid, match="^CODEWARD_SERVER__PORT: server.port"):
        load_settings(path, {"CODEWARD_SERVER__PORT": "x"})
    with pytest.raises(SettingsInvalid, match="^--port: server.port"):
        load_settings(path, {"CODEWARD_SERVER__PORT": "1"}, {"server.port": -1})


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="can't be read"):
        load_settings(tmp_path / "none.yaml", {})
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(SettingsInvalid, match="not UTF-8"):
        load_settings(tmp_path / "x.yaml", {})


def test_the_example_loads_and_holds_the_defaults() -> None:
    example = load_settings(ROOT / "config.example.yaml", {})
    assert example.model_copy(update={"model_list": ()}) == Settings()
