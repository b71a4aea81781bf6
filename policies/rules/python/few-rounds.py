import hashlib

from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC


def one(password, salt):
    # ruleid: rules.python.few-rounds
    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)


def two(salt):
    # ruleid: rules.python.few-rounds
    return PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=10)


def three(password, salt):
    # ruleid: rules.python.few-rounds
    return hashlib.pbkdf2_hmac("sha512", password, salt, iterations=5000)

# --- case
def one(password, salt):
    # ok: rules.python.few-rounds
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def two(salt):
    # ok: rules.python.few-rounds
    return PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=600_000)
