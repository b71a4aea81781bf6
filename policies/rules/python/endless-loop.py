def countdown(count):
    # ruleid: rules.python.endless-loop
    while count > 0:
        print(count)


def received(sock):
    text = b""
    # ruleid: rules.python.endless-loop
    while True:
        text += sock.recv(4096)


def retry(limit):
    tries = 0
    # ruleid: rules.python.endless-loop
    while tries < limit:
        attempt()

# --- case
def countdown(count):
    # ok: rules.python.endless-loop
    while count > 0:
        print(count)
        count -= 1


def serve(sock):
    # ok: rules.python.endless-loop
    while True:
        peer, _ = sock.accept()
        answer(peer)


def retry(limit):
    tries = 0
    # ok: rules.python.endless-loop
    while tries < limit:
        if attempt():
            return True
