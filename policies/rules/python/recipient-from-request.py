from flask import request


def receipt(server, text):
    # ruleid: rules.python.recipient-from-request
    server.sendmail("shop@example.org", request.form["to"], text)


def invite(server, text):
    address = request.get_json()["mail"]
    # ruleid: rules.python.recipient-from-request
    server.sendmail("shop@example.org", address, text)


def report(request, server):
    # ruleid: rules.python.recipient-from-request
    server.sendmail("shop@example.org", [request.GET["to"]], "report")

# --- case
def receipt(server, user, text):
    # ok: rules.python.recipient-from-request
    server.sendmail("shop@example.org", user.mail, text)


def alarm(server, text):
    # ok: rules.python.recipient-from-request
    server.sendmail("shop@example.org", "ops@example.org", text)
