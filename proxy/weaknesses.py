"""The names of weaknesses in plain words, and what to write instead where an engine doesn't say.

Rules for this file: one row a CWE: its short name and an instruction that stands alone. Names are ours, shorter than
MITRE's.
Source: the CWE list (https://cwe.mitre.org/). Counterparts: notices.py and stubs.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from proxy.model import Finding

_UNNAMED = "a weakness", "Write it without the marked construct."
_REFERENCE = "https://cwe.mitre.org/data/definitions/{}.html"

_WEAKNESSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "CWE-16": ("weak configuration", "Set the option explicitly to its strict value."),
        "CWE-20": ("missing input validation", "Check the value against what is expected before it is used."),
        "CWE-22": ("path traversal", "Resolve the path and check that it stays inside the intended folder."),
        "CWE-73": ("file name under outside control", "Choose the file from a fixed list or check the resolved path."),
        "CWE-77": ("command injection", "Pass the arguments as a list, without a shell."),
        "CWE-78": ("OS command injection", "Pass the arguments as a list, without a shell."),
        "CWE-79": ("cross-site scripting", "Escape the value for the place it is written to."),
        "CWE-80": ("cross-site scripting", "Escape the value for the place it is written to."),
        "CWE-88": ("argument injection", "Put -- before arguments that come from outside, or check them."),
        "CWE-89": ("SQL injection", "Use query parameters instead of building the text of the query."),
        "CWE-90": ("LDAP injection", "Escape the value with the LDAP library's filter escaping."),
        "CWE-94": ("code injection", "Parse the input instead of running it (ast.literal_eval, json.loads)."),
        "CWE-95": (
            "evaluation of outside text",
            "Parse the input instead of running it (ast.literal_eval, json.loads).",
        ),
        "CWE-113": ("header injection", "Refuse line breaks in header values."),
        "CWE-116": ("missing output escaping", "Escape the value for the place it is written to."),
        "CWE-117": ("log injection", "Escape line breaks before the value is logged."),
        "CWE-200": ("information exposure", "Leave internal details out of what is shown."),
        "CWE-208": ("comparison that leaks time", "Compare secrets with hmac.compare_digest."),
        "CWE-209": ("error details shown to the user", "Log the details and show a general message."),
        "CWE-215": ("debug details shown to the user", "Turn debug output off outside development."),
        "CWE-250": ("needless privileges", "Run with the least privileges that suffice."),
        "CWE-252": ("unchecked return value", "Check the returned value."),
        "CWE-256": ("password stored in plain text", "Store only a password hash (scrypt, bcrypt, argon2)."),
        "CWE-259": ("hard-coded password", "Read it from the environment or a secret store."),
        "CWE-276": ("wide default permissions", "Give only the owner access (0o600)."),
        "CWE-287": ("improper authentication", "Check who asks before the action."),
        "CWE-295": ("certificate not verified", "Leave certificate verification on."),
        "CWE-306": ("missing authentication", "Check who asks before the action."),
        "CWE-311": ("missing encryption", "Use the encrypted form of the protocol."),
        "CWE-312": ("sensitive value stored in plain text", "Encrypt the value or leave it out."),
        "CWE-319": ("clear-text transmission", "Use TLS (https, SSH) for the connection."),
        "CWE-321": ("hard-coded cryptographic key", "Read the key from the environment or a secret store."),
        "CWE-322": ("host key not verified", "Check the host key against known hosts."),
        "CWE-326": ("weak encryption strength", "Use a key of at least 2048 bits (RSA) or 256 bits (EC)."),
        "CWE-327": ("weak cryptography", "Use a current algorithm (AES-GCM, SHA-256, TLS 1.2 or later)."),
        "CWE-328": ("weak hash", "Use hashlib.sha256, or a password hash such as scrypt for passwords."),
        "CWE-329": ("predictable initialisation vector", "Use a fresh random value for each message."),
        "CWE-330": ("predictable random values", "Use the secrets module for tokens and keys."),
        "CWE-338": ("predictable random values", "Use the secrets module for tokens and keys."),
        "CWE-345": ("authenticity not verified", "Verify the signature before the content is used."),
        "CWE-347": ("signature not verified", "Verify the signature with a fixed list of algorithms."),
        "CWE-352": ("cross-site request forgery", "Leave the framework's CSRF protection on."),
        "CWE-354": (
            "integrity not checked",
            "Compare the checksum with one from a trusted place before using what came.",
        ),
        "CWE-377": ("insecure temporary file", "Use tempfile.NamedTemporaryFile or tempfile.mkstemp."),
        "CWE-379": ("temporary file in a shared folder", "Use tempfile.TemporaryDirectory."),
        "CWE-390": ("swallowed error", "Handle the error or let it rise."),
        "CWE-400": ("uncontrolled resource use", "Set a limit or a timeout."),
        "CWE-426": ("program found by the search path", "Give the full path of the program."),
        "CWE-434": ("unchecked file upload", "Check type, size and name, and store it outside the web root."),
        "CWE-489": ("debug mode left on", "Turn debug mode off outside development."),
        "CWE-494": ("download without integrity check", "Pin a version and check its hash."),
        "CWE-501": ("outside data in trusted storage", "Check the value before it is stored."),
        "CWE-502": ("unsafe deserialization", "Use a format that carries only values, such as JSON or yaml.safe_load."),
        "CWE-506": ("hidden or encoded code", "Write the code out in plain text."),
        "CWE-532": ("sensitive values in logs", "Leave secrets and personal values out of logs."),
        "CWE-601": ("open redirect", "Redirect only to a fixed list of places."),
        "CWE-605": ("binding to all interfaces", "Bind to 127.0.0.1 or a configured address."),
        "CWE-611": ("XML external entities", "Use defusedxml, or turn external entities off."),
        "CWE-613": ("session that doesn't end", "Give the session or token an end."),
        "CWE-614": ("cookie without the secure flag", "Set Secure and HttpOnly on the cookie."),
        "CWE-639": ("missing ownership check", "Check that the object belongs to who asks."),
        "CWE-643": ("XPath injection", "Pass the value as an XPath variable."),
        "CWE-668": ("resource open to others", "Give access only to those who need it."),
        "CWE-690": ("unchecked null value", "Check the value before it is used."),
        "CWE-703": ("swallowed error", "Handle the error or let it rise."),
        "CWE-732": ("wide file permissions", "Give only the owner access (0o600)."),
        "CWE-759": ("hash without salt", "Use a password hash with a salt of its own (scrypt, bcrypt, argon2)."),
        "CWE-776": ("XML entity expansion", "Use defusedxml, or turn entities off."),
        "CWE-798": ("hard-coded credential", "Read it from the environment or a secret store."),
        "CWE-829": ("code from an untrusted place", "Pin the package or check its origin."),
        "CWE-838": ("missing output encoding", "Encode the value for the place it is written to."),
        "CWE-862": ("missing authorization", "Check what the caller may do before the action."),
        "CWE-863": ("wrong authorization check", "Check the right of the caller for this very object."),
        "CWE-915": ("mass assignment", "Copy only the fields that a caller may set."),
        "CWE-916": ("weak password hash", "Use scrypt, bcrypt or argon2 for passwords."),
        "CWE-918": ("server-side request forgery", "Request only from a fixed list of hosts."),
        "CWE-942": ("cross-origin access for everyone", "Name the origins that may read the answer."),
        "CWE-943": ("query injection", "Use query parameters instead of building the query."),
        "CWE-1004": ("cookie readable by scripts", "Set HttpOnly on the cookie."),
        "CWE-1007": ("hidden or look-alike characters", "Write the text without invisible or look-alike characters."),
        "CWE-1104": ("unmaintained or unknown package", "Use a known, maintained package."),
        "CWE-1118": (
            "comment that silences scanners",
            "Take the comment out; ask for a waiver where the code is meant.",
        ),
        "CWE-1188": ("insecure default", "Set the option explicitly."),
        "CWE-1275": ("cookie without SameSite", "Set SameSite on the cookie."),
        "CWE-1327": ("binding to all interfaces", "Bind to 127.0.0.1 or a configured address."),
        "CWE-1333": ("expression with exponential run time", "Rewrite the expression without nested repetition."),
        "CWE-1336": ("template injection", "Pass values to a fixed template instead of building the template."),
        "CWE-1395": ("vulnerable dependency", "Use a version in which it is repaired."),
    }
)


def weakness(finding: Finding) -> tuple[str, str]:
    """Give the short name of a finding's weakness and a general instruction, by its first known CWE."""
    for cwe in finding.cwe:
        if cwe in _WEAKNESSES:
            return _WEAKNESSES[cwe]
    title = finding.category.replace("_", " ").replace("-", " ").strip()
    return title or _UNNAMED[0], _UNNAMED[1]


def reference(finding: Finding) -> str:
    """Give a page that explains a finding: the engine's, else that of its first CWE, else nothing."""
    if finding.reference:
        return finding.reference
    return _REFERENCE.format(finding.cwe[0].removeprefix("CWE-")) if finding.cwe else ""
