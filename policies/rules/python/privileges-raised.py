import os, subprocess


def serve():
    # ruleid: rules.python.privileges-raised
    os.setuid(0)


def restart(service):
    # ruleid: rules.python.privileges-raised
    subprocess.run(["sudo", "systemctl", "restart", service], check=True)


def install(path):
    # ruleid: rules.python.privileges-raised
    os.chmod(path, 0o4755)

# --- case
import os, subprocess


def serve(worker):
    # ok: rules.python.privileges-raised
    os.setuid(worker.pw_uid)


def restart(service):
    # ok: rules.python.privileges-raised
    subprocess.run(["systemctl", "--user", "restart", service], check=True)


def install(path):
    # ok: rules.python.privileges-raised
    os.chmod(path, 0o755)
