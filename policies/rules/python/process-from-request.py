import os, signal
from flask import request


def stop():
    # ruleid: rules.python.process-from-request
    os.kill(int(request.form["pid"]), signal.SIGKILL)


def stop_all():
    # ruleid: rules.python.process-from-request
    os.killpg(int(request.get_json()["group"]), signal.SIGTERM)


def view(request):
    # ruleid: rules.python.process-from-request
    os.kill(int(request.POST["pid"]), 9)

# --- case
import os, signal


def stop(job):
    # ok: rules.python.process-from-request
    os.kill(job.pid, signal.SIGTERM)


def done():
    # ok: rules.python.process-from-request
    os.kill(os.getpid(), signal.SIGTERM)
