import subprocess


def unpack(name):
    # ruleid: rules.python.shell-true
    subprocess.run(f"tar xf {name}", shell=True, check=True)


def listing(folder):
    # ruleid: rules.python.shell-true
    return subprocess.check_output("ls -l " + folder, shell=True)


def start(command):
    # ruleid: rules.python.shell-true
    return subprocess.Popen(command, shell=True)


def line(command):
    # ruleid: rules.python.shell-true
    subprocess.call(["sh", "-c", command])

# --- case
import subprocess


def unpack(name):
    # ok: rules.python.shell-true
    subprocess.run(["tar", "xf", name], check=True)


def disk():
    # ok: rules.python.shell-true
    return subprocess.check_output("df -h | tail -n 1", shell=True)


def listing(folder):
    # ok: rules.python.shell-true
    return subprocess.check_output(["ls", "-l", folder], shell=False)
