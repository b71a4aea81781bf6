def total(values):
    result = 0
    # ruleid: rules.python.index-past-end
    for at in range(len(values) + 1):
        result += values[at]
    return result


def newest(rows):
    # ruleid: rules.python.index-past-end
    return rows[len(rows)]


def position(rows, wanted):
    at = 0
    # ruleid: rules.python.index-past-end
    while at <= len(rows):
        if rows[at] == wanted:
            return at
        at += 1
    return -1

# --- case
def total(values):
    result = 0
    # ok: rules.python.index-past-end
    for at in range(len(values)):
        result += values[at]
    return result


def ends(values):
    # ok: rules.python.index-past-end
    for at in range(len(values) + 1):
        yield values[:at]


def read(values):
    # ok: rules.python.index-past-end
    for at in range(len(values) + 1):
        if at < len(values):
            yield values[at]


def newest(rows):
    # ok: rules.python.index-past-end
    return rows[len(rows) - 1]
