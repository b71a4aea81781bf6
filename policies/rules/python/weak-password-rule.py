def acceptable(password):
    # ruleid: rules.python.weak-password-rule
    return len(password) >= 4


def register(form):
    # ruleid: rules.python.weak-password-rule
    if len(form["password"]) < 6:
        raise ValueError("too short")


# ruleid: rules.python.weak-password-rule
AUTH_PASSWORD_VALIDATORS = []


def connect():
    # ruleid: rules.python.weak-password-rule
    return pymysql.connect(host="db", user="app", password="")

# --- case
def acceptable(password):
    # ok: rules.python.weak-password-rule
    return len(password) >= 12


def given(password):
    # ok: rules.python.weak-password-rule
    return len(password) > 0


def several(passwords):
    # ok: rules.python.weak-password-rule
    return len(passwords) < 4
