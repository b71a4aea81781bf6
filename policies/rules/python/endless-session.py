from datetime import timedelta

# ruleid: rules.python.endless-session
app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=3650)
# ruleid: rules.python.endless-session
SESSION_COOKIE_AGE = 60 * 60 * 24 * 365 * 10
# ruleid: rules.python.endless-session
app.add_middleware(SessionMiddleware, secret_key=KEY, max_age=None)

# --- case
from datetime import timedelta

# ok: rules.python.endless-session
app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=8)
# ok: rules.python.endless-session
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
# ok: rules.python.endless-session
app.add_middleware(SessionMiddleware, secret_key=KEY, max_age=3600)
