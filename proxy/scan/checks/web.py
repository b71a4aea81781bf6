"""What a browser or an HTTP client acts on: pages, templates, redirects, headers, requests to other hosts.

CWE-79, CWE-1336, CWE-601, CWE-113, CWE-918.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import CODE, HOLE, HTML, LINE, LOCAL, NONE, PARAM, REGEX, REQUEST, URL, Fact, Facts

_TAG = re.compile(
    r"<\s*/?\s*(?:html|body|div|p|h[1-6]|span|a|b|i|li|ul|ol|td|tr|th|table|script|img|form|input|title|strong|em|br|pre|code|button|label|option|article|section|head|svg|iframe|style|link|textarea|blockquote|small|meta)\b[^>]*",
    re.IGNORECASE,
)
_HTML_RESPONSES = frozenset(
    {
        "HttpResponse",
        "HTMLResponse",
        "make_response",
        "Response",
        "HttpResponseBadRequest",
        "HttpResponseNotFound",
        "HttpResponseForbidden",
        "HttpResponseServerError",
        "write",
        "Markup",
        "mark_safe",
        "SafeString",
        "SafeText",
    }
)
_MARKING = frozenset({"Markup", "mark_safe", "SafeString", "SafeText"})
_CLIENT = re.compile(
    r"(?:requests|httpx|urllib\.request|urllib2|urllib3|aiohttp|http\.client|treq|pycurl)\b|(?:^|[._])(?:http_?)?(?:session|client|http)(?:\(\))?$",
    re.IGNORECASE,
)
_FETCHES = frozenset(
    {"get", "post", "put", "delete", "patch", "head", "request", "urlopen", "urlretrieve", "stream", "fetch"}
)


def template(call: Call) -> Iterator[Hit]:
    """A template whose source isn't constant is a program."""
    source = call.arg(0, "source")
    if call.tail == "Template" and not (
        "jinja2" in call.name or "mako" in call.name or (source.risk(HTML) == REQUEST and "string" not in call.name)
    ):
        return
    if call.tail == "from_string" and not re.search(r"env|jinja|template", ast.unparse(call.node.func), re.IGNORECASE):
        return
    if source.taint == REQUEST and source.clean != 511:  # noqa: PLR2004 - an escaped template is a template all the same
        yield Hit("template-injection", call.node, HIGH, SURE, "the template's source holds a value from outside")
    elif source.risk(HTML) or source.holes:
        yield Hit("template-injection", call.node, HIGH if call.tail == "render_template_string" else MEDIUM, LIKELY)
    elif source.text is None and source.kind != "constant" and call.node.args and call.tail == "render_template_string":
        yield Hit("template-injection", call.node, LOW, MAYBE)


_NARROWED = re.compile(r"safe|secur|restrict|filter|mask|public|redact|proxy|view|dict", re.IGNORECASE)


def formatted(call: Call) -> Iterator[Hit]:
    """`text.format(user=user)` with a text from outside: its placeholders read attributes."""
    objects = [
        fact
        for fact in (*call.args, *call.keywords.values())
        if not fact.constant and fact.kind not in {"number", "text"}
    ]
    given = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    narrowed = any(_NARROWED.search(word) for value in given for word in names.words(value))
    if call.base.text is None and call.base.taint and not call.base.clean & CODE and objects and not narrowed:
        outside = call.base.taint == REQUEST
        yield Hit("format-from-outside", call.node, MEDIUM if outside else LOW, LIKELY)


def page(call: Call) -> Iterator[Hit]:
    """A page with a value from outside that nobody escaped."""
    if call.tail not in _HTML_RESPONSES:
        return
    given = call.arg(0, "content")
    kind = str(
        getattr(call.expr(-1, "content_type") or call.expr(-1, "mimetype") or call.expr(-1, "media_type"), "value", "")
    )
    if kind and "html" not in kind:
        return
    marks = call.tail in _MARKING
    if call.tail == "write" and not (call.owner == "self" or "resp" in call.owner):
        return
    if given.risk(HTML) == REQUEST and (given.kind not in {"dict", "list"}):
        yield Hit(
            "cross-site-scripting",
            call.node,
            HIGH if marks else MEDIUM,
            SURE if given.holes or marks else LIKELY,
            "a value from outside stands in a page unescaped",
        )
    elif marks and (given.holes or given.text is None) and given.kind != "constant" and not given.clean & HTML:
        yield Hit(
            "cross-site-scripting",
            call.node,
            MEDIUM,
            LIKELY if given.holes else MAYBE,
            "what isn't constant is marked as safe HTML",
        )
    elif given.risk(HTML) and given.holes and _TAG.search(given.text or ""):
        yield Hit("cross-site-scripting", call.node, MEDIUM, MAYBE)


def returned_page(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`return f"<h1>{name}</h1>"` from a view, or HTML with a bare parameter from any function."""
    value = getattr(node, "value", None)
    if value is None or isinstance(value, (ast.Dict, ast.List)) or fact.kind in {"dict", "list", "bool"}:
        return
    if facts.route and fact.risk(HTML) == REQUEST and (fact.text is not None or isinstance(value, ast.Name)):
        marked = _TAG.search(fact.text or "") is not None
        if not _written_as_json(facts):
            yield Hit(
                "cross-site-scripting",
                node,
                MEDIUM,
                SURE if marked else LIKELY,
                "a value from outside stands in a page unescaped",
            )
    elif fact.holes and fact.risk(HTML) == PARAM and _in_markup(fact.text or ""):
        yield Hit("html-from-parameter", node, LOW, LIKELY)


def markup(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """Markup pasted together with a value from outside, wherever it goes."""
    if fact.holes and fact.risk(HTML) == REQUEST and _built(node) and _in_markup(fact.text or ""):
        yield Hit("cross-site-scripting", node, MEDIUM, LIKELY, "a value from outside stands in markup unescaped")
    del facts


def _built(node: ast.expr) -> bool:
    return isinstance(node, (ast.JoinedStr, ast.BinOp)) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    )


def _written_as_json(facts: Facts) -> bool:
    """FastAPI turns what a route returns into JSON."""
    return any("fastapi" in name for name in facts.aliases.values())


def _in_markup(text: str) -> bool:
    """A hole stands between tags, or in one."""
    known = re.search(rf"<\w+[^<>]*(?:>[^<>]*)?{HOLE}", text) is not None and _TAG.search(text) is not None
    return known or _ELEMENT.search(text) is not None


_ELEMENT = re.compile(rf"<([A-Za-z][\w:-]{{0,40}})>{HOLE}</\1>")  # of XML


def redirect(call: Call) -> Iterator[Hit]:
    """The client is sent where the request says."""
    target = call.arg(0, "url")
    target = call.arg(0, "location") if "location" in call.keywords else target
    if target.risk(URL) == REQUEST and _host_open(target):
        yield Hit("open-redirect", call.node, MEDIUM, SURE)


def request(call: Call) -> Iterator[Hit]:
    """The server fetches what the request says."""
    if call.tail not in {"urlopen", "urlretrieve"} and not (
        _CLIENT.search(call.owner) or _CLIENT.search(call.base.kind)
    ):
        return
    target = call.arg(1 if call.tail in {"request", "stream"} else 0, "url")
    if call.owner.endswith("session") and call.tail == "get" and target.text is not None and not target.holes:
        return
    if target.risk(URL) == REQUEST and _host_open(target):
        yield Hit("server-side-request-forgery", call.node, HIGH, LIKELY, "the request chooses the host")


def _host_open(target: Fact) -> bool:
    """The value decides on the host: it stands first, or right behind the scheme."""
    if target.text is None or HOLE not in target.text:
        return True
    head = target.text.split(HOLE, 1)[0]
    return re.fullmatch(r"(?:\w+://)?(?:[\w.-]*@)?", head) is not None


_HEADERS = re.compile(r"resp.*headers$|^headers.*resp|^(?:response|resp)$")  # the last is Django's own way


def header(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A response header takes a value from outside."""
    for target in getattr(node, "targets", ()):
        if isinstance(target, ast.Subscript) and fact.risk(LINE) == REQUEST:
            owner = ast.unparse(target.value)
            key = target.slice.value if isinstance(target.slice, ast.Constant) else ""
            if key == "Location" and fact.risk(URL) == REQUEST and _host_open(fact):
                yield Hit("open-redirect", node, MEDIUM, LIKELY)
            elif _HEADERS.search(owner) and not str(key).startswith("Access-Control"):
                yield Hit("header-injection", node, LOW, MAYBE)
    del facts


LOGGERS = re.compile(
    r"(?:^|[._])(?:log|logger|logging|logs|_log|LOG|LOGGER|app\.logger|current_app\.logger|syslog|audit_log\w*|flask_logger)$"
)


def log(call: Call) -> Iterator[Hit]:
    """A log line takes line breaks from outside."""
    if not LOGGERS.search(call.owner):
        return
    given = [*call.args, *call.keywords.values()]
    worst = max((fact.risk(LINE) for fact in given if fact.kind != "dict"), default=NONE)
    if worst >= LOCAL:
        yield Hit(
            "log-injection", call.node, MEDIUM if worst == REQUEST else LOW, LIKELY if worst == REQUEST else MAYBE
        )


_KEEPS_LOG = re.compile(r"log|audit|trail|journal|history|event", re.IGNORECASE)


def log_line(call: Call) -> Iterator[Hit]:
    """`log_file.write(f"{user} did {what}\\n")`: a line break in a value begins a line of its own."""
    given = call.arg(0)
    if call.base.kind != "appended" or not given.risk(LINE) >= PARAM or not (given.text or "").endswith("\n"):
        return
    if any(_KEEPS_LOG.search(layer.name) for layer in call.facts.layers) or _KEEPS_LOG.search(call.owner):
        yield Hit("log-injection", call.node, MEDIUM, LIKELY, "line breaks in a value begin lines of their own")


def pattern(call: Call) -> Iterator[Hit]:
    """A pattern from outside can take for ever."""
    if call.owner not in {"re", "regex"}:
        return
    given = call.arg(0, "pattern")
    if (
        given.constant
        and call.tail in {"sub", "compile", "findall", "search"}
        and re.search(r"<(?:\\s[*+?]?|\W){0,6}(?:script|iframe|style)", given.text or "", re.IGNORECASE)
    ):
        yield Hit("html-filter-regex", call.node, MEDIUM, LIKELY)
    elif given.constant and _HOST.search(given.text or ""):
        yield Hit("host-regex", call.node, LOW, LIKELY)
    elif given.risk(REGEX) == REQUEST:
        yield Hit("regex-from-request", call.node, MEDIUM, LIKELY)
    elif given.text and call.expr(0) is not None and _BACKTRACKING.search(given.text):
        yield Hit("slow-regex", call.node, LOW, LIKELY)


_BACKTRACKING = re.compile(
    r"\((?:\?:)?(?:\\?[\w.]|\[[^\]]{1,40}\])[+*]\)[+*]|\((?:\?:)?(?:\\?[\w.]|\[[^\]]{1,40}\])[+*][^()|]{0,4}[?*]\)[+*]|\((\w)\|\1\)[+*]|\(\.\*\)[+*]"
)


_HOST = re.compile(r"(?<!\\)[\w)-]\.(?:[a-z0-9-]+\.)?(?:com|org|net|io|example|dev)(?![a-z.])(?!\\)")


def address(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A host looked for anywhere in an address: `"example.com" in url`."""
    if (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], (ast.In, ast.NotIn))
        and isinstance(node.left, ast.Constant)
    ):
        text, where = node.left.value, node.comparators[0]
        if (
            isinstance(text, str)
            and _BARE_HOST.match(text)
            and isinstance(where, (ast.Name, ast.Attribute))
            and _ADDRESS.search(names.last_word(where))
        ):
            yield Hit("host-substring", node, LOW, LIKELY)
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"endswith", "startswith", "find"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ):
        text = str(node.args[0].value)
        bare = (
            _BARE_HOST.match(text)
            and not (node.func.attr == "endswith" and text.startswith("."))
            and not (node.func.attr == "startswith" and text.endswith("/"))
        )
        if bare and _ADDRESS.search(names.last_word(node.func.value)):
            yield Hit("host-substring", node, LOW, LIKELY)
    del fact, facts


_BARE_HOST = re.compile(r"(?:https?://)?[\w-]*\.?[\w-]+\.(?:com|org|net|io|dev|example)/?$")
_ADDRESS = re.compile(
    r"url|uri|target|redirect|link|host|domain|netloc|next|dest|location|return_to|callback", re.IGNORECASE
)


def environment(call: Call) -> Iterator[Hit]:
    """Jinja2 escapes nothing by default."""
    if call.name not in {"jinja2.Environment", "Environment"}:
        return
    chosen = call.expr(-1, "autoescape")
    if chosen is None and not call.has("autoescape"):
        yield Hit("autoescape-off", call.node, MEDIUM, LIKELY)
    elif isinstance(chosen, ast.Constant) and not chosen.value:
        yield Hit("autoescape-off", call.node, MEDIUM, SURE)


CALLS = {
    **dict.fromkeys(("render_template_string", "Template", "from_string"), (template,)),
    **dict.fromkeys(tuple(_HTML_RESPONSES), (page,)),
    **dict.fromkeys(("redirect", "HttpResponseRedirect", "RedirectResponse", "HTTPFound", "HTTPSeeOther",
        "HttpResponsePermanentRedirect"), (redirect,)),
    **dict.fromkeys(tuple(_FETCHES), (request,)),
    **dict.fromkeys(("debug", "info", "warning", "warn", "error", "critical", "exception", "log"), (log,)),
    **dict.fromkeys(("compile", "match", "search", "fullmatch", "findall", "finditer", "sub", "split"), (pattern,)),
    "Environment": (environment,),
    "format": (formatted,),
    "write": (page, log_line),
}  # fmt: skip
EXPRESSIONS = {ast.JoinedStr: (markup,), ast.BinOp: (markup,), ast.Call: (markup, address), ast.Compare: (address,)}
STATEMENTS = {ast.Return: (returned_page,), ast.Assign: (header,)}
