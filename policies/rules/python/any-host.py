# ruleid: rules.python.any-host
ALLOWED_HOSTS = ["*"]

# --- case
# ruleid: rules.python.any-host
ALLOWED_HOSTS = ("*",)

# --- case
# ruleid: rules.python.any-host
settings.ALLOWED_HOSTS = ["*"]

# --- case
# ok: rules.python.any-host
ALLOWED_HOSTS = ["www.example.test"]
# ok: rules.python.any-host
ALLOWED_HOSTS = []
