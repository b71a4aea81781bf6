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
        pytest.param("CODEWARD_POLICY__DEFAULT", "[: strict", "[: strict", id="not-yaml"),
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


def test_named_secrets_are_taken_from_the_environment(tmp_path: Path) -> None:
    text = (
        "model_list:\n  - model_name: m\n    litellm_params: {model: openai/x, api_key: os.environ/K, temperature: 0}\n"
    )
    assert _load(tmp_path, text, {"K": "sk-1"}).model_list[0].litellm_params.api_key == "sk-1"
    with pytest.raises(SettingsInvalid, match="model 'm': api_key names the environment variable K, which is not set"):
        _load(tmp_path, text)


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
        pytest.param("server:\n  port: 1\n  port: 2\n", ["config.yaml:3:3", "'port' stands twice"], id="duplicate"),
        pytest.param("server: [\n", ["not valid YAML"], id="syntax"),
        pytest.param("a: &x 1\nb: *x\n", ["aliases"], id="alias"),
        pytest.param("[" * 60, ["nested", "not valid YAML"], id="deep"),
        pytest.param("- a\n", ["config"], id="list"),
        pytest.param("x: " + "y" * (1 << 20), ["longer than"], id="long"),
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
        pytest.param({"CODEWARD_SERVER__PORT": "x"}, ["server.port"], id="wrong"),
    ],
)
def test_mistakes_of_the_environment(environ: dict[str, str], words: list[str]) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(None, environ)
    assert all(word in caught.value.message for word in words)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="can't be read"):
        load_settings(tmp_path / "none.yaml", {})
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(SettingsInvalid, match="not UTF-8"):
        load_settings(tmp_path / "x.yaml", {})


def test_the_example_loads_and_holds_the_defaults() -> None:
    example = load_settings(ROOT / "config.example.yaml", {})
    assert example.model_copy(update={"model_list": ()}) == Settings()
