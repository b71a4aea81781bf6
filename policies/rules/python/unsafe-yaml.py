import yaml


# ruleid: rules.python.unsafe-yaml
class Wide(yaml.Loader):
    pass


# ok: rules.python.unsafe-yaml
class Narrow(yaml.SafeLoader):
    pass

# --- case
import yaml


def one(text):
    # ruleid: rules.python.unsafe-yaml
    return yaml.load(text)


def two(text):
    # ruleid: rules.python.unsafe-yaml
    return yaml.load(text, Loader=yaml.UnsafeLoader)


def three(text):
    # ruleid: rules.python.unsafe-yaml
    return yaml.unsafe_load(text)

# --- case
import yaml


def one(text):
    # ok: rules.python.unsafe-yaml
    return yaml.safe_load(text)


def two(text):
    # ok: rules.python.unsafe-yaml
    return yaml.load(text, Loader=yaml.SafeLoader)
