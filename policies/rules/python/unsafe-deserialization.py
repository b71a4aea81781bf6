# ruleid: rules.python.unsafe-deserialization
SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
# ok: rules.python.unsafe-deserialization
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

# --- case
import marshal
import pickle

import torch


def one(data):
    # ruleid: rules.python.unsafe-deserialization
    return pickle.loads(data)


def two(file):
    # ruleid: rules.python.unsafe-deserialization
    return pickle.load(file)


def three(data):
    # ruleid: rules.python.unsafe-deserialization
    return marshal.loads(data)


def four(path):
    # ruleid: rules.python.unsafe-deserialization
    return torch.load(path, weights_only=False)

# --- case
import json


def one(data):
    # ok: rules.python.unsafe-deserialization
    return json.loads(data)


def two(path):
    # ok: rules.python.unsafe-deserialization
    return torch.load(path, weights_only=True)


def three(value):
    # ok: rules.python.unsafe-deserialization
    return pickle.dumps(value)


def four(value):
    written = pickle.dumps(value)
    # ok: rules.python.unsafe-deserialization
    return pickle.loads(written)
