import os, random, secrets


def session_token():
    # ruleid: rules.python.short-secret
    return secrets.token_hex(3)


def new_key():
    # ruleid: rules.python.short-secret
    api_key = os.urandom(4)
    return api_key


def send():
    # ruleid: rules.python.short-secret
    otp = random.randrange(10000)
    return otp

# --- case
import os, secrets


def session_token():
    # ok: rules.python.short-secret
    return secrets.token_hex(32)


def folder():
    # ok: rules.python.short-secret
    return "build-" + secrets.token_hex(3)


def new_key():
    # ok: rules.python.short-secret
    api_key = os.urandom(32)
    return api_key
