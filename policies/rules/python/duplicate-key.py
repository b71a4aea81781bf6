PRICES = {
    "tea": 3,
    # ruleid: rules.python.duplicate-key
    "tea": 5,
}


def ports():
    return {
        "http": 80,
        "https": 443,
        # ruleid: rules.python.duplicate-key
        "http": 8080,
    }


# ruleid: rules.python.duplicate-key
LIMITS = {"rows": 10, "rows": 20}

# --- case
PRICES = {
    "tea": 3,
    # ok: rules.python.duplicate-key
    "coffee": 5,
}
# ok: rules.python.duplicate-key
SAME = {"tea": 3, "tea": 3}
