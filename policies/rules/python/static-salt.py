import hashlib

from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


def one(password):
    # ruleid: rules.python.static-salt
    return hashlib.pbkdf2_hmac("sha256", password, b"fixedsalt", 600_000)


SALT = b"fixedsalt"


def two():
    # ruleid: rules.python.static-salt
    return PBKDF2HMAC(algorithm=SHA256(), length=32, salt=SALT, iterations=600_000)


def three(password):
    # ruleid: rules.python.static-salt
    return hashlib.scrypt(password, salt=b"fixedsalt", n=16384, r=8, p=1)

# --- case
import os


def one(password):
    # ok: rules.python.static-salt
    return hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 600_000)


def two(password, salt):
    # ok: rules.python.static-salt
    return hashlib.scrypt(password, salt=salt, n=16384, r=8, p=1)
