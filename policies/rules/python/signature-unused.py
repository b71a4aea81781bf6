# ruleid: rules.python.signature-unused
def receive(message_id, signature):
    return STORE[message_id]

# --- case
# ruleid: rules.python.signature-unused
def accept(payload, hmac_signature):
    return json.loads(payload)

# --- case
# ruleid: rules.python.signature-unused
def download(name, checksum, target):
    return fetch(name, target)

# --- case
# ok: rules.python.signature-unused
def receive(message, signature):
    if not hmac.compare_digest(sign(message), signature):
        raise ValueError
    return message

# --- case
# ok: rules.python.signature-unused
def receive(message):
    return message
