import jwt


def one(token, key):
    # ruleid: rules.python.jwt-checks-off
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})


def two(token, key):
    # ruleid: rules.python.jwt-checks-off
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_aud": False})


def three(token, key):
    # ruleid: rules.python.jwt-checks-off
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False, "verify_iss": True})

# --- case
import jwt


def one(token, key):
    # ok: rules.python.jwt-checks-off
    return jwt.decode(token, key, algorithms=["HS256"], audience="api")


def two(token, key):
    # ok: rules.python.jwt-checks-off
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": True})
