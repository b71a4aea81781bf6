import hashlib


def hash_password(password):
    # ruleid: rules.python.password-hash
    return hashlib.sha256(password.encode()).hexdigest()


def check(user, password):
    # ruleid: rules.python.password-hash
    return user.digest == hashlib.md5(password.encode()).hexdigest()


def store(password, salt):
    # ruleid: rules.python.password-hash
    return hashlib.sha512(salt + password.encode()).hexdigest()

# --- case
import hashlib

from argon2 import PasswordHasher


def hash_password(password):
    # ok: rules.python.password-hash
    return PasswordHasher().hash(password)


def derive(password, salt):
    # ok: rules.python.password-hash
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def fingerprint(data):
    # ok: rules.python.password-hash
    return hashlib.sha256(data).hexdigest()
