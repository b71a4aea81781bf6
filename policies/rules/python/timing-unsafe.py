import hashlib
import hmac


def one(key, message, signature):
    # ruleid: rules.python.timing-unsafe
    return hmac.new(key, message, "sha256").hexdigest() == signature


def two(key, message, sent):
    expected = hmac.new(key, message, hashlib.sha256).hexdigest()
    # ruleid: rules.python.timing-unsafe
    if expected == sent:
        return True
    return False


def three(password, stored_password):
    # ruleid: rules.python.timing-unsafe
    if password == stored_password:
        return True
    return False

# --- case
import hmac


def one(key, message, signature):
    # ok: rules.python.timing-unsafe
    return hmac.compare_digest(hmac.new(key, message, "sha256").hexdigest(), signature)


def two(password):
    # ok: rules.python.timing-unsafe
    return password == ""
