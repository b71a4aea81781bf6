import jwt
from authlib.jose import JsonWebToken

# ruleid: rules.python.jwt-unverified
tokens = JsonWebToken(["none", "HS256"])


def one(token, key):
    header = jwt.get_unverified_header(token)
    # ruleid: rules.python.jwt-unverified
    return jwt.decode(token, key, algorithms=[header["alg"]])


def two(token, keys):
    header = jwt.get_unverified_header(token)
    # ok: rules.python.jwt-unverified
    return jwt.decode(token, keys[header["kid"]], algorithms=["RS256"])

# --- case
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
