import os

# ruleid: rules.python.known-fallback-key
KEY = os.environ.get("SECRET_KEY", "dev")
# ruleid: rules.python.known-fallback-key
JWT = os.getenv("JWT_SECRET", "example{{}}-value")
# ruleid: rules.python.known-fallback-key
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "not-so-{{}}secret")

# --- case
import os

# ok: rules.python.known-fallback-key
KEY = os.environ["SECRET_KEY"]
# ok: rules.python.known-fallback-key
OTHER = os.environ.get("SECRET_KEY")
# ok: rules.python.known-fallback-key
PLAIN = os.environ.get("APP_NAME", "portal")
