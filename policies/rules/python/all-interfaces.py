import socket
from http.server import HTTPServer, SimpleHTTPRequestHandler

# ruleid: rules.python.all-interfaces
HTTPServer(("", 8000), SimpleHTTPRequestHandler).serve_forever()


def listen(sock):
    # ruleid: rules.python.all-interfaces
    sock.bind(("", 9000))


def share(sock):
    # ruleid: rules.python.all-interfaces
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)

# --- case
import socket
from http.server import HTTPServer, SimpleHTTPRequestHandler

# ok: rules.python.all-interfaces
HTTPServer(("127.0.0.1", 8000), SimpleHTTPRequestHandler).serve_forever()


def share(sock):
    # ok: rules.python.all-interfaces
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
