# ruleid: rules.python.csrf-token-unused
EXPECTED_CSRF_TOKEN = "set at start"


def change(user, sent):
    user.mail = sent["mail"]
    return user

# --- case
# ruleid: rules.python.csrf-token-unused
VALID_CSRF_TOKENS = {"first", "second"}


def transfer(account, form):
    return account.pay(form["to"], form["amount"])

# --- case
# ruleid: rules.python.csrf-token-unused
TRUSTED_CSRF_TOKENS = ["first"]


def remove(store, form):
    return store.remove(form["id"])

# --- case
# ok: rules.python.csrf-token-unused
EXPECTED_CSRF_TOKEN = "set at start"


def change(user, sent):
    if not hmac.compare_digest(sent["token"], EXPECTED_CSRF_TOKEN):
        raise PermissionError
    user.mail = sent["mail"]
    return user

# --- case
# ok: rules.python.csrf-token-unused
CSRF_COOKIE_NAME = "csrf"


def change(user, sent):
    user.mail = sent["mail"]
    return user
