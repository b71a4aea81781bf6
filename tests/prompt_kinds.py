"""Made-up secrets of 38 providers and kinds, each made from a seed by the provider's own format; none is a literal."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

LETTERS = string.ascii_letters + string.digits
LOWER = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
BASE32 = string.ascii_uppercase + "234567"
Maker = Callable[[random.Random], tuple[str, str]]


def some(random_: random.Random, count: int, alphabet: str = LETTERS) -> str:
    return "".join(random_.choice(alphabet) for _ in range(count))


def uuid(r: random.Random) -> str:
    return "-".join(some(r, count, HEX) for count in (8, 4, 4, 4, 12))


def encoded(obj: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(obj).encode()).decode().rstrip("=")


def pem(r: random.Random, name: str) -> str:
    body = "\n".join(some(r, 64, LETTERS + "+/") for _ in range(12))
    return f"-----BEGIN {name}PRIVATE KEY-----\n{body}\n-----END {name}PRIVATE KEY-----"


def plain(make: Callable[[random.Random], str], text: str = "Use {} for this.") -> Maker:
    """A kind that any text shows by its own format; `text` is what stands around it."""

    def made(r: random.Random) -> tuple[str, str]:
        secret = make(r)
        return secret, text.replace("{}", secret)

    return made


KINDS: dict[str, Maker] = {
    "aws-access-key": plain(lambda r: "AKIA" + some(r, 16, BASE32)),
    "aws-secret-key": plain(lambda r: some(r, 38, LETTERS) + "/+", "aws_secret_access_key = {}\n"),
    "github-classic": plain(lambda r: "ghp_" + some(r, 36)),
    "github-oauth": plain(lambda r: "gho_" + some(r, 36)),
    "github-fine-grained": plain(lambda r: f"github_pat_{some(r, 22)}_{some(r, 59)}"),
    "gitlab": plain(lambda r: "glpat-" + some(r, 20)),
    "slack-bot": plain(lambda r: f"xoxb-{some(r, 12, string.digits)}-{some(r, 12, string.digits)}-{some(r, 24)}"),
    "stripe-live": plain(lambda r: "sk_live_" + some(r, 24)),
    "stripe-restricted": plain(lambda r: "rk_live_" + some(r, 24)),
    "openai-project": plain(lambda r: "sk-proj-" + some(r, 60)),
    "anthropic": plain(lambda r: f"sk-ant-api03-{some(r, 93)}AA"),
    "google-api": plain(lambda r: "AIza" + some(r, 35)),
    "google-oauth-secret": plain(lambda r: "GOCSPX-" + some(r, 28)),
    "sendgrid": plain(lambda r: f"SG.{some(r, 22)}.{some(r, 43)}"),
    "npm": plain(lambda r: "npm_" + some(r, 36)),
    "pypi": plain(lambda r: "pypi-AgEIcHlwaS5vcmc" + some(r, 70)),
    "huggingface": plain(lambda r: "hf_" + some(r, 34)),
    "digitalocean": plain(lambda r: "dop_v1_" + some(r, 64, HEX)),
    "databricks": plain(lambda r: "dapi" + some(r, 32, HEX)),
    "doppler": plain(lambda r: "dp.pt." + some(r, 43)),
    "docker-hub": plain(lambda r: "dckr_pat_" + some(r, 27)),
    "linear": plain(lambda r: "lin_api_" + some(r, 40)),
    "postman": plain(lambda r: f"PMAK-{some(r, 24, HEX)}-{some(r, 34, HEX)}"),
    "pulumi": plain(lambda r: "pul-" + some(r, 40, HEX)),
    "rubygems": plain(lambda r: "rubygems_" + some(r, 48, HEX)),
    "shopify": plain(lambda r: "shpat_" + some(r, 32, HEX)),
    "vault": plain(lambda r: "hvs." + some(r, 90)),
    "terraform-cloud": plain(lambda r: f"{some(r, 14)}.atlasv1.{some(r, 67)}"),
    "grafana": plain(lambda r: f"glsa_{some(r, 32)}_{some(r, 8, HEX)}"),
    "newrelic": plain(lambda r: "NRAK-" + some(r, 27, UPPER)),
    "groq": plain(lambda r: "gsk_" + some(r, 52)),
    "supabase": plain(lambda r: "sbp_" + some(r, 40, HEX)),
    "jwt": plain(
        lambda r: (
            f"{encoded({'alg': 'HS256', 'typ': 'JWT'})}.{encoded({'sub': some(r, 12), 'exp': r.randrange(10**9)})}.{some(r, 43)}"
        )
    ),
    "rsa-private-key": plain(lambda r: pem(r, "RSA "), "The key:\n{}\nThat's it."),
    "ec-private-key": plain(lambda r: pem(r, "EC "), "The key:\n{}\nThat's it."),
    "database-url": plain(lambda r: some(r, 16), "DATABASE_URL=postgres://app:{}@db.internal:5432/shop\n"),
    "password": plain(lambda r: "Pw/" + some(r, 10) + "+9&!", "password: '{}'\n"),
    "bearer-header": plain(lambda r: some(r, 40), "curl -H 'Authorization: Bearer {}' https://api.internal/v1\n"),
}


def made(kind: str, seed: int = 0) -> tuple[str, str]:
    """A secret of a kind, and a text that shows it."""
    return KINDS[kind](random.Random(f"{kind} {seed}"))
