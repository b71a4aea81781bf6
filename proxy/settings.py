"""config.yaml and the environment -> frozen settings.

Order: defaults, the file, CODEWARD_ variables (`CODEWARD_SERVER__PORT`), the command line. An unknown key is an error that names the
nearest right one; an `os.environ/NAME` whose variable is missing is one that names the model. Secrets never stand in a message.
Rules for this file: read once at start. Counterparts: config.example.yaml and docs/configuration.md name every setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from proxy.errors import SettingsInvalid
from proxy.yamlnodes import Place, nearest, read_yaml

PREFIX = "CODEWARD_"
ENVIRON = "os.environ/"  # LiteLLM's way to name a variable
_NOT_SETTINGS = frozenset({"CODEWARD_SECRET_KEY", "CODEWARD_CONFIG"})
Seconds = Annotated[float, Field(gt=0, le=86_400)]
Count = Annotated[int, Field(ge=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())


class Server(_Section):
    """Where we listen."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    max_body_bytes: Count = 16 << 20
    public_url: str | None = None


class ModelParams(BaseModel):
    """Where a model is served, in LiteLLM's words; other keys of LiteLLM's go on to it."""

    model_config = ConfigDict(frozen=True, extra="allow", protected_namespaces=())
    model: str
    api_base: str | None = None
    api_key: str | None = None
    extra_headers: dict[str, str] = Field(default_factory=dict)


class ModelEntry(_Section):
    """One model that clients may ask for."""

    model_name: str
    litellm_params: ModelParams


class PolicyChoice(_Section):
    """Which policy holds: a file, or a shipped one by name."""

    path: str | None = None
    default: str = "baseline"


class KeySeed(_Section):
    """A key of the configuration, as the SHA-256 of itself."""

    id: str
    hash: str
    team: str = "default"
    models: tuple[str, ...] = ()


class Audit(_Section):
    """The records."""

    append_timeout_s: Seconds = 5.0


class Scan(_Section):
    """The scan workers."""

    workers: Annotated[int, Field(ge=1, le=64)] = 2
    deadline_ms: Annotated[int, Field(ge=10, le=60_000)] = 2_000
    max_block_bytes: Annotated[int, Field(ge=1_024, le=8 << 20)] = 256 * 1024
    cache_entries: Annotated[int, Field(ge=0)] = 4_096
    canary_interval_s: Seconds = 60.0
    memory_mb: Annotated[int, Field(ge=256)] = 1_536


class Limits(_Section):
    """Bounds on time and size."""

    connect_timeout_s: Seconds = 5.0
    first_token_timeout_s: Seconds = 120.0
    idle_timeout_s: Seconds = 60.0
    total_timeout_s: Seconds = 900.0
    keep_alive_s: Seconds = 5.0
    max_event_bytes: Annotated[int, Field(ge=1_024)] = 4 << 20
    max_answer_bytes: Annotated[int, Field(ge=1_024)] = 64 << 20
    max_streams: Count = 1_000


class Settings(_Section):
    """All settings."""

    server: Server = Server()
    model_list: tuple[ModelEntry, ...] = ()
    policy: PolicyChoice = PolicyChoice()
    keys: tuple[KeySeed, ...] = ()
    audit: Audit = Audit()
    scan: Scan = Scan()
    limits: Limits = Limits()
    data_dir: str = "./data"


def load_settings(
    path: Path | None, environ: Mapping[str, str], overrides: Mapping[str, object] | None = None
) -> Settings:
    """The settings. `overrides` are dotted paths of the command line. Raises SettingsInvalid."""
    values: dict[str, Any] = {}
    root: yaml.Node | None = None
    place = Place("config", (), SettingsInvalid)
    if path is not None:
        root, place = read_yaml(_text(path), str(path), SettingsInvalid)
        if root is not None:
            values = _plain(place, root)
    _merge_environment(values, environ)
    for dotted, value in (overrides or {}).items():
        if value is not None:
            _put(values, dotted.split("."), value)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise _fault(error, root, place) from None
    return _resolved(settings, environ)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{str(path)!r} can't be read: {getattr(error, 'strerror', None) or 'not UTF-8'}"
        raise SettingsInvalid(message) from None


def _plain(place: Place, node: yaml.Node) -> Any:  # noqa: ANN401 - YAML is any of its types until pydantic has looked
    """A node's value; duplicate keys are errors."""
    if isinstance(node, yaml.MappingNode):
        made: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in made:
                message = f"{name!r} stands twice"
                raise place.fault(key, message)
            made[name] = _plain(place, value)
        return made
    if isinstance(node, yaml.SequenceNode):
        return [_plain(place, item) for item in node.value]
    return yaml.SafeLoader("").construct_object(node)


def _merge_environment(values: dict[str, Any], environ: Mapping[str, str]) -> None:
    for name, raw in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS:
            continue
        path = name.removeprefix(PREFIX).lower().split("__")
        try:
            value = yaml.safe_load(raw)
        except yaml.YAMLError:
            value = raw
        if path[0] not in Settings.model_fields:
            message = f"unknown environment variable {name}: {nearest(path[0], list(Settings.model_fields))}"
            raise SettingsInvalid(message)
        _put(values, path, raw if (value is None) else value)


def _put(values: dict[str, Any], path: list[str], value: object) -> None:
    for part in path[:-1]:
        inner = values.get(part)
        if not isinstance(inner, dict):
            inner = values[part] = {}
        values = inner
    values[path[-1]] = value


def _fault(error: ValidationError, root: yaml.Node | None, place: Place) -> Exception:
    """The first mistake, at its place in the file where it stands there."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    loc = [part for part in first["loc"] if part != "function-wrap"]
    name = ".".join(map(str, loc))
    if first["type"] == "extra_forbidden":
        message, near = f"unknown setting {name!r}", nearest(str(loc[-1]), _keys_beside(loc))
    else:
        message, near = f"{name}: {first['msg'][:1].lower()}{first['msg'][1:]}", ""
    node = _node_at(root, loc, key=first["type"] == "extra_forbidden")
    if node is None:
        return SettingsInvalid(
            f"{message} {near}".strip() + (f" ({PREFIX}{name.upper().replace('.', '__')}?)" if root is None else "")
        )
    return place.fault(node, message, near=near)


def _keys_beside(loc: list[Any]) -> list[str]:
    model: Any = Settings
    for part in loc[:-1]:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        arguments = [a for a in getattr(annotation, "__args__", ()) if isinstance(a, type) and issubclass(a, BaseModel)]
        model = arguments[0] if arguments else annotation
    return list(model.model_fields)


def _node_at(root: yaml.Node | None, loc: list[Any], *, key: bool) -> yaml.Node | None:
    node = root
    for at, part in enumerate(loc):
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if str(k.value) == str(part)]
            if not found:
                return node
            node = found[0][0] if key and at == len(loc) - 1 else found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return node
    return node


def _resolved(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """The settings with `os.environ/NAME` replaced by the variable."""
    entries = []
    for entry in settings.model_list:
        params = entry.litellm_params.model_dump()
        for key, value in params.items():
            if isinstance(value, str) and value.startswith(ENVIRON):
                variable = value.removeprefix(ENVIRON)
                if not environ.get(variable):
                    message = (
                        f"model {entry.model_name!r}: {key} names the environment variable {variable}, which is not set"
                    )
                    raise SettingsInvalid(message)
                params[key] = environ[variable]
        entries.append(entry.model_copy(update={"litellm_params": ModelParams(**params)}))
    return settings.model_copy(update={"model_list": tuple(entries)})
