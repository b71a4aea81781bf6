def greeting_command(name):
    # ruleid: rules.python.os-command
    return "echo Hello, {}!".format(name)


def greeting_script(name):
    # ok: rules.python.os-command
    return "echo Hello, {}!".format(shlex.quote(name))

# --- case
import os


def ping(host):
    # ruleid: rules.python.os-command
    os.system("ping -c 1 " + host)


def lines(path):
    # ruleid: rules.python.os-command
    return os.popen(f"wc -l {path}").read()

# --- case
import asyncio
import subprocess


async def convert(name):
    # ruleid: rules.python.os-command
    return await asyncio.create_subprocess_shell(f"convert {name} out.png")


def size(folder):
    # ruleid: rules.python.os-command
    return subprocess.getoutput("du -s %s" % folder)

# --- case
import os
import shlex


def clear():
    # ok: rules.python.os-command
    os.system("clear")


def ping(host):
    # ok: rules.python.os-command
    os.system("ping -c 1 " + shlex.quote(host))


async def convert(name):
    # ok: rules.python.os-command
    return await asyncio.create_subprocess_exec("convert", name, "out.png")
