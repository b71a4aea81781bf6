def settings(path):
    try:
        return open(path).read()
    # ruleid: rules.python.error-swallowed
    except:
        pass


def stop(job):
    try:
        job.stop()
    # ruleid: rules.python.error-swallowed
    except BaseException:
        pass


def names(rows):
    for row in rows:
        try:
            yield row.name
        # ruleid: rules.python.error-swallowed
        except:
            continue

# --- case
def settings(path):
    try:
        return open(path).read()
    # ok: rules.python.error-swallowed
    except FileNotFoundError:
        pass


def stop(job):
    try:
        job.stop()
    # ok: rules.python.error-swallowed
    except:
        logger.exception("stop")
        raise
