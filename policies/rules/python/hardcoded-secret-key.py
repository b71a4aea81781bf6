from flask import Flask

app = Flask(__name__)
# ruleid: rules.python.hardcoded-secret-key
app.secret_key = "k3v-7f{{}}Qz1mWq"
# ruleid: rules.python.hardcoded-secret-key
app.config["SECRET_KEY"] = "k3v-7f{{}}Qz1mWq"
# ruleid: rules.python.hardcoded-secret-key
app.config.update(SECRET_KEY="k3v-7f{{}}Qz1mWq")

# --- case
# ruleid: rules.python.hardcoded-secret-key
SECRET_KEY = "django-in{{}}secure-4k2v9xq"

# --- case
import os

from flask import Flask

app = Flask(__name__)
# ok: rules.python.hardcoded-secret-key
app.secret_key = os.environ["SECRET_KEY"]
# ok: rules.python.hardcoded-secret-key
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
