"""A fake provider fast enough not to matter: `python -m bench.upstream PORT`. The model names the answer: prose, clean, insecure.

Streams send a token a `delay_s` of the request (a field of ours; 0: as fast as they go).
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

_TOKEN = re.compile(r"\s?\w{1,5}|\s+|.", re.DOTALL)
_BLOCK = "\n\n".join(
    f"def load_{n}(path: str) -> list[str]:\n    rows = []\n    with open(path, encoding='utf-8') as handle:\n"
    f"        for line in handle:\n            if line.strip():\n                rows.append(line.strip().lower())\n    return rows"
    for n in range(5)
)
ANSWERS = {
    "prose": "A plain paragraph about queues, threads and why one waits for the other. " * 12,
    "clean": f"Here it is:\n\n```python\n{_BLOCK}\n```\n\nCall it with a path.\n",
    "insecure": f"Here it is:\n\n```python\nimport subprocess\n\n{_BLOCK}\n\n\n"
    "def run(name):\n    subprocess.run(f'ls {name}', shell=True)\n```\n\nDone.\n",
}


def _chunk(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return b"data: " + json.dumps({**head, "choices": [choice]}).encode() + b"\n\n"


STREAMS = {
    name: [*(_chunk({"content": token}, None) for token in _TOKEN.findall(text)), _chunk({}, "stop")]
    for name, text in ANSWERS.items()
}


def _whole(name: str) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", "content": ANSWERS[name]}, "finish_reason": "stop"}
    body = json.dumps(
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    ).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body


WHOLES = {name: _whole(name) for name in ANSWERS}
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            request = json.loads(await reader.readexactly(length))
            if not request.get("stream"):
                writer.write(WHOLES[request["model"]])
                await writer.drain()
                continue
            writer.write(_HEAD)
            delay_s = request.get("delay_s", 0)
            for event in [*STREAMS[request["model"]], b"data: [DONE]\n\n"]:
                writer.write(b"%x\r\n%s\r\n" % (len(event), event))
                if delay_s:
                    await asyncio.sleep(delay_s)
            writer.write(b"0\r\n\r\n")
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def _main(port: int) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
