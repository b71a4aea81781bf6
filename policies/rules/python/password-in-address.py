import requests


def log_in(name, password):
    # ruleid: rules.python.password-in-address
    return requests.get(f"https://api.example.org/login?user={name}&password={password}", timeout=5)


def check(base, pwd):
    # ruleid: rules.python.password-in-address
    url = base + "?pwd=" + pwd
    return url


def reset(password):
    # ruleid: rules.python.password-in-address
    return "https://id.example.org/reset?password=%s" % password

# --- case
import requests


def log_in(name, password):
    # ok: rules.python.password-in-address
    return requests.post("https://api.example.org/login", json={"user": name, "password": password}, timeout=5)


def find(word):
    # ok: rules.python.password-in-address
    return f"https://api.example.org/find?word={word}"
