"""The whole: ordinary code stays silent, fragments are read, hostile text ends soon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.base import Prepared
from proxy.scan.structural import StructuralEngine
from proxy.scan.syntax.native.checks import findings
from proxy.scan.syntax.native.rules import RULES

ORDINARY = """
struct item { char name[32]; int value; struct item *next; };

struct item *item_new(const char *name, int value)
{
    struct item *item = malloc(sizeof *item);
    if (item == NULL)
        return NULL;
    snprintf(item->name, sizeof(item->name), "%s", name);
    item->value = value;
    item->next = NULL;
    return item;
}

void list_free(struct item *list)
{
    while (list) {
        struct item *next = list->next;
        free(list);
        list = next;
    }
}

int list_remove(struct item **list, int value)
{
    struct item *last = NULL;
    for (struct item *item = *list; item; last = item, item = item->next) {
        if (item->value != value)
            continue;
        if (last)
            last->next = item->next;
        else
            *list = item->next;
        free(item);
        return 1;
    }
    return 0;
}

char *join(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    char *made = malloc(n + m + 1);
    if (!made)
        return NULL;
    memcpy(made, a, n);
    memcpy(made + n, b, m + 1);
    return made;
}

int copy(int from, int to)
{
    char buffer[4096];
    ssize_t n;
    while ((n = read(from, buffer, sizeof buffer)) > 0) {
        if (write(to, buffer, n) != n)
            return -1;
    }
    return n < 0 ? -1 : 0;
}

int sum(const int *values, size_t n)
{
    int total = 0;
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}
"""


def test_ordinary_code_is_silent() -> None:
    for language in ("c", "cpp"):
        assert StructuralEngine().scan(Prepared(ORDINARY, language)).findings == ()


def test_a_function_without_its_type_is_read() -> None:
    found = StructuralEngine().scan(Prepared("make(struct s *p)\n{\n  free(p);\n  p->a = 1;\n}\n", "c")).findings
    assert [(each.rule_id, each.span.line) for each in found] == [("rules.c.use-after-free", 4)]


def test_many_findings_of_a_rule_are_cut() -> None:
    text = Prepared("void f(char *a, char *b) {\n" + "strcpy(a, b);\n" * 100 + "}", "c")
    assert text.syntax is not None
    assert len(list(findings(text.syntax, text))) == 40


def test_every_rule_has_its_page() -> None:
    assert all(info.why and info.fix and info.cwe and info.languages for info in RULES.values())


PIECES = (
    "free(p);", "p=malloc(1);p[0]=1;", "if(!p)p->x;", "strcpy(b,s);", "n=snprintf(b,9,s);", 'scanf("%d",&n);b[n]=malloc(n*m);',
    "access(p,0);fopen(p,0);", "->x", "a+", "for(int x:v)v.push_back(1);", "case 1:free(p);break;", "char *q;", "else if(p){free(p);}",
    "void g(char*p){free(p);h(p);}", "struct s{char a[9];};", "#define A B\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_texts_end(piece: str) -> None:
    for language in ("c", "cpp"):
        StructuralEngine().scan(Prepared("void f(char *p, char *s) { char b[9]; " + piece * 1_000 + "}", language))


@given(
    st.lists(
        st.sampled_from(
            [*PIECES, "{", "}", "(", ")", ";", "\n", "if(p)", "return", "/*", "*/", '"', "=", "[", "]", "&p", "p"]
        ),
        max_size=40,
    )
)
def test_any_text_is_read(pieces: list[str]) -> None:
    text = Prepared(" ".join(pieces), "cpp")
    for each in StructuralEngine().scan(text).findings:
        assert 0 <= each.span.start < each.span.end <= len(text.text)
