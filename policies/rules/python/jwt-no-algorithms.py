def one(token):
    # ruleid: rules.python.jwt-no-algorithms
    return jwt.decode(token, PUBLIC_KEY, algorithms=["RS256", "HS256"])


def two(token):
    # ok: rules.python.jwt-no-algorithms
    return jwt.decode(token, PUBLIC_KEY, algorithms=["RS256", "ES256"])

# --- case
import jwt


def one(token, key):
    # ruleid: rules.python.jwt-no-algorithms
    return jwt.decode(token, key)


def two(token):
    # ruleid: rules.python.jwt-no-algorithms
    return jwt.decode(token, PUBLIC_KEY, audience="api")


def three(token, key):
    # ruleid: rules.python.jwt-no-algorithms
    return jwt.decode(token, key=key)

# --- case
import jwt


def one(token, key):
    # ok: rules.python.jwt-no-algorithms
    return jwt.decode(token, key, algorithms=["HS256"])


def two(token, options):
    # ok: rules.python.jwt-no-algorithms
    return jwt.decode(token, **options)
