import socketserver


def names(sock, table):
    while True:
        question, sender = sock.recvfrom(512)
        # ruleid: rules.python.amplified-reply
        sock.sendto(table[question], sender)


class Stats(socketserver.DatagramRequestHandler):
    def handle(self):
        # ruleid: rules.python.amplified-reply
        self.wfile.write(all_statistics())


def monitor(sock, rows):
    asked, who = sock.recvfrom(64)
    # ruleid: rules.python.amplified-reply
    sock.sendto(b"".join(rows), who)

# --- case
import socketserver


def echo(sock):
    text, sender = sock.recvfrom(512)
    # ok: rules.python.amplified-reply
    sock.sendto(text, sender)


class Stats(socketserver.StreamRequestHandler):
    def handle(self):
        # ok: rules.python.amplified-reply
        self.wfile.write(all_statistics())
