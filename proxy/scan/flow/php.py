"""PHP in terms.

A variable keeps its dollar sign, so that it is no function of the same name. What only PHP has becomes `@echo`, `@include`, `@backtick`.
Rules for this file: no verdicts. Counterparts: lowering.py, terms.py; policies/flow/php.yaml.
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
    {
        ".": "+",
        "&&": "and",
        "and": "and",
        "||": "or",
        "or": "or",
        "??": "any",
        **dict.fromkeys(["==", "==="], "=="),
        **dict.fromkeys(["!=", "!==", "<>"], "!="),
        **dict.fromkeys(["<", ">", "<=", ">="], "<"),
    }
)
_QUOTES: Final = "'\""
_LEAVING: Final = frozenset({"exit", "die"})
_METHODS: Final = frozenset({"method_declaration"})
_PARAMETERS: Final = frozenset({"simple_parameter", "property_promotion_parameter", "variadic_parameter"})
_CASES: Final = frozenset({"case_statement", "default_statement"})
_ARMS: Final = frozenset({"match_conditional_expression", "match_default_expression"})
_ENDS: Final = frozenset({"break_statement", "return_statement", "exit_statement", "continue_statement"})
_PAIR: Final = 2


class Php(Lowering):
    """The adapter."""

    kinds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys("program compound_statement colon_block finally_clause declaration_list".split(), "block"),
        **dict.fromkeys(
            "expression_statement parenthesized_expression argument variadic_unpacking error_suppression_expression "
            "reference_assignment_expression else_clause".split(),
            "inner",
        ),
        **dict.fromkeys("variable_name name relative_scope qualified_name".split(), "name"),
        **dict.fromkeys("integer float boolean null".split(), "plain"),
        **dict.fromkeys(
            "php_tag php_end_tag comment namespace_definition namespace_use_declaration update_expression "
            "global_declaration unset_statement".split(),
            "nothing",
        ),
        **dict.fromkeys("class_declaration trait_declaration interface_declaration".split(), "class_"),
        **dict.fromkeys("function_definition method_declaration".split(), "function"),
        **dict.fromkeys("anonymous_function arrow_function".split(), "lambda_"),
        **dict.fromkeys("break_statement continue_statement".split(), "leaves"),
        **dict.fromkeys("exit_statement throw_expression".split(), "throws"),
        **dict.fromkeys("member_access_expression nullsafe_member_access_expression".split(), "member"),
        **dict.fromkeys("member_call_expression nullsafe_member_call_expression".split(), "method_call"),
        **dict.fromkeys("scoped_call_expression".split(), "static_call"),
        **dict.fromkeys("encapsed_string heredoc heredoc_body".split(), "template"),
        **dict.fromkeys(
            "include_expression include_once_expression require_expression require_once_expression".split(), "include"
        ),
        **dict.fromkeys("echo_statement print_intrinsic".split(), "echo"),
        **dict.fromkeys("while_statement do_statement".split(), "loop"),
        **dict.fromkeys("list_literal array_pattern".split(), "pattern"),
        "string": "string",
        "nowdoc": "plain",
        "string_content": "content",
        "escape_sequence": "plain",
        "shell_command_expression": "backtick",
        "assignment_expression": "assigned",
        "augmented_assignment_expression": "augmented",
        "function_call_expression": "call",
        "object_creation_expression": "made",
        "subscript_expression": "index",
        "binary_expression": "binary",
        "unary_op_expression": "unary",
        "conditional_expression": "either",
        "cast_expression": "cast",
        "array_creation_expression": "array",
        "sequence_expression": "through",
        "if_statement": "branch",
        "for_statement": "counted",
        "foreach_statement": "each",
        "switch_statement": "switch",
        "match_expression": "match",
        "try_statement": "attempt",
        "return_statement": "returns",
    }

    # -- declarations

    def class_(self, node: SgNode) -> t.Term:
        """A class: its methods."""
        outer, self.owner = self.owner, text_of(node.field("name"))
        body = node.field("body")
        methods = [self.function(each) for each in self.named(body) if each.kind() in _METHODS] if body else []
        owner, self.owner = self.owner, outer
        return t.Class(node, owner, (), tuple(methods))

    def function(self, node: SgNode) -> t.Function:
        """A function or method."""
        parameters = tuple(self._parameters(node.field("parameters")))
        return t.Function(node, text_of(node.field("name")), parameters, self.body(node.field("body")), self.owner)

    def _parameters(self, node: SgNode | None) -> Iterator[t.Parameter]:
        for each in self.named(node) if node is not None else ():
            if each.kind() in _PARAMETERS:
                kind = text_of(each.field("type")).lstrip("?")
                name = next((part for part in self.named(each) if part.kind() == "variable_name"), each)
                yield t.Parameter(self.name(name), kind, (), self.optional(each.field("default_value")))

    def lambda_(self, node: SgNode) -> t.Term:
        """A function as a value."""
        made = self.function(node)
        body = node.field("body")
        if body is not None and body.kind() != "compound_statement":
            made.body = t.Return(body, made.body)
        return t.Lambda(node, made)

    # -- expressions

    def assigned(self, node: SgNode) -> t.Term:
        """`$a = b`; `$a[] = b` adds to it."""
        target = node.field("left")
        value = self.term(node.field("right"))
        if target is not None and target.kind() == "subscript_expression" and len(self.named(target)) == 1:
            return t.Assign(node, self.term(self.named(target)[0]), t.Bundle(node, ((None, value),)), adds=True)
        return t.Assign(node, self.term(target), value)

    def augmented(self, node: SgNode) -> t.Term:
        """`$a .= b`."""
        target, value = self.term(node.field("left")), self.term(node.field("right"))
        word = text_of(node.field("operator"))
        if word in {".=", "??="}:
            return t.Assign(node, target, value, adds=True)
        return t.Opaque(node, (target, value))

    def call(self, node: SgNode) -> t.Term:
        """`name(...)`."""
        callee = node.field("function")
        if text_of(callee) in _LEAVING:
            return t.Leave(node, t.Opaque(node, self._arguments(node)))
        name = text_of(callee).rpartition("\\")[2]
        made = t.Name(node, name) if callee is not None and callee.kind() in {"name", "qualified_name"} else None
        return t.Call(node, made or self.term(callee), self._arguments(node))

    def method_call(self, node: SgNode) -> t.Term:
        """`$base->name(...)`."""
        return t.Call(node, self.member(node), self._arguments(node))

    def static_call(self, node: SgNode) -> t.Term:
        """`Base::name(...)`."""
        scope = t.Name(node, text_of(node.field("scope")).rpartition("\\")[2])
        return t.Call(node, t.Member(node, scope, text_of(node.field("name"))), self._arguments(node))

    def made(self, node: SgNode) -> t.Term:
        """`new T(...)`."""
        name = next((each for each in self.named(node) if each.kind() in {"name", "qualified_name"}), None)
        return t.Call(node, t.Name(node, text_of(name).rpartition("\\")[2]), self._arguments(node), made=True)

    def _arguments(self, node: SgNode) -> tuple[t.Term, ...]:
        given = next((each for each in self.named(node) if each.kind() == "arguments"), None)
        return () if given is None else self.terms(self.named(given))

    def member(self, node: SgNode) -> t.Term:
        """`$base->name`."""
        return t.Member(node, self.term(node.field("object")), text_of(node.field("name")))

    def index(self, node: SgNode) -> t.Term:
        """`$base[key]`."""
        inside = self.named(node)
        if len(inside) < _PAIR:
            return self.inner(node)
        return t.Index(node, self.term(inside[0]), self.term(inside[1]))

    def binary(self, node: SgNode) -> t.Term:
        """A binary operator."""
        return self.added(node, _OPERATORS)

    def unary(self, node: SgNode) -> t.Term:
        """`!x`."""
        value = self.inner(node)
        return t.Logic(node, "not", (value,)) if node.text().startswith("!") else t.Opaque(node, (value,))

    def either(self, node: SgNode) -> t.Term:
        """`test ? then : other`, `test ?: other`."""
        test = self.term(node.field("condition"))
        then = node.field("body")
        return t.Either(node, test, test if then is None else self.term(then), self.term(node.field("alternative")))

    def cast(self, node: SgNode) -> t.Term:
        """`(int) value`."""
        return t.Cast(node, text_of(node.field("type")), self.term(node.field("value")))

    def string(self, node: SgNode) -> t.Term:
        """A text in quotes."""
        return t.Literal(node, node.text().strip(_QUOTES))

    def content(self, node: SgNode) -> t.Term:
        """A constant part of a text."""
        return t.Literal(node, node.text())

    def template(self, node: SgNode) -> t.Term:
        """A text with values in it."""
        parts = [each for each in self.named(node) if each.kind() not in {"heredoc_start", "heredoc_end"}]
        return t.Concat(node, self.terms(parts)) if parts else t.Literal(node, "")

    def array(self, node: SgNode) -> t.Term:
        """`[a, 'k' => b, ...$c]`."""
        items: list[tuple[str | None, t.Term]] = []
        for each in self.named(node):
            inside = self.named(each)
            if len(inside) == _PAIR:
                items.append((inside[0].text().strip(_QUOTES), self.term(inside[1])))
            elif inside:
                items.append(("*" if inside[0].kind() == "variadic_unpacking" else None, self.term(inside[0])))
        return t.Bundle(node, tuple(items))

    def pattern(self, node: SgNode) -> t.Term:
        """`[$a, $b]` as a target."""
        return t.Pattern(node, tuple((None, self.term(each), None) for each in self.named(node)))

    def echo(self, node: SgNode) -> t.Term:
        """`echo a, b`."""
        return self.called(node, "@echo", self.inner(node))

    def include(self, node: SgNode) -> t.Term:
        """`include a`, `require a`."""
        return self.called(node, "@include", self.inner(node))

    def backtick(self, node: SgNode) -> t.Term:
        """A command line in backticks."""
        return self.called(node, "@backtick", self.template(node))

    # -- statements

    def branch(self, node: SgNode) -> t.Term:
        """`if`, with all its `elseif`."""
        clauses = [each for each in self.named(node) if each.kind() in {"else_if_clause", "else_clause"}]
        other: t.Term | None = None
        for each in reversed(clauses):
            body = self.body(each.field("body"))
            other = (
                body if each.kind() == "else_clause" else t.If(each, self.term(each.field("condition")), body, other)
            )
        return t.If(node, self.term(node.field("condition")), self.body(node.field("body")), other)

    def loop(self, node: SgNode) -> t.Term:
        """`while`, `do`."""
        return t.Loop(node, None, None, self.term(node.field("condition")), self.body(node.field("body")))

    def counted(self, node: SgNode) -> t.Term:
        """`for`."""
        inside = self.named(node)
        return t.Loop(node, None, None, None, self.body(inside[-1] if inside else None), self.terms(inside[:-1]))

    def each(self, node: SgNode) -> t.Term:
        """`foreach ($values as $key => $value)`."""
        inside = self.named(node)
        if len(inside) < _PAIR:
            return self.opaque(node)
        over, target = self.term(inside[0]), inside[1]
        body = self.body(inside[2] if len(inside) > _PAIR else None)
        first: tuple[t.Term, ...] = ()
        if target.kind() == "pair":
            key, target = (self.named(target)[0], self.named(target)[-1])
            first = (t.Assign(node, self.term(key), self.called(node, "@keys", over)),)
        return t.Loop(node, self.term(target), over, None, body, first)

    def switch(self, node: SgNode) -> t.Term:
        """`switch`."""
        body = node.field("body")
        cases = [each for each in self.named(body) if each.kind() in _CASES] if body is not None else []
        return t.Switch(node, self.term(node.field("condition")), tuple(map(self._case, cases)))

    def _case(self, node: SgNode) -> t.Case:
        inside = self.named(node)
        tests = None
        if node.kind() == "case_statement":
            tests, inside = self.terms(inside[:1]), inside[1:]
        falls = not inside or inside[-1].kind() not in _ENDS
        return t.Case(node, tests, t.Block(node, self.terms(inside)), falls)

    def match(self, node: SgNode) -> t.Term:
        """`match`: any of what its arms give."""
        body = node.field("body")
        arms = [each for each in self.named(body) if each.kind() in _ARMS] if body is not None else []
        return t.Through(node, tuple(self.last(each) for each in arms))

    def attempt(self, node: SgNode) -> t.Term:
        """`try`."""
        inside = self.named(node)
        clauses = tuple(self.body(each.field("body")) for each in inside if each.kind() == "catch_clause")
        final = next((each for each in inside if each.kind() == "finally_clause"), None)
        return t.Try(node, self.body(node.field("body")), clauses, self.optional(final))
