"""How each assistant is started: without a terminal, with a clean home, nothing to phone, one task, then it ends.

The recipes were measured (each flag has a reason in its client's own help); versions are in packages.toml.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from tests.clients import shapes
from tests.clients.answers import Answer
from tests.clients.install import Package, node, packages
from tests.clients.samples import COMPLETIONS, OTHER_FILE, SAMPLES, TASK_FILE, Sample, Verdict

CHAT, RESPONSES, MESSAGES = "chat", "responses", "messages"
_HERE = Path(__file__).parent
_NO_PROXY = {"HTTPS_PROXY": "", "https_proxy": ""}
SHAPES = ("text", "write", "edit", "parallel")
_ALL = (*SHAPES, "shell")
_FEW = ("text", "edit", "parallel")


@dataclass(frozen=True)
class Place:
    """Where a task is done, and whom it asks. `root` is the server's address without /v1."""

    folder: Path
    home: Path
    root: str
    key: str
    model: str
    prompt: str

    @property
    def v1(self) -> str:
        return f"{self.root}/v1"

    def write(self, name: str, text: str) -> str:
        """A file below the home."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)


@dataclass(frozen=True)
class Start:
    """What to run. `preloaded`: a program that has the imports of the first argument done, and runs it in a fork."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    preloaded: tuple[str, ...] = ()


Recipe = Callable[[Package, Place], Start]


@dataclass(frozen=True)
class Assistant:
    """A client in one of its ways of asking.

    `tells`: it shows what the model says beside a call, not only at the end. `quiet`: nothing but code may reach it.
    `patience_s`: how long a client that asks again and again is watched; `stubborn`: it does so with a wrong key too.
    """

    name: str
    package: str
    wire: str
    model: str
    recipe: Recipe
    suggest: Callable[[str, Sample, Path], list[Answer]]
    shapes: tuple[str, ...] = SHAPES
    tools: bool = True
    tells: bool = True
    quiet: bool = False
    samples: Mapping[Verdict, Sample] = field(default_factory=lambda: SAMPLES)
    limit_s: float = 60
    patience_s: float = 8
    stubborn: bool = False
    most_requests: int = 12

    def start(self, place: Place) -> Start:
        """Raises NotInstalled."""
        return self.recipe(packages()[self.package], place)


def _aider(form: str, package: Package, place: Place, *, cold: bool = False) -> Start:
    place.write(
        ".aider/caches/model_prices_and_context_window.json", '{"none": {}}'
    )  # else it asks for the newest at each start
    env = {
        "OPENAI_API_BASE": place.v1,
        "OPENAI_API_KEY": place.key,
        "AIDER_ANALYTICS": "false",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    options = (
        "--yes-always --no-check-update --analytics-disable --no-show-model-warnings --no-show-release-notes --no-pretty "
        "--no-fancy-input --map-tokens 0 --no-detect-urls --no-suggest-shell-commands --no-auto-commits --no-gitignore"
    )
    model = ["--model", f"openai/{place.model}", "--edit-format", form]
    argv = [package.program("aider"), *model, *options.split(), "--message", place.prompt, TASK_FILE, OTHER_FILE]
    return Start(argv, env, () if cold else (package.program("python"), str(_HERE / "aider_preloaded.py")))


def _pi(api: str, package: Package, place: Place) -> Start:
    base = place.root if api == "anthropic-messages" else place.v1
    provider = {"baseUrl": base, "api": api, "apiKey": place.key, "models": [{"id": place.model}]}
    place.write("pi/models.json", json.dumps({"providers": {"here": provider}}))
    env = {"PI_CODING_AGENT_DIR": str(place.home / "pi"), "PI_OFFLINE": "1", "PI_TELEMETRY": "0"}
    options = ["-p", "--offline", "--provider", "here", "--model", place.model, "--no-session", "--mode", "json"]
    return Start([package.program("pi"), *options, place.prompt], env)


def _codex(package: Package, place: Place) -> Start:
    provider = f'{{name="here",base_url="{place.v1}",wire_api="responses",env_key="HERE_KEY"}}'
    settings = ("model_provider=here", f"model_providers.here={provider}", "analytics.enabled=false", "check_for_update_on_startup=false", 'otel.exporter="none"')  # fmt: skip
    (place.home / ".codex").mkdir()
    options = ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "--json"]
    chosen = [part for setting in settings for part in ("-c", setting)]
    env = {"CODEX_HOME": str(place.home / ".codex"), "HERE_KEY": place.key}
    return Start([package.program("codex"), *options, "-m", place.model, *chosen, place.prompt], env)


def _claude(package: Package, place: Place) -> Start:
    env = {
        "ANTHROPIC_BASE_URL": place.root,
        "ANTHROPIC_API_KEY": place.key,
        "ANTHROPIC_MODEL": place.model,
        "CLAUDE_CONFIG_DIR": str(place.home / ".claude"),
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_TELEMETRY": "1",
        "DISABLE_ERROR_REPORTING": "1",
        "DISABLE_AUTOUPDATER": "1",
    }
    options = "--permission-mode acceptEdits --allowedTools Write,Edit,Read,Bash --output-format stream-json --verbose --max-turns 6"  # fmt: skip
    return Start([package.program("claude"), "-p", place.prompt, *options.split()], env)


def _copilot(kind: str, package: Package, place: Place) -> Start:
    env = {
        "COPILOT_PROVIDER_BASE_URL": place.root if kind == MESSAGES else place.v1,
        "COPILOT_PROVIDER_API_KEY": place.key,
        "COPILOT_MODEL": place.model,
        "COPILOT_OFFLINE": "true",
        "COPILOT_AUTO_UPDATE": "false",
        "COPILOT_HOME": str(place.home / ".copilot"),
    }
    if kind == MESSAGES:
        env["COPILOT_PROVIDER_TYPE"] = "anthropic"
    if kind == RESPONSES:
        env["COPILOT_PROVIDER_WIRE_API"] = "responses"
    options = "--allow-all-tools --allow-all-paths --disable-builtin-mcps --no-auto-update --disable-client-telemetry --log-level error --output-format text"  # fmt: skip
    return Start([package.program("copilot"), "-p", place.prompt, *options.split()], env)


def _opencode(provider: str, package: Package, place: Place) -> Start:
    name = f"here/{place.model}"
    entry = {
        "npm": provider,
        "name": "here",
        "options": {"baseURL": place.v1, "apiKey": place.key},
        "models": {place.model: {"name": place.model, "tool_call": True}},
    }
    settings: dict[str, Any] = {
        "autoupdate": False,
        "share": "disabled",
        "model": name,
        "small_model": name,
        "permission": {"*": "allow"},
        "provider": {"here": entry},
    }
    place.write(".config/opencode/opencode.json", json.dumps(settings))
    switches = ("AUTOUPDATE", "MODELS_FETCH", "LSP_DOWNLOAD", "DEFAULT_PLUGINS")
    env = {f"OPENCODE_DISABLE_{switch}": "1" for switch in switches}
    options = ["run", "--auto", "--print-logs", "--log-level", "WARN", "-m", name]
    return Start([package.program("opencode"), *options, place.prompt], env)


def _continue(provider: str, package: Package, place: Place) -> Start:
    model = {
        "name": "here",
        "provider": provider,
        "model": place.model,
        "apiBase": place.v1,
        "apiKey": place.key,
        "roles": ["chat", "edit", "apply"],
        "capabilities": ["tool_use"],
    }
    config = place.write("config.yaml", json.dumps({"name": "here", "version": "0.0.1", "schema": "v1", "models": [model]}))  # fmt: skip
    env = {
        "CONTINUE_TELEMETRY_ENABLED": "0",
        "CONTINUE_GLOBAL_DIR": str(place.home / ".continue"),
        "CONTINUE_CLI_AUTO_UPDATED": "1",
    }
    return Start([package.program("cn"), "-p", "--config", config, "--auto", place.prompt], env)


def _cline(package: Package, place: Place) -> Start:
    # What `cline auth` would write, which takes it some seconds.
    name = "openai-compatible"
    known = {"provider": name, "apiKey": place.key, "model": place.model, "baseUrl": place.v1}
    entry = {"settings": known, "updatedAt": "2026-01-01T00:00:00.000Z", "tokenSource": "manual"}
    settings = {"version": 1, "lastUsedProvider": name, "modes": {}, "providers": {name: entry}}
    place.write("cline/settings/providers.json", json.dumps(settings))
    switches = ("CLINE_TELEMETRY_DISABLED", "CLINE_DISABLE_TELEMETRY", "TELEMETRY_DISABLED", "CLINE_NO_AUTO_UPDATE")
    env = {**dict.fromkeys(switches, "1"), **_NO_PROXY}
    options = ["--data-dir", str(place.home / "cline"), "-c", str(place.folder), "--json", "-t", "80"]
    return Start([package.program("cline"), *options, place.prompt], env)


def _qwen(package: Package, place: Place) -> Start:
    settings = {
        "telemetry": {"enabled": False},
        "privacy": {"usageStatisticsEnabled": False},
        "general": {"disableAutoUpdate": True, "enableAutoUpdate": False},
    }
    place.write(".qwen/settings.json", json.dumps(settings))
    env = {"OPENAI_BASE_URL": place.v1, "OPENAI_MODEL": place.model, "QWEN_TELEMETRY_ENABLED": "false"}
    env |= _NO_PROXY  # it would ask the proxy for loopback too
    access = ["--openai-api-key", place.key, "--openai-base-url", place.v1]
    options = ["--auth-type", "openai", "-y", "-m", place.model, *access, "-o", "stream-json"]
    return Start([package.program("qwen"), *options, place.prompt], env)


def _llm(package: Package, place: Place) -> Start:
    models = [{"model_id": "here", "model_name": place.model, "api_base": place.v1, "api_key_name": "here"}]
    place.write("llm/extra-openai-models.yaml", json.dumps(models))
    env = {"LLM_USER_PATH": str(place.home / "llm")}
    return Start([package.program("llm"), "-m", "here", "--key", place.key, place.prompt], env)


def _adapters(kind: str, package: Package, place: Place) -> Start:
    package.program("")
    script = _HERE / "fim_adapters.mjs"
    return Start([node(), str(script), str(package.folder), kind, place.v1, place.key, place.model, place.prompt])


def _completed(_shape: str, sample: Sample, _folder: Path) -> list[Answer]:
    return [Answer(sample.code)]


def _fim(name: str, kind: str, wire: str, model: str) -> Assistant:
    return Assistant(
        name,
        "adapters",
        wire,
        model,
        partial(_adapters, kind),
        _completed,
        ("fim",),
        tools=False,
        quiet=True,
        samples=COMPLETIONS,
    )


def _by_tools(name: str) -> Callable[[str, Sample, Path], list[Answer]]:
    return partial(shapes.answers, shapes.TOOLS[name])


def _agent(name: str, wire: str, model: str, recipe: Recipe, names: str = "", **more: Any) -> Assistant:
    package = name.partition("-")[0]
    return Assistant(name, package, wire, model, recipe, _by_tools(names or package), **more)


def _aiders() -> Sequence[Assistant]:
    more = {"diff": ("text", "edit", "parallel"), "whole": ("edit", "parallel")}
    return [
        Assistant(
            f"aider-{form}",
            "aider",
            CHAT,
            "task-model",
            partial(_aider, form),
            partial(shapes.written, form),
            more.get(form, ("edit",)),
            tools=False,
            most_requests=30,
        )
        for form in shapes.FORMATS
    ]


AIDER = _aiders()
AIDER_COLD = replace(AIDER[0], name="aider-diff-cold", recipe=partial(_aider, "diff", cold=True))
PI = (
    _agent("pi-chat", CHAT, "task-model", partial(_pi, "openai-completions"), shapes=_ALL),
    _agent("pi-responses", RESPONSES, "gpt-5", partial(_pi, "openai-responses"), shapes=_FEW),
    _agent("pi-messages", MESSAGES, "claude-sonnet-4-5", partial(_pi, "anthropic-messages"), shapes=_FEW),
)
OTHERS = (
    _agent("codex", RESPONSES, "gpt-5.5", _codex, shapes=_ALL),
    _agent("claude", MESSAGES, "claude-sonnet-4-5", _claude, shapes=_ALL, stubborn=True),
    _agent("copilot-chat", CHAT, "task-model", partial(_copilot, CHAT), shapes=_ALL),
    _agent("copilot-patch", CHAT, "gpt-5.1-codex", partial(_copilot, CHAT), "copilot-patch"),
    _agent("copilot-responses", RESPONSES, "gpt-5", partial(_copilot, RESPONSES)),
    _agent("copilot-messages", MESSAGES, "claude-sonnet-4-5", partial(_copilot, MESSAGES)),
    _agent(
        "opencode-chat", CHAT, "task-model", partial(_opencode, "@ai-sdk/openai-compatible"), shapes=_ALL, patience_s=30
    ),
    _agent(
        "opencode-patch",
        CHAT,
        "gpt-5.1-codex",
        partial(_opencode, "@ai-sdk/openai-compatible"),
        "opencode-patch",
        patience_s=30,
    ),
    _agent("opencode-responses", RESPONSES, "task-model", partial(_opencode, "@ai-sdk/openai"), patience_s=30),
    _agent("opencode-messages", MESSAGES, "claude-sonnet-4-5", partial(_opencode, "@ai-sdk/anthropic"), patience_s=30),
    _agent("continue-chat", CHAT, "gpt-4o", partial(_continue, "openai"), shapes=_ALL, tells=False),
    _agent("continue-messages", MESSAGES, "claude-sonnet-4-5", partial(_continue, "anthropic"), tells=False),
    _agent("cline", CHAT, "task-model", _cline, shapes=_ALL),
    _agent("qwen", CHAT, "task-model", _qwen, shapes=_ALL),
    _agent("llm", CHAT, "task-model", _llm, "sdk", shapes=("text",), tools=False),
    _fim("adapters-completions", "completion", "completions", "qwen2.5-coder"),
    _fim("adapters-fim", "fim", "fim", "codestral-latest"),
)
