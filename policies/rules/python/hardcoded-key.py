import hmac

from Crypto.Cipher import AES
from cryptography.fernet import Fernet


def one(nonce):
    # ruleid: rules.python.hardcoded-key
    return AES.new(b"k9Vd-2pQ{{}}x-77aLm-", AES.MODE_GCM, nonce=nonce)


def two(message):
    # ruleid: rules.python.hardcoded-key
    return hmac.new(b"k9Vd-2pQ{{}}x", message, "sha256").digest()


KEY = b"k9Vd-2pQ{{}}x-77aLm-"


def three():
    # ruleid: rules.python.hardcoded-key
    return Fernet(KEY)

# --- case
import os

KEY = os.environ["ENCRYPTION_KEY"].encode()


def one(nonce):
    # ok: rules.python.hardcoded-key
    return AES.new(KEY, AES.MODE_GCM, nonce=nonce)


def two():
    # ok: rules.python.hardcoded-key
    return Fernet(Fernet.generate_key())


def three(key, message):
    # ok: rules.python.hardcoded-key
    return hmac.new(key, message, "sha256").digest()
