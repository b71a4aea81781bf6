# ruleid: rules.python.cleartext-setting
SECURE_SSL_REDIRECT = False

# --- case
# ruleid: rules.python.cleartext-setting
app.config["SECURE_SSL_REDIRECT"] = False

# --- case
# ruleid: rules.python.cleartext-setting
app.config.update(SECURE_SSL_REDIRECT=False)

# --- case
# ok: rules.python.cleartext-setting
SECURE_SSL_REDIRECT = True
# ok: rules.python.cleartext-setting
OTHER_REDIRECT = False
