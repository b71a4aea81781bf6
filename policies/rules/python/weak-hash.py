# ruleid: rules.python.weak-hash
HASH_ALGORITHM = "md5"
# ok: rules.python.weak-hash
HASH_NAME = "sha256"
# ok: rules.python.weak-hash
CONTENT_HASH_TYPE = "md5"

# --- case
import hashlib


def one(data):
    # ruleid: rules.python.weak-hash
    return hashlib.md5(data).hexdigest()


def two(data):
    # ruleid: rules.python.weak-hash
    return hashlib.sha1(data).digest()


def three(data):
    # ruleid: rules.python.weak-hash
    return hashlib.new("md5", data).hexdigest()


ALGORITHM = "md5"


def four(data):
    # ruleid: rules.python.weak-hash
    return hashlib.new(ALGORITHM, data).hexdigest()

# --- case
import hashlib


def one(data):
    # ok: rules.python.weak-hash
    return hashlib.sha256(data).hexdigest()


def two(data):
    # ok: rules.python.weak-hash
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def three(data):
    # ok: rules.python.weak-hash
    return hashlib.new("sha512", data).hexdigest()
