"""Where values come from that somebody outside can choose, and what takes the danger out of them.

Sources: the request objects of Flask, Django, FastAPI/Starlette, aiohttp, Tornado and Lambda; input() and sys.argv. Environment variables
belong to whoever runs the program and aren't one.
Rules for this file: tables and look-ups only. Counterpart: flow.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re

from proxy.scan.checks.facts import (
    CODE,
    EVERY,
    HTML,
    LINE,
    LOCAL,
    NONE,
    PARAM,
    PATH,
    QUERY,
    REGEX,
    REQUEST,
    SHELL,
    SQL,
    URL,
)

_REQUEST_FIELDS = (
    r"args|form|values|json|data|cookies|headers|files|GET|POST|FILES|COOKIES|META|body|query_params|path_params|query_string|query|match_info|stream"
    r"|get_json|get_data|params|post|text|user_agent|referrer|url|full_path|path_info|content|arguments|rel_url|remote_user|mimetype|raw_post_data|match_dict"
)
_REQUEST = re.compile(rf"(?:^|\.)_?(?:request|req|flask_request)(?:\(\))?\.(?:{_REQUEST_FIELDS})(?:\(\))?(?:\.|$)")
_CALLS = {
    "input": LOCAL,
    "raw_input": LOCAL,
    "sys.stdin.read": LOCAL,
    "sys.stdin.readline": LOCAL,
    "getpass.getpass": NONE,
}
_RECEIVES = re.compile(
    r"(?:^|\.)(?:\w*sock\w*|conn\w*|client_?sock\w*|websocket|ws)\.(?:recv|recvfrom|receive_text|receive_json|receive_bytes)$"
)
_ARGUMENTS = re.compile(
    r"(?:^|\.)(?:self|handler)\.(?:get_argument|get_query_argument|get_body_argument|get_cookie)$|(?:^|\.)event\.(?:get|queryStringParameters|body)$"
)

SAFE_CALLS = frozenset(
    {
        "int", "float", "bool", "len", "ord", "round", "hash", "id", "isinstance", "complex", "abs", "uuid.UUID", "UUID", "decimal.Decimal",
        "Decimal", "url_for", "flask.url_for", "django.urls.reverse", "reverse", "ipaddress.ip_address", "time.time",
        "uuid.uuid4", "datetime.now",
        "datetime.datetime.now", "datetime.fromisoformat", "type", "any", "all", "hasattr", "callable",
    }
)  # fmt: skip
_CLEANERS = {
    "shlex.quote": SHELL, "pipes.quote": SHELL, "quote": SHELL | HTML | URL | LINE | PATH, "shlex.join": SHELL, "subprocess.list2cmdline": SHELL,
    "html.escape": HTML, "escape": HTML, "markupsafe.escape": HTML, "flask.escape": HTML, "cgi.escape": HTML, "bleach.clean": HTML,
    "django.utils.html.escape": HTML, "conditional_escape": HTML, "xhtml_escape": HTML, "tornado.escape.xhtml_escape": HTML,
    "saxutils.escape": HTML, "xml.sax.saxutils.escape": HTML, "format_html": HTML, "django.utils.html.format_html": HTML, "nh3.clean": HTML,
    "secure_filename": EVERY & ~SQL & ~SHELL, "werkzeug.utils.secure_filename": EVERY & ~SQL & ~SHELL, "safe_join": PATH, "werkzeug.utils.safe_join": PATH,
    "os.path.basename": PATH, "basename": PATH, "urllib.parse.quote": URL | HTML | LINE | PATH, "urllib.parse.quote_plus": URL | HTML | LINE | PATH,
    "quote_plus": URL | HTML | LINE | PATH, "urlencode": URL | LINE, "urllib.parse.urlencode": URL | LINE, "re.escape": REGEX,
    "escape_filter_chars": QUERY, "ldap.filter.escape_filter_chars": QUERY, "ldap3.utils.conv.escape_filter_chars": QUERY, "escape_dn_chars": QUERY,
    "repr": LINE, "json.dumps": LINE | HTML, "jsonify": HTML | LINE, "flask.jsonify": HTML | LINE, "ast.literal_eval": CODE, "literal_eval": CODE,
    "sql.Identifier": SQL, "psycopg2.sql.Identifier": SQL, "psycopg.sql.Identifier": SQL, "sql.Literal": SQL, "psycopg2.sql.Literal": SQL, "sql.SQL": SQL,
    "psycopg2.sql.SQL": SQL, "psycopg.sql.SQL": SQL, "quote_name": SQL, "quote_ident": SQL, "escape_string": SQL, "base64.b64encode": EVERY,
    "base64.urlsafe_b64encode": EVERY, "markdown.markdown": 0,
}  # fmt: skip
_DIGESTS = re.compile(r"(?:hexdigest|digest|hash|sha\d+|md5|uuid\d?|token_\w+)$")
_PASSING = frozenset(
    {
        "str", "bytes", "bytearray", "dict", "list", "tuple", "set", "sorted", "reversed", "os.path.join", "join",
        "os.path.abspath", "os.path.normpath", "os.path.expanduser",
        "os.path.realpath", "urllib.parse.urljoin", "urljoin", "urllib.parse.unquote", "unquote", "unquote_plus",
        "urllib.parse.unquote_plus", "base64.b64decode", "b64decode",
        "base64.urlsafe_b64decode", "urlsafe_b64decode", "json.loads", "json.load", "pathlib.Path", "Path", "PurePath",
        "pathlib.PurePath", "zip", "enumerate", "map", "filter", "iter", "next",
        "sqlalchemy.text", "text", "sqlalchemy.sql.text", "urllib.parse.urlparse", "urlparse", "urlsplit",
        "urllib.parse.urlsplit", "zlib.decompress", "gzip.decompress", "bytes.fromhex",
        "binascii.unhexlify", "io.BytesIO", "io.StringIO", "BytesIO", "StringIO", "copy.deepcopy", "copy.copy", "min", "max",
        "getattr", "ast.parse", "compile", "textwrap.dedent", "dedent",
        "OrderedDict", "collections.OrderedDict", "unicode", "ast.walk", "urllib.request.Request", "Request", "os.fsencode",
        "posixpath.join", "items", "cast", "typing.cast", "request.json",
    }
)  # fmt: skip
KEEPING = frozenset(
    {
        "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "replace", "split", "rsplit", "splitlines",
        "partition", "rpartition", "encode", "decode", "get", "getlist",
        "pop", "items", "values", "keys", "read", "json", "to_dict", "copy", "setdefault", "getvalue", "readline", "readlines",
        "text", "dict", "model_dump", "format_map", "zfill", "group",
        "groups", "casefold", "swapcase", "expandtabs", "center", "ljust", "rjust", "removeprefix", "removesuffix", "popitem",
        "getfirst", "resolve", "joinpath", "absolute", "expanduser",
        "body", "form", "stream", "geturl", "_replace", "with_suffix", "tobytes", "hex", "get_json", "file",
    }
)  # fmt: skip
SAFE_TYPES = frozenset(
    {
        "int",
        "float",
        "bool",
        "UUID",
        "uuid.UUID",
        "datetime",
        "date",
        "datetime.date",
        "datetime.datetime",
        "Decimal",
        "Enum",
        "Session",
        "AsyncSession",
    }
)


def source_of(name: str) -> int:
    """How far a dotted name (an attribute, or a call without its brackets) can be steered from outside."""
    if name in _CALLS:
        return _CALLS[name]
    if name.startswith("sys.argv"):
        return LOCAL
    if ("req" in name and _REQUEST.search(name)) or _RECEIVES.search(name) or _ARGUMENTS.search(name):
        return REQUEST
    return NONE


def cleaned_by(name: str) -> int | None:
    """The dangers that a call takes out of its argument; None where it isn't known to take any."""
    if name in _CLEANERS:
        return _CLEANERS[name]
    tail = name.rpartition(".")[2]
    if tail in {
        "escape",
        "quote",
        "secure_filename",
        "xhtml_escape",
        "escape_filter_chars",
        "escape_string",
        "quote_ident",
        "quote_identifier",
    }:
        return _CLEANERS.get(tail, SQL)
    return EVERY if _DIGESTS.search(tail) else None


_ALLOWED_ONLY = re.compile(r"\[\^((?:[^\]\\]|\\.)*)\][+*]?$")


def removed_by(pattern: str) -> int:
    """The dangers that go with what a pattern matches: all but those that what it lets through can still make."""
    allowed = _ALLOWED_ONLY.match(pattern)
    if allowed is None:
        return LINE if re.search(r"\\[rns]|\\x0|\\x1f|[\r\n]", pattern) else 0
    kept = allowed.group(1)
    left = LINE if re.search(r"\\[nrs]|[\r\n]", kept) else 0
    left |= PATH | URL if "/" in kept else PATH if "." in kept else 0
    return EVERY & ~left & ~(HTML if "<" in kept else 0) & ~(SHELL | SQL if re.search(r"['\";$&|`]", kept) else 0)


def passed_on(name: str) -> bool:
    """The call gives back what it was given, in another form."""
    return name in _PASSING


def weakened(taint: int) -> int:
    """What an unknown function makes of it: it may have looked it up, checked it, or given it back."""
    return PARAM if taint else NONE
