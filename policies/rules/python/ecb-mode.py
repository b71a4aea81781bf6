from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def one(key, data):
    # ruleid: rules.python.ecb-mode
    return AES.new(key, AES.MODE_ECB).encrypt(data)


def two(key):
    # ruleid: rules.python.ecb-mode
    return Cipher(algorithms.AES(key), modes.ECB())


def three(key, data):
    # ruleid: rules.python.ecb-mode
    cipher = AES.new(key, mode=AES.MODE_ECB)
    return cipher.encrypt(data)

# --- case
def one(key, nonce, data):
    # ok: rules.python.ecb-mode
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt(data)


def two(key, iv):
    # ok: rules.python.ecb-mode
    return Cipher(algorithms.AES(key), modes.GCM(iv))
