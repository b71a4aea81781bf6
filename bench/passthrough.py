"""A bare FastAPI + httpx pass-through, what most people write first: `python -m bench.passthrough PORT UPSTREAM`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response, StreamingResponse


def make(upstream: str) -> FastAPI:
    """The app."""
    app = FastAPI()
    client = httpx.AsyncClient(timeout=60)

    @app.post("/v1/{path:path}")
    async def forward(path: str, request: Request) -> Response:
        body = await request.json()
        if not body.get("stream"):
            answer = await client.post(f"{upstream}/{path}", json=body)
            return Response(answer.content, answer.status_code, media_type="application/json")

        async def chunks() -> AsyncIterator[bytes]:
            async with client.stream("POST", f"{upstream}/{path}", json=body) as answer:
                async for chunk in answer.aiter_raw():
                    yield chunk

        return StreamingResponse(chunks(), media_type="text/event-stream")

    return app


if __name__ == "__main__":
    uvicorn.run(make(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
