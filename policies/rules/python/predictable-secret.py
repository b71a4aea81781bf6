import random
import string


def one():
    # ruleid: rules.python.predictable-secret
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    return token


def make_password():
    # ruleid: rules.python.predictable-secret
    return str(random.randint(100000, 999999))


def two():
    # ruleid: rules.python.predictable-secret
    session_id = random.getrandbits(128)
    return session_id

# --- case
import random
import secrets


def one():
    # ok: rules.python.predictable-secret
    token = secrets.token_urlsafe(32)
    return token


def two(colours):
    # ok: rules.python.predictable-secret
    return random.choice(colours)
