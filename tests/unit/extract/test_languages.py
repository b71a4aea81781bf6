"""Languages by info string and by file name."""

from __future__ import annotations

import pytest

from proxy.extract.languages import Info, language_of, language_of_path, parse_info


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("python", "python py py3 python3 ipython pycon Python PY3 python3.11 language-python lang-py"),
        ("javascript", "js mjs cjs node javascript"),
        ("typescript", "ts mts typescript"),
        ("jsx", "jsx"),
        ("tsx", "tsx"),
        ("go", "go golang"),
        ("csharp", "c# cs csharp"),
        ("cpp", "c++ cpp cc hpp"),
        ("c", "c C99"),
        ("php", "php"),
        ("ruby", "rb ruby"),
        ("rust", "rs rust"),
        ("kotlin", "kt kotlin"),
        ("swift", "swift"),
        ("scala", "scala"),
        ("java", "java java17"),
        ("bash", "bash sh shell zsh console shell-session mswea_bash_command"),
        ("powershell", "ps1 pwsh powershell"),
        ("sql", "sql postgresql plsql"),
        ("html", "html"),
        ("css", "css scss"),
        ("vue", "vue"),
        ("yaml", "yml yaml"),
        ("json", "json jsonc"),
        ("toml", "toml"),
        ("xml", "xml"),
        ("dockerfile", "docker Dockerfile"),
        ("terraform", "tf hcl terraform"),
        ("nginx", "nginx"),
        ("diff", "diff patch"),
        ("markdown", "md"),
        ("text", "txt plaintext"),
        (None, "zzz 42 - . .. ``` tool_code language- é"),
    ],
)
def test_names(language: str | None, names: str) -> None:
    assert dict.fromkeys(names.split(), language) == {name: language_of(name) for name in names.split()}


def test_no_name_is_unknown() -> None:
    assert language_of("") is None
    assert language_of("  ") is None


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("app.py", "python"),
        ("a/b.c/app.TS", "typescript"),
        ("C:\\src\\App.CS", "csharp"),
        ("main.tf", "terraform"),
        ("Makefile", "makefile"),
        ("docker/Dockerfile", "dockerfile"),
        ("Dockerfile.prod", "dockerfile"),
        ("etc/nginx.conf", "nginx"),
        ("my.conf", "ini"),
        (".env", "ini"),
        (".bashrc", "bash"),
        ("requirements.txt", "text"),
        ("page.vue", "vue"),
        ("README", None),
        ("a.unknown", None),
        ("a.", None),
        (".", None),
        ("", None),
    ],
)
def test_paths(path: str, language: str | None) -> None:
    assert language == language_of_path(path)


@pytest.mark.parametrize(
    ("info", "language", "path"),
    [
        ("", None, None),
        ("  ", None, None),
        ("{}", None, None),
        ("python", "python", None),
        ("{.python}", "python", None),
        ("{.line-numbers .python}", "python", None),
        ("{python, echo=TRUE}", "python", None),
        ('python title="a b"', "python", None),
        ('python title="src/a.py"', "python", "src/a.py"),
        ("{.python file='a b.py'}", "python", "a b.py"),
        ("python filename=bin/run", "python", "bin/run"),
        ("title: a.js", "javascript", "a.js"),
        ('python linenums="1"', "python", None),
        ("python:src/app.py", "python", "src/app.py"),
        ("python src/main.py", "python", "src/main.py"),
        ("src/main.py", "python", "src/main.py"),
        ("12:20:src/a.ts", "typescript", "src/a.ts"),
        ("c:\\src\\a.py", "python", "c:\\src\\a.py"),
        ("save app.py", "python", "app.py"),
        ("Dockerfile", "dockerfile", None),
        ("build/Dockerfile.dev", "dockerfile", "build/Dockerfile.dev"),
        (".env", "ini", ".env"),
        ("jupyter python", "python", None),
        ("rust,no_run", "rust", None),
        ("js {1,3-5}", "javascript", None),
        ("c#", "csharp", None),
        ("text file=run.sh", "bash", "run.sh"),
        ("text", "text", None),
        ("text file=notes", "text", "notes"),
        ("diff a.py", "diff", "a.py"),
        ("what is this", None, None),
        ("v1.2", None, None),
        (":", None, None),
    ],
)
def test_info_strings(info: str, language: str | None, path: str | None) -> None:
    assert Info(language, path) == parse_info(info)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("app/views/a.html.erb", "erb"),
        ("views/a.ejs", "ejs"),
        ("Pages/A.cshtml", "razor"),
        ("resources/views/a.blade.php", "blade"),
        ("web/a.jsp", "jsp"),
        ("templates/a.html.j2", "html"),
        ("templates/nginx.conf.j2", "nginx"),
        ("templates/deploy.yaml.j2", "yaml"),
        ("templates/b.sh.j2", "bash"),
    ],
)
def test_a_templates_name_says_what_it_makes(path: str, language: str) -> None:
    assert language_of_path(path) == language
