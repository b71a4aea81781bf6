"""Paths, archives, uploads, temporary files and permissions.

CWE-22, CWE-434, CWE-377, CWE-732. A path that the program's own user types isn't a finding; one that comes over the network is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, INFO, LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import HOLE, PARAM, PATH, REQUEST, Fact, Facts
from proxy.scan.checks.fixes import without_keyword

_MODULES = ("os", "shutil", "io", "codecs", "flask", "pathlib", "aiofiles", "zipfile", "tarfile", "gzip", "django.http")
_NAME_OF_FILE = re.compile(
    r"(?:^|_)(?:file_?name|file|path|document|doc|page|template|image|resource|attachment|user_?(?:file|path|input)|name)(?:_|$)|path$",
    re.IGNORECASE,
)


def path(call: Call) -> Iterator[Hit]:
    """A file named from outside is opened, sent or removed."""
    if call.owner and not call.owner.startswith(_MODULES) and call.tail not in {"send_file", "FileResponse", "save"}:
        return
    if call.tail == "send_from_directory":
        given = [call.arg(0, "directory")]
    else:
        given = [
            call.arg(0, "file"),
            call.arg(0, "path"),
            *([call.arg(1)] if call.tail in {"rename", "move", "copy", "copyfile", "copytree", "copy2"} else []),
        ]
    if any(fact.risk(PATH) == REQUEST for fact in given):
        yield Hit("path-traversal", call.node, HIGH, LIKELY)
        if call.tail == "open" and call.node.args and _UPLOADED.search(names.spelled(call.node.args[0])):
            yield Hit("unsafe-upload", call.node, HIGH, LIKELY)
    elif any(_unchecked(fact, call.facts) for fact in given):
        yield Hit("path-join", call.node, LOW, LIKELY)


_UPLOADED = re.compile(r"\.filename\b")


def path_method(call: Call) -> Iterator[Hit]:
    """`(base / name).read_text()` with a name from outside."""
    if call.base.risk(PATH) == REQUEST and call.base.kind.endswith("Path"):
        yield Hit("path-traversal", call.node, HIGH, LIKELY)


def joined_path(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A constant directory with a bare parameter that names a file, given back without a look at where it leads."""
    if (
        isinstance(node, ast.Return)
        and isinstance(node.value, (ast.Name, ast.Call, ast.BinOp))
        and _unchecked(fact, facts)
    ):
        yield Hit("path-join", node, LOW, LIKELY)


def _unchecked(fact: Fact, facts: Facts) -> bool:
    if fact.risk(PATH) != PARAM or not fact.kind.endswith(("Path", "path.join")) or not _JOINED.match(fact.text or ""):
        return False
    function = facts.function
    return function is not None and any(_NAME_OF_FILE.search(root) for root in fact.roots if root in function.names)


_JOINED = re.compile(rf"[^{HOLE}]+/{HOLE}$")


def archive(call: Call) -> Iterator[Hit]:
    """Members of an archive may name any place."""
    tarred = "tar" in ast.unparse(call.node.func).lower() or "tarfile" in call.base.kind
    chosen = call.expr(-1, "filter")
    if call.tail == "unpack_archive":
        if call.arg(0).risk(PATH) >= PARAM and chosen is None:
            yield Hit("archive-traversal", call.node, MEDIUM, MAYBE)
    elif isinstance(chosen, ast.Constant):
        if chosen.value == "fully_trusted":
            yield Hit(
                "archive-traversal",
                call.node,
                HIGH,
                SURE,
                'the filter "fully_trusted" checks nothing',
                _filtered(call),
                _filtered(call),
            )
        else:
            yield Hit("archive-traversal", call.node, INFO)
    elif tarred and chosen is None:
        if call.has("members"):
            yield Hit("archive-traversal", call.node, LOW, MAYBE)
        else:
            yield Hit("archive-traversal", call.node, MEDIUM, LIKELY, fix=_filtered(call), replacement=_filtered(call))


def _filtered(call: Call) -> str:
    made = without_keyword(call.node, "filter")
    return f'{made[:-1]}{"" if made.endswith("(") or made[-2] == "(" else ", "}filter="data")'


def upload(call: Call) -> Iterator[Hit]:
    """An upload is stored under the name it brings."""
    if call.arg(0, "dst").risk(PATH) == REQUEST:
        yield Hit("unsafe-upload", call.node, HIGH, LIKELY)


def temporary(call: Call) -> Iterator[Hit]:
    """A temporary name that somebody else can take first."""
    if call.name in {"tempfile.mktemp", "mktemp", "os.tempnam", "os.tmpnam"}:
        fix = (
            "tempfile.NamedTemporaryFile(delete=False)"
            if not call.node.args and not call.node.keywords
            else "tempfile.mkstemp(...)"
        )
        yield Hit("predictable-temp-file", call.node, fix=fix)


_GROUP_WRITE, _OTHER_WRITE = 0o020, 0o002
_RIGHTS = {
    "S_IRWXO": 0o007,
    "S_IWOTH": 0o002,
    "S_IROTH": 0o004,
    "S_IXOTH": 0o001,
    "S_IWGRP": 0o020,
    "S_IRWXG": 0o070,
    "S_IXGRP": 0o010,
    "S_IRGRP": 0o040,
}


def permissions(call: Call) -> Iterator[Hit]:
    """Rights for everybody."""
    node = call.expr(
        0 if call.tail == "umask" or (call.base.kind.endswith("Path") and call.owner != "os") else 1, "mode"
    )
    mode = _mode(node)
    if mode is None:
        return
    if call.tail == "umask":
        if mode == 0:
            yield Hit("open-permissions", call.node, MEDIUM, SURE, fix="os.umask(0o077)")
    elif mode & _OTHER_WRITE:
        yield Hit("open-permissions", call.node, HIGH, SURE, "everybody may write", fix="os.chmod(path, 0o600)")
    elif call.tail in {"chmod", "fchmod", "lchmod"}:
        yield Hit("open-permissions", call.node, LOW if mode & _GROUP_WRITE else INFO, MAYBE)


def _mode(node: ast.expr | None) -> int | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = _mode(node.left), _mode(node.right)
        return None if left is None and right is None else (left or 0) | (right or 0)
    if isinstance(node, (ast.Attribute, ast.Name)):
        return _RIGHTS.get(names.last_word(node))
    return None


CALLS = {
    **dict.fromkeys(("open", "send_file", "FileResponse", "remove", "unlink", "rmtree", "makedirs", "mkdir", "rename", "listdir",
        "copy", "copyfile", "copy2", "move", "read_text", "StreamingHttpResponse", "rmdir", "scandir", "send_from_directory"), (path,)),
    **dict.fromkeys(("read_text", "read_bytes", "write_text", "write_bytes", "open", "unlink", "rmdir"), (path, path_method)),
    **dict.fromkeys(("extractall", "extract", "unpack_archive"), (archive,)),
    "save": (upload,),
    **dict.fromkeys(("mktemp", "tempnam", "tmpnam"), (temporary,)),
    **dict.fromkeys(("chmod", "fchmod", "lchmod", "umask", "makedirs", "mkdir", "mkfifo"), (permissions,)),
    **dict.fromkeys(("makedirs", "mkdir"), (path, permissions)),
}  # fmt: skip
STATEMENTS = {ast.Return: (joined_path,)}
