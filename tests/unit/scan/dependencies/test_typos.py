from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.scan.dependencies.mentions import Source
from proxy.scan.dependencies.naming import CRATES, NPM, PYPI, is_name, normal, standard
from proxy.scan.dependencies.specs import mention_of, placeholder
from proxy.scan.dependencies.typos import Kind, Lookalikes, one_slip

NAMES = Lookalikes(
    ["requests", "numpy", "scikit-learn", "lodash", "urllib3", "keras", *(f"filler{n}" for n in range(500)), "babel"]
)
WORDS = st.text(alphabet="abcd-", min_size=0, max_size=8)


@pytest.mark.parametrize(
    ("name", "target", "kind", "weak"),
    [
        pytest.param("reqeusts", "requests", Kind.SLIP, False, id="swapped"),
        pytest.param("request", "requests", Kind.SLIP, False, id="left out"),
        pytest.param("requessts", "requests", Kind.SLIP, False, id="put in"),
        pytest.param("requezts", "requests", Kind.SLIP, False, id="changed"),
        pytest.param("bequests", "requests", Kind.SLIP, True, id="another first letter"),
        pytest.param("urllib4", "urllib3", Kind.SLIP, True, id="another number"),
        pytest.param("numpy2", "numpy", Kind.SLIP, True, id="a number"),
        pytest.param("babal", "babel", Kind.SLIP, True, id="short and of a lower rank"),
        pytest.param("kerass", "keras", Kind.SLIP, False, id="short name"),
        pytest.param("scikitlearn", "scikit-learn", Kind.SEPARATORS, False, id="separators"),
        pytest.param("requests-py", "requests", Kind.AFFIX, False, id="suffix"),
        pytest.param("python-requests", "requests", Kind.AFFIX, False, id="prefix"),
        pytest.param("lodashjs", "lodash", Kind.AFFIX, False, id="joined suffix"),
    ],
)
def test_a_name_like_a_popular_one_is_told(name: str, target: str, kind: Kind, weak: bool) -> None:
    likeness = NAMES.like(name)
    assert likeness is not None
    assert (likeness.target, likeness.kind, likeness.weak(name)) == (target, kind, weak)


@pytest.mark.parametrize("name", ["requests", "nmpy", "httpx", "reqqests2", "x" * 200, "something-else-js"])
def test_other_names_are_like_none(name: str) -> None:
    assert NAMES.like(name) is None


@given(WORDS, WORDS)
def test_one_slip_is_symmetric_and_is_what_it_says(one: str, other: str) -> None:
    letters = "abcd-"
    cut = {one[:at] + one[at + 1 :] for at in range(len(one))}
    put = {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in letters}
    changed = {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in letters}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    assert one_slip(one, other) is (other != one and other in cut | put | changed | swapped)
    assert one_slip(one, other) is one_slip(other, one)


@settings(max_examples=60)
@given(
    st.lists(st.text(alphabet="abc", min_size=5, max_size=7), max_size=8),
    st.text(alphabet="abc", min_size=5, max_size=7),
)
def test_the_index_finds_every_slip(names: list[str], name: str) -> None:
    likeness = Lookalikes(names).like(name)
    near = [each for each in names if one_slip(name, each)]
    assert (likeness is not None and likeness.target in near) is (bool(near) and name not in names)


@pytest.mark.parametrize(
    ("ecosystem", "name", "expected"),
    [
        pytest.param(PYPI, "sqlite3", "certain", id="python"),
        pytest.param(PYPI, "urllib2", "certain", id="python 2"),
        pytest.param(PYPI, "dataclasses", "backport", id="backport"),
        pytest.param(PYPI, "requests", "", id="package"),
        pytest.param(NPM, "child_process", "certain", id="node"),
        pytest.param(NPM, "buffer", "backport", id="polyfill"),
        pytest.param(CRATES, "std", "certain", id="rust"),
        pytest.param(CRATES, "serde", "", id="crate"),
    ],
)
def test_modules_of_the_language_are_known(ecosystem: str, name: str, expected: str) -> None:
    assert standard(ecosystem, name) == expected


def test_spellings_of_a_name_are_one() -> None:
    assert normal(PYPI, "My__Package.Name") == "my-package-name"
    assert normal(CRATES, "proc_macro2") == "proc-macro2"
    assert normal(NPM, "JSONStream") == "jsonstream"
    assert not is_name("cpan", "x")
    assert not is_name(PYPI, "-x")


@pytest.mark.parametrize("name", ["my-package", "your_package", "package-name", "somelib", "example", "foo", "my-app"])
def test_a_stand_in_is_no_name(name: str) -> None:
    assert placeholder(name)


@pytest.mark.parametrize(
    ("ecosystem", "word", "expected"),
    [
        pytest.param(PYPI, "requests[socks] >= 2.0, <3; python_version < '3.9'", ("requests", "", False), id="bounds"),
        pytest.param(PYPI, "requests==2.32.3", ("requests", "2.32.3", False), id="exact"),
        pytest.param(PYPI, "requests (==2.0)", ("requests", "", False), id="old brackets"),
        pytest.param(PYPI, "requests", ("requests", "", True), id="loose"),
        pytest.param(PYPI, "xyz @ https://e.example.com/x.whl", ("xyz", "", False), id="direct"),
        pytest.param(PYPI, "requests.txt", None, id="file"),
        pytest.param(PYPI, "dist/x.whl", None, id="path"),
        pytest.param(NPM, "lodash@4.17.21", ("lodash", "4.17.21", False), id="npm exact"),
        pytest.param(NPM, "lodash@^4", ("lodash", "", False), id="npm range"),
        pytest.param(NPM, "@scope/x@latest", ("@scope/x", "", True), id="npm latest"),
        pytest.param(NPM, "chart.js", ("chart.js", "", True), id="name like a file"),
        pytest.param(NPM, "user/repo", None, id="repository"),
        pytest.param("composer", "laravel/framework:^11", ("laravel/framework", "", False), id="composer"),
        pytest.param("composer", "laravel", None, id="no vendor"),
        pytest.param("conda", "numpy", None, id="no list"),
    ],
)
def test_a_requirement_is_taken_apart(ecosystem: str, word: str, expected: tuple[str, str, bool] | None) -> None:
    found = mention_of(ecosystem, word, 7, Source.COMMAND, bare_is_loose=True)
    assert (found and (found.name, found.version, found.loose)) == expected
    assert found is None or (found.start, found.end) == (7, 7 + len(found.name))
