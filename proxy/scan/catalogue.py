"""What every Python rule means: bandit's tests in plain words and judged for generated code, and our own.

Severities differ from bandit's where it only points at a module or an idiom: imports, asserts and the like are INFO and stay
quiet under every ready-made policy. Weaknesses are corrected where bandit's is off (B506 is a deserialization).
Source: bandit 1.9.4; the CWE list. Rules for this file: data and one look-up. Counterparts: bandit.py, checks/metadata.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from proxy.model import Confidence, Severity
from proxy.scan.checks.metadata import OWN, PREFIX, RuleInfo

_S = {"i": Severity.INFO, "l": Severity.LOW, "m": Severity.MEDIUM, "h": Severity.HIGH}
_C = {"l": Confidence.LOW, "m": Confidence.MEDIUM, "h": Confidence.HIGH}
_TESTS = "https://bandit.readthedocs.io/en/1.9.4/plugins/"
_CALLS = "https://bandit.readthedocs.io/en/1.9.4/blacklists/blacklist_calls.html"
_IMPORTS = "https://bandit.readthedocs.io/en/1.9.4/blacklists/blacklist_imports.html"
_FIRST_CALL, _FIRST_IMPORT, _FIRST_TLS = 301, 401, 501
_XML_FIX = "defusedxml.ElementTree.fromstring(text)"
_XML_WHY = "Nested or external entities can eat the memory or read files."
_HASH_FIX = "hashlib.sha256(data), or usedforsecurity=False for a checksum"
_SHELL_FIX = 'subprocess.run(["program", argument], check=True)'
_SHELL_WHY = "A shell runs whatever a value smuggles into the command line."
_JSON_FIX = "json.loads(data)"
_JSON_WHY = "Loading such data runs the code it names."
# id: title | category | CWE | severity and confidence ("i l m h"; "-" as bandit says) | why | fix
_BANDIT = {
    "B101": ("assert used as a check", "input-validation", "617 703", "ih", "Asserts vanish under -O.", "if not condition: raise ValueError(...)"),
    "B102": ("exec of text", "injection", "78 94", "mm", "Whoever chooses the text runs any code.", 'OPERATIONS = {"sum": sum, "max": max}; OPERATIONS[name](values)'),
    "B103": ("file open to everybody", "permissions", "732", "lm", "Other users of the machine can read or change it.", "os.chmod(path, 0o600)"),
    "B104": ("bound to all interfaces", "permissions", "605 668", "lm", "The service is reachable from every network of the host.", 'app.run(host="127.0.0.1")'),
    "B105": ("possible password in the code", "secret", "259 798", "ll", "Whoever reads the code has it.", 'os.environ["PASSWORD"]'),
    "B106": ("possible password as an argument", "secret", "259 798", "lm", "Whoever reads the code has it.", 'os.environ["PASSWORD"]'),
    "B107": ("possible password as a default", "secret", "259 798", "ll", "Whoever reads the code has it.", "def connect(password: str) -> None:"),
    "B108": ("fixed path in a shared temporary directory", "permissions", "377 379", "ll", "Somebody else can create the file first.", "tempfile.NamedTemporaryFile()"),
    "B110": ("exception passed over", "input-validation", "703 390", "ih", "Failures go unnoticed.", 'logger.exception("...")'),
    "B112": ("exception passed over in a loop", "input-validation", "703 390", "ih", "Failures go unnoticed.", 'logger.exception("...")'),
    "B113": ("request without a timeout", "input-validation", "400", "il", "A silent server keeps the process waiting for ever.", "requests.get(url, timeout=10)"),
    "B201": ("debug server", "debug", "489 94 215", "hm", "The debugger runs any code.", 'app.run(debug=os.environ.get("APP_DEBUG") == "1")'),
    "B202": ("archive unpacked without a filter", "input-validation", "22", "lm", "Members named ../../x are written outside the target.", 'tar.extractall(target, filter="data")'),
    "B301": ("unsafe deserialization", "deserialization", "502", "mm", _JSON_WHY, _JSON_FIX),
    "B302": ("marshal loaded", "deserialization", "502", "ll", _JSON_WHY, _JSON_FIX),
    "B303": ("broken hash", "crypto", "327 328", "mm", "Collisions can be made at will.", "hashlib.sha256(data)"),
    "B304": ("broken cipher", "crypto", "327", "hm", "The key or the text can be recovered.", "AESGCM(key).encrypt(os.urandom(12), data, None)"),
    "B305": ("weak cipher mode", "crypto", "327", "mm", "Equal blocks stay equal.", "AESGCM(key).encrypt(os.urandom(12), data, None)"),
    "B306": ("temporary file name that can be taken", "permissions", "377", "mh", "Somebody else can create the file first.", "tempfile.NamedTemporaryFile()"),
    "B307": ("eval of text", "injection", "78 95 94", "mm", "Whoever chooses the text runs any code.", "ast.literal_eval(text)"),
    "B308": ("text marked as safe HTML", "injection", "79", "ll", "The browser runs markup that a user sent.", 'format_html("<b>{}</b>", value)'),
    "B310": ("URL opened whatever its scheme", "input-validation", "22 918", "im", "file: and custom schemes are opened too.", "httpx.get(url, timeout=10)"),
    "B311": ("predictable random numbers", "crypto", "330 338", "im", "The next values can be computed.", "secrets.token_urlsafe(32)"),
    "B312": ("telnet", "crypto", "319", "mm", "What is sent can be read on the way.", "paramiko.SSHClient()"),
    "B313": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B314": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B315": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B316": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B317": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B318": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B319": ("XML parsed without guards", "input-validation", "611 776", "ll", _XML_WHY, _XML_FIX),
    "B321": ("FTP", "crypto", "319", "lm", "What is sent can be read on the way.", "ftplib.FTP_TLS(host)"),
    "B323": ("certificate not checked", "crypto", "295", "hh", "Anybody on the way can read and change the traffic.", "ssl.create_default_context()"),
    "B324": ("broken hash", "crypto", "327 328 916", "mm", "Collisions can be made at will.", "hashlib.sha256(data)"),
    "B401": ("telnetlib imported", "crypto", "319", "lm", "What is sent can be read on the way.", "import paramiko"),
    "B402": ("ftplib imported", "crypto", "319", "im", "What is sent can be read on the way.", "ftplib.FTP_TLS(host)"),
    "B403": ("pickle imported", "deserialization", "502", "ih", _JSON_WHY, "import json"),
    "B404": ("subprocess imported", "injection", "78", "ih", _SHELL_WHY, _SHELL_FIX),
    "B405": ("XML module imported", "input-validation", "611 776", "ih", _XML_WHY, "import defusedxml.ElementTree"),
    "B406": ("XML module imported", "input-validation", "611 776", "ih", _XML_WHY, "import defusedxml.sax"),
    "B407": ("XML module imported", "input-validation", "611 776", "ih", _XML_WHY, "import defusedxml.expatbuilder"),
    "B408": ("XML module imported", "input-validation", "611 776", "ih", _XML_WHY, "import defusedxml.minidom"),
    "B409": ("XML module imported", "input-validation", "611 776", "ih", _XML_WHY, "import defusedxml.pulldom"),
    "B411": ("XML-RPC imported", "input-validation", "611 776", "lm", _XML_WHY, "defusedxml.xmlrpc.monkey_patch()"),
    "B412": ("CGI handler", "injection", "284", "lm", "Headers of the request become environment variables.", 'wsgiref.simple_server.make_server("127.0.0.1", 8000, application)'),
    "B413": ("unmaintained pycrypto", "crypto", "327 1104", "im", "Its defects are not mended.", "from Cryptodome.Cipher import AES"),
    "B415": ("IPMI", "crypto", "319", "lm", "What is sent can be read on the way.", "Redfish over HTTPS"),
    "B501": ("certificate not checked", "crypto", "295", "hh", "Anybody on the way can read and change the traffic.", "requests.get(url, timeout=10)"),
    "B502": ("old TLS version", "crypto", "326 327", "mh", "Old versions can be broken.", "ssl.create_default_context()"),
    "B503": ("old TLS version by default", "crypto", "326 327", "mm", "Old versions can be broken.", "ssl.create_default_context()"),
    "B504": ("TLS without a version", "crypto", "326 327", "lm", "Old versions can be broken.", "ssl.create_default_context()"),
    "B505": ("key too short", "crypto", "326", "-", "Keys of this length can be broken.", "rsa.generate_private_key(public_exponent=65537, key_size=3072)"),
    "B506": ("YAML loader that builds any object", "deserialization", "502 20", "mm", "Loading such a document runs the code it names.", "yaml.safe_load(text)"),
    "B507": ("unknown host keys accepted", "crypto", "295 322", "hm", "Any host can answer in the other's place.", "client.set_missing_host_key_policy(paramiko.RejectPolicy())"),
    "B508": ("SNMP without encryption", "crypto", "319", "mm", "What is sent can be read on the way.", "UsmUserData(user, auth_key, privacy_key)"),
    "B509": ("SNMP with weak security", "crypto", "319", "mm", "What is sent can be read on the way.", "UsmUserData(user, auth_key, privacy_key)"),
    "B601": ("command on a remote host", "injection", "78", "ll", "The remote shell runs whatever a value smuggles in.", "client.exec_command(shlex.join([program, argument]))"),
    "B602": ("shell=True", "injection", "78", "lm", _SHELL_WHY, _SHELL_FIX),
    "B603": ("subprocess started", "injection", "78", "ih", "The program and its arguments may come from outside.", _SHELL_FIX),
    "B604": ("shell=True", "injection", "78", "ll", _SHELL_WHY, _SHELL_FIX),
    "B605": ("command line read by a shell", "injection", "78", "lm", _SHELL_WHY, _SHELL_FIX),
    "B606": ("process started", "injection", "78", "il", "The program and its arguments may come from outside.", _SHELL_FIX),
    "B607": ("program without a full path", "injection", "78 426", "ih", "Another program of that name may be found first.", 'subprocess.run(["/usr/bin/program"], check=True)'),
    "B608": ("SQL query pasted together", "injection", "89", "ll", "A value pasted into a query can change what the query does.", 'cur.execute("SELECT ... WHERE id = ?", (value,))'),
    "B609": ("wildcard read by a shell", "injection", "78 155", "mm", "A file name can be read as an option.", _SHELL_FIX),
    "B610": ("extra SQL in a query set", "injection", "89", "mm", "A value pasted into a query can change what the query does.", "Model.objects.filter(name=value)"),
    "B611": ("raw SQL in a query set", "injection", "89", "ll", "A value pasted into a query can change what the query does.", "Model.objects.filter(name=value)"),
    "B612": ("logging configuration over the network", "injection", "94", "mh", "Whoever sends the configuration runs any code.", "logging.config.dictConfig(settings)"),
    "B613": ("hidden text direction", "input-validation", "838 1007", "hh", "The code reads differently from what runs.", "Remove the bidirectional control characters"),
    "B614": ("model loaded as a pickle", "deserialization", "502", "lm", _JSON_WHY, "torch.load(path, weights_only=True)"),
    "B615": ("model downloaded without a revision", "dependency", "494", "lm", "What is downloaded can change.", 'from_pretrained(name, revision="<commit>")'),
    "B701": ("template engine without escaping", "injection", "79 94 116", "mm", "Values are put into pages as they are.", "Environment(autoescape=select_autoescape())"),
    "B702": ("Mako templates", "injection", "79 80", "lm", "Values are put into pages as they are.", "Template(text, default_filters=['h'])"),
    "B703": ("text marked as safe HTML", "injection", "79 80", "ll", "The browser runs markup that a user sent.", 'format_html("<b>{}</b>", value)'),
    "B704": ("text marked as safe HTML", "injection", "79", "ll", "The browser runs markup that a user sent.", "markupsafe.escape(value)"),
}  # fmt: skip


def _bandit(test_id: str) -> RuleInfo:
    title, category, cwe, level, why, fix = _BANDIT[test_id]
    number = int(test_id[1:])
    page = (
        _CALLS
        if _FIRST_CALL <= number < _FIRST_IMPORT and test_id != "B324"
        else _IMPORTS
        if _FIRST_IMPORT <= number < _FIRST_TLS
        else f"{_TESTS}index.html"
    )
    severity, confidence = (None, None) if level == "-" else (_S[level[0]], _C[level[1]])
    return RuleInfo(
        title, category, tuple(f"CWE-{found}" for found in cwe.split()), severity, confidence, why, fix, page
    )


RULES: Mapping[str, RuleInfo] = MappingProxyType(
    {f"bandit.{test_id}": _bandit(test_id) for test_id in _BANDIT}
    | {f"{PREFIX}{name}": info for name, info in OWN.items()}
)
_UNKNOWN = RuleInfo("possible defect", "input-validation", (), None, None, "", "", f"{_TESTS}index.html")


def rule(rule_id: str) -> RuleInfo:
    """What a rule means; a bandit test that isn't listed (a newer bandit) speaks for itself."""
    return RULES.get(rule_id, _UNKNOWN)
