"""Formats that run code or read files when they are loaded: pickle and its kin, YAML, XML.

CWE-502, CWE-611, CWE-776.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, INFO, LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import LOCAL, PARAM, REQUEST, Fact, Facts

_PICKLES = re.compile(
    r"(?:^|\.)(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal|joblib|pickle5|shelve|jsonpickle|klepto|sklearn\.externals\.joblib)$"
)
_SAFE_LOADERS = frozenset({"SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader"})
_UNSAFE_LOADERS = frozenset({"Loader", "UnsafeLoader", "CLoader", "FullLoader"})


def pickle(call: Call) -> Iterator[Hit]:
    """Loading runs what the bytes say."""
    if not _PICKLES.search(call.owner):
        return
    source = call.arg(0)
    if source.risk(256) >= LOCAL:
        yield Hit("unsafe-deserialization", call.node, HIGH, SURE, "the bytes come from outside")
    elif source.constant or (source.kind.endswith("dumps") and _PICKLES.search(source.kind.rpartition(".")[0])):
        yield Hit("unsafe-deserialization", call.node, INFO)  # what the program itself has just written
    elif call.owner.endswith(("marshal", "joblib", "shelve")):
        yield Hit("unsafe-deserialization", call.node, LOW, MAYBE)
    else:
        yield Hit(
            "unsafe-deserialization",
            call.node,
            MEDIUM,
            SURE if source.taint == PARAM or call.tail in {"loads", "decode"} else LIKELY,
        )


def unpickler(call: Call) -> Iterator[Hit]:
    """`pickle.Unpickler(f).load()`."""
    if call.tail == "Unpickler" and _PICKLES.search(call.owner):
        yield Hit("unsafe-deserialization", call.node, MEDIUM, LIKELY)


def yaml(call: Call) -> Iterator[Hit]:
    """A loader that builds any object."""
    if call.owner == "ruamel.yaml" or (call.owner != "yaml" and not call.owner.endswith(".yaml")):
        return
    source, chosen = call.arg(0), call.expr(1, "Loader")
    safe = (
        f"yaml.safe_load({ast.unparse(call.node.args[0])})"
        if call.node.args and call.tail in {"load", "unsafe_load", "full_load"}
        else ""
    )
    loader = names.last_word(chosen) if chosen is not None else ""
    if call.base.kind.endswith("YAML") or loader in _SAFE_LOADERS or (loader and loader not in _UNSAFE_LOADERS):
        if call.base.kind.endswith("YAML") or loader in _SAFE_LOADERS:
            yield Hit("unsafe-yaml", call.node, INFO)
        return
    if call.tail == "full_load" or loader == "FullLoader" or source.constant:
        yield Hit("unsafe-yaml", call.node, LOW, MAYBE, fix=safe, replacement=safe or None)
    else:
        yield Hit(
            "unsafe-yaml",
            call.node,
            HIGH,
            SURE if source.risk(256) >= LOCAL else LIKELY,
            fix=safe,
            replacement=safe or None,
        )


def ruamel(call: Call) -> Iterator[Hit]:
    """`YAML(typ="unsafe")`."""
    kind = call.expr(-1, "typ")
    if isinstance(kind, ast.Constant) and kind.value in {"unsafe", "base"}:
        yield Hit("unsafe-yaml", call.node, HIGH if kind.value == "unsafe" else LOW, LIKELY)


def tensors(call: Call) -> Iterator[Hit]:
    """Models and arrays are pickles."""
    if call.name == "torch.load" and call.flag("weights_only") is not True and not call.has("**"):
        yield Hit(
            "unsafe-deserialization",
            call.node,
            LOW if call.flag("weights_only") is None else MEDIUM,
            LIKELY,
            fix=_weights(call),
        )
    elif call.tail == "load" and call.owner in {"numpy", "np"} and call.flag("allow_pickle"):
        yield Hit("unsafe-deserialization", call.node, LOW if call.arg(0).risk(256) < REQUEST else HIGH, LIKELY)
    elif call.tail == "read_pickle" and call.owner in {"pandas", "pd"}:
        yield Hit(
            "unsafe-deserialization",
            call.node,
            MEDIUM if call.arg(0).taint else LOW,
            LIKELY if call.arg(0).risk(256) >= LOCAL else MAYBE,
        )


def _weights(call: Call) -> str:
    kept = [ast.unparse(argument) for argument in call.node.args]
    return f"torch.load({', '.join([*kept, 'weights_only=True'])})"


def accepted(node: ast.AST, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """Celery: `accept_content=["pickle"]`."""
    value = getattr(node, "value", None)
    for target in getattr(node, "targets", ()):
        if (
            re.search(r"accept_content|CELERY_ACCEPT_CONTENT", names.last_word(target))
            and value is not None
            and "pickle" in ast.unparse(value)
        ):
            yield Hit("unsafe-deserialization", node, MEDIUM, LIKELY, "workers unpickle what reaches the broker")
    del fact, facts


def accepting(call: Call) -> Iterator[Hit]:
    """The same as a keyword argument."""
    for keyword in ("accept_content", "task_serializer", "serializer"):
        node = call.expr(-1, keyword)
        if node is not None and re.search(r"['\"]pickle['\"]", ast.unparse(node)):
            yield Hit("unsafe-deserialization", call.node, MEDIUM, LIKELY, "workers unpickle what reaches the broker")
            return


def xml(call: Call) -> Iterator[Hit]:
    """A parser that expands entities."""
    if call.tail == "XMLParser":
        entities, network = call.flag("resolve_entities"), call.flag("no_network")
        if (
            entities
            or network is False
            or call.flag("load_dtd")
            or call.flag("dtd_validation")
            or call.flag("huge_tree")
        ):
            yield Hit(
                "xml-external-entities",
                call.node,
                HIGH,
                SURE if entities else LIKELY,
                fix="etree.XMLParser(resolve_entities=False, no_network=True)",
            )
    elif call.tail == "setFeature":
        if names.last_word(call.node.args[0] if call.node.args else call.node) in {
            "feature_external_ges",
            "feature_external_pes",
        } and getattr(call.expr(1), "value", False):
            yield Hit("xml-external-entities", call.node, HIGH, SURE)
    elif _parses_xml(call):
        lxml = "lxml" in call.name
        source = call.arg(0)
        given = call.expr(1, "parser")
        risk = source.taint
        if given is not None and lxml:
            return
        if source.constant:
            yield Hit("xml-untrusted", call.node, INFO)
        elif risk >= LOCAL:
            yield Hit("xml-external-entities" if lxml else "xml-untrusted", call.node, MEDIUM, LIKELY)
        elif risk == PARAM or lxml:
            yield Hit("xml-untrusted", call.node, LOW, LIKELY)
        else:
            yield Hit("xml-untrusted", call.node, LOW, MAYBE)


def _parses_xml(call: Call) -> bool:
    return (
        re.search(
            r"(?:^|\.)(?:lxml(?:\.etree|\.objectify)?|xml(?:\.\w+)*|etree|ElementTree|ET|cElementTree|minidom|pulldom|sax|expatbuilder)$",
            call.owner,
        )
        is not None
        and "defused" not in call.name
    )


def loader_class(node: ast.AST, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`class Loader(yaml.Loader)`: builds any object, as its base does."""
    for given in getattr(node, "bases", ()):
        if names.dotted(given, facts.aliases) in {
            "yaml.Loader",
            "yaml.UnsafeLoader",
            "yaml.CLoader",
            "yaml.CUnsafeLoader",
        }:
            yield Hit("unsafe-yaml", node, MEDIUM, LIKELY, fix="yaml.SafeLoader")
    del fact


CALLS = {
    **dict.fromkeys(("load", "loads", "decode", "open"), (pickle,)),
    "Unpickler": (unpickler,),
    "load": (pickle, yaml, tensors),
    **dict.fromkeys(("load_all", "unsafe_load", "full_load", "unsafe_load_all"), (yaml,)),
    "YAML": (ruamel,),
    "read_pickle": (tensors,),
    **dict.fromkeys(("XMLParser", "fromstring", "parse", "XML", "parseString", "iterparse", "setFeature", "XMLPullParser"), (xml,)),
}  # fmt: skip
KEYWORDS = dict.fromkeys(("accept_content", "task_serializer"), (accepting,))
STATEMENTS = {ast.Assign: (accepted,), ast.ClassDef: (loader_class,)}
