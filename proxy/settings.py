"""config.yaml and the environment -> frozen settings.

Order: defaults, the file, CODEWARD_ variables (`CODEWARD_SERVER__PORT`), the command line. A mistake is told at its place: file, line and
column, or the variable. An unknown key is an error that names the nearest right one; an `os.environ/NAME` whose variable is missing is one
that names the model. Secrets never stand in a message or a repr: of what credentials may stand in, no line is shown.
Rules for this file: read once at start. Counterparts: config.example.yaml and docs/configuration.md name every setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from proxy.errors import ProxyError, SettingsInvalid
from proxy.model import Role
from proxy.yamlnodes import Document, hint

PREFIX = "CODEWARD_"
ENVIRON = "os.environ/"  # LiteLLM's way to name a variable
_NOT_SETTINGS = frozenset({"CODEWARD_SECRET_KEY", "CODEWARD_CONFIG", "CODEWARD_API_KEY"})
_CONSTRUCTED = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null"))
Seconds = Annotated[float, Field(gt=0, le=86_400)]
Count = Annotated[int, Field(ge=1)]
Cost = Annotated[float, Field(ge=0, le=1_000)]
UseLimits = dict[
    Annotated[str, Field(pattern="^(requests_per_minute|tokens_per_(minute|day|month)|cost_per_month)$")],
    Annotated[int, Field(ge=1)] | Annotated[float, Field(gt=0)],
]
Ecosystem = Literal["pypi", "npm", "gems", "crates", "go", "composer", "maven", "nuget"]
Address = Annotated[str, Field(pattern=r"^https?://[^\s{}]+\{name\}[^\s{}]*$")]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())


class Server(_Section):
    """Where we listen."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    admin_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    max_body_bytes: Count = 16 << 20
    public_url: str | None = None


class ModelParams(BaseModel):
    """Where a model is served, in LiteLLM's words; other keys of LiteLLM's go on to it."""

    model_config = ConfigDict(frozen=True, extra="allow", protected_namespaces=())
    model: str
    api_base: str | None = None
    api_key: str | None = None
    extra_headers: dict[str, str] = Field(default_factory=dict)
    timeout: Seconds | None = None
    stream_timeout: Seconds | None = None
    input_cost_per_token: Cost | None = None
    output_cost_per_token: Cost | None = None

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        """What is shown of it: any other key may hold a credential."""
        yield "model", self.model
        yield "api_base", self.api_base


class ModelInfo(_Section):
    """What is known of a model; of LiteLLM's keys those that decide how it is asked and what it costs."""

    supported_endpoints: tuple[str, ...] = ()
    input_cost_per_token: Cost | None = None
    output_cost_per_token: Cost | None = None


class ModelEntry(_Section):
    """One model that clients may ask for."""

    model_name: str
    litellm_params: ModelParams
    model_info: ModelInfo = ModelInfo()


class PolicyChoice(_Section):
    """Which policy holds.

    One for everybody (`path`, or a shipped one by name in `default`), or a folder of them with attachments.yaml (`bundle`); `tools`
    says what an organisation's own tools take as arguments. `signed_by` are files of public keys: what is read of policies must be signed
    with one of them.
    """

    bundle: str | None = None
    path: str | None = None
    default: str = "baseline"
    tools: str | None = None
    signed_by: tuple[str, ...] = ()


class KeySeed(_Section):
    """A key of the configuration, as the SHA-256 of itself."""

    id: str
    hash: str
    team: str = "default"
    models: tuple[str, ...] = ()
    role: Role = Role.MEMBER
    person: str = ""
    limits: UseLimits = Field(default_factory=dict)


class TeamSeed(_Section):
    """A team of the configuration."""

    id: str
    organisation: str = "default"
    models: tuple[str, ...] = ()
    limits: UseLimits = Field(default_factory=dict)


class JwtIssuer(_Section):
    """An issuer whose tokens are taken in place of keys."""

    issuer: Annotated[str, Field(min_length=1)]
    audience: Annotated[str, Field(min_length=1)]
    jwks: Annotated[str, Field(min_length=1)]
    algorithms: Annotated[tuple[str, ...], Field(min_length=1)]
    organisation: str = ""
    team_claim: str = ""
    team_map: dict[str, str] = Field(default_factory=dict)
    roles_claim: str = ""
    role_map: dict[str, Role] = Field(default_factory=dict)
    models_claim: str = ""
    leeway_s: Annotated[float, Field(ge=0, le=300)] = 30.0
    require_nbf: bool = True


class Auth(_Section):
    """Who may ask, beside keys."""

    jwt: tuple[JwtIssuer, ...] = ()


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


class Dependencies(_Section):
    """What is known of packages beyond the shipped lists."""

    index: str | None = None
    advisories: str | None = None
    registries: dict[Ecosystem, Address] = Field(default_factory=dict)


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
    wrong_keys_per_minute: Count = 30


class Settings(_Section):
    """All settings."""

    server: Server = Server()
    model_list: tuple[ModelEntry, ...] = ()
    policy: PolicyChoice = PolicyChoice()
    keys: tuple[KeySeed, ...] = ()
    teams: tuple[TeamSeed, ...] = ()
    auth: Auth = Auth()
    audit: Audit = Audit()
    scan: Scan = Scan()
    dependencies: Dependencies = Dependencies()
    limits: Limits = Limits()
    data_dir: str = "./data"


class _Config(Document):
    """config.yaml."""

    error: ClassVar[type[ProxyError]] = SettingsInvalid
    what: ClassVar[str] = "config.yaml"
    confidential: ClassVar[bool] = True
    private_keys: ClassVar[frozenset[str]] = frozenset({"model_list", "keys"})


class _Variable(_Config):
    """A list or a mapping in an environment variable, of which nothing is shown."""

    what: ClassVar[str] = "a variable"

    def _showable(self, line: int, text: str, column: int, width: int) -> None:
        del line, text, column, width


def load_settings(
    path: Path | None, environ: Mapping[str, str], overrides: Mapping[str, object] | None = None
) -> Settings:
    """The settings. `overrides` are dotted paths of the command line. Raises SettingsInvalid."""
    values: dict[str, Any] = {}
    config = _Config("config", "")
    root: yaml.Node | None = None
    if path is not None:
        config = _Config.read(path, str(path))
        root = config.root()
        values = _sections(config, root)
    origins = _merge_environment(values, environ)
    for dotted, value in (overrides or {}).items():
        if value is not None:
            origins[dotted] = "--" + dotted.rpartition(".")[2].replace("_", "-")
            _put(values, dotted.split("."), value)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise _fault(error, root, config, origins) from None
    return _resolved(settings, environ)


def _sections(config: _Config, root: yaml.Node | None) -> dict[str, Any]:
    if root is not None and not isinstance(root, yaml.MappingNode):
        config.complain(root, "settings are a mapping of sections (server:, model_list:, ...)")
    values: dict[str, Any] = _plain(config, root) or {}
    config.fail()
    return values


def _plain(config: _Config, node: yaml.Node | None) -> Any:  # noqa: ANN401 - YAML is any of its types until pydantic has looked
    """A node's value. What looks like a date is text."""
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(config, value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(config, item) for item in node.value]
    if node.tag not in _CONSTRUCTED:
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except ValueError:  # a number of thousands of digits, or `0x_`
        config.complain(node, "not a number")
        return None


def _merge_environment(values: dict[str, Any], environ: Mapping[str, str]) -> dict[str, str]:
    """Put the CODEWARD_ variables over the values; gives the variable of each path. Lists and mappings are YAML or JSON."""
    origins: dict[str, str] = {}
    for name, raw in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS:
            continue
        path = name.removeprefix(PREFIX).lower().split("__")
        if path[0] not in Settings.model_fields:
            message = f"unknown environment variable {name}: {hint(path[0], list(Settings.model_fields))}"
            raise SettingsInvalid(message)
        _put(values, path, _read(name, raw))
        origins[".".join(path)] = name
    return origins


def _read(name: str, raw: str) -> object:
    """A variable's value; pydantic makes numbers of text, so `CODEWARD_DATA_DIR=2026` stays a folder's name."""
    if raw.strip() in {"null", "~"}:
        return None
    if not raw.lstrip().startswith(("[", "{")):
        return raw
    variable = _Variable(name, raw)
    value: object = _plain(variable, variable.root())
    variable.fail()
    return value


def _put(values: dict[str, Any], path: list[str], value: object) -> None:
    for part in path[:-1]:
        inner = values.get(part)
        if not isinstance(inner, dict):
            inner = values[part] = {}
        values = inner
    values[path[-1]] = value


def _fault(
    error: ValidationError, root: yaml.Node | None, config: _Config, origins: Mapping[str, str]
) -> SettingsInvalid:
    """The first mistake, at its place: the variable or option that says it, else where it stands in the file."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    loc = list(first["loc"])
    name = ".".join(map(str, loc))
    unknown = first["type"] == "extra_forbidden"
    if unknown:
        message, near = f"unknown setting {name!r}", hint(str(loc[-1]), _keys_beside(loc))
    else:
        message, near = f"{name}: {first['msg'][:1].lower()}{first['msg'][1:]}", ""
    # The variable may say the value itself, what is around it, or something inside.
    said = [by for path, by in origins.items() if f"{name}.".startswith(f"{path}.") or path.startswith(f"{name}.")]
    node = _node_at(root, loc, key=unknown)
    if said or node is None:
        return SettingsInvalid(f"{', '.join(said) or 'config'}: {message} {near}".strip())
    config.complain(node, message, near)
    return SettingsInvalid(config.problems[-1])


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
    return node


def _resolved(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """The settings with `os.environ/NAME` replaced by the variable. Raises SettingsInvalid; a name that stands twice is an error too."""
    entries: dict[str, ModelEntry] = {}
    for entry in settings.model_list:
        if entry.model_name in entries:
            message = f"model {entry.model_name!r} stands twice in model_list; each name is served by one provider"
            raise SettingsInvalid(message)
        params = _named(entry.litellm_params.model_dump(), environ, f"model {entry.model_name!r}: ")
        if endpoints := entry.model_info.supported_endpoints:
            params["supported_endpoints"] = endpoints  # what asks a provider is given one mapping
        entries[entry.model_name] = entry.model_copy(update={"litellm_params": ModelParams.model_validate(params)})
    return settings.model_copy(update={"model_list": tuple(entries.values())})


def _named(params: Mapping[str, object], environ: Mapping[str, str], where: str) -> dict[str, object]:
    """The values with variables in the place of their names, also in `extra_headers` and whatever else is nested."""
    made: dict[str, object] = {}
    for key, value in params.items():
        if isinstance(value, Mapping):
            made[key] = _named(value, environ, f"{where}{key}.")
        elif isinstance(value, str) and value.startswith(ENVIRON):
            variable = value.removeprefix(ENVIRON)
            if not environ.get(variable):
                message = f"{where}{key} names the environment variable {variable}, which is not set"
                raise SettingsInvalid(message)
            made[key] = environ[variable]
        else:
            made[key] = value
    return made
