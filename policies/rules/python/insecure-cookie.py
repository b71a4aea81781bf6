class Login(tornado.web.RequestHandler):
    def post(self):
        # ruleid: rules.python.insecure-cookie
        self.set_secure_cookie("user", self.name)

    def put(self):
        # ok: rules.python.insecure-cookie
        self.set_secure_cookie("user", self.name, httponly=True, secure=True)


# ruleid: rules.python.insecure-cookie
SESSION_COOKIE_SAMESITE = None
# ruleid: rules.python.insecure-cookie
response.add_cookie("session", token, secure=False)
# ok: rules.python.insecure-cookie
response.add_cookie("session", token)

# --- case
def one(resp, value):
    # ruleid: rules.python.insecure-cookie
    resp.set_cookie("session", value)


def two(resp, value):
    # ruleid: rules.python.insecure-cookie
    resp.set_cookie("session", value, secure=False, httponly=True, samesite="Lax")


# ruleid: rules.python.insecure-cookie
SESSION_COOKIE_SECURE = False
# ruleid: rules.python.insecure-cookie
app.config["SESSION_COOKIE_HTTPONLY"] = False
# ruleid: rules.python.insecure-cookie
app.add_middleware(SessionMiddleware, secret_key=KEY, https_only=False)

# --- case
def one(resp, value):
    # ok: rules.python.insecure-cookie
    resp.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")


# ok: rules.python.insecure-cookie
SESSION_COOKIE_SECURE = True
# ok: rules.python.insecure-cookie
app.config["SESSION_COOKIE_HTTPONLY"] = True
