"""The composition root: settings in, a running house out. The one file that knows every other room.

Start order: secret key, audit store (refuses where another process writes), keys, policy (refuses where it is invalid), then the
scan workers warm up beside, so that liveness answers at once and readiness tells the truth.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Route

from proxy import __version__
from proxy.activation import Activation, Outcome
from proxy.api import errors, operations, waivers
from proxy.api.admin import AdminGate, admin_router
from proxy.api.admin_keys import key_routes, team_routes
from proxy.api.admin_policy import glass_routes, policy_routes
from proxy.api.door import Door, Failures, Tokens
from proxy.api.generation import GenerationEndpoint, Streams
from proxy.api.house import Front
from proxy.api.identity import RequestIds
from proxy.api.pages import host_of
from proxy.api.wires import WIRES
from proxy.audit.found import broken_rules
from proxy.audit.outbox import Outbox
from proxy.audit.refusals import Refusals
from proxy.audit.spent import spent_since
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable, ScanUnavailable, SettingsInvalid, StateUnavailable
from proxy.exchange import House
from proxy.identity.keys import Keys
from proxy.identity.usage import Price, Spent, Usage
from proxy.keyring import Keyring
from proxy.metrics import Metrics
from proxy.outcome import Bounds
from proxy.policy.bundle import Bundle, InForce
from proxy.policy.chosen import chosen_bundle, chosen_tools
from proxy.policy.guidance import FILE_NAME as GUIDANCE
from proxy.policy.guidance import read_guide
from proxy.policy.loader import shipped_directory
from proxy.policy.source import Source
from proxy.prompt.screening import Screen
from proxy.releases import Releases
from proxy.relief.desk import Desk
from proxy.scan.dependencies.files import PackageFiles
from proxy.scan.runner import Runner
from proxy.settings import Settings
from proxy.state import State
from proxy.tally import DAYS, Tally
from proxy.upstream.base import Models, Timeouts
from proxy.upstream.choice import models_of

_WARM_POLL_S = 0.05
_LOCK_WAIT_S = 1.0  # a command that records what it did has the lock for a moment


class Application:
    """One process's parts, made from settings; `lifespan` brings them up and takes them down."""

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        self.settings = settings
        self.data_dir = Path(settings.data_dir)
        self.state = State.open(self.data_dir)
        self.releases = Releases(self.state)
        self.in_force = InForce(self._load_bundle())
        self.tools = chosen_tools(settings.policy, self.releases.take)
        self.guide = read_guide(Source.read(shipped_directory() / GUIDANCE, GUIDANCE))
        self.tally = Tally()
        self.keyring = Keyring.open(self.data_dir, environ)
        self.desk = Desk(self.state)
        self.keys = Keys.open(self.data_dir, self.keyring, seeds=settings.keys, teams=settings.teams, state=self.state)
        check_bind(settings.server.host, has_keys=self.keys.any() or bool(settings.auth.jwt))
        limits = settings.limits
        timeouts = Timeouts(
            limits.connect_timeout_s, limits.first_token_timeout_s, limits.idle_timeout_s, limits.total_timeout_s
        )
        entries = [(entry.model_name, entry.litellm_params.model_dump()) for entry in settings.model_list]
        self.models: Models = models_of(entries, timeouts, environ)
        self.metrics = Metrics()
        self.runner = Runner(
            workers=settings.scan.workers,
            deadline_ms=settings.scan.deadline_ms,
            max_block_bytes=settings.scan.max_block_bytes,
            cache_entries=settings.scan.cache_entries,
            cache_dir=self.data_dir / "cache",
            memory_mb=settings.scan.memory_mb,
            canary_interval_s=settings.scan.canary_interval_s,
            packages=PackageFiles.of(settings.dependencies.index, settings.dependencies.advisories),
        )
        self.audit: AuditStore | None = None
        self.activation: Activation | None = None
        self.outbox: Outbox | None = None
        self._draining: set[asyncio.Task[int]] = set()
        self.front = Front(
            max_body_bytes=settings.server.max_body_bytes,
            keys=self.keys,
            problems=self.problems,
            usage=Usage(prices_of(settings)),
            refusals=Refusals(lambda reason: self.metrics.refused.labels(reason).inc()),
        )
        own = host_of(settings.server.public_url)
        self.front.door = Door(
            self.keys, self._issuers(), Failures(limits.wrong_keys_per_minute), self.front.refusals, own
        )

    def _issuers(self) -> Tokens | None:
        """Whose tokens are taken in place of keys; the library for it is loaded only then."""
        if not self.settings.auth.jwt:
            return None
        from proxy.identity.tokens import Issuer, Issuers  # noqa: PLC0415 - loads cryptography

        issuers = [Issuer(**each.model_dump()) for each in self.settings.auth.jwt]
        return Issuers(issuers, self.keys.teams, self.keyring.derive("jwt-subject"))

    def problems(self) -> list[str]:
        """Why a request could not be served now; empty where it could."""
        found = []
        if self.audit is None or not self.audit.writable():
            found.append("audit: records can't be written")
        try:
            self.keys.any()
        except StateUnavailable as error:
            found.append(f"state: {error.message}")
        if not self.runner.ready:
            found.append("scan: the workers are not warm or miss a canary")
        if self.front.built is None:
            found.append("policy: none is loaded yet")
        return found

    @contextlib.asynccontextmanager
    async def lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        """Bring the house up, serve, take it down."""
        settings = self.settings
        app.state.codeward = self
        self.audit = AuditStore.open(
            self.data_dir, self.keyring, append_timeout_s=settings.audit.append_timeout_s, lock_wait_s=_LOCK_WAIT_S
        )
        outbox = self.outbox = Outbox(self.state, self.audit, before=self.keys.tell_expired)
        self.front.record = outbox.drain
        spent = await asyncio.to_thread(spent_since, self.data_dir, self.front.usage.since())
        self.front.usage.restore(Spent(*row) for row in spent)
        activation = self.activation = Activation(self.in_force, self._load_bundle, self.audit, self.metrics)
        await activation.begin()
        self.front.built = House(
            models=self.models,
            scanners=self.runner,
            audit=self.audit,
            in_force=self.in_force,
            keyring=self.keyring,
            metrics=self.metrics,
            bounds=Bounds(
                keep_alive_s=settings.limits.keep_alive_s,
                max_event_bytes=settings.limits.max_event_bytes,
                max_answer_bytes=settings.limits.max_answer_bytes,
                max_block_chars=settings.scan.max_block_bytes,
            ),
            public_url=settings.server.public_url,
            tools=self.tools,
            guide=self.guide,
            tally=self.tally,
            relief=self.desk,
            screen=Screen(self.runner, self.keyring, max_text_bytes=settings.scan.max_block_bytes),
        )
        async with asyncio.TaskGroup() as group:
            works = (
                self._warm(),
                activation.watch(),
                self._recall(),
                outbox.keep_telling(),
                self.desk.keep_expiring(),
                self.front.refusals.keep_recording(self.audit),
            )
            beside = [group.create_task(work) for work in works]
            try:
                with _on_hangup(lambda: group.create_task(_reloaded(activation))):
                    yield
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.wait(beside)  # what was refused last is recorded before the records are closed
                await self.runner.stop()
                await self.models.close()
                await self.audit.close()

    async def reload(self, by: str) -> Outcome:
        """Load the policies anew. Raises ScanUnavailable before the process has started, AuditUnavailable."""
        self.front.house()
        if self.activation is None:
            message = "The policies can't be loaded anew: the proxy is starting."
            raise ScanUnavailable(message, retry_after_s=1)
        return await self.activation.reload(by)

    def policy_problem(self) -> str:
        """Why what the policies' files say now isn't in force; empty where it is."""
        return "" if self.activation is None else self.activation.problem

    def drain_soon(self) -> None:
        """Write what was decided here into the records now, not at the next look."""
        if self.outbox is not None:
            task = asyncio.get_running_loop().create_task(self.outbox.drain())
            self._draining.add(task)
            task.add_done_callback(_drained)
            task.add_done_callback(self._draining.discard)

    async def _recall(self) -> None:
        """Count what was found in the last days, so that guidance names it from the first request on."""
        since = (datetime.now(UTC) - timedelta(days=DAYS)).isoformat(timespec="seconds").replace("+00:00", "Z")
        with contextlib.suppress(AuditUnavailable):
            for team, rules in (await asyncio.to_thread(broken_rules, self.data_dir, since)).items():
                self.tally.add(team, rules.elements())

    def _load_bundle(self) -> Bundle:
        bundle = chosen_bundle(self.settings.policy)
        if bundle.signature is not None:
            self.releases.take(bundle.signature)
        return bundle

    async def _warm(self) -> None:
        # Where the workers can't be started the process stays up and not ready: the pool goes on trying.
        with contextlib.suppress(ScanUnavailable):
            await self.runner.start()
        while not self.runner.ready:  # noqa: ASYNC110 - readiness is a state of other processes
            await asyncio.sleep(_WARM_POLL_S)
        self.front.warm.set()


def create_app(settings: Settings, environ: Mapping[str, str]) -> FastAPI:
    """The ASGI app. Raises SettingsInvalid or PolicyInvalid where it can't start."""
    if settings.server.admin_port == settings.server.port:
        message = "server.admin_port must be another port than server.port; leave it out for one port"
        raise SettingsInvalid(message)
    house = Application(settings, environ)
    # No pages of FastAPI's own: their scripts come from another host, into the origin where people type keys (S17).
    app = FastAPI(
        title="Codeward",
        version=__version__,
        lifespan=house.lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(operations.router(house.front))
    counter = waivers.Counter(house.front, house.desk.waivers_of, house.state, house.data_dir, house.drain_soon)
    app.include_router(waivers.router(counter))
    streams = Streams(settings.limits.max_streams)
    for wire in WIRES:
        endpoint = GenerationEndpoint(house.front, streams, wire)
        app.router.routes.extend(Route(path, endpoint, methods=["POST"]) for path in wire.paths)
    app.state.models = house.models.names()
    parts = [
        key_routes(house.front, house.keys),
        team_routes(house.front, house.keys),
        policy_routes(house.front, house.in_force, house.reload, house.policy_problem),
        glass_routes(house.front, house.desk.glass),
    ]
    app.include_router(admin_router(house.front, parts))
    errors.install(app)
    app.add_middleware(AdminGate, port=settings.server.admin_port)
    app.add_middleware(RequestIds)
    return app


@contextlib.contextmanager
def _on_hangup(act: Callable[[], object]) -> Iterator[None]:
    """Act on SIGHUP; a process whose loop takes no signals (a thread of a test, another system) goes without."""
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGHUP, act)
    except (NotImplementedError, RuntimeError, ValueError):
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


def _drained(task: asyncio.Task[int]) -> None:
    """What couldn't be written waits on in the outbox, and its next look says so."""
    if not task.cancelled():
        task.exception()


async def _reloaded(activation: Activation) -> None:
    with contextlib.suppress(AuditUnavailable):  # said by readiness; the files are looked at again
        await activation.reload("SIGHUP")


def prices_of(settings: Settings) -> dict[str, Price]:
    """What models cost, by `model_name`; LiteLLM's keys, from either of the two places that it has them in."""
    made = {}
    for entry in settings.model_list:
        params, info = entry.litellm_params, entry.model_info
        made[entry.model_name] = Price(
            params.input_cost_per_token or info.input_cost_per_token or 0.0,
            params.output_cost_per_token or info.output_cost_per_token or 0.0,
        )
    return made


def check_bind(host: str, *, has_keys: bool) -> None:
    """Refuse to serve other machines without a key. Raises SettingsInvalid."""
    if has_keys or host == "localhost":
        return
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host).is_loopback:
            return
    message = (
        f"server.host is {host!r}, so other machines could use the proxy, but no key exists. "
        "Make one with 'codeward keys new', or bind 127.0.0.1."
    )
    raise SettingsInvalid(message)
