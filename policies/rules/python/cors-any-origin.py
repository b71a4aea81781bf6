cors = aiohttp_cors.setup(app, defaults={
    # ruleid: rules.python.cors-any-origin
    "*": aiohttp_cors.ResourceOptions(allow_credentials=True, allow_headers="*"),
    # ok: rules.python.cors-any-origin
    "https://app.example.test": aiohttp_cors.ResourceOptions(allow_credentials=True),
})
# ruleid: rules.python.cors-any-origin
app.config.CORS_ORIGINS = "*"
# ruleid: rules.python.cors-any-origin
CORS_ALLOWED_ORIGIN_REGEXES = [r".*"]
# ok: rules.python.cors-any-origin
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\w+\.example\.test$"]


class Base(RequestHandler):
    def set_default_headers(self):
        # ruleid: rules.python.cors-any-origin
        self.set_header("Access-Control-Allow-Origin", "*")
        # ok: rules.python.cors-any-origin
        self.set_header("Access-Control-Allow-Origin", "https://app.example.test")

# --- case
from fastapi.middleware.cors import CORSMiddleware
from flask_cors import CORS

# ruleid: rules.python.cors-any-origin
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
# ruleid: rules.python.cors-any-origin
CORS(app, origins="*", supports_credentials=True)
# ruleid: rules.python.cors-any-origin
CORS_ALLOW_ALL_ORIGINS = True


def one(response):
    # ruleid: rules.python.cors-any-origin
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@app.after_request
def two(response):
    # ruleid: rules.python.cors-any-origin
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    return response

# --- case
# ok: rules.python.cors-any-origin
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example.test"], allow_credentials=True)
# ok: rules.python.cors-any-origin
CORS(app, origins=["https://app.example.test"])


def one(response):
    # ok: rules.python.cors-any-origin
    response.headers["Access-Control-Allow-Origin"] = "https://app.example.test"
    return response
