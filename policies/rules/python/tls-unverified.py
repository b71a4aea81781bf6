import ssl

import aiohttp
import requests


def one(url):
    # ruleid: rules.python.tls-unverified
    return requests.get(url, verify=False, timeout=3)


def two(session):
    # ruleid: rules.python.tls-unverified
    session.verify = False


context = ssl.create_default_context()
# ruleid: rules.python.tls-unverified
context.check_hostname = False
# ruleid: rules.python.tls-unverified
context.verify_mode = ssl.CERT_NONE
# ruleid: rules.python.tls-unverified
connector = aiohttp.TCPConnector(ssl=False)
# ruleid: rules.python.tls-unverified
other = ssl._create_unverified_context()

# --- case
import ssl

import requests


def one(url):
    # ok: rules.python.tls-unverified
    return requests.get(url, verify="/etc/ssl/own-ca.pem", timeout=3)


# ok: rules.python.tls-unverified
context = ssl.create_default_context()
# ok: rules.python.tls-unverified
context.verify_mode = ssl.CERT_REQUIRED
