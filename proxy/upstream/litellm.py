"""Every other provider, and the words of one protocol in those of another, through litellm. The only importer of litellm.

Every generation is asked as a chat: litellm says a client's messages or input as a chat's, and a chat in the provider's own protocol; what
comes back is read as a turn and written as the client's protocol has it (turn.py). litellm's adapters for the way back aren't used: they
mix up parallel calls, and announce items that never end. Nor is what it does by itself: retries, calls of tool servers, downloads of what a
request names. A provider that speaks OpenAI's or Anthropic's API is asked by crossed.py, the others by litellm itself.

It is imported when the first model that needs it is asked for, off the loop: that takes seconds.
Rules for this file: of a request only known fields of the API go on (crossing.py), and the configuration's come after them.
Counterparts: base.py, crossing.py, crossed.py, frames.py, turn.py, failures.py.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any, TypeVar

from proxy.errors import RequestInvalid, UpstreamTimeout, WireNotSupported
from proxy.upstream.base import CHAT_FIELDS, LITELLM_WIRES, Deployment
from proxy.upstream.crossing import crossed, free_text_tools
from proxy.upstream.frames import Frames, StreamedAnswer, WholeAnswer, Written, plain, written_whole
from proxy.upstream.turn_chat import ChatWriting
from proxy.upstream.turn_completions import CompletionsWriting
from proxy.upstream.turn_messages import MessagesWriting
from proxy.upstream.turn_responses import Offered, ResponsesWriting
from proxy.wire.json import Json, loads

# Set before the import. Otherwise litellm asks the network for prices, and fetches the images and files that a request names.
_ENVIRONMENT = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "MAX_IMAGE_URL_DOWNLOAD_SIZE_MB": "0"}

T = TypeVar("T")
_ANY_BOUND = 1  # count_tokens comes without max_tokens


class LitellmUpstream:
    """One deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._timeouts = deployment.timeouts

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[WholeAnswer | StreamedAnswer]:
        """Ask through litellm. Raises WireNotSupported, RequestInvalid where the request can't be said in the provider's protocol."""
        del traceparent, headers  # litellm has no place for them
        if wire not in LITELLM_WIRES:
            message = f"This provider is asked through litellm, which has: {', '.join(sorted(LITELLM_WIRES))}."
            raise WireNotSupported(message, param="model")
        litellm = await loaded()
        request = loads(body)
        if wire == "embeddings":
            response = await self._embedding(litellm, request)
            yield WholeAnswer(plain(response))
            return
        if wire == "chat":
            chat, written = request, None
        else:
            chat, written = await translated(wire, request)
        if wire == "count_tokens":
            yield WholeAnswer({"input_tokens": await tokens_of(chat)})
            return
        began = asyncio.get_running_loop().time()
        end_by = began + self._timeouts.total_s
        first_by = min(end_by, began + self._timeouts.first_token_s) if stream else end_by
        asked = self._arguments(request["model"], chat, stream=stream)
        response = await _called(litellm.acompletion(**asked), first_by)
        if not stream:
            yield WholeAnswer(written_whole(plain(response), written))
            return
        frames = Frames(response, self._timeouts, first_by=first_by, end_by=end_by)
        try:
            yield StreamedAnswer(frames, written)
        finally:
            await frames.close()

    async def _embedding(self, litellm: Any, request: Json) -> object:  # noqa: ANN401 - a module that is seconds away
        end_by = asyncio.get_running_loop().time() + self._timeouts.total_s
        own = {key: value for key, value in self._deployment.params.items() if key not in CHAT_FIELDS}
        asked = {
            **own,
            **crossed("embeddings", request),
            **self._configured(request["model"]),
            "timeout": self._timeouts.total_s,
        }
        return await _called(litellm.aembedding(**asked), end_by)

    def _arguments(self, model: str, chat: Json, *, stream: bool) -> Json:
        """What litellm is called with. The configuration's come last, so that no field of a request can stand in for them."""
        asked = {key: value for key, value in chat.items() if key in CHAT_FIELDS}
        if stream:
            asked.setdefault("stream_options", {"include_usage": True})
        return {
            **self._deployment.params,
            **asked,
            **self._configured(model),
            "timeout": self._timeouts.first_token_s if stream else self._timeouts.total_s,
            "stream": stream,
            "_skip_mcp_handler": True,  # it would call tool servers that a request names, and needs packages for that
        }

    def _configured(self, model: str) -> Json:
        """Where the model is; the exchange has put its configured name into the request."""
        deployment = self._deployment
        return {
            "model": model,
            "api_base": deployment.api_base or None,
            "api_key": deployment.api_key.value if deployment.api_key else None,
            "extra_headers": dict(deployment.headers) or None,
            "num_retries": 0,
            "max_retries": 0,
        }

    async def close(self) -> None:
        """Litellm keeps its own pools."""


# -- requests


async def translated(wire: str, request: Json) -> tuple[Json, Written]:
    """A request as a chat's, and what writes its answer. Raises RequestInvalid."""
    made = crossed(wire, request)
    usage = bool((request.get("stream_options") or {}).get("include_usage"))
    match wire:
        case "chat":
            return made, lambda turn: ChatWriting(turn, usage=usage)
        case "completions":
            return made, lambda turn: CompletionsWriting(turn, usage=usage)
        case "responses":
            chat, offered = await _apart(_from_responses, request["model"], made)
            return chat, lambda turn: ResponsesWriting(turn, request, offered)
    chat, names = await _apart(_from_messages, request["model"], made)
    return chat, lambda turn: MessagesWriting(turn, names)


async def in_own_words(model: str, chat: Json) -> Json:
    """A chat in the protocol of the provider that stands before the slash. Raises RequestInvalid."""
    return await _apart(_said, model, chat)


async def tokens_of(chat: Json) -> int:
    """The tokens of a chat by OpenAI's tokenizer: an estimate, because the provider's own can't be asked. Raises RequestInvalid."""
    return await _apart(_counted, chat)


async def _apart(work: Callable[..., T], *given: object) -> T:
    """What litellm makes of a request, off the loop: a long history takes a while. It raises whatever it likes where it can't."""
    made = asyncio.get_running_loop().run_in_executor(None, work, *given)
    await asyncio.wait([made])
    if (error := made.exception()) is not None:
        message = f"The request can't be said in the protocol of this model's provider ({type(error).__name__})."
        raise RequestInvalid(message)
    return made.result()


def _from_messages(model: str, made: Json) -> tuple[Json, dict[str, str]]:
    from litellm.llms.anthropic.pass_through.adapters.transformation import AnthropicAdapter  # noqa: PLC0415

    asked = {"max_tokens": _ANY_BOUND, **made, "model": model}
    chat, names = AnthropicAdapter().translate_completion_input_params_with_tool_mapping(asked)
    return _known({**(chat or {})}), names


def _from_responses(model: str, made: Json) -> tuple[Json, Offered]:
    from litellm.responses.litellm_completion_transformation.transformation import (  # noqa: PLC0415
        LiteLLMCompletionResponsesConfig as Config,
    )

    asked = {key: value for key, value in made.items() if key != "input"}
    chat = Config.transform_responses_api_request_to_chat_completion_request(
        model=model, input=made["input"], responses_api_request=asked
    )
    spaces = dict(Config.namespace_tool_name_map(made.get("tools")))
    return _known(chat), Offered(free_text_tools(made), spaces)


def _known(chat: Json) -> Json:
    """Without what isn't a chat's: the model and what litellm keeps for itself."""
    return {key: value for key, value in chat.items() if key in CHAT_FIELDS and value is not None}


def _said(model: str, chat: Json) -> Json:
    from litellm.types.utils import LlmProviders  # noqa: PLC0415
    from litellm.utils import ProviderConfigManager, get_optional_params  # noqa: PLC0415

    provider, _, name = model.partition("/")
    params = {key: value for key, value in chat.items() if key != "messages"}
    config = ProviderConfigManager.get_provider_chat_config(model=name, provider=LlmProviders(provider))
    options = get_optional_params(
        model=name, custom_llm_provider=provider, drop_params=True, messages=chat["messages"], **params
    )
    messages = (
        chat["messages"] if provider == "anthropic" else [_unsigned(message, provider) for message in chat["messages"]]
    )
    said = config.transform_request(
        model=name, messages=messages, optional_params=options, litellm_params={}, headers={}
    )
    more = said.pop("extra_body", None) or {}
    if not chat.get("stream"):
        said.pop("stream", None)
    return {**said, **more, "model": name, **({"stream": True} if chat.get("stream") else {})}


def _unsigned(message: Json, provider: str) -> Json:
    """A message without signed thoughts, which only Anthropic reads, and without any for OpenAI, which refuses unknown fields."""
    gone = {"thinking_blocks", "reasoning_content"} if provider == "openai" else {"thinking_blocks"}
    return {key: value for key, value in message.items() if key not in gone}


def _counted(chat: Json) -> int:
    import litellm  # noqa: PLC0415 - loaded before

    # A picture counts as one of the usual size, because it would be fetched to be measured.
    return int(
        litellm.token_counter(
            model="", messages=chat["messages"], tools=chat.get("tools"), use_default_image_token_count=True
        )
    )


# -- litellm itself


async def loaded() -> ModuleType:
    """Litellm, imported when it is first asked for."""
    return await asyncio.to_thread(_load)


def _load() -> ModuleType:
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    import litellm  # noqa: PLC0415 - see the module's docstring

    from proxy.upstream import failures  # noqa: F401, PLC0415 - so that it is there when the loop needs it

    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True
    litellm.disable_hf_tokenizer_download = True
    module: ModuleType = litellm
    return module


async def _called(asked: Any, by: float) -> Any:  # noqa: ANN401 - litellm's
    """What a call gives. Raises UpstreamError."""
    from proxy.upstream import failures  # noqa: PLC0415 - loads what litellm loads

    try:
        async with asyncio.timeout_at(by):
            return await asked
    except TimeoutError:
        message = "The provider took too long for its answer."
        raise UpstreamTimeout(message) from None
    except failures.FAILURES as error:
        raise failures.ours(error) from None
