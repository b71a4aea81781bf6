import shutil
import tarfile
import zipfile


def one(path, target):
    with tarfile.open(path) as tar:
        # ruleid: rules.python.archive-traversal
        tar.extractall(target)


def two(path, target):
    with tarfile.open(path) as tar:
        # ruleid: rules.python.archive-traversal
        tar.extractall(target, filter="fully_trusted")


def three(upload, target):
    # ruleid: rules.python.archive-traversal
    shutil.unpack_archive(upload, target)

# --- case
def one(path, target):
    with tarfile.open(path) as tar:
        # ok: rules.python.archive-traversal
        tar.extractall(target, filter="data")


def two(frame, target):
    # ok: rules.python.archive-traversal
    frame.extract(target)
