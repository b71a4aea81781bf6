"""Ruby in terms.

A name without a receiver is a variable where the text gives it a value, else a call. `@x` is a field of the object at hand, and so is what
`attr_accessor` names. A method gives back its last value. What only Ruby has becomes `@backtick`, `@regex`, `@route` (a path helper).
Rules for this file: no verdicts. Counterparts: lowering.py, terms.py, ruby_names.py; policies/flow/ruby.yaml.
"""

# ruff: noqa: SIM905 - tables of words
from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from ast_grep_py import SgNode

from proxy.scan.flow import terms as t
from proxy.scan.flow.lowering import Lowering, text_of
from proxy.scan.flow.ruby_names import CLAUSES, OUTSIDE, RubyNames, is_route, key_of, told

_OPERATORS: Mapping[str, str] = MappingProxyType(
    {
        "+": "+",
        "&&": "and",
        "and": "and",
        "||": "or",
        "or": "or",
        **dict.fromkeys(["==", "===", "eql?"], "=="),
        "!=": "!=",
        **dict.fromkeys(["=~", "match?"], "matches"),
        **dict.fromkeys(["<", ">", "<=", ">="], "<"),
    }
)
_THIS: Final = "this"
_LEAVING: Final = frozenset({"raise", "fail", "exit", "exit!", "abort", "throw", "halt"})
_FUNCTIONS: Final = frozenset({"lambda", "proc"})
_TEXTS: Final = frozenset({"string", "heredoc_beginning", "chained_string"})
_DEFINING: Final = frozenset({"method", "singleton_method"})
_ALWAYS: Final = (t.Return, t.Leave, t.Loop, t.Function, t.Class)


class Ruby(RubyNames, Lowering):
    """The adapter."""

    kinds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys("block_body then do else parenthesized_statements begin_block".split(), "block"),
        **dict.fromkeys("body_statement begin".split(), "guarded"),
        **dict.fromkeys("pattern superclass interpolation block_argument splat_argument hash_splat_argument".split(), "inner"),
        **dict.fromkeys("integer float rational complex true false nil character empty_statement self".split(), "plain"),
        **dict.fromkeys("comment heredoc_body heredoc_end alias undef retry redo __END__ uninterpreted".split(), "nothing"),
        **dict.fromkeys("class module singleton_class".split(), "class_"),
        **dict.fromkeys("method singleton_method".split(), "function"),
        **dict.fromkeys("block do_block lambda".split(), "lambda_"),
        **dict.fromkeys("if elsif".split(), "branch"),
        **dict.fromkeys("instance_variable class_variable".split(), "field"),
        **dict.fromkeys("constant global_variable".split(), "name"),
        **dict.fromkeys("simple_symbol hash_key_symbol bare_symbol".split(), "symbol"),
        **dict.fromkeys("string bare_string delimited_symbol".split(), "template"),
        **dict.fromkeys("string_content heredoc_content escape_sequence".split(), "content"),
        **dict.fromkeys("while until while_modifier until_modifier".split(), "loop"),
        **dict.fromkeys("break next".split(), "leaves"),
        **dict.fromkeys("left_assignment_list destructured_left_assignment block_parameters".split(), "pattern"),
        **dict.fromkeys("array right_assignment_list string_array symbol_array".split(), "bundle"),
        "program": "program",
        "identifier": "word",
        "chained_string": "chained",
        "heredoc_beginning": "heredoc",
        "subshell": "backtick",
        "regex": "regex",
        "call": "call",
        "super": "opaque",
        "yield": "opaque",
        "scope_resolution": "scope",
        "element_reference": "index",
        "assignment": "assigned",
        "operator_assignment": "augmented",
        "binary": "binary",
        "unary": "unary",
        "conditional": "either",
        "hash": "hash",
        "if_modifier": "modified",
        "unless_modifier": "modified",
        "unless": "unless",
        "rescue_modifier": "through",
        "for": "each",
        "case": "switch",
        "return": "returned",
    }  # fmt: skip

    def program(self, node: SgNode) -> t.Term:
        """A whole text."""
        self.read(node)
        return self.guarded(node)

    # -- declarations

    def class_(self, node: SgNode) -> t.Term:
        """A class or module: its methods; what else stands in it runs when it is read."""
        outer, self.owner = self.owner, text_of(node.field("name")).rpartition("::")[2] or self.owner
        body = node.field("body")
        methods: list[t.Function] = []
        others: list[t.Term] = []
        for each in self.named(body) if body is not None else ():
            defined = each if each.kind() in _DEFINING else self._defined(each)
            if defined is not None:
                methods.append(self.function(defined))
            else:
                others.append(self.term(each))
        owner, self.owner = self.owner, outer
        return t.Class(node, owner, (), tuple(methods), (), tuple(others))

    def _defined(self, node: SgNode) -> SgNode | None:
        """The method in `private def name`."""
        given = node.field("arguments") if node.kind() == "call" else None
        inside = self.named(given) if given is not None else []
        return inside[0] if inside and inside[0].kind() in _DEFINING else None

    def function(self, node: SgNode) -> t.Function:
        """A method, or a block."""
        given = node.field("parameters")
        with self.local(fresh=node.kind() in _DEFINING):
            parameters = tuple(self._parameters(given)) if given is not None else ()
            body = node.field("body")
            made = t.Block(node, ()) if body is None else self.giving(self.term(body))
        return t.Function(node, text_of(node.field("name")), parameters, made, self.owner)

    def _parameters(self, node: SgNode) -> Iterator[t.Parameter]:
        for each in self.named(node):
            if each.kind() == "identifier":
                self.own(each.text())
                yield t.Parameter(t.Name(each, each.text()))
            elif each.kind() == "destructured_parameter":
                inside = tuple(self._parameters(each))
                yield t.Parameter(t.Pattern(each, tuple((None, part.target, None) for part in inside)))
            elif (name := each.field("name")) is not None:
                self.own(name.text())
                yield t.Parameter(t.Name(name, name.text()), default=self.optional(each.field("value")))

    def giving(self, body: t.Term) -> t.Term:
        """A body that gives back the last value in it."""
        if isinstance(body, t.Try):
            body.body = self.giving(body.body)
            return body
        if not isinstance(body, t.Block):
            return t.Return(body.node, body)
        if not body.body or isinstance(body.body[-1], _ALWAYS):
            return body
        last = body.body[-1]
        return t.Block(body.node, (*body.body[:-1], t.Return(last.node, last)))

    def lambda_(self, node: SgNode) -> t.Term:
        """`-> (x) { }`, `{ |x| }`, `do |x| end`."""
        inside = node.field("body")
        if node.kind() == "lambda" and inside is not None:
            with self.local(fresh=False):
                given = node.field("parameters")
                parameters = tuple(self._parameters(given)) if given is not None else ()
                made = self.function(inside)
            return t.Lambda(node, t.Function(node, "", parameters, made.body, self.owner))
        return t.Lambda(node, self.function(node))

    # -- names

    def word(self, node: SgNode) -> t.Term:
        """A variable, a field's reader, or a call without arguments."""
        name = node.text()
        if self.owns(name) or name in OUTSIDE:
            return t.Name(node, name)
        if name in self.fields:
            return t.Member(node, t.Name(node, _THIS), f"@{name}")
        if name in _LEAVING:
            return t.Leave(node, None)
        if is_route(name):
            return self.called(node, "@route")
        return t.Call(node, t.Name(node, name), ()) if self.inside or name in self.methods else t.Name(node, name)

    def field(self, node: SgNode) -> t.Term:
        """`@x`."""
        return t.Member(node, t.Name(node, _THIS), node.text())

    def scope(self, node: SgNode) -> t.Term:
        """`A::B`."""
        return self.member_chain(node, [each for each in node.text().split("::") if each])

    # -- calls

    def call(self, node: SgNode) -> t.Term:
        """`name(...)`, `base.name(...)`, with or without a block."""
        method, receiver = node.field("method"), node.field("receiver")
        name = text_of(method) or "call"
        args, keywords = self._arguments(node)
        if receiver is None:
            return self._called(node, name, args, keywords)
        if receiver.kind() == "self" and not args and name in self.fields:
            return t.Member(node, t.Name(node, _THIS), f"@{name}")
        if name == "new" and receiver.kind() == "constant" and receiver.text() in self.classes:
            return t.Call(node, t.Name(node, receiver.text()), args, keywords, made=True)
        base = t.Name(receiver, "self") if receiver.kind() == "self" else self.term(receiver)
        return t.Call(node, t.Member(node, base, name), args, keywords)

    def _called(self, node: SgNode, name: str, args: tuple[t.Term, ...], keywords: tuple[tuple[str, t.Term], ...]) -> t.Term:  # fmt: skip
        if name in _LEAVING:
            return t.Leave(node, t.Opaque(node, args))
        if name in _FUNCTIONS and len(args) == 1 and isinstance(args[0], t.Lambda):
            return args[0]
        if is_route(name) and name not in self.methods:
            return self.called(node, "@route", *args)
        return t.Call(node, t.Name(node, name), args, keywords)

    def _arguments(self, node: SgNode) -> tuple[tuple[t.Term, ...], tuple[tuple[str, t.Term], ...]]:
        given, block = node.field("arguments"), node.field("block")
        args: list[t.Term] = []
        keywords: list[tuple[str, t.Term]] = []
        for each in self.named(given) if given is not None else ():
            key = key_of(each.field("key")) if each.kind() == "pair" else None
            if key is not None:
                keywords.append((key, self.term(each.field("value"))))
            elif each.kind() == "pair":
                args.append(self.opaque(each))
            else:
                args.append(self.term(each))
        if block is not None:
            args.append(self.term(block))
        return tuple(args), tuple(keywords)

    def index(self, node: SgNode) -> t.Term:
        """`base[key]`."""
        inside = self.named(node)
        return t.Index(node, self.term(inside[0]), self.term(inside[-1])) if len(inside) > 1 else self.opaque(node)

    def returned(self, node: SgNode) -> t.Term:
        """`return a, b`."""
        given = next(iter(self.named(node)), None)
        return t.Return(node, None) if given is None else self.returns(given)

    # -- texts

    def symbol(self, node: SgNode) -> t.Term:
        """`:name`."""
        return t.Literal(node, node.text().strip(':"'))

    def content(self, node: SgNode) -> t.Term:
        """A constant part of a text."""
        return t.Literal(node, node.text())

    def template(self, node: SgNode) -> t.Term:
        """A text, with values in it or not."""
        parts = self.named(node)
        return t.Concat(node, self.terms(parts)) if parts else t.Literal(node, "")

    def chained(self, node: SgNode) -> t.Term:
        """`"a" "b"`."""
        return t.Concat(node, self.parts(node))

    def heredoc(self, node: SgNode) -> t.Term:
        """`<<~WORD`: the text stands further down."""
        body = self.heredocs.get(node.range().start.index)
        return t.Literal(node, "") if body is None else self.template(body)

    def backtick(self, node: SgNode) -> t.Term:
        """A command line in backticks."""
        return self.called(node, "@backtick", self.template(node))

    def regex(self, node: SgNode) -> t.Term:
        """A pattern."""
        return self.called(node, "@regex", self.template(node))

    def hash(self, node: SgNode) -> t.Term:
        """`{a: 1, "b" => 2, **c}`."""
        items: list[tuple[str | None, t.Term]] = []
        for each in self.named(node):
            if each.kind() == "pair":
                items.append((key_of(each.field("key")) or "", self.term(each.field("value"))))
            else:
                items.append(("*", self.term(each)))
        return t.Bundle(node, tuple(items))

    # -- operators

    def assigned(self, node: SgNode) -> t.Term:
        """`a = b`."""
        value = self.term(node.field("right"))
        target = node.field("left")
        if target is not None and target.kind() == "identifier":
            self.own(target.text(), listed=isinstance(value, t.Bundle))
        return t.Assign(node, self.target(target), value)

    def augmented(self, node: SgNode) -> t.Term:
        """`a += b`, `a ||= b`."""
        word, value, left = text_of(node.field("operator")), self.term(node.field("right")), node.field("left")
        if left is not None and left.kind() == "identifier":
            self.own(left.text())
        target = self.target(left)
        if word in {"+=", "<<="}:
            return t.Assign(node, target, value, adds=True)
        if word in {"||=", "&&="}:
            return t.Assign(node, target, t.Through(node, (self.target(left), value)))
        return t.Opaque(node, (target, value))

    def target(self, node: SgNode | None) -> t.Term:
        """What is assigned to."""
        if node is None:
            return self.term(node)
        if node.kind() == "identifier":
            self.own(node.text())
            return t.Name(node, node.text())
        if node.kind() == "call":
            receiver = node.field("receiver")
            name = text_of(node.field("method"))
            if receiver is not None and receiver.kind() == "self":
                return t.Member(node, t.Name(node, _THIS), f"@{name}")
            return t.Member(node, self.term(receiver), name)
        return self.term(node)

    def pattern(self, node: SgNode) -> t.Term:
        """`a, (b, *c)` as a target."""
        items: list[tuple[str | None, t.Term, t.Term | None]] = []
        for each in self.named(node):
            inside = self.named(each) if each.kind() == "rest_assignment" else []
            items.append(("*", self.target(inside[0]), None) if inside else (None, self.target(each), None))
        return t.Pattern(node, tuple(items))

    def binary(self, node: SgNode) -> t.Term:
        """A binary operator; `<<` adds to a text or a list, `%` fills a format in."""
        word, left = text_of(node.field("operator")), node.field("left")
        if word == "<<":
            base, value = self.term(left), self.term(node.field("right"))
            if isinstance(base, t.Name) and self.lists(base.name):
                return t.Call(node, t.Member(node, base, "<<"), (value,))
            return t.Assign(node, base, value, adds=True)
        if word == "%" and left is not None and left.kind() in _TEXTS:
            value = self.term(node.field("right"))
            args = tuple(each for _, each in value.items) if isinstance(value, t.Bundle) and told(value) else (value,)
            return t.Call(node, t.Member(node, self.term(left), "%"), args)
        if word == "!~":
            return t.Logic(node, "not", (t.Compare(node, "matches", self.term(left), self.term(node.field("right"))),))
        return self.added(node, _OPERATORS)

    def unary(self, node: SgNode) -> t.Term:
        """`!x`, `not x`."""
        value = self.inner(node)
        return t.Logic(node, "not", (value,)) if node.text()[:1] in {"!", "n"} else t.Opaque(node, (value,))

    def either(self, node: SgNode) -> t.Term:
        """`test ? then : other`."""
        return t.Either(node, *(self.term(node.field(each)) for each in ("condition", "consequence", "alternative")))

    # -- statements

    def guarded(self, node: SgNode) -> t.Term:
        """Statements, with what rescues their errors."""
        inside = self.named(node)
        body = t.Block(node, self.terms(each for each in inside if each.kind() not in CLAUSES))
        handlers = tuple(t.Block(each, self.parts(each)) for each in inside if each.kind() == "rescue")
        final = next((t.Block(each, self.parts(each)) for each in inside if each.kind() == "ensure"), None)
        return t.Try(node, body, handlers, final) if handlers or final else body

    def branch(self, node: SgNode) -> t.Term:
        """`if`, `elsif`."""
        test = self.term(node.field("condition"))
        return t.If(node, test, self.body(node.field("consequence")), self.optional(node.field("alternative")))

    def unless(self, node: SgNode) -> t.Term:
        """`unless`."""
        test = t.Logic(node, "not", (self.term(node.field("condition")),))
        return t.If(node, test, self.body(node.field("consequence")), self.optional(node.field("alternative")))

    def modified(self, node: SgNode) -> t.Term:
        """`body if test`, `body unless test`."""
        test = self.term(node.field("condition"))
        if node.kind() == "unless_modifier":
            test = t.Logic(node, "not", (test,))
        return t.If(node, test, t.Block(node, (self.term(node.field("body")),)))

    def loop(self, node: SgNode) -> t.Term:
        """`while`, `until`."""
        test = self.term(node.field("condition"))
        if node.kind().startswith("until"):
            test = t.Logic(node, "not", (test,))
        return t.Loop(node, None, None, test, t.Block(node, (self.body(node.field("body")),)))

    def each(self, node: SgNode) -> t.Term:
        """`for x in list`."""
        over = node.field("value")
        target = self.target(node.field("pattern"))
        return t.Loop(node, target, self.inner(over) if over is not None else None, None, self.body(node.field("body")))

    def switch(self, node: SgNode) -> t.Term:
        """`case`."""
        cases: list[t.Case] = []
        for each in self.named(node):
            if each.kind() == "when":
                tests = [part for part in self.named(each) if part.kind() == "pattern"]
                body = t.Block(each, (self.body(each.field("body")),))
                cases.append(t.Case(each, self.terms(tests), body))
            elif each.kind() == "else":
                cases.append(t.Case(each, None, t.Block(each, self.parts(each))))
        return t.Switch(node, self.optional(node.field("value")), tuple(cases))
