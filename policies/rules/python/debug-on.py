# ruleid: rules.python.debug-on
app.run(debug=True)
# ruleid: rules.python.debug-on
app.debug = True
# ruleid: rules.python.debug-on
app = FastAPI(debug=True)
# ruleid: rules.python.debug-on
DEBUG = True

# --- case
import os

# ok: rules.python.debug-on
app.run(debug=os.environ.get("APP_DEBUG") == "1")
# ok: rules.python.debug-on
DEBUG = False
# ok: rules.python.debug-on
app.run()
