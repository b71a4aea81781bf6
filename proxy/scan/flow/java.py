"""Java in terms.

Annotations of parameters are marks, a parameter's type is its kind; a class's fields are looked at before its methods.
Rules for this file: no verdicts. Counterparts: lowering.py, terms.py; policies/flow/java.yaml.
"""

# ruff: noqa: SIM905 - tables of words
from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from ast_grep_py import SgNode

from proxy.scan.flow import terms as t
from proxy.scan.flow.lowering import Lowering, text_of

_OPERATORS: Mapping[str, str] = MappingProxyType(
    {"+": "+", "&&": "and", "||": "or", "==": "==", "!=": "!=", "<": "<", ">": "<", "<=": "<", ">=": "<"}
)
_QUOTES: Final = '"'
_ANNOTATIONS: Final = frozenset({"annotation", "marker_annotation"})
_METHODS: Final = frozenset({"method_declaration", "constructor_declaration", "compact_constructor_declaration"})
_GROUPS: Final = frozenset({"switch_block_statement_group", "switch_rule"})
_ENDS: Final = frozenset({"break_statement", "return_statement", "throw_statement", "continue_statement"})


class Java(Lowering):
    """The adapter."""

    kinds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys("program block constructor_body finally_clause local_variable_declaration".split(), "block"),
        **dict.fromkeys("expression_statement parenthesized_expression yield_statement".split(), "inner"),
        **dict.fromkeys("labeled_statement synchronized_statement".split(), "last"),
        **dict.fromkeys("identifier type_identifier this super".split(), "name"),
        **dict.fromkeys(
            "decimal_integer_literal hex_integer_literal octal_integer_literal decimal_floating_point_literal true false "
            "null_literal class_literal".split(),
            "plain",
        ),
        **dict.fromkeys(
            "package_declaration import_declaration line_comment block_comment annotation marker_annotation "
            "update_expression method_reference annotation_type_declaration".split(),
            "nothing",
        ),
        **dict.fromkeys(
            "class_declaration interface_declaration enum_declaration record_declaration".split(), "class_"
        ),
        **dict.fromkeys("string_literal character_literal".split(), "string"),
        **dict.fromkeys(_METHODS, "function"),
        **dict.fromkeys("break_statement continue_statement".split(), "leaves"),
        **dict.fromkeys("while_statement do_statement".split(), "loop"),
        **dict.fromkeys("switch_expression switch_statement".split(), "switch"),
        **dict.fromkeys("try_statement try_with_resources_statement".split(), "attempt"),
        "variable_declarator": "declared",
        "resource": "declared",
        "assignment_expression": "assigned",
        "method_invocation": "call",
        "object_creation_expression": "made",
        "field_access": "member",
        "array_access": "index",
        "binary_expression": "binary",
        "unary_expression": "unary",
        "instanceof_expression": "instance",
        "ternary_expression": "either",
        "cast_expression": "cast",
        "lambda_expression": "lambda_",
        "array_creation_expression": "last",
        "array_initializer": "bundle",
        "if_statement": "branch",
        "for_statement": "counted",
        "enhanced_for_statement": "each",
        "return_statement": "returns",
        "throw_statement": "throws",
    }

    # -- declarations

    def class_(self, node: SgNode) -> t.Term:
        """A class: its fields, then its methods."""
        outer, self.owner = self.owner, text_of(node.field("name"))
        fields: list[t.Assign] = []
        methods: list[t.Function] = []
        inner: list[t.Term] = []
        for each in self._members(node.field("body")):
            kind = each.kind()
            if kind in _METHODS:
                methods.append(self.function(each))
            elif kind == "field_declaration":
                fields.extend(self._fields(each))
            elif kind.endswith("_declaration") or kind in {"static_initializer", "block"}:
                inner.append(self.term(each))
        owner, self.owner = self.owner, outer
        return t.Class(node, owner, tuple(fields), tuple(methods), (), tuple(inner))

    def _members(self, body: SgNode | None) -> Iterator[SgNode]:
        for each in self.named(body) if body is not None else ():
            if each.kind() == "enum_body_declarations":
                yield from self.named(each)
            else:
                yield each

    def _fields(self, node: SgNode) -> Iterator[t.Assign]:
        kind = _type(node.field("type"))
        for each in self.named(node):
            if each.kind() == "variable_declarator":
                yield t.Assign(each, self.term(each.field("name")), self.optional(each.field("value")), type=kind)

    def declared(self, node: SgNode) -> t.Term:
        """`T name = value`; the type stands before the declarator, or in a resource."""
        parent = node.parent()
        kind = _type(node.field("type") or (parent.field("type") if parent is not None else None))
        return t.Assign(node, self.term(node.field("name")), self.optional(node.field("value")), type=kind)

    def function(self, node: SgNode) -> t.Function:
        """A method or constructor."""
        parameters = tuple(self._parameters(node.field("parameters")))
        name = text_of(node.field("name"))
        marks = _marks(node)
        return t.Function(node, name, parameters, self.body(node.field("body")), self.owner, marks)

    def _parameters(self, node: SgNode | None) -> Iterator[t.Parameter]:
        for each in self.named(node) if node is not None else ():
            kind = each.kind()
            if kind == "identifier":
                yield t.Parameter(self.name(each))
            elif kind == "formal_parameter":
                yield t.Parameter(self.term(each.field("name")), _type(each.field("type")), _marks(each))
            elif kind == "spread_parameter":
                yield t.Parameter(self.term(self.named(self.named(each)[-1])[0]), "", _marks(each))

    # -- expressions

    def assigned(self, node: SgNode) -> t.Term:
        """`target = value`, `target += value`."""
        adds = text_of(node.field("operator")) == "+="
        return t.Assign(node, self.term(node.field("left")), self.term(node.field("right")), adds)

    def call(self, node: SgNode) -> t.Term:
        """`base.name(...)`, `name(...)`."""
        name, base = text_of(node.field("name")), node.field("object")
        callee: t.Term = t.Name(node, name) if base is None else t.Member(node, self.term(base), name)
        return t.Call(node, callee, self._arguments(node))

    def made(self, node: SgNode) -> t.Term:
        """`new T(...)`; the methods of an anonymous class are looked at too."""
        made = t.Call(node, t.Name(node, _type(node.field("type"))), self._arguments(node), made=True)
        body = next((each for each in self.named(node) if each.kind() == "class_body"), None)
        if body is None:
            return made
        methods = tuple(self.function(each) for each in self.named(body) if each.kind() in _METHODS)
        return t.Through(node, (t.Class(node, "", (), methods), made))

    def _arguments(self, node: SgNode) -> tuple[t.Term, ...]:
        arguments = node.field("arguments")
        return () if arguments is None else self.parts(arguments)

    def member(self, node: SgNode) -> t.Term:
        """`base.name`."""
        return t.Member(node, self.term(node.field("object")), text_of(node.field("field")))

    def index(self, node: SgNode) -> t.Term:
        """`base[key]`."""
        return t.Index(node, self.term(node.field("array")), self.term(node.field("index")))

    def binary(self, node: SgNode) -> t.Term:
        """A binary operator."""
        return self.added(node, _OPERATORS)

    def unary(self, node: SgNode) -> t.Term:
        """`!x`."""
        value = self.term(node.field("operand"))
        return t.Logic(node, "not", (value,)) if text_of(node.field("operator")) == "!" else t.Opaque(node, (value,))

    def instance(self, node: SgNode) -> t.Term:
        """`x instanceof T name`."""
        name = node.field("name")
        value = self.term(node.field("left"))
        if name is None:
            return t.Opaque(node, (value,))
        return t.Opaque(node, (t.Assign(node, self.term(name), value, type=_type(node.field("right"))),))

    def either(self, node: SgNode) -> t.Term:
        """`test ? then : other`."""
        parts = [self.term(node.field(each)) for each in ("condition", "consequence", "alternative")]
        return t.Either(node, *parts)

    def cast(self, node: SgNode) -> t.Term:
        """`(T) value`."""
        return t.Cast(node, _type(node.field("type")), self.term(node.field("value")))

    def string(self, node: SgNode) -> t.Term:
        """A text in quotes."""
        return t.Literal(node, node.text().strip(_QUOTES))

    def lambda_(self, node: SgNode) -> t.Term:
        """`(a, b) -> ...`."""
        given, body = node.field("parameters"), node.field("body")
        alone = given is not None and given.kind() == "identifier"
        parameters = (t.Parameter(self.term(given)),) if alone else tuple(self._parameters(given))
        made = self.body(body)
        if body is not None and body.kind() != "block":
            made = t.Return(body, made)
        return t.Lambda(node, t.Function(node, "", parameters, made, self.owner))

    # -- statements

    def branch(self, node: SgNode) -> t.Term:
        """`if`."""
        test, then = self.term(node.field("condition")), self.body(node.field("consequence"))
        return t.If(node, test, then, self.optional(node.field("alternative")))

    def loop(self, node: SgNode) -> t.Term:
        """`while`, `do`."""
        return t.Loop(node, None, None, self.term(node.field("condition")), self.body(node.field("body")))

    def counted(self, node: SgNode) -> t.Term:
        """`for (first; test; next)`."""
        first = node.field("init")
        test = self.optional(node.field("condition"))
        return t.Loop(node, None, None, test, self.body(node.field("body")), self.terms([first] if first else []))

    def each(self, node: SgNode) -> t.Term:
        """`for (T name : values)`."""
        value = self.term(node.field("value"))
        target = self.term(node.field("name"))
        return t.Loop(node, target, value, None, self.body(node.field("body")))

    def switch(self, node: SgNode) -> t.Term:
        """`switch`, old and new."""
        body = node.field("body")
        groups = [each for each in self.named(body) if each.kind() in _GROUPS] if body is not None else []
        return t.Switch(node, self.term(node.field("condition")), tuple(map(self._case, groups)))

    def _case(self, node: SgNode) -> t.Case:
        inside = self.named(node)
        labels = [each for each in inside if each.kind() == "switch_label"]
        values = [value for each in labels for value in self.named(each)]
        rest = [each for each in inside if each.kind() != "switch_label"]
        falls = node.kind() != "switch_rule" and (not rest or rest[-1].kind() not in _ENDS)
        tests = self.terms(values) if values else None
        return t.Case(node, tests, t.Block(node, self.terms(rest)), falls)

    def attempt(self, node: SgNode) -> t.Term:
        """`try`, with what it opens."""
        resources = node.field("resources")
        opened = self.parts(resources) if resources is not None else ()
        body = t.Block(node, (*opened, self.body(node.field("body"))))
        clauses = [each for each in self.named(node) if each.kind() == "catch_clause"]
        final = next((each for each in self.named(node) if each.kind() == "finally_clause"), None)
        return t.Try(node, body, tuple(self.body(each.field("body")) for each in clauses), self.optional(final))


def _type(node: SgNode | None) -> str:
    """A type's name without what stands in its brackets."""
    return text_of(node).partition("<")[0].rpartition(".")[2]


def _marks(node: SgNode) -> tuple[str, ...]:
    """The names of the annotations."""
    modifiers = next((each for each in node.children() if each.kind() == "modifiers"), None)
    if modifiers is None:
        return ()
    return tuple(text_of(each.field("name")) for each in modifiers.children() if each.kind() in _ANNOTATIONS)
