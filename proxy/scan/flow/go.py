"""Go as terms.

A call with several results gives its first name the value, unless the function stands in the text and says more.
Source: the node types of tree-sitter-go. Counterpart: lowering.py.
"""

# ruff: noqa: E501, SIM905 - tables of words
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

from ast_grep_py import SgNode

from proxy.scan.flow import terms as t
from proxy.scan.flow.lowering import Lowering, text_of

_OPERATORS: Final = {
    "+": "+",
    "&&": "and",
    "||": "or",
    "==": "==",
    "!=": "!=",
    "<": "<",
    ">": "<",
    "<=": "<",
    ">=": "<",
}
_QUOTES: Final = '"`'
_SELF: Final = "@self"
_VERSION: Final = "v"


class Go(Lowering):
    """The adapter."""

    kinds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            "source_file block statement_list import_declaration import_spec_list var_declaration const_declaration var_spec_list".split(),
            "block",
        ),
        **dict.fromkeys(
            "expression_statement parenthesized_expression go_statement defer_statement literal_element variadic_argument labeled_statement".split(),
            "inner",
        ),
        **dict.fromkeys(
            "identifier field_identifier package_identifier type_identifier blank_identifier".split(), "name"
        ),
        **dict.fromkeys(
            "int_literal float_literal imaginary_literal rune_literal true false nil iota".split(), "plain"
        ),
        **dict.fromkeys(
            "package_clause type_declaration comment inc_statement dec_statement empty_statement fallthrough_statement goto_statement".split(),
            "nothing",
        ),
        **dict.fromkeys("break_statement continue_statement".split(), "leaves"),
        **dict.fromkeys("interpreted_string_literal raw_string_literal".split(), "string"),
        **dict.fromkeys("short_var_declaration assignment_statement".split(), "assigned"),
        **dict.fromkeys("var_spec const_spec".split(), "declared"),
        **dict.fromkeys("expression_switch_statement type_switch_statement".split(), "switch"),
        "import_spec": "imports",
        "function_declaration": "function",
        "method_declaration": "method",
        "func_literal": "lambda_",
        "call_expression": "call",
        "selector_expression": "member",
        "index_expression": "index",
        "slice_expression": "sliced",
        "type_assertion_expression": "asserted",
        "type_conversion_expression": "converted",
        "binary_expression": "binary",
        "unary_expression": "unary",
        "composite_literal": "composite",
        "literal_value": "values",
        "if_statement": "branch",
        "for_statement": "loop",
        "select_statement": "select",
        "return_statement": "returns",
        "expression_list": "through",
        "send_statement": "opaque",
        "receive_statement": "assigned",
    }

    # -- declarations

    def imports(self, node: SgNode) -> t.Term:
        """A package goes by its last name, without a version."""
        path = text_of(node.field("path")).strip(_QUOTES)
        parts = path.split("/")
        last = parts[-1]
        if last[:1] == _VERSION and last[1:].isdigit() and len(parts) > 1:
            last = parts[-2]
        last = last.removeprefix("go-").partition(".")[0]
        return self.imported(node, text_of(node.field("name")) or last, last)

    def declared(self, node: SgNode) -> t.Term:
        """`var a, b T = x, y`."""
        kind = _type(text_of(node.field("type")))
        values = node.field("value")
        names = [each for each in self.named(node) if each.kind() == "identifier"]
        if values is None:
            return t.Block(node, tuple(t.Assign(each, t.Name(each, each.text()), None, type=kind) for each in names))
        return self._pairs(node, names, self.named(values), kind=kind)

    def assigned(self, node: SgNode) -> t.Term:
        """`a, b := x, y`, `a += b`."""
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            return t.Opaque(node, self.parts(node))
        targets = self.named(left) if left.kind() == "expression_list" else [left]
        values = self.named(right) if right.kind() == "expression_list" else [right]
        adds = text_of(node.field("operator")) == "+="
        return self._pairs(node, targets, values, adds=adds)

    def _pairs(
        self, node: SgNode, targets: Sequence[SgNode], values: Sequence[SgNode], kind: str = "", *, adds: bool = False
    ) -> t.Term:
        if len(targets) == len(values):
            made = [
                t.Assign(node, self.term(one), self.term(two), adds, kind)
                for one, two in zip(targets, values, strict=True)
            ]
            return made[0] if len(made) == 1 else t.Block(node, tuple(made))
        if len(values) != 1 or not targets:
            return t.Opaque(node, self.terms(values))
        value = self.term(values[0])
        if isinstance(value, t.Index):  # v, ok := m[key]: ok says that the key is one of m's
            rest = tuple(t.Assign(node, self.term(each), value) for each in targets[1:])
            return t.Block(node, (t.Assign(node, self.term(targets[0]), value), *rest))
        items = tuple((f"#{at}", self.term(each), None) for at, each in enumerate(targets))
        return t.Assign(node, t.Pattern(node, items), value)

    def function(self, node: SgNode) -> t.Function:
        """A function."""
        name = text_of(node.field("name"))
        return t.Function(
            node, name, tuple(self._parameters(node.field("parameters"))), self.body(node.field("body")), self.owner
        )

    def method(self, node: SgNode) -> t.Term:
        """A method belongs to its receiver's type."""
        receiver = node.field("receiver")
        parameter = next(iter(self._parameters(receiver)), None)
        made = self.function(node)
        if parameter is None:
            return made
        made.owner = parameter.type
        this = t.Assign(node, parameter.target, t.Cast(node, parameter.type, t.Name(node, _SELF)))
        made.body = t.Block(made.node, (this, made.body))
        return t.Class(node, parameter.type, (), (made,))

    def lambda_(self, node: SgNode) -> t.Term:
        """A function as a value."""
        return t.Lambda(node, self.function(node))

    def _parameters(self, node: SgNode | None) -> Iterator[t.Parameter]:
        for each in self.named(node) if node is not None else ():
            kind = _type(text_of(each.field("type")))
            for name in self.named(each):
                if name.kind() == "identifier":
                    yield t.Parameter(t.Name(name, name.text()), kind)

    # -- expressions

    def call(self, node: SgNode) -> t.Term:
        """A call."""
        arguments = node.field("arguments")
        return t.Call(node, self.term(node.field("function")), () if arguments is None else self.parts(arguments))

    def member(self, node: SgNode) -> t.Term:
        """`base.Name`."""
        return t.Member(node, self.term(node.field("operand")), text_of(node.field("field")))

    def index(self, node: SgNode) -> t.Term:
        """`base[key]`."""
        return t.Index(node, self.term(node.field("operand")), self.term(node.field("index")))

    def sliced(self, node: SgNode) -> t.Term:
        """`base[a:b]`."""
        return t.Through(node, (self.term(node.field("operand")),))

    def asserted(self, node: SgNode) -> t.Term:
        """`value.(T)`."""
        return t.Cast(node, _type(text_of(node.field("type"))), self.term(node.field("operand")))

    def converted(self, node: SgNode) -> t.Term:
        """`[]byte(value)`."""
        return t.Cast(node, _type(text_of(node.field("type"))), self.term(node.field("operand")))

    def binary(self, node: SgNode) -> t.Term:
        """A binary operator."""
        return self.added(node, _OPERATORS)

    def unary(self, node: SgNode) -> t.Term:
        """`!x`; a pointer is what it points at."""
        value = self.term(node.field("operand"))
        word = text_of(node.field("operator"))
        if word == "!":
            return t.Logic(node, "not", (value,))
        return value if word in {"&", "*", "<-"} else t.Opaque(node, (value,))

    def string(self, node: SgNode) -> t.Term:
        """A text in quotes."""
        return t.Literal(node, node.text()[1:-1])

    def composite(self, node: SgNode) -> t.Term:
        """`T{...}`."""
        body = node.field("body")
        kind = _type(text_of(node.field("type")))
        made = t.Bundle(node, ()) if body is None else self.values(body)
        return made if kind.startswith(("[", "map[")) else t.Cast(node, kind, made)

    def values(self, node: SgNode) -> t.Term:
        """`{a: b, c}`."""
        items: list[tuple[str | None, t.Term]] = []
        for each in self.named(node):
            inside = self.named(each)
            if each.kind() == "keyed_element" and len(inside) == 2:  # noqa: PLR2004 - a key and a value
                items.append((inside[0].text().strip(_QUOTES), self.term(inside[1])))
            else:
                items.append((None, self.term(each)))
        return t.Bundle(node, tuple(items))

    # -- statements

    def branch(self, node: SgNode) -> t.Term:
        """`if first; test {}`."""
        first = node.field("initializer")
        made = t.If(
            node,
            self.term(node.field("condition")),
            self.body(node.field("consequence")),
            self.optional(node.field("alternative")),
        )
        return made if first is None else t.Block(node, (self.term(first), made))

    def loop(self, node: SgNode) -> t.Term:
        """`for`, in any form."""
        inside = self.named(node)
        body = self.body(node.field("body"))
        head = inside[0] if len(inside) > 1 else None
        if head is None:
            return t.Loop(node, None, None, None, body)
        if head.kind() == "range_clause":
            left, right = head.field("left"), self.term(head.field("right"))
            targets = self.named(left) if left is not None else []
            target = self.term(targets[1]) if len(targets) > 1 else None
            first = (
                t.Assign(node, self.term(targets[0]), t.Call(node, t.Name(node, "@keys"), (right,)))
                if targets
                else None
            )
            return t.Loop(node, target, right, None, body, (first,) if first else ())
        if head.kind() == "for_clause":
            start = head.field("initializer")
            return t.Loop(
                node, None, None, self.optional(head.field("condition")), body, self.terms([start] if start else [])
            )
        return t.Loop(node, None, None, self.term(head), body)

    def switch(self, node: SgNode) -> t.Term:
        """`switch` with and without a value."""
        first = self.terms(each for each in [node.field("initializer")] if each is not None)
        subject = node.field("value")
        cases = tuple(self._case(each) for each in self.named(node) if each.kind().endswith("_case"))
        alias = node.field("alias")
        if alias is not None and subject is not None:
            first = (*first, *(t.Assign(node, self.term(each), self.term(subject)) for each in self.named(alias)))
            subject = None
            cases = tuple(t.Case(each.node, () if each.tests is not None else None, each.body) for each in cases)
        made = t.Switch(node, self.optional(subject), cases)
        return t.Block(node, (*first, made)) if first else made

    def _case(self, node: SgNode) -> t.Case:
        inside = self.named(node)
        tests: tuple[t.Term, ...] | None = None
        if node.kind() != "default_case":
            values = node.field("value")
            tests = self.parts(values) if values is not None else ()
            inside = [each for each in inside if each.kind() == "statement_list" or each.kind().endswith("_statement")]
        falls = "fallthrough" in text_of(inside[-1])[-12:] if inside else False
        return t.Case(node, tests, t.Block(node, self.terms(inside)), falls)

    def select(self, node: SgNode) -> t.Term:
        """`select`: any of its cases."""
        return t.Switch(
            node, None, tuple(t.Case(each, (), t.Block(each, self.parts(each))) for each in self.named(node))
        )


def _type(text: str) -> str:
    """A type as people name it."""
    return text.lstrip("*&").removeprefix("...").lstrip("*")
