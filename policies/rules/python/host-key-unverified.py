import paramiko


def one():
    client = paramiko.SSHClient()
    # ruleid: rules.python.host-key-unverified
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())


def two(client):
    # ruleid: rules.python.host-key-unverified
    client.set_missing_host_key_policy(paramiko.WarningPolicy())


def three(client):
    # ruleid: rules.python.host-key-unverified
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy)

# --- case
import paramiko


def one(client):
    # ok: rules.python.host-key-unverified
    client.set_missing_host_key_policy(paramiko.RejectPolicy())


def two(client):
    # ok: rules.python.host-key-unverified
    client.load_system_host_keys()
