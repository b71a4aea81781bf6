import smtplib


def one(host):
    server = smtplib.SMTP(host)
    # ruleid: rules.python.starttls-unverified
    server.starttls()


def two(host):
    with smtplib.SMTP(host, 587) as smtp:
        # ruleid: rules.python.starttls-unverified
        smtp.starttls()


def three(mailer):
    # ruleid: rules.python.starttls-unverified
    mailer.connection.starttls()

# --- case
import smtplib
import ssl


def one(host):
    server = smtplib.SMTP(host)
    # ok: rules.python.starttls-unverified
    server.starttls(context=ssl.create_default_context())


def two(server, context):
    # ok: rules.python.starttls-unverified
    server.starttls(context=context)
