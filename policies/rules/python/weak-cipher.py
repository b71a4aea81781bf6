from Crypto.Cipher import ARC4, DES, DES3, AES, Blowfish


def one(key, iv, data):
    # ruleid: rules.python.weak-cipher
    return DES.new(key, DES.MODE_CBC, iv).encrypt(data)


def two(key, data):
    # ruleid: rules.python.weak-cipher
    return ARC4.new(key).encrypt(data)


def three(key, data):
    # ruleid: rules.python.weak-cipher
    return Blowfish.new(key, Blowfish.MODE_CBC).encrypt(data)

# --- case
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def one(key, iv):
    # ruleid: rules.python.weak-cipher
    return Cipher(algorithms.TripleDES(key), modes.CBC(iv))

# --- case
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def one(key, data):
    # ok: rules.python.weak-cipher
    return AESGCM(key).encrypt(os.urandom(12), data, None)


def two(key, nonce, data):
    # ok: rules.python.weak-cipher
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt(data)
