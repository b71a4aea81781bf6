import jwt

KEY = "pq9z-{{}}7aa1"


def one(claims):
    # ruleid: rules.python.jwt-hardcoded-key
    return jwt.encode(claims, KEY, algorithm="HS256")


def two(token):
    # ruleid: rules.python.jwt-hardcoded-key
    return jwt.decode(token, "pq9z-{{}}7aa1", algorithms=["HS256"])


def three(claims):
    # ruleid: rules.python.jwt-hardcoded-key
    return jwt.encode(claims, key="pq9z-{{}}7aa1", algorithm="HS256")

# --- case
import os

import jwt


def one(claims):
    # ok: rules.python.jwt-hardcoded-key
    return jwt.encode(claims, os.environ["JWT_KEY"], algorithm="HS256")


def two(token, settings):
    # ok: rules.python.jwt-hardcoded-key
    return jwt.decode(token, settings.jwt_key, algorithms=["HS256"])
