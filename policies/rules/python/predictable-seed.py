import os, random, time

# ruleid: rules.python.predictable-seed
random.seed(time.time())
# ruleid: rules.python.predictable-seed
generator = random.Random(os.getpid())


def setup():
    # ruleid: rules.python.predictable-seed
    random.seed(random.randint(0, 1000))

# --- case
import random

# ok: rules.python.predictable-seed
random.seed()
# ok: rules.python.predictable-seed
random.seed(1234)


def sample(rows, seed):
    # ok: rules.python.predictable-seed
    return random.Random(seed).sample(rows, 10)
