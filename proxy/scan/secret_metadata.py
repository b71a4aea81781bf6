"""What the rules of the secrets engine mean: plain words, weakness, how bad and how sure, why, and the safe form.

The providers' formats have rows of their own in secret_rules.py and providers.py; what is said of them is made of those.
Rules for this file: data put together. A rule id never changes its meaning. Counterparts: secrets.py (finds), rulebook.py (lists).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.secret_rules import (
    COMMAND,
    CONNECTION,
    ENCODED,
    HASH,
    HEADER,
    LOGIN,
    PASSWORD,
    PRIVATE_KEY,
    SIGNING,
    TOKEN,
    WEAK,
    SecretRule,
)
from proxy.scan.token_formats import all_formats
from proxy.scan.weaknesses import page_of

_HISTORY: Final = "Whoever reads the code or its history has it; what was committed must be withdrawn."
# Rule, why, safe form. Of a language whose way to read the environment is another, the finding says that one.
_NAMED: Final[tuple[tuple[SecretRule, str, str], ...]] = (
    (PASSWORD, _HISTORY, 'password = os.environ["PASSWORD"]'),
    (TOKEN, _HISTORY, 'token = os.environ["API_TOKEN"]'),
    (SIGNING, "Whoever reads the code can sign whatever the program then believes.", 'key = os.environ["SECRET_KEY"]'),
    (CONNECTION, "Whoever reads the code can open the database.", 'url = os.environ["DATABASE_URL"]'),
    (HEADER, _HISTORY, 'headers = {"Authorization": f"Bearer {os.environ[\'API_TOKEN\']}"}'),
    (COMMAND, "The history, the process list and the log of the build show it too.", 'curl --user "$API_USER:$API_PASSWORD" "$url"'),
    (PRIVATE_KEY, "Whoever has it can pose as its owner and read what was sent to it.", 'key = Path(os.environ["KEY_FILE"]).read_bytes()'),
    (WEAK, "It stands in every list of passwords that is tried first.", 'password = os.environ["PASSWORD"]'),
    (ENCODED, "Encoding hides nothing: one call gives it back.", 'token = os.environ["API_TOKEN"]'),
    (LOGIN, _HISTORY, 'server.login(user, os.environ["PASSWORD"])'),
    (HASH, "A hash can be guessed at leisure by whoever has it.", 'password_hash = os.environ["PASSWORD_HASH"]'),
)  # fmt: skip


@lru_cache(maxsize=1)
def rules() -> Mapping[str, RuleInfo]:
    """All rules of the engine by id."""
    named = {rule.id: _info(rule, why, fix) for rule, why, fix in _NAMED}
    formats = {each.rule.id: _info(each.rule, _HISTORY, _FIX.format(each.rule.variable)) for each in all_formats()}
    return MappingProxyType(formats | named)


_FIX: Final = 'os.environ["{}"]'


def _info(rule: SecretRule, why: str, fix: str) -> RuleInfo:
    noun = rule.noun.partition(" ")[2]
    title = f"{noun[0].upper()}{noun[1:]} written into the code"
    return RuleInfo(title, "secret", rule.cwe, rule.severity, rule.confidence, why, fix, page_of(rule.cwe[0]))
