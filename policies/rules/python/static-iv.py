from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

IV = b"0000000000000000"


def one(key, data):
    # ruleid: rules.python.static-iv
    return AES.new(key, AES.MODE_CBC, IV).encrypt(data)


def two(key, data):
    # ruleid: rules.python.static-iv
    return AES.new(key, AES.MODE_CBC, b"\x00" * 16).encrypt(data)


def three(key):
    # ruleid: rules.python.static-iv
    return Cipher(algorithms.AES(key), modes.CBC(b"1234567890123456"))

# --- case
import os


def one(key, data):
    # ok: rules.python.static-iv
    return AES.new(key, AES.MODE_CBC, os.urandom(16)).encrypt(data)


def two(key, data):
    iv = os.urandom(16)
    # ok: rules.python.static-iv
    return Cipher(algorithms.AES(key), modes.CBC(iv))
