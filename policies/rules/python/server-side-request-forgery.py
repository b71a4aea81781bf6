import requests
from flask import request


@app.route("/fetch")
def fetch():
    # ruleid: rules.python.server-side-request-forgery
    return requests.get(request.args["url"], timeout=3).text


@app.route("/hook", methods=["POST"])
def hook():
    url = request.json["url"]
    # ruleid: rules.python.server-side-request-forgery
    requests.post(url, json={"event": "test"}, timeout=3)
    return "sent"


@app.route("/host")
def host():
    # ruleid: rules.python.server-side-request-forgery
    return requests.get("http://" + request.args["host"] + "/status", timeout=3).text

# --- case
import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/fetch")
async def fetch(url: str):
    async with httpx.AsyncClient() as client:
        # ruleid: rules.python.server-side-request-forgery
        answer = await client.get(url)
    return answer.text

# --- case
@app.route("/fetch")
def fetch():
    url = request.args["url"]
    if urlparse(url).hostname not in ALLOWED_HOSTS:
        abort(400)
    # ok: rules.python.server-side-request-forgery
    return requests.get(url, timeout=3).text


@app.route("/item")
def item():
    # ok: rules.python.server-side-request-forgery
    return requests.get(f"https://api.example.test/items/{request.args['id']}", timeout=3).text
