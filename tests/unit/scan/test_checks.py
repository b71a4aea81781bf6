"""Our own checks: a row shows a defect, or its safe twin that stays quiet."""

from __future__ import annotations

import ast

import pytest

from proxy.model import Confidence, Finding, Severity
from proxy.scan.bandit import BanditEngine
from proxy.scan.base import Prepared

ENGINE = BanditEngine()
P = pytest.param


def scan(code: str) -> list[Finding]:
    outcome = ENGINE.scan(Prepared(code, "python"))
    assert outcome.status.value == "complete", outcome
    return [finding for finding in outcome.findings if finding.severity > Severity.INFO]


def route(body: str, signature: str = "f()", path: str = "/x") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"@app.route({path!r})\ndef {signature}:\n{lines}"


REJECTED = [
    P("cur.execute(f\"SELECT * FROM t WHERE a = '{a}'\")", "B608", id="sql-f-string"),
    P(route("a = request.args['a']\nq = 'SELECT * FROM t WHERE a = ' + a\nreturn db.execute(q)"), "sql-injection", id="sql-by-name"),
    P("cur.execute('SELECT a FROM b WHERE c = %s' % d)", "B608", id="sql-percent"),
    P("cur.execute('SELECT a FROM b WHERE c = {}'.format(d))", "B608", id="sql-format"),
    P("cur.execute('DELETE FROM b WHERE c = ' + d)", "B608", id="sql-sum"),
    P(route("return db.execute(request.args['q'])"), "sql-injection", id="sql-whole-query"),
    P("subprocess.run(f'tar xf {name}', shell=True)", "B602", id="shell-f-string"),
    P("def f(cmd):\n    subprocess.check_output(cmd, shell=True)", "B602", id="shell-parameter"),
    P("os.system('ping ' + host)", "B605", id="os-system"),
    P(route("return subprocess.run(request.args['c'])"), "B603", id="whole-command"),
    P(route("return eval(request.args['c'])"), "B307", id="eval-of-request"),
    P("x = input()\nexec(x)", "B102", id="exec-of-input"),
    P(route("return render_template_string('<b>' + request.args['n'])"), "template-injection", id="template"),
    P("jwt.decode(token, key, options={'verify_signature': False})", "jwt-unverified", id="jwt-options"),
    P("jwt.decode(token, verify=False)", "jwt-unverified", id="jwt-verify"),
    P("jwt.decode(token, key, algorithms=['none'])", "jwt-unverified", id="jwt-none"),
    P("jwt.encode(claims, None, algorithm='none')", "jwt-unverified", id="jwt-signed-with-nothing"),
    P("jwt.decode(t, k, options=dict(verify_signature=False))", "jwt-unverified", id="jwt-dict-call"),
    P(route("return pickle.loads(base64.b64decode(request.cookies['s']))"), "unsafe-deserialization", id="pickle-of-cookie"),
    P(route("return yaml.load(request.data)"), "unsafe-yaml", id="yaml-of-request"),
    P("def f(x):\n    hashlib.md5(x.password.encode())", "password-hash", id="md5-of-password"),
    P("requests.get(url, verify=False)", "B501", id="verify-off"),
    P("session.verify = False", "tls-unverified", id="session-verify-off"),
    P("ctx.check_hostname = False", "tls-unverified", id="hostname-off"),
    P("ctx.verify_mode = ssl.CERT_NONE", "tls-unverified", id="mode-none"),
    P("ssl._create_default_https_context = ssl._create_unverified_context", "tls-unverified", id="global-context"),
    P("urllib3.PoolManager(cert_reqs='CERT_NONE')", "tls-unverified", id="cert-reqs"),
    P("httpx.AsyncClient(verify=False)", "B501", id="client-verify-off"),
    P("aiohttp.TCPConnector(ssl=False)", "tls-unverified", id="connector"),
    P("tar.extractall(p, filter='fully_trusted')", "archive-traversal", id="fully-trusted"),
    P("os.chmod(p, 0o777)", "open-permissions", id="chmod-777"),
    P("app.add_middleware(CORSMiddleware, allow_origins=['*'], allow_credentials=True)", "cors-any-origin", id="cors-credentials"),
    P("CORS = {'allow_origin_regex': 'https?://.*', 'allow_credentials': True}", "cors-any-origin", id="cors-pattern"),
    P("etree.XMLParser(resolve_entities=True)", "xml-external-entities", id="entities"),
    P("parser.setFeature(xml.sax.handler.feature_external_ges, True)", "xml-external-entities", id="sax-entities"),
    P("rsa.generate_private_key(65537, 1024)", "short-key", id="short-key"),
    P(route("n = request.args['n']\nreturn Markup(f'<b>{n}</b>')"), "cross-site-scripting", id="markup"),
]  # fmt: skip
NOTICED = [
    P(route("return open('/data/' + request.args['f']).read()"), "path-traversal", id="open"),
    P(route("return send_file(f)", "f(f)", "/x/<path:f>"), "path-traversal", id="send-file-of-route-parameter"),
    P(route("return (BASE / request.args['f']).read_text()"), "path-traversal", id="path-method"),
    P(route("f = request.files['f']\nf.save(os.path.join(UP, f.filename))"), "unsafe-upload", id="upload"),
    P(route("return requests.get(request.args['u'], timeout=3).text"), "server-side-request-forgery", id="ssrf"),
    P("@app.get('/x')\nasync def f(url: str):\n    async with httpx.AsyncClient() as client:\n        return await client.get(url)", "server-side-request-forgery", id="ssrf-client"),
    P(route("return redirect(request.args.get('next'))"), "open-redirect", id="redirect"),
    P(route("response.headers['Location'] = request.args['n']"), "open-redirect", id="location"),
    P(route("return f'<h1>{request.args[\"n\"]}</h1>'"), "cross-site-scripting", id="returned-html"),
    P("def view(request):\n    return HttpResponse('Hello ' + request.GET['n'])", "cross-site-scripting", id="http-response"),
    P(route("x = '<a href=\"%s\">x</a>' % request.args['u']"), "cross-site-scripting", id="built-html"),
    P("mark_safe(f'<b>{x}</b>')", "cross-site-scripting", id="mark-safe"),
    P("tar.extractall(path)", "archive-traversal", id="extractall"),
    P("tempfile.mktemp()", "predictable-temp-file", id="mktemp"),
    P("hashlib.md5(data)", "weak-hash", id="md5"),
    P("hashlib.new('sha1')", "weak-hash", id="new-sha1"),
    P("def f(algorithm, x):\n    if algorithm in hashlib.algorithms_available:\n        return hashlib.new(algorithm, x)", "weak-hash", id="chosen-hash"),
    P("def hash_password(p):\n    return hashlib.sha256(p).hexdigest()", "password-hash", id="sha256-of-password"),
    P("h = hashlib.sha256()\nh.update(password)", "password-hash", id="update"),
    P("AES.new(key, AES.MODE_ECB)", "ecb-mode", id="aes-ecb"),
    P("Cipher(algorithms.AES(k), modes.ECB())", "ecb-mode", id="modes-ecb"),
    P("DES.new(key, DES.MODE_CBC, iv)", "weak-cipher", id="des"),
    P("AES.new(b'0123456789abcdef', AES.MODE_GCM)", "hardcoded-key", id="literal-key"),
    P("IV = b'0000000000000000'\nAES.new(key, AES.MODE_CBC, IV)", "static-iv", id="static-iv"),
    P("Fernet(b'x0x0x0abcdefgh')", "hardcoded-key", id="fernet"),
    P("hmac.new(b's3cr3tkey', msg)", "hardcoded-key", id="hmac-key"),
    P("hashlib.pbkdf2_hmac('sha256', p, s, 10)", "few-rounds", id="rounds"),
    P("hashlib.pbkdf2_hmac('sha256', p, b'fixedsalt', 600000)", "static-salt", id="salt"),
    P("token = ''.join(random.choice(C) for _ in range(8))", "predictable-secret", id="random-token"),
    P("def make_password():\n    return random.randint(0, 9)", "predictable-secret", id="random-in-function"),
    P("def f():\n    c = random.choice(x)\n    password += c", "predictable-secret", id="grown"),
    P("if hmac.new(k, m).hexdigest() == signature: pass", "timing-unsafe", id="timing"),
    P("jwt.decode(token, key)", "jwt-no-algorithms", id="no-algorithms"),
    P("jwt.decode(t, k, algorithms=['HS256'], options={'verify_exp': False})", "jwt-checks-off", id="no-expiry-check"),
    P("KEY = 'pq9z-7aa1'\njwt.encode(c, KEY)", "jwt-hardcoded-key", id="jwt-key-by-name"),
    P("jwt.get_unverified_claims(t)", "jwt-unverified", id="unverified-claims"),
    P("resp.set_cookie('session', v, secure=False)", "insecure-cookie", id="cookie-flag"),
    P("resp.set_cookie('session_id', v)", "insecure-cookie", id="cookie-missing"),
    P("resp.set_cookie('a', v, secure=True, httponly=True, samesite=None)", "insecure-cookie", id="samesite"),
    P("SESSION_COOKIE_SECURE = False", "insecure-cookie", id="setting"),
    P("app.config['SESSION_COOKIE_HTTPONLY'] = False", "insecure-cookie", id="config"),
    P("app.config.update(WTF_CSRF_ENABLED=False)", "csrf-off", id="csrf-config"),
    P("config.set_default_csrf_options(require_csrf=False)", "csrf-off", id="pyramid"),
    P("@csrf_exempt\ndef f(request): ...", "csrf-off", id="csrf-exempt"),
    P("csrf.exempt(view)", "csrf-off", id="csrf-exempted"),
    P("CORS(app, origins='*')", "cors-any-origin", id="cors"),
    P("CORS(app, resources={r'/*': {'origins': '*'}})", "cors-any-origin", id="cors-resources"),
    P("r.headers['Access-Control-Allow-Origin'] = '*'", "cors-any-origin", id="cors-header"),
    P("H = {'Access-Control-Allow-Origin': '*'}", "cors-any-origin", id="cors-dict"),
    P(route("r.headers['Access-Control-Allow-Origin'] = request.headers['Origin']"), "cors-any-origin", id="cors-reflected"),
    P("CORS(app, supports_credentials=True)", "cors-any-origin", id="cors-default"),
    P("app.run(debug=True)", "debug-on", id="flask-debug"),
    P("app.debug = True", "debug-on", id="debug-attribute"),
    P("FastAPI(debug=True)", "debug-on", id="fastapi-debug"),
    P("ALLOWED_HOSTS = ['*']", "any-host", id="hosts"),
    P("app.secret_key = 'k3v-7fQz1mWq'", "B105", id="secret-key"),
    P("print(f'login {user} {password}')", "secret-in-log", id="printed"),
    P("logger.info('key %s', settings.api_key)", "secret-in-log", id="logged"),
    P(route("logger.info('user ' + request.args['u'])"), "log-injection", id="log-injection"),
    P("@app.get('/a')\ndef f():\n    try:\n        g()\n    except Exception:\n        return traceback.format_exc()", "trace-in-response", id="trace"),
    P("pickle.loads(data)", "unsafe-deserialization", id="pickle"),
    P("yaml.load(f)", "unsafe-yaml", id="yaml"),
    P("yaml.load(f, Loader=yaml.UnsafeLoader)", "unsafe-yaml", id="yaml-loader"),
    P("YAML(typ='unsafe')", "unsafe-yaml", id="ruamel"),
    P("app.conf.update(accept_content=['pickle'])", "unsafe-deserialization", id="celery"),
    P("accept_content = ['pickle', 'json']", "unsafe-deserialization", id="celery-setting"),
    P("torch.load(p, weights_only=False)", "unsafe-deserialization", id="torch"),
    P(route("return pd.read_pickle(request.files['f'])"), "unsafe-deserialization", id="pandas"),
    P("pickle.Unpickler(f)", "unsafe-deserialization", id="unpickler"),
    P("User(**request.json)", "mass-assignment", id="spread"),
    P("user.update(request.json)", "mass-assignment", id="update-from-request"),
    P("for k, v in request.json.items():\n    setattr(user, k, v)", "mass-assignment", id="setattr"),
    P(route("if request.json.get('is_admin'):\n    grant()"), "role-from-client", id="role"),
    P(route("return importlib.import_module(request.args['m'])"), "dynamic-import", id="import"),
    P(route("return getattr(obj, request.args['m'])()"), "dynamic-attribute", id="getattr"),
    P(route("conn.search_s(base, scope, '(uid=%s)' % request.args['u'])"), "ldap-injection", id="ldap"),
    P(route("tree.xpath(\"//u[@n='\" + request.args['u'] + \"']\")"), "xpath-injection", id="xpath"),
    P(route("db.users.find_one(request.json)"), "nosql-injection", id="nosql"),
    P("db.users.find({'$where': code})", "nosql-injection", id="where"),
    P(route("re.match(request.args['p'], x)"), "regex-from-request", id="regex"),
    P("re.sub('<script>.*?</script>', '', html)", "html-filter-regex", id="html-filter"),
    P("paramiko.SSHClient().set_missing_host_key_policy(paramiko.AutoAddPolicy())", "host-key-unverified", id="host-keys"),
    P("server.starttls()", "starttls-unverified", id="starttls"),
    P("def f(verify_ssl=False): ...", "tls-unverified", id="tls-default"),
    P("class A:\n    verify: bool = False", "tls-unverified", id="tls-field"),
    P("jinja2.Environment(loader=x)", "autoescape-off", id="autoescape"),
    P("def f(c):\n    ssh.exec_command(f'ls {c}')", "remote-command", id="remote-command"),
    P("def f(event):\n    a = input()\n    os.execl(a, a)", "os-command", id="exec-family"),
    P("x = input()\nsubprocess.run([x, 'y'])", "B603", id="program-from-input"),
    P("subprocess.run(['sh', '-c', line])", "shell-true", id="sh-c"),
    P("def f(x):\n    q.filter('a = {}'.format(x))", "sql-injection", id="query-builder"),
    P(route("code.InteractiveInterpreter().runcode(request.args['c'])"), "code-execution", id="interpreter"),
    P("os.umask(0)", "open-permissions", id="umask"),
    P("os.chmod(p, stat.S_IRWXU | stat.S_IRWXO)", "open-permissions", id="chmod-names"),
    P(route("shutil.move(x, request.args['to'])"), "path-traversal", id="move"),
    P(route("return send_from_directory(request.args['d'], 'x')"), "path-traversal", id="directory-of-request"),
    P("def f(p):\n    shutil.unpack_archive(p)", "archive-traversal", id="unpack"),
    P("jinja2.Template(request.args['t'])", "template-injection", id="jinja-template"),
    P("def f(x):\n    env.from_string('<b>%s</b>' % x)", "template-injection", id="from-string"),
    P("def f(x):\n    return HttpResponse('<b>%s</b>' % x)", "cross-site-scripting", id="response-of-parameter"),
    P("def f(x):\n    Markup(x)", "cross-site-scripting", id="marked-parameter"),
    P(route("return RedirectResponse('https://' + request.args['h'])"), "open-redirect", id="host-behind-scheme"),
    P(route("return requests.request('GET', request.args['u'])"), "server-side-request-forgery", id="request-method"),
    P("jinja2.Environment(autoescape=False)", "autoescape-off", id="autoescape-false"),
    P("add_middleware(SessionMiddleware, https_only=False)", "insecure-cookie", id="session-middleware"),
    P("x = {'WTF_CSRF_ENABLED': False}", "csrf-off", id="settings-dict"),
    P("c = {'allow_origins': ['*'], 'allow_credentials': True}", "cors-any-origin", id="cors-options"),
    P("CORSMiddleware(app, allow_origin_regex='.*')", "cors-any-origin", id="cors-regex"),
    P("marshal.loads(x)\npickle.load(f)", "unsafe-deserialization", id="pickle-load"),
    P("@app.get('/a')\ndef f():\n    return {'e': traceback.format_exc()}", "trace-in-response", id="trace-in-dict"),
    P(route("loop.subprocess_shell(p, request.args['c'])"), "os-command", id="loop-shell"),
    P(route("asyncio.create_subprocess_exec('x', request.args['c'])"), "os-command", id="subprocess-exec"),
    P("def handler(event, context):\n    os.system('x ' + event['c'])", "os-command", id="lambda-event"),
    P("eval(x, {'__builtins__': {}})", "code-execution", id="emptied-builtins"),
    P("ssl.wrap_socket(s)", "tls-unverified", id="wrap-socket"),
    P("ssl._create_unverified_context()", "tls-unverified", id="unverified-context"),
    P("Blowfish.new(key)", "weak-cipher", id="blowfish"),
    P("AES.new(key)", "ecb-mode", id="aes-default"),
    P("RSA.generate(1024)", "short-key", id="rsa-generate"),
    P("from random import choice\ntoken = choice(x)", "predictable-secret", id="random-by-name"),
    P("def f(x):\n    d = x.get('a')\n    cur.execute('SELECT a FROM b WHERE c = ' + d)", "B608", id="from-a-mapping"),
    P("x, y = input(), 1\nos.system('ls ' + x)", "os-command", id="unpacked"),
    P("a = [input()]\nfor b in a:\n    os.system(b)", "os-command", id="in-a-list"),
    P("a = []\na.append(input())\nos.system(' '.join(a))", "os-command", id="put-into-a-list"),
    P("d = {}\nd['k'] = input()\nos.system(d['k'])", "os-command", id="put-into-a-dict"),
    P("if (x := input()):\n    os.system(x)", "os-command", id="walrus"),
    P("os.system({k: v for k, v in [input()]})\nos.system(*[input()])", "os-command", id="comprehension"),
    P("f = lambda: os.system(input())", "os-command", id="lambda"),
    P("x = 'a' if b else input()\nos.system(x)", "os-command", id="conditional"),
    P("x = None or input()\nos.system(x)", "os-command", id="either"),
    P("with open(input()) as f, g(input()) as h:\n    os.system(h)", "os-command", id="with"),
    P("async def f(ws):\n    x = await websocket.receive_text()\n    os.system(x)", "os-command", id="websocket"),
    P("class V(APIView):\n    def post(self, request, pk):\n        return open(pk)", "path-traversal", id="view-method"),
    P("x: str = input()\nx += 'a'\nx -= 1\nos.system(x)", "os-command", id="annotated"),
    P("def f(request):\n    x = request.GET\n    os.system(x['a'])", "os-command", id="whole-mapping"),
    P("print('%s' % (password,))\nprint('{}'.format(str(secret)), key['api_key'])", "secret-in-log", id="printed-parts"),
    P("tree.xpath('//a[@n=\"' + input() + '\"]')", "xpath-injection", id="xpath-of-input"),
    P(route("n = re.sub(r'[^\\w./-]', '', request.args['n'])\nreturn open('/data/' + n).read()"), "path-traversal", id="too-much-let-through"),
    P("if password == stored_password: pass\nh = m.hexdigest()\nif h == token: pass", "timing-unsafe", id="digest-by-name"),
]  # fmt: skip
RECORDED = [
    P("D = pathlib.Path('/srv')\ndef f(file_name: str):\n    p = D / file_name\n    return p", "path-join", id="path-join"),
    P("def f(title):\n    return '<h1>%s</h1>' % title", "html-from-parameter", id="html-from-parameter"),
    P("re.compile('(a+)+$')", "slow-regex", id="slow-regex"),
    P("re.compile('(www|beta).example.com/')", "host-regex", id="host-regex"),
    P("if 'example.com' in url: pass", "host-substring", id="host-substring"),
    P("if url.endswith('example.com'): pass", "host-substring", id="host-end"),
    P("jwt.encode({'sub': 1}, key)", "jwt-no-expiry", id="no-expiry"),
    P("DEBUG = True", "debug-on", id="debug-setting"),
    P("fields = '__all__'", "mass-assignment", id="all-fields"),
    P("permission_classes = [AllowAny]", "open-endpoint", id="open-endpoint"),
    P("x = request.headers\nif given == signature: pass", "timing-unsafe", id="timing-by-name"),
    P(route("response.headers['X-Y'] = request.args['n']"), "header-injection", id="header"),
    P("CORS(app)", "cors-any-origin", id="cors-plain"),
    P("lxml.etree.fromstring(x)", "xml-untrusted", id="lxml"),
    P("def f(item: dict, data: dict):\n    item.update(data)", "mass-assignment", id="update-parameter"),
    P("def f(t):\n    cur.execute(f'SELECT a FROM {t}')", "B608", id="table-name"),
    P("torch.load(p)", "unsafe-deserialization", id="torch-default"),
    P("np.load(p, allow_pickle=True)", "unsafe-deserialization", id="numpy"),
    P("yaml.full_load(f)", "unsafe-yaml", id="full-load"),
    P("yaml.load('a: 1')", "unsafe-yaml", id="constant-yaml"),
    P("def f(p):\n    return open(os.path.join(BASE, file_name))\ndef g(file_name):\n    return open(os.path.join(BASE, file_name))", "path-join", id="path-join-open"),
    P("os.chmod(p, 0o770)", "open-permissions", id="group-may-write"),
    P("tar.extractall(members=safe(tar))", "archive-traversal", id="members"),
    P("subprocess.run(COMMAND, shell=True)", "shell-true", id="constant-name"),
    P("def f(x):\n    os.system(shlex.quote(x))", "os-command", id="quoted"),
    P("x = a\ncur.execute(f'SELECT a FROM {self.table}')", "sql-injection", id="own-table"),
    P("q = f'SELECT a FROM b WHERE c = {d}'", "sql-text", id="query-alone"),
    P("def f(d):\n    q = f'SELECT a FROM b LIMIT {d}'", "sql-text", id="query-with-parameter"),
    P("render_template_string(page)", "template-injection", id="template-by-name"),
    P("logger.info(input())", "log-injection", id="log-of-input"),
    P("ET.parse(path)", "xml-untrusted", id="stdlib-xml"),
    P("def f(x):\n    etree.fromstring(x)", "xml-untrusted", id="xml-of-parameter"),
    P("joblib.load(x)", "unsafe-deserialization", id="joblib"),
    P("url.startswith('http://example.com')", "host-substring", id="host-start"),
    P("@app.get('/a')\ndef f():\n    return str(e)", "trace-in-response", id="exception-text"),
    P("resp.set_cookie('theme', v)", "insecure-cookie", id="ordinary-cookie"),
    P("torch.load(p)\npd.read_pickle(p)", "unsafe-deserialization", id="pandas-local"),
]  # fmt: skip
LATE = [
    P("@app.route('/items/<int:i>', methods=['DELETE'])\ndef remove_item(i):\n    db.session.delete(i)\n    db.session.commit()", "missing-authorization", id="open-route"),
    P("@app.get('/invoices/<int:invoice_id>')\n@login_required\ndef invoice(invoice_id):\n    return Invoice.query.get_or_404(invoice_id)", "insecure-direct-object", id="by-id"),
    P("def f(message_id, signature):\n    return STORE[message_id]", "signature-unused", id="signature"),
    P("def f(user_id, doc_id):\n    return DOCS[doc_id]", "missing-authorization", id="actor"),
    P("@app.delete('/i/{i}')\ndef f(i: int, db: Session = Depends(get_db)):\n    db.delete(i)", "missing-authorization", id="database-session"),
    P("def drop(request, pk):\n    Note.objects.get(pk=pk).delete()", "missing-authorization", id="django-view"),
    P("@app.post('/register')\ndef f():\n    return User(role=request.json['role'])", "role-from-client", id="role-of-a-new-account"),
    P("@app.get('/o')\n@login_required\ndef f():\n    user_id = request.args['u']\n    return Order.of(user_id)", "insecure-direct-object", id="user-of-the-client"),
    P("claims = {'sub': 1}\nx = jwt.encode(claims, key)", "jwt-no-expiry", id="claims-by-name"),
    P("@app.errorhandler(500)\ndef f(e):\n    return show(g())\ndef show(frame):\n    return {'l': frame.f_locals}", "trace-in-response", id="variables"),
    P("ALLOWED_DOMAINS = ['a.test']\ndef f(u):\n    return redirect_to(u)", "open-redirect", id="unused-list"),
    P("EXPECTED_CSRF_TOKEN = x = 'x'\nVALID_CSRF_TOKEN = 'x'\ndef f(u):\n    return x", "csrf-token-unused", id="unused-csrf"),
]  # fmt: skip
QUIET = [
    P("import subprocess, pickle, random\nassert x\nrandom.choice(y)\nsubprocess.run(['ls', path])", id="idioms"),
    P("cur.execute('SELECT * FROM t WHERE a = ?', (a,))", id="parameters"),
    P("TABLE = 't'\ncur.execute(f'SELECT * FROM {TABLE} WHERE a = ?', (a,))", id="constant-table"),
    P("marks = ','.join('?' for _ in ids)\ncur.execute(f'SELECT a FROM t WHERE i IN ({marks})', ids)", id="placeholders"),
    P(route("i = int(request.args['i'])\nreturn db.execute(f'SELECT a FROM t WHERE i = {i}')"), id="int"),
    P("S = {'a': 'x', 'b': 'y'}\ndef f(k):\n    cur.execute(f'SELECT a FROM t ORDER BY {S.get(k, \"x\")}')", id="table-of-constants"),
    P("S = {'a': 'x'}\ndef f(k):\n    cur.execute('SELECT a FROM t ORDER BY ' + S[k])", id="looked-up"),
    P("def order(a):\n    return 'DESC' if a == 'd' else 'ASC'\ndef f(a):\n    cur.execute('SELECT a FROM t ORDER BY a ' + order(a))", id="constant-function"),
    P("def f(e):\n    if not re.fullmatch('[0-9+]+', e):\n        raise ValueError\n    return eval(e)", id="eval-after-match"),
    P("def f(x):\n    tree = ast.parse(x)\n    if any(isinstance(n, ast.Call) for n in ast.walk(tree)):\n        raise ValueError\n    return eval(compile(tree, '', 'eval'))", id="eval-after-walk"),
    P(route("n = request.args['next']\nif urlparse(n).netloc not in HOSTS:\n    n = '/'\nreturn redirect(n)"), id="checked-redirect"),
    P(route("return redirect(url_for('home', next=request.args['n']))"), id="url-for"),
    P(route("u = request.args['u']\nif not is_allowed_host(u):\n    abort(400)\nreturn requests.get(u, timeout=3).text"), id="checked-host"),
    P(route("return requests.get(f'https://api.example.test/v1/{request.args[\"u\"]}', timeout=3).json()"), id="fixed-host"),
    P(route("p = (BASE / request.args['f']).resolve()\np.relative_to(BASE)\nreturn p.read_text()"), id="checked-path"),
    P(route("f = secure_filename(request.args['f'])\nreturn open('/data/' + f).read()"), id="secure-filename"),
    P(route("return send_from_directory('static', request.args['f'])"), id="send-from-directory"),
    P(route("return render_template('x.html', name=request.args['n'])"), id="template-file"),
    P(route("return f'<b>{escape(request.args[\"n\"])}</b>'"), id="escaped"),
    P(route("return jsonify(name=request.args['n'])"), id="json"),
    P(route("return Response(request.data, mimetype='application/json')"), id="not-html"),
    P("yaml.safe_load(x)\nyaml.load(x, Loader=yaml.SafeLoader)\ny = YAML(typ='safe')\ny.load(x)", id="safe-yaml"),
    P("tar.extractall(p, filter='data')", id="data-filter"),
    P("jwt.decode(t, KEYS, algorithms=['HS256'])\njwt.encode({'exp': e}, key)", id="jwt"),
    P("resp.set_cookie('session', v, secure=True, httponly=True, samesite='Lax')\nresp.set_cookie('a', 'b', **flags)", id="cookie"),
    P("jar.set_cookie(cookie)", id="cookie-jar"),
    P("CORS(app, origins=['https://a.test'])", id="cors-list"),
    P("app.run(debug=settings.debug)", id="debug-by-setting"),
    P("hashlib.md5(x, usedforsecurity=False)\nhashlib.sha256(data)", id="hashes"),
    P("if hmac.compare_digest(a, b): pass\nif password == '': pass\nif password != password2: pass", id="comparisons"),
    P("logger.info('user %s logged in', user.name)\nprint(len(password))\nprint('enter your password')", id="logs"),
    P("x = random.choice(colours)\ntoken = secrets.token_hex(16)", id="random"),
    P("os.chmod(p, 0o600)\nos.chmod(p, 0o755)\nos.umask(0o077)", id="rights"),
    P("password = ''\npassword = 'changeme'\nif token == 'STRING': pass\nPASSWORD = os.environ['PASSWORD']", id="placeholders-of-secrets"),
    P("AES.new(key, AES.MODE_GCM, nonce=n)\nAES.new(key, AES.MODE_CBC, os.urandom(16))", id="ciphers"),
    P("for field in ('a', 'b'):\n    setattr(user, field, request.json[field])", id="listed-fields"),
    P("def test_x():\n    print(client.get('/'))", id="test"),
    P("server.starttls(context=ssl.create_default_context())", id="starttls"),
    P("etree.XMLParser(resolve_entities=False)\ndefusedxml.ElementTree.fromstring(x)", id="xml"),
    P("subprocess.run('ls -l', shell=True)\nos.system('clear')\n"[:0] + "subprocess.run(['tar', 'xf', name], check=True)", id="command-list"),
    P("@app.post('/items')\n@login_required\ndef add():\n    db.session.add(x)\n    db.session.commit()", id="guarded-route"),
    P("ALLOWED_DOMAINS = ['a.test']\ndef f(u):\n    if u in ALLOWED_DOMAINS:\n        return u", id="used-list"),
    P("def f(user_id, doc_id):\n    if DOCS[doc_id].owner == user_id:\n        return DOCS[doc_id]", id="used-actor"),
    P("yaml.dump(x)\nother.load(x)\nimage.open(x)\nyaml.load(x, Loader=MyLoader)", id="other-loaders"),
    P("string.Template(request.args['x'])\nthing.from_string(x)\nself.write(x)\nf.write(request.args['x'])", id="other-templates"),
    P("x.search('a')\nthing.compile(y)\nre.search('a+', x)\nre.match(p, x)", id="other-patterns"),
    P("hashlib.new('sha512')\nthing.new(1)\nother.sha1(x)\nthing.generate(1)", id="other-new"),
    P("base64.decode(x, y)\n'a'.encode('b')\njwt.decode(t, **options)\njwt.encode(claims, key)", id="other-decode"),
    P("conn.search(base)\nldap.search_s(b, s, '(a=b)')\ntree.xpath('//a')", id="constant-filters"),
    P("kmeans.choice(x)\nmodel.random()\nself.sample(y)", id="other-random"),
    P("def f(a, verify_ssl=True, *, b, c=1): ...\nverify: bool = True", id="verify-on"),
    P("@cross_origin(supports_credentials=True)\ndef f(): ...", id="cross-origin"),
    P("config.update(a=1)\nx.update({'a': 1})\nx.update()\nh.update(data)", id="updates"),
    P("User(name=request.json['n'])\nurl_for('x', **request.args)\nUserSchema(**request.json)", id="fields-by-name"),
    P("def f(request: Request, db: Session = Depends(get), n: Annotated[int, Depends(x)] = 1, m: 'int' = 2):\n    os.remove(f'{m}')", id="injected"),
    P("if status == 'admin': pass\nif x.get(role): pass\nif data['role'] == 'a': pass", id="roles-of-ours"),
    P("@x\nasync def f(): ...\n@y.exempt\nclass A(B, metaclass=C): ...", id="decorators"),
    P("from . import x\nimport a.b as c\nimport d\nglobal e\ndel f\nraise g(h)", id="imports"),
    P("re.match('^a$', x) is not None\nif re.match('^a$', x) is None: pass\nif await check(x): pass\nif (y := valid(x)): pass\nwhile not ok: pass", id="guards"),
    P(route("a = request.args['a']\nif '..' in a or a.startswith('/'):\n    abort(400)\nreturn open(a)"), id="guarded-by-parts"),
    P(route("a = request.args['a']\nb = a if a in ALLOWED else 'x'\nreturn open(b)"), id="guarded-conditional"),
    P(route("a = [x for x in request.args if x in ALLOWED]\nreturn open(a[0])"), id="guarded-comprehension"),
    P(route("a = request.args['a']\nif a is None or a.strip().isalnum() is not True: abort(400)\nreturn open(a)"), id="guarded-by-method"),
    P(route("logger.info('u %s', request.args['u'].replace('\\n', ''))\nlogger.info(f'{request.args!r}')"), id="log-cleaned"),
    P(route("n = re.sub(r'[^a-z0-9]', '', request.args['n'])\nreturn open('/data/' + n).read()"), id="only-letters"),
    P(route("n = re.sub(r'[\\r\\n]', ' ', request.args['n'])\nlogger.info('name ' + n)"), id="line-breaks-out"),
    P("@app.get('/x/{item_id}')\n@login_required\ndef f(item_id):\n    x = [" + "[" * 60 + "]" * 60 + "]\n    return 1", id="nested-deeply"),
    P(route("x = sanitize(request.args['x'])\nreturn redirect(x)"), id="sanitised"),
    P(route("x = load_user(request.args['x'])\nreturn redirect(x)"), id="looked-up-elsewhere"),
    P("x = a - b\ny = -x\nz = x[1:2]\nw = 'a' * 3\nv = f(*x, **y)[0].b\nu = yield x\nt = {*x, 1}\ns = {**x}\nr = x.y.Z", id="expressions"),
    P("def f(n=1024):\n    return a.b.c.d()().e\nx = y.z().format()\ny = 'a {}'.format_map(x)", id="names"),
    P("hmac.new(key, msg)\nFernet(key)\nhmac.new(b'', m)", id="keys"),
    P("def handler(self, user):\n    raise NotImplementedError", id="stub"),
]  # fmt: skip


def _level(code: str, rule: str) -> tuple[Severity, Confidence] | None:
    found = [
        (f.severity, f.confidence)
        for f in scan(code)
        if f.rule_id in {f"bandit.{rule}", f"rules.python.{rule}"} or _replaces(f, rule)
    ]
    return max(found, default=None)


def _replaces(finding: Finding, rule: str) -> bool:
    from proxy.scan.checks.metadata import OWN  # noqa: PLC0415

    return rule in OWN and finding.rule_id.removeprefix("bandit.") in OWN[rule].replaces


@pytest.mark.parametrize(("code", "rule"), REJECTED)
def test_nearly_certain_defects_are_high_in_both(code: str, rule: str) -> None:
    assert _level(code, rule) == (Severity.HIGH, Confidence.HIGH)


@pytest.mark.parametrize(("code", "rule"), NOTICED)
def test_likely_defects_are_medium_or_more(code: str, rule: str) -> None:
    level = _level(code, rule)
    assert level is not None, [f.rule_id for f in scan(code)]
    assert level >= (Severity.MEDIUM, Confidence.LOW)


@pytest.mark.parametrize(("code", "rule"), RECORDED)
def test_weak_signs_are_recorded(code: str, rule: str) -> None:
    assert _level(code, rule) is not None, [f.rule_id for f in scan(code)]


@pytest.mark.parametrize(("code", "rule"), LATE)
def test_missing_checks_are_late(code: str, rule: str) -> None:
    late = [f.rule_id for f in scan(code) if f.late]
    assert f"rules.python.{rule}" in late


@pytest.mark.parametrize("code", QUIET)
def test_ordinary_code_stays_quiet(code: str) -> None:
    assert [(f.rule_id, f.message) for f in scan(code)] == []


FIXES = [
    P("subprocess.run(f'tar xf {name}', shell=True)", 'subprocess.run(["tar", "xf", name], check=True)', id="run"),
    P("subprocess.call('ls ' + p, shell=True, cwd=d)", 'subprocess.call(["ls", p], cwd=d)', id="call"),
    P("os.system(f'ping {h}')", 'subprocess.run(["ping", h], check=True)', id="os-system"),
    P("cur.execute(f\"SELECT * FROM t WHERE id = '{uid}'\")", 'cur.execute("SELECT * FROM ... WHERE ... = ?", (uid,))', id="sql"),
    P("cur.execute('SELECT * FROM t WHERE a = ' + a)", 'cur.execute("SELECT * FROM ... WHERE ... = ?", (a,))', id="sql-sum"),
    P("yaml.load(f)", "yaml.safe_load(f)", id="yaml"),
    P("requests.get(u, verify=False, timeout=3)", "requests.get(u, timeout=3)", id="verify"),
    P("tar.extractall()", 'tar.extractall(filter="data")', id="tar"),
    P("tar.extractall(p, filter='fully_trusted')", 'tar.extractall(p, filter="data")', id="tar-filter"),
    P("hashlib.md5(data)", "hashlib.sha256(data)", id="md5"),
    P("resp.set_cookie('session', v)", 'resp.set_cookie("...", v, secure=True, httponly=True, samesite="Lax")', id="cookie"),
    P("os.system(f'qztool --to {h}')", 'subprocess.run(["...", "...", h], check=True)', id="unknown-program"),
    P("cur.execute(f\"INSERT INTO t (a, b) VALUES ('{a}', '{b}') -- note\")", 'cur.execute("INSERT INTO ... (...) VALUES (?, ?) ...", (a, b))', id="sql-values"),
    P("torch.load(p)", "torch.load(p, weights_only=True)", id="torch"),
]  # fmt: skip
GENERAL = [
    P("subprocess.run(f'cat {a} | grep b', shell=True)", id="pipe"),
    P("subprocess.run(f'tar xf {a}.tar', shell=True)", id="inside-a-word"),
    P("subprocess.run(f'echo \"{a}', shell=True)", id="open-quote"),
    P("subprocess.run(f'{a!r} {b:>3}', shell=True)", id="conversion"),
    P("subprocess.run(a.b() + 'c', shell=True)", id="unknown-part"),
    P("cur.execute(f'SELECT a FROM {t} WHERE b = {c}')", id="table"),
    P("cur.execute(f'SELECT a FROM b WHERE c = {c}', x)", id="has-parameters"),
    P("cur.execute('SELECT a FROM b WHERE c = %s' % c)", id="percent"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fix"), FIXES)
def test_a_fix_is_fitted_to_the_code(code: str, fix: str) -> None:
    fixes = [finding.fix for finding in scan(code)]
    assert fix in fixes
    ast.parse(fix)


@pytest.mark.parametrize("code", GENERAL)
def test_a_fix_that_cannot_be_fitted_is_general(code: str) -> None:
    findings = scan(code)
    assert findings
    assert all(finding.replacement is None for finding in findings)


def test_a_replacement_means_the_same_for_harmless_values() -> None:
    (finding,) = scan("subprocess.run(f'tar xf {name}', shell=True)")
    assert finding.replacement == 'subprocess.run(["tar", "xf", name], check=True)'


def test_a_branch_keeps_what_the_other_branch_may_hold() -> None:
    code = route("q = request.args['q']\nif not q:\n    q = 'x'\nreturn db.execute('SELECT a FROM t WHERE b = ' + q)")
    assert _level(code, "sql-injection") == (Severity.HIGH, Confidence.HIGH)


def test_a_check_of_one_element_tells_nothing_of_the_rest() -> None:
    code = "def f(cmd):\n    parts = cmd.split()\n    if parts[0] not in ALLOWED:\n        raise ValueError\n    os.system(cmd)"
    assert _level(code, "os-command") is not None


def test_a_method_gives_back_what_it_read() -> None:
    code = "class V:\n    def target(self):\n        return self.request.GET['n']\n    def get(self, request):\n        return redirect(self.target())"
    assert _level(code, "open-redirect") is not None


def test_tests_may_hold_fixed_keys() -> None:
    (finding,) = scan("def test_x():\n    jwt.decode(t, options={'verify_signature': False})")
    assert finding.severity is Severity.LOW


def test_no_message_holds_a_secret() -> None:
    for code in (
        "password = 'Zx9-hunter2'",
        "connect(password='Zx9-hunter2')",
        "def f(password='Zx9-hunter2'): ...",
        "app.secret_key = 'Zx9-hunter2'",
    ):
        for finding in ENGINE.scan(Prepared(code, "python")).findings:
            assert "hunter2" not in finding.message + finding.fix
