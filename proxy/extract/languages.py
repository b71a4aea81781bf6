"""Languages by info string and by file name; what isn't known stays unknown.

Source of the names: GitHub Linguist's names and aliases as assistants write them. Canonical names are lower case and stand in records and
policies, so they never change meaning.
Rules for this file: pure. Counterpart: fences.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ALIASES = {
    "python": "py py2 py3 python2 python3 ipython ipython3 pycon python-repl jupyter sage cython pyi",
    "javascript": "js node nodejs mjs cjs ecmascript es6",
    "typescript": "ts mts cts deno",
    "jsx": "javascriptreact",
    "tsx": "typescriptreact",
    "java": "",
    "kotlin": "kt kts",
    "scala": "sc",
    "groovy": "gradle",
    "go": "golang",
    "rust": "rs",
    "c": "h",
    "cpp": "c++ cc cxx hpp hxx h++ cplusplus",
    "csharp": "c# cs dotnet csx",
    "fsharp": "f# fs",
    "php": "php7 php8",
    "ruby": "rb rails irb",
    "perl": "pl pm",
    "lua": "",
    "swift": "",
    "objectivec": "objc objective-c",
    "dart": "",
    "r": "rlang",
    "julia": "jl",
    "haskell": "hs",
    "elixir": "ex exs",
    "erlang": "erl",
    "clojure": "clj cljs",
    "solidity": "sol",
    "bash": "sh shell zsh ksh fish csh tcsh mswea_bash_command console shell-session shellsession terminal bat-shell sh-session"
    " bash-session shell-script",
    "powershell": "ps ps1 psm1 psd1 pwsh posh pwsh-session powershell-session",
    "batch": "bat cmd dosbatch batchfile winbatch",
    "sql": "mysql postgres postgresql psql plsql tsql sqlite mssql",
    "html": "htm xhtml html5 jinja jinja2 django django-html htmldjango html+jinja html+django twig html+twig liquid nunjucks njk"
    " handlebars hbs mustache thymeleaf angular",
    "erb": "rhtml eruby html+erb erubi",
    "ejs": "eta html+ejs",
    "razor": "cshtml vbhtml aspnetcorerazor html+razor",
    "blade": "laravel-blade html+blade",
    "jsp": "jspx jspf",
    "vue": "",
    "svelte": "",
    "css": "scss sass less",
    "xml": "svg xsl xslt plist csproj fsproj vbproj nuspec",
    "json": "json5 jsonc jsonl ndjson",
    "yaml": "yml kubernetes k8s helm docker-compose compose cloudformation cfn ansible github-actions gitlab-ci",
    "toml": "",
    "ini": "cfg conf config properties env dotenv systemd service timer socket desktop sshd_config sshd pgconf apache apacheconf htaccess",
    "terraform": "hcl tf tfvars",
    "dockerfile": "docker containerfile",
    "makefile": "make mk",
    "nginx": "nginxconf nginx-conf",
    "graphql": "gql",
    "protobuf": "proto",
    "diff": "patch udiff",
    "markdown": "md mdx",
    "text": "txt plain plaintext none output log stdout pseudo pseudocode",
    "latex": "tex",
}  # fmt: skip
_BY_ALIAS = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_BY_EXTENSION = {
    **{alias: name for alias, name in _BY_ALIAS.items() if alias.isalnum() or alias in {"c++", "h++"}},
    "ipynb": "json",
    "gemspec": "ruby",
    "sbt": "scala",
    "props": "xml",
    "targets": "xml",
    "pyw": "python",
    "htm": "html",
}
_BY_FILE_NAME = {
    "dockerfile": "dockerfile",
    "containerfile": "dockerfile",
    "makefile": "makefile",
    "gnumakefile": "makefile",
    "gemfile": "ruby",
    "rakefile": "ruby",
    "vagrantfile": "ruby",
    "jenkinsfile": "groovy",
    "nginx.conf": "nginx",
    "requirements.txt": "text",
    "packages.config": "xml",
    "nuget.config": "xml",
    ".env": "ini",
    ".bashrc": "bash",
    ".zshrc": "bash",
    ".profile": "bash",
}
_TEMPLATES = {
    "j2": "html",
    "jinja": "html",
    "jinja2": "html",
    "twig": "html",
    "liquid": "html",
    "erb": "erb",
    "ejs": "ejs",
}
_ATTRIBUTES = re.compile(r"[{}\[\],;]")
_CLASS = re.compile(r"(?:^|[\s{,])\.([\w+#-]+)")
_FILE_KEY = re.compile(
    r"\b(title|file|filename|path|name)\s*[=:]\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s}\],]+))", re.IGNORECASE
)
_SAVED = re.compile(r"(?:save|append|patch|morph)[ \t]+(\S.*)")  # gptme: a fence that is a tool's call
_SAVED_PATH = re.compile(r"[\w@./\\~:+()\[\] -]*[\w)\]]")
_LABELS = frozenset({"title", "name"})  # these may also hold a heading
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_PATH = re.compile(r"(?:[A-Za-z]:[\\/])?[\w@./\\~ -]*[\w-]\.[A-Za-z][\w+]{0,9}")
_PREFIXES = ("language-", "lang-", "highlight-source-")


@dataclass(frozen=True, slots=True)
class Info:
    """What an info string says."""

    language: str | None = None
    path: str | None = None


def language_of(name: str) -> str | None:
    """The canonical name of a language as written in an info string's first word, or None."""
    word = name.strip().lower()
    for prefix in _PREFIXES:
        word = word.removeprefix(prefix)
    return _BY_ALIAS.get(word) or _BY_ALIAS.get(word.rstrip("0123456789.-")) if word else None


def language_of_path(path: str) -> str | None:
    """The language that a file's name says, or None."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1].lower()
    if name in _BY_FILE_NAME:
        return _BY_FILE_NAME[name]
    if name.startswith("dockerfile."):
        return "dockerfile"
    if name.endswith(".blade.php"):
        return "blade"
    stem, dot, extension = name.rpartition(".")
    if extension in _TEMPLATES and (made := language_of_path(stem)) is not None:
        return _TEMPLATES[extension] if made in {"html", "xml"} else made  # `nginx.conf.j2` is what it will be
    return _BY_EXTENSION.get(extension) if dot and (stem or extension) else None


def parse_info(info: str) -> Info:
    """Read an info string: `python`, `{.python}`, `python title="a b"`, `python:src/app.py`, `python src/main.py`, `save src/app.py`."""
    text = info.strip()
    if not text:
        return Info()
    if (saved := _SAVED.fullmatch(text)) is not None and _SAVED_PATH.fullmatch(saved[1]):
        return Info(language_of_path(saved[1]), saved[1])
    path = _path(text)
    first = _first_word(text)
    language = language_of(first)
    if language is None and not _DRIVE.match(first):
        language = language_of(first.partition(":")[0])
    if language is None:
        classes = map(language_of, _CLASS.findall(text))
        language = next((found for found in classes if found is not None), None)
    if (
        language in {None, "text"} and path is not None
    ):  # "text" over a file of code is a client's label, not the file's language
        language = language_of_path(path) or language
    return Info(language, path)


def _first_word(text: str) -> str:
    bare = _ATTRIBUTES.sub(" ", text).strip()
    return bare.split()[0].lstrip(".") if bare else ""


def _path(text: str) -> str | None:
    """The file that an info string names: an attribute, after a colon, or as a word that has an extension we know."""
    if (key := _FILE_KEY.search(text)) is not None:
        label, *values = key.groups()
        value = "".join(filter(None, values))
        return value if label.lower() not in _LABELS or language_of_path(value) is not None else None
    for word in re.split(r"\s+", text):
        candidate = word if _DRIVE.match(word) else word.rpartition(":")[2]  # also "12:20:src/app.ts", lines and file
        bare = _ATTRIBUTES.sub("", candidate)
        if _PATH.fullmatch(bare) and not bare.startswith(".") and language_of_path(bare) is not None:
            return bare
        if bare.lower() in _BY_FILE_NAME and bare.lower() not in _BY_ALIAS:
            return bare
    return None
