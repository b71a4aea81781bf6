import fcntl


def add(amount):
    # ruleid: rules.python.lock-unchecked
    lock.acquire(blocking=False)
    totals["all"] += amount
    lock.release()


def publish(item):
    # ruleid: rules.python.lock-unchecked
    queue_guard.acquire(timeout=2)
    items.append(item)
    queue_guard.release()


def append(out, line):
    try:
        # ruleid: rules.python.lock-unchecked
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pass
    out.write(line)

# --- case
def add(amount):
    # ok: rules.python.lock-unchecked
    if not lock.acquire(timeout=2):
        raise TimeoutError
    totals["all"] += amount
    lock.release()


def publish(item):
    # ok: rules.python.lock-unchecked
    lock.acquire()
    items.append(item)
    lock.release()
