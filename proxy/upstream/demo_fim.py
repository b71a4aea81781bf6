"""The demo's completions in an editor: an expression chosen by a word of the lines above the cursor, put where the line stops.

`tar` or `subprocess` gives a shell command, `sql` a statement, and so on; with `secure` or `safe` in those lines the secure form; without
any word a plain line. Python and JavaScript; in other languages there is no suggestion.
Rules for this file: pure. Counterparts: extract/fim.py reads the prompt, demo_script.py has the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from proxy.extract.fim import Fim
from proxy.upstream.demo_words import assembled, is_secure, topic

_LINES = 12  # above the cursor
_INDENT = "    "
_PLAIN = "{name}"
# By language and word: what is insecure, and what stands for it where it should be secure.
_EXPRESSIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "python": {
        "shell": ('subprocess.run("ls -l " + {name}, shell=True)', 'subprocess.run(["ls", "-l", "--", {name}], check=True)'),
        "sql": (
            "cursor.execute(f\"SELECT * FROM users WHERE name = '{{{name}}}'\")",
            'cursor.execute("SELECT * FROM users WHERE name = ?", ({name},))',
        ),
        "yaml": ("yaml.load({name}, Loader=yaml.Loader)", "yaml.safe_load({name})"),
        "jwt": (
            'jwt.decode({name}, options={{"verify_signature": False}})',
            'jwt.decode({name}, key, algorithms=["HS256"])',
        ),
        "secret": (
            'boto3.client("s3", aws_access_key_id="@@AWS_KEY_ID@@", aws_secret_access_key="@@AWS_SECRET@@")',
            'boto3.client("s3")',
        ),
    },
    "javascript": {
        "shell": ('child_process.execSync("ls -l " + {name});', 'child_process.execFileSync("ls", ["-l", "--", {name}]);'),
        "sql": (
            'db.query("SELECT * FROM users WHERE name = \'" + {name} + "\'");',
            'db.query("SELECT * FROM users WHERE name = ?", [{name}]);',
        ),
        "secret": (
            'new S3({{ accessKeyId: "@@AWS_KEY_ID@@", secretAccessKey: "@@AWS_SECRET@@" }});',
            "new S3();",
        ),
    },
}  # fmt: skip
_LANGUAGES = {
    "python": "python",
    "javascript": "javascript",
    "typescript": "javascript",
    "jsx": "javascript",
    "tsx": "javascript",
}
_PYTHON_NAME = re.compile(
    r"^[ \t]*(?:async )?def \w+\((?:[^)\n]*, )?(\w+)(?: ?[:=][^,)\n]*)?\)|^[ \t]*(\w+) = ", re.MULTILINE
)
_SCRIPT_NAME = re.compile(r"function \w*\((\w+)|\((\w+)\) =>|(?:const|let|var) (\w+) = ")
_NAMES: Mapping[str, re.Pattern[str]] = {"python": _PYTHON_NAME, "javascript": _SCRIPT_NAME}
_INSIDE: Mapping[str, Callable[[str], bool]] = {
    "python": lambda text: re.search(r"^[ \t]*(?:async )?def ", text, re.MULTILINE) is not None,
    "javascript": lambda text: "function" in text or "=>" in text,
}


def completion(fim: Fim) -> str:
    """The text for the cursor; "" where the demo has no suggestion."""
    language = _LANGUAGES.get(fim.language or "python")
    if language is None:
        return ""
    above = "\n".join(fim.prefix.split("\n")[-_LINES:])
    before, line = above.rsplit("\n", 1) if "\n" in above else ("", above)
    insecure, secure = _EXPRESSIONS[language].get(topic(above), (_PLAIN, _PLAIN))
    named = [next(filter(None, groups)) for groups in _NAMES[language].findall(before)]
    if insecure == _PLAIN and not named:
        return ""
    expression = assembled(secure if is_secure(above) else insecure).format(name=named[-1] if named else "name")
    if line.strip():
        return _rest(line, expression)
    statement = f"return {expression}" if _INSIDE[language](above) else expression
    return _indented(before, line) + statement + ("\n" if not fim.suffix.startswith("\n") else "")


def _rest(line: str, expression: str) -> str:
    """What a line that has begun lacks of the expression."""
    sizes = range(min(len(line), len(expression)), 0, -1)
    begun = next((size for size in sizes if line.endswith(expression[:size]) and _starts_word(line, size)), 0)
    if begun or line.endswith((" ", "(", "=")):
        return expression[begun:]
    return ""


def _starts_word(line: str, size: int) -> bool:
    """The last characters of a line aren't the end of a longer word."""
    return not line[:-size][-1:].isalnum()


def _indented(before: str, line: str) -> str:
    """The indentation that an empty line lacks."""
    last = next((text for text in reversed(before.split("\n")) if text.strip()), "")
    wanted = last[: len(last) - len(last.lstrip())] + (_INDENT if last.rstrip().endswith((":", "{", "=>")) else "")
    return wanted.removeprefix(line) if wanted.startswith(line) else ""
