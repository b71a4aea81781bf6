"""The rules of the secrets engine: providers' token formats from detect-secrets' plug-in classes, and shapes of our own.

Source: Yelp/detect-secrets 1.5, whose classes are asked for their expressions directly. Never its settings (process-global, and without
them it finds nothing, silently), its `verify` (network) or its filters (802 characters take 1.7 s). Left out: the four with a cubic
expression (IBM Cloud IAM, IBM COS, SoftLayer, Cloudant), basic-auth (ours is bounded), the entropy ones and public addresses (noise).
Rules for this file: a table. Counterpart: secrets.py runs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from detect_secrets.plugins.artifactory import ArtifactoryDetector
from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.discord import DiscordBotTokenDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.npm import NpmDetector
from detect_secrets.plugins.openai import OpenAIDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector

from proxy.model import Confidence, Severity


@dataclass(frozen=True, slots=True)
class SecretRule:
    """What is said of a kind of secret. `variable`: what to call it in the environment where no name is given."""

    name: str
    noun: str
    variable: str
    severity: Severity = Severity.HIGH
    confidence: Confidence = Confidence.HIGH
    cwe: tuple[str, ...] = ("CWE-798",)

    @property
    def id(self) -> str:
        """The rule's id in policies and records."""
        return f"secrets.{self.name}"


@dataclass(frozen=True, slots=True)
class Format:
    """A token format: run `patterns` only where one of `hints` (lower case) occurs."""

    rule: SecretRule
    hints: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]


PASSWORD: Final = SecretRule(
    "password-assignment", "A password", "PASSWORD", Severity.MEDIUM, Confidence.MEDIUM, ("CWE-798", "CWE-259")
)
TOKEN: Final = SecretRule("token-assignment", "A token or key", "API_TOKEN", Severity.HIGH, Confidence.MEDIUM)
SIGNING: Final = SecretRule(
    "signing-key", "A signing key", "SECRET_KEY", Severity.MEDIUM, Confidence.MEDIUM, ("CWE-798", "CWE-321")
)
CONNECTION: Final = SecretRule(
    "connection-string", "A password in a connection string", "DATABASE_URL", confidence=Confidence.MEDIUM
)
HEADER: Final = SecretRule(
    "authorization-header", "A credential in an Authorization header", "API_TOKEN", confidence=Confidence.MEDIUM
)
COMMAND: Final = SecretRule(
    "command-line", "A password on a command line", "PASSWORD", Severity.MEDIUM, Confidence.MEDIUM
)
PRIVATE_KEY: Final = SecretRule("private-key", "A private key", "PRIVATE_KEY", cwe=("CWE-321", "CWE-798"))

WEAK: Final = SecretRule(
    "weak-credential",
    "A password that is guessed first",
    "PASSWORD",
    Severity.LOW,
    Confidence.MEDIUM,
    ("CWE-798", "CWE-1391"),
)
ENCODED: Final = SecretRule("encoded", "An encoded credential", "API_TOKEN")
LOGIN: Final = SecretRule(
    "login-argument", "A password in a call", "PASSWORD", Severity.MEDIUM, Confidence.MEDIUM, ("CWE-798", "CWE-259")
)
HASH: Final = SecretRule(
    "password-hash", "The hash of a password", "PASSWORD_HASH", Severity.LOW, Confidence.MEDIUM, ("CWE-798", "CWE-257")
)

AZURE: Final = SecretRule("azure-client-secret", "An Azure client secret", "AZURE_CLIENT_SECRET")

# Plug-in, rule name, noun, environment variable, hints (lower case). Two formats are loose enough to be of medium confidence.
_PLUGINS: Final[tuple[tuple[type[RegexBasedDetector], str, str, str, tuple[str, ...]], ...]] = (
    (ArtifactoryDetector, "artifactory-token", "An Artifactory credential", "ARTIFACTORY_TOKEN", ("akc", "ap")),
    (
        AWSKeyDetector,
        "aws-access-key",
        "An AWS key",
        "AWS_ACCESS_KEY_ID",
        ("a3t", "abia", "acca", "akia", "asia", "aws"),
    ),
    (AzureStorageKeyDetector, "azure-storage-key", "An Azure storage key", "AZURE_STORAGE_KEY", ("accountkey=",)),
    (DiscordBotTokenDetector, "discord-bot-token", "A Discord bot token", "DISCORD_TOKEN", ("m", "n", "o")),
    (GitHubTokenDetector, "github-token", "A GitHub token", "GITHUB_TOKEN", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")),
    (GitLabTokenDetector, "gitlab-token", "A GitLab token", "GITLAB_TOKEN", ("gl", "gr1348941")),
    (JwtTokenDetector, "jwt", "A JSON Web Token", "JWT", ("eyj",)),
    (MailchimpDetector, "mailchimp-key", "A Mailchimp key", "MAILCHIMP_API_KEY", ("-us",)),
    (NpmDetector, "npm-token", "An npm token", "NPM_TOKEN", ("_authtoken",)),
    (OpenAIDetector, "openai-key", "An OpenAI key", "OPENAI_API_KEY", ("t3blbkfj",)),
    (PypiTokenDetector, "pypi-token", "A PyPI token", "PYPI_TOKEN", ("pypi-",)),
    (SendGridDetector, "sendgrid-key", "A SendGrid key", "SENDGRID_API_KEY", ("sg.",)),
    (SlackDetector, "slack-token", "A Slack token", "SLACK_TOKEN", ("xox", "hooks.slack.com")),
    (SquareOAuthDetector, "square-oauth-secret", "A Square OAuth secret", "SQUARE_OAUTH_SECRET", ("sq0csp",)),
    (StripeDetector, "stripe-key", "A Stripe key", "STRIPE_API_KEY", ("k_live_",)),
    (TelegramBotTokenDetector, "telegram-bot-token", "A Telegram bot token", "TELEGRAM_TOKEN", (":",)),
    (TwilioKeyDetector, "twilio-key", "A Twilio key", "TWILIO_AUTH_TOKEN", ("ac", "sk")),
)
# Formats without a mark of their own (an `AP` and letters, 32 hex digits): likely, not certain.
_LOOSE: Final = frozenset(
    {"artifactory-token", "mailchimp-key", "twilio-key", "telegram-bot-token", "discord-bot-token", "jwt"}
)


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """The providers' formats, each plug-in built once a process."""
    own = Format(AZURE, ("q~",), (re.compile(r"(?<![\w~./-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])", re.ASCII),))
    return own, *(
        Format(
            SecretRule(name, noun, variable, confidence=Confidence.MEDIUM if name in _LOOSE else Confidence.HIGH),
            hints,
            tuple(re.compile(pattern) for pattern in plugin().denylist),
        )
        for plugin, name, noun, variable, hints in _PLUGINS
    )
