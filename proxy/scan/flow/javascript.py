"""JavaScript, TypeScript and their markup as terms.

Source: the node types of tree-sitter-javascript and tree-sitter-typescript. Counterpart: lowering.py.
"""

# ruff: noqa: SIM905 - tables of words
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from ast_grep_py import SgNode

from proxy.scan.flow import terms as t
from proxy.scan.flow.lowering import Lowering, text_of

_OPERATORS: Final = {
    "+": "+", "&&": "and", "||": "or", "??": "or", "==": "==", "===": "==", "!=": "!=", "!==": "!=", "in": "in",
    "<": "<", ">": "<", "<=": "<", ">=": "<", "instanceof": "<",
}  # fmt: skip
_FUNCTIONS: Final = "function_declaration generator_function_declaration"
_QUOTES: Final = "'\"`"
_ADDING: Final = frozenset({"+=", "||=", "&&=", "??="})


class JavaScript(Lowering):
    """The adapter."""

    kinds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            "program statement_block class_static_block finally_clause else_clause export_clause".split(), "block"
        ),
        **dict.fromkeys(
            "expression_statement parenthesized_expression await_expression non_null_expression as_expression "
            "satisfies_expression jsx_expression template_substitution spread_element export_specifier".split(),
            "inner",
        ),
        **dict.fromkeys("identifier shorthand_property_identifier this super undefined".split(), "name"),
        **dict.fromkeys("number true false null".split(), "plain"),
        **dict.fromkeys(
            "interface_declaration type_alias_declaration enum_declaration type_arguments comment empty_statement "
            "debugger_statement function_signature jsx_closing_element".split(),
            "nothing",
        ),
        **dict.fromkeys(_FUNCTIONS.split(), "function"),
        **dict.fromkeys("arrow_function function_expression generator_function function".split(), "lambda_"),
        **dict.fromkeys("class_declaration abstract_class_declaration class".split(), "class_"),
        **dict.fromkeys("lexical_declaration variable_declaration".split(), "block"),
        **dict.fromkeys("jsx_opening_element jsx_self_closing_element".split(), "opaque"),
        **dict.fromkeys("sequence_expression yield_expression".split(), "through"),
        **dict.fromkeys("break_statement continue_statement".split(), "leaves"),
        "export_statement": "exported",
        "import_statement": "imports",
        "variable_declarator": "declared",
        "assignment_expression": "assigned",
        "augmented_assignment_expression": "augmented",
        "call_expression": "call",
        "new_expression": "made",
        "member_expression": "member",
        "subscript_expression": "index",
        "binary_expression": "binary",
        "unary_expression": "unary",
        "update_expression": "nothing",
        "ternary_expression": "either",
        "string": "string",
        "regex": "regex",
        "template_string": "template",
        "object": "object",
        "array": "bundle",
        "if_statement": "branch",
        "for_statement": "counted",
        "for_in_statement": "each",
        "while_statement": "loop",
        "do_statement": "loop",
        "switch_statement": "switch",
        "try_statement": "attempt",
        "return_statement": "returns",
        "throw_statement": "throws",
        "labeled_statement": "last",
        "jsx_attribute": "attribute",
        "object_pattern": "pattern",
        "array_pattern": "pattern",
        "assignment_pattern": "defaulted",
        "rest_pattern": "inner",
    }

    # -- declarations

    def imports(self, node: SgNode) -> t.Term:
        """Names of other modules."""
        module = text_of(node.field("source")).strip(_QUOTES)
        made: list[t.Term] = []
        for clause in (each for each in self.named(node) if each.kind() == "import_clause"):
            for each in self.named(clause):
                kind = each.kind()
                if kind == "identifier":
                    made.append(self.imported(each, each.text(), module))
                elif kind == "namespace_import":
                    made.append(self.imported(each, text_of(self.named(each)[-1]), module))
                elif kind == "named_imports":
                    made.extend(self._specifiers(each, module))
        return t.Block(node, tuple(made))

    def _specifiers(self, node: SgNode, module: str) -> Iterator[t.Term]:
        for each in self.named(node):
            name = text_of(each.field("name"))
            yield self.imported(each, text_of(each.field("alias")) or name, module, name)

    def exported(self, node: SgNode) -> t.Term:
        """What is exported; decorators stand before the class."""
        return t.Block(node, self.terms(each for each in self.named(node) if each.kind() != "decorator"))

    def declared(self, node: SgNode) -> t.Term:
        """`name = value`."""
        value = node.field("value")
        kind = text_of(node.field("type")).lstrip(": ")
        return t.Assign(node, self.term(node.field("name")), self.optional(value), type=kind)

    def function(self, node: SgNode) -> t.Function:
        """A function of any kind."""
        name = text_of(node.field("name"))
        body = node.field("body")
        parameters, fields = self._parameters(node)
        made = self.body(body)
        if body is not None and body.kind() != "statement_block":
            made = t.Return(body, made)
        if fields:
            made = t.Block(node, (*fields, made))
        return t.Function(node, name, parameters, made, self.owner)

    def lambda_(self, node: SgNode) -> t.Term:
        """A function as a value."""
        return t.Lambda(node, self.function(node))

    def _parameters(self, node: SgNode) -> tuple[tuple[t.Parameter, ...], tuple[t.Term, ...]]:
        alone = node.field("parameter")
        if alone is not None:
            return (t.Parameter(self.term(alone)),), ()
        listed = node.field("parameters")
        made: list[t.Parameter] = []
        fields: list[t.Term] = []
        for each in self.named(listed) if listed is not None else ():
            parameter, kept = self._parameter(each)
            made.append(parameter)
            if kept and isinstance(parameter.target, t.Name):
                field = t.Member(each, t.Name(each, "this"), parameter.target.name)
                fields.append(t.Assign(each, field, parameter.target))
        return tuple(made), tuple(fields)

    def _parameter(self, node: SgNode) -> tuple[t.Parameter, bool]:
        """A parameter, and whether it is a field too."""
        kind = node.kind()
        if kind not in {"required_parameter", "optional_parameter"}:
            default = node.field("right") if kind == "assignment_pattern" else None
            target = node.field("left") if kind == "assignment_pattern" else node
            return t.Parameter(self.term(target), default=self.optional(default)), False
        inside = self.named(node)
        marks = tuple(self._mark(each) for each in inside if each.kind() == "decorator")
        target = node.field("pattern")
        typed = text_of(node.field("type")).lstrip(": ")
        kept = any(each.kind() == "accessibility_modifier" for each in inside)
        return t.Parameter(self.term(target), typed, marks, self.optional(node.field("value"))), kept

    def _mark(self, node: SgNode) -> str:
        """A decorator's name; one that is given a pipe that parses has none that matters."""
        shown = node.text()
        name = shown.lstrip("@ ").partition("(")[0].strip()
        return "" if "Parse" in shown else name

    def class_(self, node: SgNode) -> t.Term:
        """A class."""
        name = text_of(node.field("name"))
        outer, self.owner = self.owner, name
        fields: list[t.Assign] = []
        methods: list[t.Function] = []
        marks: list[str] = []
        body = node.field("body")
        for each in self.named(body) if body is not None else ():
            kind = each.kind()
            if kind == "decorator":
                marks.append(self._mark(each))
                continue
            if kind == "method_definition":
                method = self.function(each)
                method.marks = tuple(marks)
                methods.append(method)
            elif kind in {"public_field_definition", "field_definition"}:
                fields.append(self._field(each))
            marks = []
        self.owner = outer
        return t.Class(node, name, tuple(fields), tuple(methods))

    def _field(self, node: SgNode) -> t.Assign:
        name = node.field("name") or node.field("property")
        kind = text_of(node.field("type")).lstrip(": ")
        target = t.Member(node, t.Name(node, "this"), text_of(name))
        return t.Assign(node, target, self.optional(node.field("value")), type=kind)

    # -- expressions

    def assigned(self, node: SgNode) -> t.Term:
        """`left = right`."""
        return t.Assign(node, self.term(node.field("left")), self.term(node.field("right")))

    def augmented(self, node: SgNode) -> t.Term:
        """`left += right`; of other operators nothing stays."""
        value = self.term(node.field("right"))
        adds = text_of(node.field("operator")) in _ADDING
        return t.Assign(node, self.term(node.field("left")), value if adds else t.Opaque(node, (value,)), adds=adds)

    def call(self, node: SgNode) -> t.Term:
        """A call; a tagged template escapes or binds its values, `String.raw` aside."""
        callee = node.field("function")
        arguments = node.field("arguments")
        if arguments is not None and arguments.kind() == "template_string":
            inside = self.template(arguments)
            return inside if text_of(callee) == "String.raw" else t.Opaque(node, (inside,))
        return t.Call(node, self.term(callee), () if arguments is None else self.parts(arguments))

    def made(self, node: SgNode) -> t.Term:
        """`new Name(...)`."""
        arguments = node.field("arguments")
        inside = () if arguments is None else self.parts(arguments)
        return t.Call(node, self.term(node.field("constructor")), inside, made=True)

    def member(self, node: SgNode) -> t.Term:
        """`base.name`."""
        return t.Member(node, self.term(node.field("object")), text_of(node.field("property")))

    def index(self, node: SgNode) -> t.Term:
        """`base[key]`."""
        return t.Index(node, self.term(node.field("object")), self.term(node.field("index")))

    def binary(self, node: SgNode) -> t.Term:
        """A binary operator."""
        return self.added(node, _OPERATORS)

    def unary(self, node: SgNode) -> t.Term:
        """`!x` matters for branches, the rest makes numbers and names of types."""
        value = self.term(node.field("argument"))
        word = text_of(node.field("operator"))
        if word == "!":
            return t.Logic(node, "not", (value,))
        return t.Call(node, t.Name(node, "@typeof"), (value,)) if word == "typeof" else t.Opaque(node, (value,))

    def either(self, node: SgNode) -> t.Term:
        """`test ? then : other`."""
        test, then, other = (self.term(node.field(each)) for each in ("condition", "consequence", "alternative"))
        return t.Either(node, test, then, other)

    def string(self, node: SgNode) -> t.Term:
        """A text in quotes."""
        return t.Literal(node, node.text()[1:-1])

    def regex(self, node: SgNode) -> t.Term:
        """A pattern, slashes and flags and all."""
        return t.Literal(node, node.text())

    def template(self, node: SgNode) -> t.Term:
        """A text with values in it."""
        parts = [
            t.Literal(each, each.text()) if each.kind() != "template_substitution" else self.inner(each)
            for each in self.named(node)
        ]
        return t.Concat(node, tuple(parts)) if parts else t.Literal(node, "")

    def object(self, node: SgNode) -> t.Term:
        """An object; its methods are values."""
        items: list[tuple[str | None, t.Term]] = []
        for each in self.named(node):
            kind = each.kind()
            if kind == "pair":
                items.append((self._key(each.field("key")), self.term(each.field("value"))))
            elif kind == "shorthand_property_identifier":
                items.append((each.text(), self.term(each)))
            elif kind == "spread_element":
                items.append(("*", self.inner(each)))
            elif kind == "method_definition":
                items.append((text_of(each.field("name")), t.Lambda(each, self.function(each))))
        return t.Bundle(node, tuple(items))

    def _key(self, node: SgNode | None) -> str | None:
        if node is None or node.kind() == "computed_property_name":
            return None
        return node.text().strip(_QUOTES)

    def attribute(self, node: SgNode) -> t.Term:
        """A value in markup: only few attributes can do harm."""
        inside = self.named(node)
        if len(inside) < 2:  # noqa: PLR2004 - a name and a value
            return t.Opaque(node, ())
        return self.called(node, f"@jsx.{inside[0].text()}", self.term(inside[1]))

    # -- patterns

    def pattern(self, node: SgNode) -> t.Term:
        """What a destructuring takes out."""
        named = node.kind() == "object_pattern"
        return t.Pattern(node, tuple(self._item(each, named) for each in self.named(node)))

    def _item(self, node: SgNode, named: bool) -> tuple[str | None, t.Term, t.Term | None]:  # noqa: FBT001 - private
        kind = node.kind()
        if kind == "rest_pattern":
            return "*", self.inner(node), None
        if kind == "pair_pattern":
            target, default = self._with_default(node.field("value"))
            return self._key(node.field("key")), target, default
        if kind in {"object_assignment_pattern", "assignment_pattern"}:
            target, default = self._with_default(node)
            key = target.name if named and isinstance(target, t.Name) else None
            return key, target, default
        if kind == "shorthand_property_identifier_pattern":
            return node.text(), t.Name(node, node.text()), None
        return None, self.term(node), None

    def _with_default(self, node: SgNode | None) -> tuple[t.Term, t.Term | None]:
        if node is None or node.kind() not in {"object_assignment_pattern", "assignment_pattern"}:
            return self.term(node), None
        left = node.field("left")
        if left is not None and left.kind() == "shorthand_property_identifier_pattern":
            return t.Name(left, left.text()), self.optional(node.field("right"))
        return self.term(left), self.optional(node.field("right"))

    def defaulted(self, node: SgNode) -> t.Term:
        """A target with a default, where nobody asks for the default."""
        return self.term(node.field("left"))

    # -- statements

    def branch(self, node: SgNode) -> t.Term:
        """`if`."""
        then, other = node.field("consequence"), node.field("alternative")
        return t.If(node, self.term(node.field("condition")), self.body(then), self.optional(other))

    def counted(self, node: SgNode) -> t.Term:
        """`for (first; test; step)`."""
        first = node.field("initializer")
        step = self.optional(node.field("increment"))
        body = t.Block(node, (self.body(node.field("body")), *([step] if step else [])))
        return t.Loop(
            node, None, None, self.optional(node.field("condition")), body, self.terms([first] if first else [])
        )

    def each(self, node: SgNode) -> t.Term:
        """`for (x of y)`, `for (x in y)`."""
        target, over = self.term(node.field("left")), self.term(node.field("right"))
        if text_of(node.field("operator")) == "in":
            over = t.Call(node, t.Name(node, "@keys"), (over,))
        return t.Loop(node, target, over, None, self.body(node.field("body")))

    def loop(self, node: SgNode) -> t.Term:
        """`while`, `do`."""
        return t.Loop(node, None, None, self.term(node.field("condition")), self.body(node.field("body")))

    def switch(self, node: SgNode) -> t.Term:
        """`switch`."""
        body = node.field("body")
        cases = [self._case(each) for each in (self.named(body) if body is not None else ())]
        return t.Switch(node, self.term(node.field("value")), tuple(cases))

    def _case(self, node: SgNode) -> t.Case:
        inside = self.named(node)
        tests = None
        if node.kind() == "switch_case":
            tests, inside = self.terms(inside[:1]), inside[1:]
        body = self.terms(inside)
        falls = not any(isinstance(each, (t.Leave, t.Return)) for each in body[-1:])
        return t.Case(node, tests, t.Block(node, body), falls)

    def attempt(self, node: SgNode) -> t.Term:
        """`try`."""
        handler = node.field("handler")
        handlers = () if handler is None else (self.body(handler.field("body")),)
        return t.Try(node, self.body(node.field("body")), handlers, self.optional(node.field("finalizer")))
