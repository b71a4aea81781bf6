import requests, smtplib, telnetlib


def send(card):
    # ruleid: rules.python.cleartext-request
    return requests.post("http://pay.example.org/charge", json=card, timeout=5)


def reboot(host):
    # ruleid: rules.python.cleartext-request
    return telnetlib.Telnet(host)


def mail(text, name, word):
    # ruleid: rules.python.cleartext-request
    server = smtplib.SMTP("mail.example.org", 587)
    server.login(name, word)
    server.sendmail("a@example.org", "b@example.org", text)

# --- case
import requests, smtplib, ssl


def send(card):
    # ok: rules.python.cleartext-request
    return requests.post("https://pay.example.org/charge", json=card, timeout=5)


def ready(state):
    # ok: rules.python.cleartext-request
    return requests.post("http://localhost:8080/ready", json=state, timeout=1)


def mail(text, name, word):
    # ok: rules.python.cleartext-request
    server = smtplib.SMTP("mail.example.org", 587)
    server.starttls(context=ssl.create_default_context())
    server.login(name, word)
    server.sendmail("a@example.org", "b@example.org", text)
