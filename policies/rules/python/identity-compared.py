def is_open(state):
    # ruleid: rules.python.identity-compared
    return state is "open"


def is_full(count):
    # ruleid: rules.python.identity-compared
    return count is not 1000


def same(left, right):
    # ruleid: rules.python.identity-compared
    return id(left) == id(right)

# --- case
def is_open(state):
    # ok: rules.python.identity-compared
    return state == "open"


def missing(value):
    # ok: rules.python.identity-compared
    return value is None or value is True
