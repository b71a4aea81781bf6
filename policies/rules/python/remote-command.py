def listing(ssh, folder):
    # ruleid: rules.python.remote-command
    _, out, _ = ssh.exec_command(f"ls {folder}")
    return out.read()


def restart(client, service):
    # ruleid: rules.python.remote-command
    client.exec_command("systemctl restart " + service)


def remove(connection, name):
    # ruleid: rules.python.remote-command
    connection.exec_command("rm -- %s" % name)

# --- case
import shlex


def uptime(ssh):
    # ok: rules.python.remote-command
    return ssh.exec_command("uptime")


def listing(ssh, folder):
    # ok: rules.python.remote-command
    return ssh.exec_command("ls " + shlex.quote(folder))
