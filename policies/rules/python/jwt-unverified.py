import jwt


def one(token, key):
    # ruleid: rules.python.jwt-unverified
    return jwt.decode(token, key, options={"verify_signature": False})


def two(token):
    # ruleid: rules.python.jwt-unverified
    return jwt.decode(token, verify=False)


def three(token, key):
    # ruleid: rules.python.jwt-unverified
    return jwt.decode(token, key, algorithms=["none"])


def four(token):
    # ruleid: rules.python.jwt-unverified
    return jwt.get_unverified_claims(token)

# --- case
import jwt


def one(token, key):
    # ok: rules.python.jwt-unverified
    return jwt.decode(token, key, algorithms=["HS256"])


def two(token, key):
    # ok: rules.python.jwt-unverified
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_signature": True})
