"""More rights than the work needs: becoming root, running with sudo, files anybody may write, ports on every network.

CWE-250, CWE-269, CWE-732, CWE-605, CWE-668.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit

_OTHER_WRITE = 0o002
_SET_ID = 0o6000
_MODE_AT = 2  # of os.open(path, flags, mode)


def raised(call: Call) -> Iterator[Hit]:
    """`os.setuid(0)`."""
    node = call.expr(0)
    if call.owner == "os" and isinstance(node, ast.Constant) and node.value == 0 and not isinstance(node.value, bool):
        yield Hit("privileges-raised", call.node, MEDIUM, SURE)


def sudo(call: Call) -> Iterator[Hit]:
    """`subprocess.run(["sudo", ...])`."""
    node = call.expr(0, "args")
    first = node.elts[0] if isinstance(node, (ast.List, ast.Tuple)) and node.elts else node
    program = str(first.value).split(" ")[0] if isinstance(first, ast.Constant) else ""
    if program in {"sudo", "su", "doas", "pkexec"} and call.owner in {"subprocess", "os", ""}:
        yield Hit("privileges-raised", call.node, LOW, LIKELY)


def set_id(call: Call) -> Iterator[Hit]:
    """`os.chmod(path, 0o4755)`: whoever runs it is its owner."""
    node = call.expr(1, "mode")
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value & _SET_ID & 0o4000:
        yield Hit("privileges-raised", call.node, MEDIUM, LIKELY, "the file runs with its owner's rights")


def created(call: Call) -> Iterator[Hit]:
    """`os.open(path, flags, 0o666)`."""
    node = call.expr(_MODE_AT, "mode")
    if call.owner == "os" and isinstance(node, ast.Constant) and type(node.value) is int and node.value & _OTHER_WRITE:
        yield Hit(
            "open-permissions",
            call.node,
            LOW,
            LIKELY,
            "only the umask keeps others out",
            fix="os.open(path, flags, 0o600)",
        )


_SERVERS = frozenset(
    {"HTTPServer", "ThreadingHTTPServer", "TCPServer", "UDPServer", "ThreadingTCPServer", "SimpleXMLRPCServer"}
)


def everywhere(call: Call) -> Iterator[Hit]:
    """`HTTPServer(("", 8000), ...)`, `sock.bind(("", 9000))`: every network of the host."""
    node = call.expr(0, "address")
    first = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else None
    if isinstance(first, ast.Constant) and first.value in {"", "::"} and (call.tail in _SERVERS or call.tail == "bind"):
        yield Hit("all-interfaces", call.node, LOW, LIKELY)


def port_shared(call: Call) -> Iterator[Hit]:
    """`sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)`: another process can listen there too."""
    node = call.expr(1)
    if node is not None and names.last_word(node) == "SO_REUSEPORT":
        yield Hit("all-interfaces", call.node, LOW, MAYBE, "another process may take the same port")


CALLS = {
    **dict.fromkeys(("setuid", "seteuid", "setgid", "setegid"), (raised,)),
    **dict.fromkeys(("run", "call", "check_call", "check_output", "Popen", "system", "popen"), (sudo,)),
    **dict.fromkeys(("chmod", "fchmod"), (set_id,)),
    "open": (created,),
    **dict.fromkeys((*_SERVERS, "bind"), (everywhere,)),
    "setsockopt": (port_shared,),
}
