"""What our own rules for Python mean: plain words, weakness, how bad and how sure, why, and the safe form.

`replaces` names the bandit tests that look at the same defect with less knowledge: where both speak of one place there is one
finding, under bandit's id, judged as ours says.
Rules for this file: data only. A rule id never changes its meaning.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from proxy.model import Confidence, Severity

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
SURE, LIKELY, MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
PREFIX = "rules.python."


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a rule means. Severity and confidence None: the engine says each time.

    `languages` are canonical names (none: the one that the rule's id names, or any text); `frameworks` as people write them.
    """

    title: str
    category: str
    cwe: tuple[str, ...]
    severity: Severity | None
    confidence: Confidence | None
    why: str
    fix: str
    reference: str
    replaces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()


def _rule(title: str, category: str, cwe: str, level: tuple[Severity, Confidence], *words: str) -> RuleInfo:
    why, fix, replaces = (*words, "")[:3]
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    reference = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    return RuleInfo(title, category, weaknesses, *level, why, fix, reference, tuple(replaces.split()))


_XML_TESTS = "B313 B314 B315 B316 B317 B318 B319"
_RULES = {
    "sql-injection": _rule("SQL injection", "injection", "89", (HIGH, SURE), "A value pasted into a query can change what the query does.", 'cur.execute("SELECT ... WHERE id = ?", (value,))', "B608 B610 B611"),
    "sql-text": _rule("SQL query pasted together", "injection", "89", (MEDIUM, LIKELY), "A value pasted into a query can change what the query does.", 'query = "SELECT ... WHERE id = ?"; cur.execute(query, (value,))', "B608"),
    "shell-true": _rule("command injection", "injection", "78", (HIGH, SURE), "A shell runs whatever the value smuggles into the command line.", 'subprocess.run(["program", argument], check=True)', "B602 B604 B605 B607 B603"),
    "os-command": _rule("command injection", "injection", "78", (HIGH, SURE), "A shell runs whatever the value smuggles into the command line.", 'subprocess.run(["program", argument], check=True)', "B605 B607"),
    "remote-command": _rule("command injection on a remote host", "injection", "78", (MEDIUM, LIKELY), "The remote shell runs whatever the value smuggles in.", "client.exec_command(shlex.join([program, argument]))", "B601"),
    "code-execution": _rule("text run as code", "injection", "95 94", (HIGH, LIKELY), "Whoever chooses the text runs any code with the program's rights.", "ast.literal_eval(text)", "B307 B102"),
    "dynamic-import": _rule("module chosen by the request", "injection", "470 94", (HIGH, LIKELY), "Importing a module runs it.", "MODULES = {'csv': csv_export}; MODULES[name]", ""),
    "dynamic-attribute": _rule("attribute chosen by the request", "injection", "470", (MEDIUM, LIKELY), "Any attribute can be reached, methods too.", "if name in ALLOWED: getattr(obj, name)"),
    "ldap-injection": _rule("LDAP injection", "injection", "90", (HIGH, LIKELY), "A value pasted into a filter can match other entries.", "escape_filter_chars(value)"),
    "xpath-injection": _rule("XPath injection", "injection", "643", (HIGH, LIKELY), "A value pasted into an expression can select other nodes.", 'tree.xpath("//user[@name=$name]", name=value)'),
    "nosql-injection": _rule("NoSQL injection", "injection", "943", (MEDIUM, LIKELY), "A document from the request can hold operators such as $ne.", 'collection.find_one({"name": str(value)})'),
    "template-injection": _rule("template built from a value", "injection", "1336 94 74", (HIGH, LIKELY), "A template is a program: its source must not hold what a user sends.", 'render_template("page.html", name=value)'),
    "cross-site-scripting": _rule("cross-site scripting", "injection", "79 80 74", (MEDIUM, LIKELY), "The browser runs markup that a user sent.", "markupsafe.escape(value)", "B308 B703 B704"),
    "html-from-parameter": _rule("HTML built from an unescaped parameter", "injection", "79 74", (LOW, LIKELY), "If a user can choose the value, the browser runs it.", "html.escape(value)"),
    "autoescape-off": _rule("template engine without escaping", "injection", "79 116", (MEDIUM, LIKELY), "Values are put into pages as they are.", "Environment(autoescape=select_autoescape())", "B701"),
    "open-redirect": _rule("open redirect", "injection", "601", (MEDIUM, LIKELY), "The site's name is lent to any other site.", "if urlparse(target).netloc in ALLOWED_HOSTS: return redirect(target)"),
    "server-side-request-forgery": _rule("server-side request forgery", "injection", "918", (HIGH, LIKELY), "The server can be made to call hosts that only it can reach.", "if urlparse(url).hostname in ALLOWED_HOSTS: client.get(url)", "B310"),
    "header-injection": _rule("response header from the request", "injection", "113", (LOW, MAYBE), "Line breaks in the value start new headers.", 'value.replace("\\r", "").replace("\\n", "")'),
    "log-injection": _rule("log line from the request", "injection", "117", (LOW, MAYBE), "Line breaks in the value forge log entries.", 'logger.info("user %r", value)'),
    "html-filter-regex": _rule("HTML filtered with a pattern", "input-validation", "116 20 79", (MEDIUM, LIKELY), "Markup has more spellings than a pattern knows.", "nh3.clean(html)"),
    "host-regex": _rule("pattern for a host with an unescaped dot", "input-validation", "20 625", (LOW, LIKELY), "A dot matches any character: exampleXcom passes.", 're.fullmatch(r"https://www\\.example\\.com/.*", url)'),
    "host-substring": _rule("host looked for anywhere in an address", "input-validation", "20", (LOW, LIKELY), "https://evil.test/example.com passes.", 'urlparse(url).hostname == "example.com"'),
    "regex-from-request": _rule("pattern from the request", "input-validation", "1333 730", (MEDIUM, LIKELY), "A hostile pattern keeps the process busy for ever.", "re.escape(value)"),
    "slow-regex": _rule("pattern that can take for ever", "input-validation", "1333", (LOW, LIKELY), "Nested repetition backtracks without end on hostile text.", 're.compile(r"\\w+(?:,\\w+)*\\Z")'),
    "path-traversal": _rule("path traversal", "input-validation", "22", (HIGH, LIKELY), "`../` in the name leaves the directory.", "path = (BASE / name).resolve(); path.relative_to(BASE)"),
    "path-join": _rule("path from an unchecked parameter", "input-validation", "22", (LOW, LIKELY), "`../` in the name leaves the directory.", "path = (BASE / name).resolve(); path.relative_to(BASE)"),
    "archive-traversal": _rule("archive unpacked without a filter", "input-validation", "22", (MEDIUM, LIKELY), "Members named ../../x are written outside the target.", 'tar.extractall(target, filter="data")', "B202"),
    "unsafe-upload": _rule("upload stored under its own name", "input-validation", "434 22", (HIGH, LIKELY), "The sender chooses where the file goes and what it is.", "file.save(UPLOADS / secure_filename(file.filename))"),
    "predictable-temp-file": _rule("temporary file name that can be taken", "permissions", "377", (MEDIUM, SURE), "Somebody else can create the file first.", "tempfile.NamedTemporaryFile()", "B306"),
    "open-permissions": _rule("file open to everybody", "permissions", "732", (MEDIUM, SURE), "Other users of the machine can change it.", "os.chmod(path, 0o600)", "B103"),
    "weak-hash": _rule("broken hash", "crypto", "327 328", (MEDIUM, LIKELY), "Collisions can be made at will.", "hashlib.sha256(data)", "B324 B303"),
    "password-hash": _rule("password hashed with a fast hash", "crypto", "916 327 328", (HIGH, LIKELY), "Billions of guesses a second.", "argon2.PasswordHasher().hash(password)", "B324 B303"),
    "weak-cipher": _rule("broken cipher", "crypto", "327", (HIGH, LIKELY), "The key or the text can be recovered.", "AESGCM(key).encrypt(os.urandom(12), data, None)", "B304 B305"),
    "ecb-mode": _rule("ECB mode", "crypto", "327", (HIGH, LIKELY), "Equal blocks stay equal.", "AESGCM(key).encrypt(os.urandom(12), data, None)", "B305 B304"),
    "static-iv": _rule("fixed initialisation vector", "crypto", "329 1204 327", (MEDIUM, SURE), "Equal beginnings show.", "iv = os.urandom(16)"),
    "hardcoded-key": _rule("encryption key in the code", "secret", "321 798", (HIGH, LIKELY), "Whoever reads the code can decrypt and sign.", 'key = os.environ["ENCRYPTION_KEY"]'),
    "hardcoded-secret-key": _rule("session key in the code", "secret", "798 321", (HIGH, LIKELY), "Whoever reads the code can sign sessions.", 'app.secret_key = os.environ["SECRET_KEY"]', "B105"),
    "known-fallback-key": _rule("key that everybody knows where none is set", "crypto", "1188 321", (MEDIUM, LIKELY), "Where the variable is missing, whoever reads the code can sign.", 'key = os.environ["SECRET_KEY"]'),
    "short-key": _rule("key too short", "crypto", "326", (HIGH, SURE), "Keys of this length can be broken.", "rsa.generate_private_key(public_exponent=65537, key_size=3072)", "B505"),
    "few-rounds": _rule("key derivation with few rounds", "crypto", "916", (MEDIUM, SURE), "Guessing is cheap.", 'hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)'),
    "static-salt": _rule("fixed salt", "crypto", "760 916", (MEDIUM, LIKELY), "One table of guesses fits all users.", "salt = os.urandom(16)"),
    "predictable-secret": _rule("secret from a predictable generator", "crypto", "338 330", (MEDIUM, SURE), "The generator's next values can be computed.", "secrets.token_urlsafe(32)", "B311"),
    "timing-unsafe": _rule("secret compared in variable time", "crypto", "208", (LOW, LIKELY), "The time taken tells how much was right.", "hmac.compare_digest(given, expected)"),
    "jwt-unverified": _rule("token accepted without a check", "jwt", "347 287 327", (HIGH, SURE), "Anybody can write such a token.", 'jwt.decode(token, key, algorithms=["HS256"])'),
    "jwt-no-algorithms": _rule("token accepted with any algorithm", "jwt", "347", (MEDIUM, LIKELY), "The sender chooses how it is checked.", 'jwt.decode(token, key, algorithms=["HS256"])'),
    "jwt-checks-off": _rule("token's expiry or audience not checked", "jwt", "613 347", (MEDIUM, SURE), "Old and foreign tokens are taken.", 'jwt.decode(token, key, algorithms=["HS256"], audience=AUDIENCE)'),
    "jwt-hardcoded-key": _rule("token key in the code", "secret", "798 321 347 522", (HIGH, LIKELY), "Whoever reads the code can write tokens.", 'key = os.environ["JWT_KEY"]'),
    "jwt-no-expiry": _rule("token that never expires", "jwt", "613", (LOW, LIKELY), "A stolen token works for ever.", '{"sub": user_id, "exp": datetime.now(UTC) + timedelta(minutes=15)}'),
    "insecure-cookie": _rule("cookie without its guards", "session", "614 1004 1275", (MEDIUM, LIKELY), "Scripts, plain HTTP or other sites can use it.", 'response.set_cookie(name, value, secure=True, httponly=True, samesite="Lax")'),
    "session-fixation": _rule("session number chosen by the client", "session", "384", (MEDIUM, LIKELY), "Somebody can hand out a link with a number that he knows, and use the session later.", 'session.clear(); session["user"] = user.id'),
    "endless-session": _rule("session that lasts for years", "session", "613", (MEDIUM, LIKELY), "A stolen session works for ever.", "SESSION_COOKIE_AGE = 8 * 60 * 60"),
    "csrf-off": _rule("CSRF protection off", "authorization", "352", (MEDIUM, SURE), "Other sites can act in the user's name.", 'app.config["WTF_CSRF_ENABLED"] = True'),
    "csrf-token-unused": _rule("CSRF token never checked", "authorization", "352", (MEDIUM, MAYBE), "Other sites can act in the user's name.", "if not hmac.compare_digest(sent, expected): abort(403)"),
    "cors-any-origin": _rule("any origin allowed", "cors", "942 346", (MEDIUM, LIKELY), "Any site can read the answers.", 'CORS(app, origins=["https://app.example.com"])'),
    "cleartext-setting": _rule("plain HTTP allowed", "session", "319", (LOW, LIKELY), "What is sent can be read on the way.", "SECURE_SSL_REDIRECT = True"),
    "any-host": _rule("any host name accepted", "input-validation", "20 644", (MEDIUM, LIKELY), "Links are built from a name the client sends.", 'ALLOWED_HOSTS = ["www.example.com"]'),
    "debug-on": _rule("debug mode on", "debug", "489 215", (MEDIUM, LIKELY), "Errors show the code, and the debugger runs any.", 'app.run(debug=os.environ.get("APP_DEBUG") == "1")', "B201"),
    "tls-unverified": _rule("certificate not checked", "crypto", "295", (HIGH, SURE), "Anybody on the way can read and change the traffic.", "requests.get(url, timeout=10, verify=CA_FILE)", "B501 B323 B504"),
    "weak-tls": _rule("old version of TLS", "crypto", "327 326", (MEDIUM, SURE), "Versions before 1.2 have broken ciphers and can be forced by somebody on the way.", "ssl.create_default_context()", "B502 B503"),
    "format-from-outside": _rule("format string from outside", "injection", "134 200", (LOW, LIKELY), "A placeholder such as {0.__class__} reads attributes that were never meant to be shown.", "string.Template(text).safe_substitute(name=name)"),
    "starttls-unverified": _rule("STARTTLS without a certificate check", "crypto", "295", (MEDIUM, LIKELY), "Anybody on the way can read the mail and the password.", "server.starttls(context=ssl.create_default_context())"),
    "host-key-unverified": _rule("unknown host keys accepted", "crypto", "295 322", (HIGH, LIKELY), "Any host can answer in the other's place.", "client.set_missing_host_key_policy(paramiko.RejectPolicy())", "B507"),
    "unsafe-deserialization": _rule("unsafe deserialization", "deserialization", "502", (MEDIUM, LIKELY), "Loading such data runs the code it names.", "json.loads(data)", "B301 B302 B614"),
    "unsafe-yaml": _rule("YAML loader that builds any object", "deserialization", "502 20", (HIGH, LIKELY), "Loading such a document runs the code it names.", "yaml.safe_load(text)", "B506"),
    "xml-external-entities": _rule("XML entities expanded", "input-validation", "611 776", (HIGH, LIKELY), "A document can read files and call hosts.", "defusedxml.ElementTree.fromstring(text)", _XML_TESTS),
    "xml-untrusted": _rule("XML parsed without guards", "input-validation", "611 776", (LOW, LIKELY), "Nested entities can eat the memory.", "defusedxml.ElementTree.fromstring(text)", _XML_TESTS),
    "secret-in-log": _rule("secret written out", "disclosure", "532 312", (MEDIUM, LIKELY), "Logs are read by more people than the secret is meant for.", 'logger.info("login of %s", user.id)'),
    "trace-in-response": _rule("internals sent to the client", "debug", "209 215", (LOW, LIKELY), "Paths, queries and versions help an attacker.", 'logger.exception("..."); return {"error": "internal error"}, 500'),
    "mass-assignment": _rule("fields taken from the client as they are", "authorization", "915", (MEDIUM, LIKELY), "The client can set fields it was never shown.", 'for field in ("name", "email"): setattr(user, field, data[field])'),
    "role-from-client": _rule("role stated by the client", "authorization", "863 639 269", (MEDIUM, LIKELY), "Everybody can say to be an administrator.", "if current_user.is_admin:"),
    "missing-authorization": _rule("nobody asks who it is", "authorization", "862 863", (MEDIUM, MAYBE), "Anybody can do it.", "@login_required\ndef show(invoice_id): return Invoice.query.filter_by(id=invoice_id, owner=current_user.id).first_or_404()"),
    "insecure-direct-object": _rule("record looked up by its id alone", "authorization", "639", (MEDIUM, MAYBE), "Any logged-in user can fetch anybody's record.", "Invoice.query.filter_by(id=invoice_id, owner=current_user.id)"),
    "open-endpoint": _rule("endpoint open to everybody", "authorization", "862", (LOW, MAYBE), "Anybody can call it.", "permission_classes = [IsAuthenticated]"),
    "signature-unused": _rule("signature never checked", "authorization", "347", (MEDIUM, MAYBE), "Anybody can send such a message.", "if not hmac.compare_digest(signature, expected): raise ValueError"),
    "index-past-end": _rule("index behind the last element", "input-validation", "193 125", (LOW, LIKELY), "The last round reads an element that isn't there.", "for row in rows:"),
    "endless-loop": _rule("loop that nothing ends", "input-validation", "835", (LOW, LIKELY), "The program hangs and keeps its processor busy.", "Change what the condition asks about in the loop, or leave it with break"),
    "identity-compared": _rule("identity compared instead of value", "input-validation", "595 597", (LOW, SURE), "Two equal values need not be one object.", 'state == "open"'),
    "duplicate-key": _rule("key that stands twice", "input-validation", "462", (LOW, SURE), "Only the last value counts.", "One row for each key"),
    "result-unchecked": _rule("result used without a look whether there is one", "input-validation", "252 754", (LOW, MAYBE), "Where nothing was found it fails, or cuts in the wrong place.", "if (found := re.search(pattern, text)): found.group(1)"),
    "error-swallowed": _rule("every error passed over", "input-validation", "703 390 396", (LOW, LIKELY), "Failures go unnoticed, and the program can't be ended.", 'logger.exception("failed")', "B110 B112"),
    "amplified-reply": _rule("datagram answered with more than it asked", "input-validation", "406", (LOW, MAYBE), "The sender's address can be forged: the answers flood somebody else.", "Answer no more than was sent, or use TCP"),
    "obsolete-call": _rule("function that was removed", "input-validation", "477", (LOW, SURE), "It fails on current versions, and nobody mends it.", "The function that stands for it today"),
    "check-then-use": _rule("file asked about by name and then used by name", "permissions", "367 362", (LOW, MAYBE), "Somebody can put another file there in between.", "with contextlib.suppress(FileNotFoundError): os.remove(path)"),
    "lock-unchecked": _rule("lock that may not have been taken", "input-validation", "414 667", (MEDIUM, LIKELY), "Two threads or processes change the same thing at once.", "if not lock.acquire(timeout=2): raise TimeoutError"),
    "weak-password-rule": _rule("short or no password accepted", "authorization", "521 1391", (MEDIUM, LIKELY), "Short passwords are guessed.", "if len(password) < 12: ..."),
    "password-kept-plain": _rule("password kept as it is", "disclosure", "522 256 312 257", (MEDIUM, LIKELY), "Whoever reads the store has all passwords.", "argon2.PasswordHasher().hash(password)"),
    "password-in-address": _rule("password in an address", "disclosure", "598 522", (MEDIUM, LIKELY), "Addresses stand in logs, histories and caches.", 'client.post(url, json={"password": password})'),
    "password-change-unproved": _rule("password changed without the old one", "authorization", "620 640", (MEDIUM, LIKELY), "Whoever finds an open session takes the account over.", 'if not user.check_password(request.form["old_password"]): abort(403)'),
    "size-from-request": _rule("size chosen by the request", "input-validation", "400 770 789", (MEDIUM, LIKELY), "A large number keeps the server busy or eats its memory.", "count = min(int(value), LIMIT)"),
    "index-from-request": _rule("element chosen by the request", "input-validation", "129 118", (LOW, LIKELY), "Outside the list it fails, and negative numbers count from the end.", "if not 0 <= number < len(rows): abort(404)"),
    "state-from-request": _rule("setting of the program chosen by the request", "input-validation", "454 15", (MEDIUM, LIKELY), "The request changes what the whole program trusts.", 'SETTINGS = {"page_size": int}; SETTINGS[name](value)'),
    "trusted-from-request": _rule("value of the request kept in the session unchecked", "input-validation", "501", (LOW, LIKELY), "What stands in the session is trusted later.", "if plan not in PLANS: abort(400)"),
    "shared-between-users": _rule("one user's data kept where all find it", "session", "488 567", (MEDIUM, LIKELY), "Another user's request reads or changes it.", 'session["name"] = request.form["name"]'),
    "recipient-from-request": _rule("recipient chosen by the request", "input-validation", "941", (LOW, LIKELY), "What is meant for one goes to another.", "server.sendmail(sender, user.mail, text)"),
    "process-from-request": _rule("process chosen by the request", "authorization", "283 862", (MEDIUM, LIKELY), "Any process of the program's user can be ended.", "if pid in jobs_of(current_user): os.kill(pid, signal.SIGTERM)"),
    "csv-formula": _rule("spreadsheet cell from the request", "injection", "1236", (MEDIUM, LIKELY), "A spreadsheet runs a cell that begins with = + - or @.", """"'" + value if value[:1] in "=+-@\\t\\r" else value"""),
    "type-from-client": _rule("kind of a file as the client states it", "input-validation", "646 434", (LOW, MAYBE), "The sender writes what it likes there.", "Image.open(sent.stream).verify()"),
    "internals-in-response": _rule("internals in an answer", "disclosure", "200 497", (MEDIUM, LIKELY), "Secrets and fields that nobody should see are sent.", 'return {"name": user.name}'),
    "change-by-get": _rule("link that removes something", "authorization", "650 352", (MEDIUM, LIKELY), "Crawlers, previews and other sites follow links.", '@app.post("/notes/<int:note_id>/delete")\ndef delete_note(note_id): ...'),
    "privileges-raised": _rule("more rights than needed", "permissions", "250 269", (MEDIUM, LIKELY), "What goes wrong from here on goes wrong as root.", "os.setgid(worker.pw_gid); os.setuid(worker.pw_uid)"),
    "all-interfaces": _rule("open to every network of the host", "permissions", "605 668", (LOW, LIKELY), "The service is reachable from outside.", 'HTTPServer(("127.0.0.1", 8000), Handler)'),
    "predictable-seed": _rule("seed that can be guessed", "crypto", "337 335 330", (LOW, LIKELY), "Who knows the seed knows all that is drawn.", "secrets.SystemRandom()"),
    "short-secret": _rule("secret of a few bytes", "crypto", "331 334", (MEDIUM, LIKELY), "All values can be tried.", "secrets.token_urlsafe(32)"),
    "cleartext-request": _rule("sent in the clear", "crypto", "319", (MEDIUM, LIKELY), "Anybody on the way can read and change it.", "https, FTP_TLS, SMTP_SSL or starttls(context=ssl.create_default_context())"),
}  # fmt: skip
# The frameworks and libraries whose words each rule knows.
_FRAMEWORKS = {
    "sql-injection": "Flask, FastAPI, Django, SQLAlchemy, DB-API, pandas, asyncpg", "sql-text": "SQLAlchemy, DB-API",
    "shell-true": "subprocess", "os-command": "os, asyncio", "remote-command": "Paramiko, Fabric", "code-execution": "Flask, FastAPI, Django",
    "dynamic-import": "Flask, FastAPI, Django", "dynamic-attribute": "Flask, FastAPI, Django", "ldap-injection": "python-ldap, ldap3",
    "xpath-injection": "lxml", "nosql-injection": "PyMongo, Motor", "template-injection": "Flask, Jinja, Mako",
    "cross-site-scripting": "Flask, FastAPI, Django, MarkupSafe, Tornado", "autoescape-off": "Jinja", "open-redirect": "Flask, FastAPI, Starlette, Django, Pyramid",
    "server-side-request-forgery": "Flask, FastAPI, Django, Requests, HTTPX, aiohttp, urllib", "header-injection": "Flask, Django",
    "log-injection": "Flask, FastAPI, Django, logging", "regex-from-request": "Flask, FastAPI, Django, re",
    "path-traversal": "Flask, FastAPI, Django, pathlib", "archive-traversal": "tarfile, shutil", "unsafe-upload": "Flask, FastAPI, Django",
    "weak-hash": "hashlib, cryptography, PyCryptodome", "password-hash": "hashlib", "weak-cipher": "cryptography, PyCryptodome",
    "ecb-mode": "cryptography, PyCryptodome", "static-iv": "cryptography, PyCryptodome", "hardcoded-key": "cryptography, PyCryptodome, hmac",
    "hardcoded-secret-key": "Flask, Django, Starlette", "short-key": "cryptography, PyCryptodome", "few-rounds": "hashlib, cryptography",
    "static-salt": "hashlib, cryptography", "predictable-secret": "random", "timing-unsafe": "hmac",
    "jwt-unverified": "PyJWT, python-jose, Authlib", "jwt-no-algorithms": "PyJWT", "jwt-checks-off": "PyJWT, python-jose",
    "jwt-hardcoded-key": "PyJWT, python-jose", "jwt-no-expiry": "PyJWT, python-jose",
    "session-fixation": "Flask, FastAPI, Django", "endless-session": "Flask, Django, Starlette",
    "insecure-cookie": "Flask, FastAPI, Starlette, Django, aiohttp, Sanic, Tornado", "csrf-off": "Flask, Flask-WTF, Django, Pyramid",
    "cors-any-origin": "Flask, Flask-CORS, FastAPI, Starlette, Django, django-cors-headers, aiohttp, Sanic",
    "cleartext-setting": "Django", "any-host": "Django", "debug-on": "Flask, FastAPI, Starlette, Django, Sanic, Bottle, Dash",
    "weak-tls": "ssl, pyOpenSSL", "format-from-outside": "Flask, FastAPI, Django",
    "tls-unverified": "Requests, HTTPX, aiohttp, urllib3, ssl", "starttls-unverified": "smtplib", "host-key-unverified": "Paramiko",
    "unsafe-deserialization": "pickle, PyTorch, pandas, NumPy, joblib, Celery", "unsafe-yaml": "PyYAML, ruamel.yaml",
    "xml-external-entities": "lxml, xml.sax", "xml-untrusted": "lxml, xml.etree", "secret-in-log": "logging",
    "trace-in-response": "Flask, FastAPI, Django", "mass-assignment": "Flask, FastAPI, Django, Django REST framework",
    "role-from-client": "Flask, FastAPI, Django", "missing-authorization": "Flask, FastAPI, Django", "insecure-direct-object": "Flask, FastAPI, SQLAlchemy, Django",
    "open-endpoint": "Django REST framework",
}  # fmt: skip
OWN: Mapping[str, RuleInfo] = MappingProxyType(
    {
        name: replace(info, frameworks=tuple(filter(None, _FRAMEWORKS.get(name, "").split(", "))))
        for name, info in _RULES.items()
    }
)
